//! `login`, `whoami` and `logout`.

mod handed_over;
mod outcomes;
mod secrets;

use std::fs;
use std::process::Stdio;
use std::sync::mpsc::channel;

use predicates::prelude::*;
use serde_json::Value;

use crate::support::{Answer, EMAIL, Home, Mock, OTHER_EMAIL, OTHER_PASSWORD, PASSWORD, says, serve};

fn ok(body: &str) -> Answer {
    Some((200, "", body.to_owned()))
}

fn logged_in(options: &[&str]) -> (Home, Mock) {
    let (home, mock) = (Home::new(), Mock::start(options));
    home.login(&mock.url, &[]).assert().code(0);
    (home, mock)
}

fn json(home: &Home, arguments: &[&str]) -> Value {
    let output = home.command(arguments).arg("--json").output().unwrap();
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["exit_code"], output.status.code().unwrap());
    json
}

#[test]
fn a_session_is_opened_shown_ended_and_forgotten() {
    let (home, mock) = (Home::new(), Mock::start(&[]));
    home.login(&mock.url, &[])
        .assert()
        .code(0)
        .stdout(says(format!("Logged in to {} as {EMAIL}: opaque token", mock.url)))
        .stderr("");
    let file = home.file();
    home.command(&["whoami"])
        .assert()
        .code(0)
        .stdout(says(format!("Live on {} as {EMAIL}", mock.url)).and(says("Ada Lovelace")))
        .stderr("");
    home.command(&["logout"])
        .assert()
        .code(0)
        .stdout(says("Ended, and proven").and(says("401, 401, 401")).and(says("removed")))
        .stderr("");
    assert!(!file.exists() && home.files().is_empty());
    home.command(&["whoami"]).assert().code(2).stderr(says("no session is stored"));
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_a_stored_session() {
    use std::os::unix::fs::PermissionsExt;
    let (home, _mock) = logged_in(&[]);
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(home.file()), 0o600);
    assert_eq!(mode(home.sessions()), 0o700);
    assert!(home.file().file_name().unwrap().to_str().unwrap().starts_with("localhost-"));
}

#[test]
fn the_environment_names_deployment_account_and_directory() {
    let (home, mock) = (Home::new(), Mock::start(&[]));
    let state = home.path().join("elsewhere");
    let run = |command: &str| {
        let mut command = home.command(&[command]);
        command
            .env("PENGUIN_AUTH_BASE_URL", &mock.url)
            .env("PENGUIN_AUTH_EMAIL", EMAIL)
            .env("PENGUIN_AUTH_PASSWORD", PASSWORD)
            .env("PENGUIN_AUTH_STATE_DIR", &state);
        command.assert()
    };
    run("login").code(0).stdout(says("elsewhere"));
    assert_eq!(fs::read_dir(state.join("sessions")).unwrap().count(), 1);
    run("whoami").code(0);
    run("logout").code(0);
    assert!(home.files().is_empty());
}

#[test]
fn a_password_comes_from_standard_input_or_a_file_and_is_never_guessed() {
    let (home, mock) = (Home::new(), Mock::start(&[]));
    let login = ["login", "--base-url", &mock.url, "--email", EMAIL];
    home.command(&login).assert().code(2).stderr(says("no password for"));
    let path = home.write("password", &format!("{PASSWORD}\n"));
    home.command(&login).arg("--password-file").arg(path).assert().code(0);
    home.command(&login).args(["--force", "--password-stdin"]).write_stdin(PASSWORD).assert().code(0);
}

#[test]
fn each_command_answers_with_one_json_object() {
    let (home, mock) = (Home::new(), Mock::start(&[]));
    let output = home.login(&mock.url, &["--json"]).output().unwrap();
    let login: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&login["command"], &login["outcome"]), (&"login".into(), &"logged-in".into()));
    let whoami = json(&home, &["whoami"]);
    assert_eq!((&whoami["outcome"], &whoami["identity"]["email"]), (&"live".into(), &EMAIL.into()));
    let logout = json(&home, &["logout"]);
    assert_eq!((&logout["outcome"], &logout["file_kept"]), (&"ended".into(), &false.into()));
    assert_eq!(logout["replays"], serde_json::json!(["401", "401", "401"]));
    for document in [&login, &whoami, &logout] {
        for field in ["schema", "sentence", "base_url", "email", "token", "valid_until", "file"] {
            assert!(!document[field].is_null(), "{field} in {document}");
        }
    }
}

#[test]
fn a_refused_login_and_one_that_nobody_answered_have_different_outcomes() {
    let (home, mock) = (Home::new(), Mock::start(&[]));
    let outcome = |mut login: assert_cmd::Command| {
        let output = login.arg("--json").output().unwrap();
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        (document["outcome"].clone(), document["obstacle"]["kind"].clone(), output.status.code())
    };
    let refused = outcome(home.login_as(EMAIL, "not the password", &mock.url, &[]));
    assert_eq!(refused, ("refused".into(), "login-refused".into(), Some(3)));
    let url = mock.url.clone();
    drop(mock);
    assert_eq!(outcome(home.login(&url, &[])), ("blocked".into(), "unreachable".into(), Some(3)));
}

#[test]
fn a_deployment_on_https_needs_its_authority_or_an_admission() {
    let home = Home::new();
    let pem = home.path().join("ca.pem");
    let pem = pem.to_str().unwrap();
    let mock = Mock::start(&["--tls", "--secure-names", "--tls-cert-out", pem]);
    home.login(&mock.url, &[]).assert().code(3).stdout(says("TLS failure").and(says("--cacert")));
    home.login(&mock.url, &["--insecure"]).assert().code(0).stdout(says("certificates were NOT verified"));
    home.command(&["logout", "--cacert", pem]).assert().code(0).stdout(says("Ended, and proven"));
}

#[test]
fn a_stored_session_is_replaced_only_by_force_and_only_after_the_login() {
    let (home, mock) = logged_in(&[]);
    let before = fs::read(home.file()).unwrap();
    home.login(&mock.url, &[])
        .assert()
        .code(2)
        .stderr(says("is stored already").and(says("penguin-auth logout")).and(says("--force")));
    home.login_as(EMAIL, "wrong-password", &mock.url, &["--force"])
        .assert()
        .code(3)
        .stdout(says("Not logged in").and(says("401")));
    assert_eq!(fs::read(home.file()).unwrap(), before);
    home.login(&mock.url, &["--force"]).assert().code(0).stdout(says("not ended: that one stays live"));
    assert_ne!(fs::read(home.file()).unwrap(), before);
}

#[test]
fn a_login_that_opens_no_session_stores_nothing() {
    for defect in ["login-without-cookie", "wrong-password-500"] {
        let (home, mock) = (Home::new(), Mock::start(&["--defect", defect]));
        let password = if defect == "wrong-password-500" { "wrong-password" } else { PASSWORD };
        home.login_as(EMAIL, password, &mock.url, &[]).assert().code(3).stdout(says("hint"));
        assert!(home.files().is_empty(), "{defect}");
    }
}

#[test]
fn a_login_route_that_is_missing_is_named_as_the_profile_has_it() {
    let (home, mock) = (Home::new(), Mock::start(&[]));
    let missing = "POST /api/auth/callback/credentials answers 404: the route is not deployed";
    home.login(&mock.url, &["--profile", "nile"]).assert().code(3).stdout(says(missing));
}

#[test]
fn a_store_that_cannot_be_written_is_found_before_the_login() {
    let (home, mock) = (Home::new(), Mock::start(&[]));
    let in_the_way = home.write("in-the-way", "");
    home.login(&mock.url, &[])
        .env("PENGUIN_AUTH_STATE_DIR", in_the_way)
        .assert()
        .code(2)
        .stderr(says("could not read").or(says("could not write")));
}

#[test]
fn a_session_that_nothing_proves_live_is_kept_and_its_logout_is_no_success() {
    let (home, mock) = (Home::new(), Mock::start(&["--defect", "login-then-401"]));
    home.login(&mock.url, &[]).assert().code(3).stdout(says("nothing shows that the session is live"));
    home.command(&["whoami"]).assert().code(1).stdout(says("never accepted it"));
    home.command(&["logout"]).assert().code(3).stdout(says("UNKNOWN").and(says("kept")));
    assert_eq!(home.files().len(), 1);
}

#[test]
fn of_several_sessions_one_has_to_be_named() {
    let (home, mock) = logged_in(&[]);
    home.login_as(OTHER_EMAIL, OTHER_PASSWORD, &mock.url, &[]).assert().code(0);
    for command in ["whoami", "logout"] {
        home.command(&[command]).assert().code(2).stdout("").stderr(
            says(format!("--base-url {} --email {EMAIL}", mock.url))
                .and(says(format!("--base-url {} --email {OTHER_EMAIL}", mock.url))),
        );
    }
    home.command(&["whoami", "--email", "BOB@penguin.test"]).assert().code(0).stdout(says(OTHER_EMAIL));
    home.command(&["whoami", "--email", "eve@penguin.test"])
        .assert()
        .code(2)
        .stderr(says("no stored session is for"));
    home.command(&["logout", "--email", OTHER_EMAIL]).assert().code(0);
    home.command(&["whoami"]).assert().code(0).stdout(says(EMAIL));
}

#[test]
fn a_damaged_or_future_session_file_is_named_and_left_alone() {
    let (home, mock) = logged_in(&[]);
    let file = home.file();
    for (text, why) in [
        ("{\"schema\": 1, \"base", "damaged at line 1"),
        ("", "damaged at line 1"),
        ("{\"schema\": 99}", "written by a newer penguin-auth"),
    ] {
        fs::write(&file, text).unwrap();
        for command in ["whoami", "logout"] {
            home.command(&[command]).assert().code(2).stderr(says(why).and(says("left alone")));
        }
        home.login(&mock.url, &[]).assert().code(2).stderr(says(why));
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_login_leaves_no_file() {
    let home = Home::new();
    let (arrived, arrives) = channel();
    let url = serve(move |request, _| {
        if request == "POST /api/auth/login" {
            arrived.send(()).unwrap();
            return None;
        }
        Some((404, "", String::new()))
    });
    let child = std::process::Command::new(assert_cmd::cargo::cargo_bin("penguin-auth"))
        .env_clear()
        .env("HOME", home.path())
        .env("PENGUIN_AUTH_PASSWORD", PASSWORD)
        .args(["login", "--base-url", &url, "--email", EMAIL])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    arrives.recv().unwrap();
    assert_eq!(home.files().len(), 1, "the temporary file");
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    assert!(String::from_utf8(output.stderr).unwrap().contains("nothing was stored"));
    assert!(home.files().is_empty());
}
