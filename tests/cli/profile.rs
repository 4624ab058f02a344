//! Profiles: deployments that are not the ticket's, and files that describe
//! them.

use std::fs;
use std::path::PathBuf;

use penguin_auth::check::{Check, find};
use penguin_auth::deployment::Profile;
use serde_json::{Value, json};

use super::bearer;
use super::next_auth::{Dialect, Sessions, start};
use super::server::{ADA, ADAS_PASSWORD, LOGIN, Reply, Server, Sound};
use super::support::{Home, says};
use super::tool::{Ended, Mock, ids, penguin, run, verify};

/// Checks that a token which no sign-out ends must fail. All others that need
/// an ended session are blocked by them.
const NOT_ENDED: [&str; 1] = ["session-ended-on-server"];

/// What Nile's own answers lack, as they were measured.
const OF_NILE: [&str; 6] = [
    "answers-not-stored",
    "other-cookies-cleared",
    "clear-site-data",
    "content-type-fits",
    "no-sniffing",
    "refusals-name-the-way",
];

fn examine(url: &str, profile: &str) -> Value {
    run(verify(url, &["--profile", profile, "--format", "json", "--replay-limit", "100ms"])).json()
}

/// Everything that applies holds, and nothing is left behind.
fn passes(url: &str, profile: &str) -> Value {
    let document = examine(url, profile);
    assert_eq!(ids(&document, "fail"), [""; 0], "{document:#}");
    assert_eq!(ids(&document, "blocked"), [""; 0], "{document:#}");
    assert_eq!(document["outcome"], "passed");
    assert_eq!(document["target"]["profile"], profile);
    assert_eq!(document["spent"]["sessions_left"], 0);
    document
}

/// The ids of skipped checks, in the order of the catalogue, but for those that
/// need a switch for Nile's failures, a real browser or `--intrusive`.
fn skipped(document: &Value) -> Vec<&str> {
    let needs_more =
        |check: &Check| check.needs_nile_to_fail() || check.needs_a_browser() || check.is_intrusive();
    ids(document, "skip").into_iter().filter(|id| !find(id).is_some_and(needs_more)).collect()
}

#[test]
fn a_sound_app_with_only_the_routes_of_nile_passes() {
    let document = passes(&start(Dialect::Nile, Sessions::Rows), "nile");
    assert_eq!(
        skipped(&document),
        [
            "logout-requires-session",
            "unprefixed-cookie-refused",
            "logout-compares-origins-exactly",
            "nothing-over-plain-http",
            "logout-body",
            "companion-cookies-cleared",
            "rotated-values-ended",
            "other-routes-refuse",
            "conditional-read-refused",
            "session-cookie-secure",
            "token-is-signed",
            "token-hides-person",
            "strict-transport-security",
            "clock-agrees",
        ]
    );
    for unproven in ["AC1", "AC6"] {
        let status = &document["requirements"][format!("AUTH-4.1/{unproven}")];
        assert_eq!(status, "not-proven", "{unproven}: Nile's sign-out answers everybody alike");
    }
    let note = |id: &str| {
        let checks = document["checks"].as_array().unwrap();
        checks.iter().find(|check| check["id"] == id).unwrap()["note"].as_str().unwrap().to_owned()
    };
    assert_eq!(note("logout-requires-session"), "the logout of the profile nile answers everybody alike");
    assert_eq!(note("logout-body"), "the profile nile promises no body of the logout");
}

/// The profile says of the refusal alone what stands in it.
#[test]
fn a_refusal_may_have_the_status_of_a_success() {
    let refusal = |sound: Sound| match sound.status {
        401 => Sound::json(200, &json!({"url": "/login?error=CredentialsSignin"})).bytes(),
        _ => sound.bytes(),
    };
    let server =
        Server::start(
            move |asked| {
                if asked.is("POST", LOGIN) { Reply::rewritten(refusal) } else { Reply::Sound }
            },
        );
    let home = Home::new();
    let login =
        "[login]\nsuccess = { statuses = [200] }\nrefused = { statuses = [200], says = [\"error=\"] }\n";
    let paths =
        "[paths]\nlogin = \"/api/auth/login\"\nlogout = \"/api/auth/logout\"\nme = \"/api/users/me\"\n";
    let file = home.write("alike.toml", &format!("name = \"alike\"\n{paths}{login}[me]\nid_fields = []\n"));
    let args = ["--profile", file.to_str().unwrap(), "--format", "json", "--replay-limit", "100ms"];
    let document = run(verify(&server.base_url(), &args)).json();
    assert_eq!(ids(&document, "fail"), [""; 0], "{:#}", document["checks"]);
    let passed = ids(&document, "pass");
    for id in ["login-refuses-wrong-password", "login-hides-unknown-email", "login-again"] {
        assert!(passed.contains(&id), "{id}: {document:#}");
    }
}

#[test]
fn a_token_that_no_sign_out_ends_fails_exactly_the_replay() {
    let document = examine(&start(Dialect::Nile, Sessions::Tokens), "nile");
    assert_eq!(ids(&document, "fail"), NOT_ENDED);
    let document = examine(&start(Dialect::Five, Sessions::Tokens), "authjs");
    assert_eq!(ids(&document, "fail"), NOT_ENDED);
}

/// The mock's stand-in for Nile Auth by its own paths, described in a file.
#[test]
fn the_stand_in_for_nile_is_examined_with_a_profile_of_its_own() {
    let home = Home::new();
    let text =
        run(penguin(["profile", "show", "nile"])).stdout.replace("name = \"nile\"", "name = \"stand-in\"");
    let file =
        home.write("stand-in.toml", &text.replace("\"/api/auth/", "\"/auth/").replace("\"/api/me", "\"/me"));
    let profile = file.to_str().unwrap();
    for (sessions, not_ended) in [("database", &[""; 0][..]), ("jwe", &NOT_ENDED)] {
        let mock = Mock::start(&["--nile-sessions", sessions]);
        let url = format!("{}/v2/databases/any", mock.base_url);
        let document = examine(&url, profile);
        assert_eq!(ids(&document, "fail"), [not_ended, &OF_NILE].concat(), "{sessions}");
        assert_eq!(ids(&document, "blocked").is_empty(), not_ended.is_empty(), "{document:#}");
        assert_eq!(document["spent"]["sessions_left"], 0);
    }
}

#[test]
fn sound_apps_on_both_versions_of_auth_js_pass() {
    passes(&start(Dialect::Four, Sessions::Rows), "authjs");
    passes(&start(Dialect::Five, Sessions::Rows), "authjs");
}

#[test]
fn a_deployment_that_speaks_another_profile_is_told_by_its_name() {
    for (dialect, profile) in [(Dialect::Nile, "nile"), (Dialect::Four, "authjs"), (Dialect::Five, "authjs")]
    {
        let url = start(dialect, Sessions::Rows);
        let hint =
            format!("this deployment speaks the profile {profile}: run again with --profile {profile}");
        let ended = run(verify(&url, &[])).exits(3).says(&hint);
        let spent = run(verify(&url, &["--format", "json"])).json()["spent"]["requests"].clone();
        assert!(spent.as_u64().unwrap() <= 5, "{spent}: {}", ended.stdout);
        // Without the CSRF token of the ticket it has to be asked for.
        run(verify(&url, &["--without-csrf"])).exits(3).says(&hint);
    }
}

#[test]
fn what_is_missing_is_not_called_the_tickets_with_another_profile() {
    let url = start(Dialect::Four, Sessions::Rows);
    let home = Home::new();
    let text = run(penguin(["profile", "show", "nile"])).stdout.replace("/signout", "/sign-out");
    let file = home.write("mine.toml", &text.replace("name = \"nile\"", "name = \"mine\""));
    run(verify(&url, &["--profile", file.to_str().unwrap()]))
        .exits(3)
        .says("POST /api/auth/sign-out answers 400: the route is not deployed")
        .says("this deployment speaks the profile authjs: run again with --profile authjs");
    let url = start(Dialect::Nile, Sessions::Rows);
    run(verify(&url, &["--profile", file.to_str().unwrap()]))
        .exits(3)
        .says("check the path in --base-url, and whether the deployment speaks the profile mine")
        .says_nothing_of("the ticket's are not");
}

#[test]
fn a_session_of_another_profile_is_kept_asked_and_ended() {
    for (dialect, profile) in [(Dialect::Nile, "nile"), (Dialect::Four, "authjs"), (Dialect::Five, "authjs")]
    {
        let url = start(dialect, Sessions::Rows);
        let home = Home::new();
        home.login(&url, &["--profile", profile]).assert().success();
        home.command(&["whoami"]).assert().success().stdout(says(format!("as {ADA}")));
        home.command(&["logout"]).assert().success().stdout(says("Ended, and proven"));
        assert!(home.files().is_empty());
    }
}

#[test]
fn a_wrong_password_is_a_refused_login_in_every_dialect() {
    for (dialect, profile) in [(Dialect::Nile, "nile"), (Dialect::Four, "authjs"), (Dialect::Five, "authjs")]
    {
        let url = start(dialect, Sessions::Rows);
        let home = Home::new();
        let mut command = home.login_as(ADA, "wrong", &url, &["--profile", profile]);
        command.assert().code(3).stdout(says("the login was refused with"));
    }
}

#[test]
fn a_token_in_a_body_or_a_header_is_sent_as_bearer_and_never_shown() {
    for (from, token) in [("body", "/auth/token"), ("header", "X-Token")] {
        let home = Home::new();
        let (url, issued) = bearer::start(from == "header");
        let profile = home.write("bearer.toml", &bearer::profile(from, token));
        let ended = run(verify(&url, &["--profile", profile.to_str().unwrap(), "--format", "json"]));
        let document = ended.json();
        assert_eq!(ids(&document, "fail"), [""; 0], "{document:#}");
        assert_eq!(ids(&document, "blocked"), [""; 0], "{document:#}");
        let cookies = ids(&document, "skip").into_iter().filter(|id| id.contains("cookie")).count();
        assert!(cookies >= 4, "{document:#}");
        let all = run(verify(&url, &["--profile", profile.to_str().unwrap(), "-vv", "--curl"]));
        for token in issued.lock().unwrap().iter() {
            for text in [&ended.stdout, &all.stdout, &all.stderr] {
                assert!(!text.contains(token.as_str()), "{text}");
            }
        }
        assert!(all.stdout.contains("authorization: Bearer <token:"), "{}", all.stdout);
    }
}

#[test]
fn a_bearer_session_outlives_the_process_and_its_profiles_file() {
    let home = Home::new();
    let (url, _) = bearer::start(false);
    let profile = home.write("bearer.toml", &bearer::profile("body", "/auth/token"));
    home.login(&url, &["--profile", profile.to_str().unwrap()]).assert().success();
    fs::remove_file(profile).unwrap();
    home.command(&["whoami"]).assert().success().stdout(says(format!("as {ADA}")));
    home.command(&["logout"]).assert().success().stdout(says("Ended, and proven"));
}

#[test]
fn a_password_in_a_form_is_never_shown() {
    let url = start(Dialect::Nile, Sessions::Rows);
    let ended = run(verify(&url, &["--profile", "nile", "--format", "jsonl"])).exits(0);
    assert!(!ended.stdout.contains(ADAS_PASSWORD));
    assert!(ended.stdout.contains("email=<first account>&password=<password>"), "{}", ended.stdout);
    assert!(ended.stdout.contains("--data-urlencode 'password='"), "{}", ended.stdout);
}

#[test]
fn a_built_in_profile_is_listed_and_what_is_shown_works_as_a_file() {
    let list = run(penguin(["profile", "list"])).exits(0);
    assert!(list.stdout.lines().all(|line| line.chars().count() <= 80), "{}", list.stdout);
    let home = Home::new();
    let mock = Mock::start(&[]);
    for name in Profile::built_in_names() {
        assert!(list.stdout.lines().any(|line| line.starts_with(name)), "{}", list.stdout);
        let shown = run(penguin(["profile", "show", name])).exits(0);
        let file = home.write(&format!("{name}.toml"), &shown.stdout);
        let checked = run(penguin(["profile", "check", file.to_str().unwrap()])).exits(0);
        assert!(checked.stdout.contains(&format!("is a sound profile: {name}")), "{}", checked.stdout);
    }
    let file = home.path().join("ticket.toml");
    let options = ["--profile", file.to_str().unwrap(), "--only", "AC2"];
    run(verify(&mock.base_url, &options)).exits(0);
    let url = start(Dialect::Nile, Sessions::Rows);
    let file = home.path().join("nile.toml");
    run(verify(&url, &["--profile", file.to_str().unwrap()])).exits(0);
}

#[test]
fn a_name_that_is_no_profile_is_refused_with_the_nearest_one() {
    let wrong = |args: &[&str]| run(penguin(args));
    wrong(&["verify", "--mock", "--profile", "nlie"]).refuses(2, "did you mean nile?");
    wrong(&["profile", "show", "authsj"]).refuses(2, "did you mean authjs?");
    wrong(&["verify", "--mock", "--profile", "missing.toml"]).refuses(2, "could not read missing.toml");
    let needs = ["verify", "--base-url", "http://localhost:9", "--profile", "nile", "--without-csrf"];
    wrong(&needs).refuses(2, "the profile nile needs a CSRF token");
}

#[test]
fn check_says_what_it_was_given_when_that_is_no_profile_in_a_file() {
    let home = Home::new();
    run(penguin(["profile", "check", "ticket"])).refuses(2, "ticket is a built-in profile and no file");
    let file = home.path().join("binary.toml");
    fs::write(&file, [0x7f, b'E', b'L', b'F', 0xff]).unwrap();
    run(penguin(["profile", "check", file.to_str().unwrap()])).refuses(2, "it has to be text in UTF-8");
    let text = "name = \"x\"\n[paths]\nlogin = \"/a\"\nlogout = \"/b\"\nme = \"/c\"\ncsrf = \"\"\n";
    let (_, ended) = refused(&home, text);
    ended.refuses(2, "hint: leave it out");
}

/// One check of the mock, with a profile that somebody wrote for it.
fn judge_as_mine(check: &str, more: &str, args: &[&str]) -> Ended {
    let paths = "login = \"/api/auth/login\"\nlogout = \"/api/auth/logout\"\nme = \"/api/users/me\"";
    let home = Home::new();
    let file = home.write("mine.toml", &format!("name = \"mine\"\n[paths]\n{paths}\n{more}\n"));
    let mut command = penguin(["verify", "--mock", "--only", check, "--format", "json", "--profile"]);
    command.arg(file).args(args);
    run(command)
}

#[test]
fn an_id_in_another_field_than_the_profile_says_is_hinted_at() {
    let failed = judge_as_mine("live-session-has-identity", "", &[]).exits(1).json();
    let cause = failed["checks"][0]["finding"]["cause"].as_str().unwrap();
    assert!(cause.contains("no id stands at /id; me.id_fields"), "{cause}");
    let blocked = judge_as_mine("logout-answers-200", "", &[]).exits(3).json();
    let hint = blocked["checks"][0]["hint"].as_str().unwrap();
    assert!(hint.contains("me.id_fields"), "{hint}");
}

#[test]
fn a_finding_speaks_of_nile_where_the_profile_does_and_nowhere_else() {
    let remedy = |more: &str| {
        let more = format!("[me]\nid_fields = [\"userId\"]\n{more}");
        let document = judge_as_mine("cookie-cleared", &more, &["--defect", "no-clear"]).exits(1).json();
        document["checks"][0]["finding"]["remedy"].as_str().unwrap().to_owned()
    };
    assert_eq!(remedy(""), "Clear the cookie with the name, Path, Domain and Secure that the login gave it.");
    let on_nile = remedy("[session]\nnot_session = [\"csrf-token\", \"tenant-id\"]");
    assert!(on_nile.contains("Forward the Set-Cookie lines of Nile's sign-out"), "{on_nile}");
}

#[test]
fn an_address_that_nile_would_refuse_is_warned_of_on_nile_alone() {
    let warnings = |dialect, profile| {
        let url = start(dialect, Sessions::Rows).replace("localhost", "127.0.0.1");
        examine(&url, profile)["warnings"].as_array().unwrap().len()
    };
    assert_eq!((warnings(Dialect::Nile, "nile"), warnings(Dialect::Five, "authjs")), (1, 0));
}

/// A profile with one thing wrong is refused, with this said about it.
fn refused(home: &Home, text: &str) -> (PathBuf, Ended) {
    let file = home.write("wrong.toml", text);
    let ended = run(penguin(["profile", "check", file.to_str().unwrap()]));
    (file, ended)
}

#[test]
fn every_mistake_is_said_at_once_with_its_line() {
    let home = Home::new();
    let text = "name = \"two words\"
[path]
login = \"/login\"
[paths]
login = \"login\"
logout = \"/logout\"
[login]
encodnig = \"form\"
refused = { statuses = [401, 40] }
";
    let (file, ended) = refused(&home, text);
    let ended = ended.refuses(2, "has 6 mistakes");
    let place = |line: u8, column: u8| format!("--> {}:{line}:{column}", file.display());
    for (what, place) in [
        ("the name is \"two words\"", place(1, 8)),
        ("there is no key path", place(2, 2)),
        ("did you mean paths?", place(2, 2)),
        ("paths.me is missing", place(4, 2)),
        ("paths.login does not begin with a slash", place(5, 9)),
        ("write it as \"/login\"", place(5, 9)),
        ("there is no key login.encodnig", place(8, 1)),
        ("40 is no status of an answer", place(9, 30)),
    ] {
        assert!(ended.stderr.contains(what), "{what}: {}", ended.stderr);
        assert!(ended.stderr.contains(&place), "{place}: {}", ended.stderr);
    }
    // The same is said when it is used, before anything is sent.
    let used = ["verify", "--base-url", "http://localhost:9", "--profile", file.to_str().unwrap()];
    run(penguin(used)).refuses(2, "has 6 mistakes");
    assert_eq!(json!(ended.stdout), json!(""));
}

#[test]
fn mistakes_have_colours_where_a_terminal_would_have_them() {
    let home = Home::new();
    let file = home.write("wrong.toml", "name = 3\n");
    let check = || penguin(["profile", "check", file.to_str().unwrap()]);
    let mut coloured = check();
    coloured.env("CLICOLOR_FORCE", "1");
    let coloured = run(coloured).stderr;
    assert!(
        coloured.contains("\u{1b}[1;31merror:") && coloured.matches("\u{1b}[").count() > 10,
        "{coloured}"
    );
    assert!(!run(check()).stderr.contains('\u{1b}'));
}

#[test]
fn what_is_no_toml_is_said_with_its_place() {
    let home = Home::new();
    let (_, ended) = refused(&home, "name = \n[paths\n");
    ended.refuses(2, "this is no TOML");
}

#[test]
fn a_text_that_the_logout_must_say_is_looked_for() {
    let judge = |word: &str| {
        let says = format!("success = {{ statuses = [200], says = [\"{word}\"] }}");
        let more = format!("[me]\nid_fields = [\"userId\"]\n[logout]\n{says}");
        judge_as_mine("logout-answers-200", &more, &[])
    };
    judge("Logged out").exits(0);
    let failed = judge("zzz").exits(1).json();
    assert_eq!(failed["checks"][0]["finding"]["expected"], "200 with \"zzz\"");
}
