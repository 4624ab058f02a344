//! `penguin-auth verify`: what it accepts, prints, writes and spends.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use super::server::{ADA, Asked, BOB, LOGIN, LOGOUT, ME, Server};
use super::tool::{Ended, ids, penguin, run, verify, verify_as_ada};

/// Every format that there is.
const FORMATS: [&str; 10] =
    ["pretty", "json", "jsonl", "junit", "tap", "github", "markdown", "html", "sarif", "csv"];

/// How many checks there are.
const CHECKS: usize = penguin_auth::check::CATALOGUE.len();

/// `verify --mock` with more arguments.
fn mock(args: &[&str]) -> Ended {
    let mut command = penguin(["verify", "--mock"]);
    command.args(args);
    run(command)
}

/// A sound mock passes however it is dressed.
fn passes(dress: &[&str]) {
    let args = [dress, &["--format", "json"]].concat();
    let ended = mock(&args).exits(0);
    let document = ended.json();
    assert_eq!(document["outcome"], "passed", "{dress:?}");
    assert_eq!(ids(&document, "fail"), [""; 0], "{dress:?}");
    assert_eq!(ids(&document, "blocked"), [""; 0], "{dress:?}");
    assert_eq!(document["spent"]["sessions_left"], 0, "{dress:?}");
}

#[test]
fn a_sound_mock_passes_and_says_that_the_session_really_ended() {
    mock(&[]).exits(0).says("PASSED the session really ended: all six criteria of AUTH-4.1 hold");
}

#[test]
fn a_sound_mock_passes_in_every_dress() {
    let dresses: [&[&str]; 10] = [
        &["--token", "jwe"],
        &["--tls"],
        &["--tls", "--secure-names"],
        &["--chunked"],
        &["--cookie-path", "/api"],
        &["--cookie-domain", "penguin.test"],
        &["--clear", "max-age"],
        &["--clear", "expires"],
        &["--rotating"],
        &["--remember-me"],
    ];
    dresses.into_iter().for_each(passes);
}

#[test]
fn a_sound_mock_passes_when_it_clears_with_no_attribute_to_spare() {
    passes(&["--clear", "bare"]);
}

#[test]
fn a_sound_mock_passes_in_several_dresses_at_once() {
    passes(&["--token", "jwe", "--tls", "--secure-names", "--chunked", "--remember-me"]);
    passes(&["--token", "jwe", "--rotating", "--cookie-path", "/api", "--clear", "max-age"]);
    passes(&["--tls", "--cookie-domain", "penguin.test", "--clear", "expires", "--remember-me"]);
    passes(&["--chunked", "--rotating", "--remember-me", "--cookie-path", "/api"]);
}

#[test]
fn a_planted_defect_fails_the_run_and_is_explained() {
    mock(&["--defect", "no-clear"])
        .exits(1)
        .says("cookie-cleared AC3 T4")
        .says("expected a browser sends no nile.session-token after logout")
        .says("FAILED");
}

#[test]
fn warn_turns_the_failure_into_a_warning() {
    let ended = mock(&["--defect", "no-clear", "-W", "cookie-cleared"]).exits(0);
    ended.says("1 warning").says("PASSED").says_nothing_of("all six criteria of AUTH-4.1 hold");
}

#[test]
fn allow_takes_the_failure_out_of_the_verdict() {
    mock(&["--defect", "no-clear", "-A", "cookie-cleared"]).exits(0).says("1 allowed");
}

#[test]
fn deny_makes_a_check_count_that_only_warns() {
    let fires = ["--defect", "token-in-body", "--only", "token-stays-in-cookie"];
    mock(&fires).exits(0).says("1 warning");
    mock(&[&fires[..], &["-D", "token-stays-in-cookie"]].concat()).exits(1).says("1 failed");
}

#[test]
fn strict_denies_what_a_standard_says_must_and_the_letters_change_it_again() {
    let fires = ["--defect", "token-in-body", "--only", "token-stays-in-cookie", "--level", "strict"];
    mock(&fires).exits(1).says("1 failed");
    mock(&[&fires[..], &["-A", "token-stays-in-cookie"]].concat()).exits(0).says("1 allowed");
    let only_advised =
        ["--defect", "unknown-email-404", "--only", "login-hides-unknown-email", "--level", "strict"];
    mock(&only_advised).exits(0).says("1 warning");
}

#[test]
fn only_a_requirement_runs_the_checks_that_prove_it() {
    let document = mock(&["--only", "AC3", "--format", "json"]).exits(0).json();
    let proves = |check: &Value| {
        let proven = check["requirements"].as_array().unwrap();
        proven.iter().any(|id| id == "AUTH-4.1/AC3")
    };
    let checks = document["checks"].as_array().unwrap();
    assert!(!checks.is_empty() && checks.iter().all(proves), "{checks:?}");
    assert_eq!(document["requirements"]["AUTH-4.1/AC3"], "pass");
    assert_eq!(document["requirements"]["AUTH-4.1/T7"], "not-proven");
    assert_eq!(document["spent"]["wrong_passwords"], 0, "nothing is spent on checks that do not run");
}

#[test]
fn skip_leaves_a_failure_out() {
    mock(&["--defect", "no-clear"]).exits(1);
    mock(&["--defect", "no-clear", "--skip", "cookie-cleared"]).exits(0).says_nothing_of("✗");
}

#[test]
fn an_unknown_check_is_refused_with_the_nearest_name() {
    for option in ["--only", "--skip", "-D", "-W", "-A"] {
        mock(&[option, "cookie-cleard"]).refuses(2, "did you mean cookie-cleared?");
    }
}

#[test]
fn without_a_target_the_way_to_the_mock_is_shown() {
    run(penguin(["verify"])).refuses(2, "penguin-auth verify --mock");
}

#[test]
fn the_plan_is_printed_without_a_request_or_a_password() {
    let server = Server::sound();
    let ended = run(verify(&server.base_url(), &["--print-plan"])).exits(0);
    assert_eq!(server.asked().len(), 0);
    ended.says(ADA).says(BOB).says("5 at most, wrong passwords included").says_nothing_of("penguins");
    let intrusive = run(verify(&server.base_url(), &["--print-plan", "--intrusive"])).exits(0);
    intrusive.says("53 at most").says("249 at most").says("may lock the account");
    let routes = run(verify(&server.base_url(), &["--print-plan", "--protected", "/a,/b"])).exits(0);
    routes.says("105 at most");
}

#[test]
fn a_protected_route_is_a_path_and_nothing_more() {
    for wrong in ["api/orders", "https://a.test/orders", "/orders?all", "/or ders"] {
        run(penguin(["verify", "--mock", "--protected", wrong])).refuses(2, "a path begins with a slash");
    }
}

#[test]
fn the_target_and_the_account_may_come_from_the_environment() {
    let server = Server::sound();
    let mut command = penguin(["verify", "--only", "AC5"]);
    command.env("PENGUIN_AUTH_BASE_URL", server.base_url());
    command.env("PENGUIN_AUTH_EMAIL", ADA).env("PENGUIN_AUTH_PASSWORD", "ada-loves-penguins");
    run(command).exits(0);
    assert!(server.logins(ADA) > 0);
}

#[test]
fn a_password_may_come_from_a_file() {
    let server = Server::sound();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("password");
    fs::write(&file, "ada-loves-penguins\nsomething else\n").unwrap();
    let file = file.to_str().unwrap();
    let args = ["verify", "--base-url", &server.base_url(), "--email", ADA, "--password-file", file];
    run(penguin(args)).exits(0);
}

/// What a document of that format must be.
fn is_well_formed(format: &str, text: &str) {
    match format {
        "json" => {
            let document: Value = serde_json::from_str(text).unwrap();
            assert_eq!((&document["schema"], &document["outcome"]), (&1.into(), &"passed".into()));
            assert_eq!(document["checks"].as_array().unwrap().len(), CHECKS);
        }
        "jsonl" => {
            let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            let checks = lines.iter().filter(|line| line["event"] == "check").count();
            assert_eq!((checks, &lines[lines.len() - 1]["event"]), (CHECKS, &"finished".into()));
        }
        "junit" => assert_eq!(elements(text).iter().filter(|name| *name == "testcase").count(), CHECKS),
        "tap" => {
            assert!(text.starts_with(&format!("TAP version 14\n1..{CHECKS}\n")), "{text}");
            let points = text.lines().filter(|line| line.starts_with("ok ") || line.starts_with("not ok "));
            assert_eq!(points.count(), CHECKS);
        }
        "github" => assert!(text.lines().all(|line| line.starts_with("::")), "{text}"),
        "html" => {
            assert!(text.starts_with("<!DOCTYPE html><html lang=\"en\">"), "{text}");
            assert_eq!(text.matches("<th scope=\"row\"><code>").count(), CHECKS);
        }
        "sarif" => is_sarif(text),
        "csv" => assert_eq!(text.matches("\r\n").count(), CHECKS + 1, "{text}"),
        "markdown" => assert!(text.starts_with('#') && text.contains("AC1"), "{text}"),
        _ => assert!(text.contains("PASSED"), "{format}: {text}"),
    }
}

/// The schema is that of OASIS.
fn is_sarif(text: &str) {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/sarif-schema-2.1.0.json");
    let schema = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    let document: Value = serde_json::from_str(text).unwrap();
    jsonschema::validate(&schema, &document).unwrap();
    assert_eq!(document["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap().len(), CHECKS);
}

/// The names of the elements of an XML document, which must be closed in the
/// order in which they were opened.
fn elements(xml: &str) -> Vec<String> {
    let (mut names, mut open) = (Vec::new(), Vec::new());
    for tag in xml.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').unwrap();
        assert!(!text.contains('>') || text.contains("&gt;") || !text.contains('<'), "{text}");
        let name = tag.split([' ', '/', '\n']).find(|word| !word.is_empty()).unwrap().to_owned();
        if tag.starts_with(['?', '!']) {
            continue;
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else {
            names.push(name.clone());
            if !tag.ends_with('/') {
                open.push(name);
            }
        }
    }
    assert_eq!(open, [""; 0], "every element is closed");
    names
}

#[test]
fn every_format_is_well_formed_on_standard_output() {
    for format in FORMATS {
        let ended = mock(&["--format", format]).exits(0);
        is_well_formed(format, &ended.stdout);
    }
}

#[test]
fn every_report_is_written_beside_what_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |format: &str| folder.path().join(format);
    let reports = FORMATS.map(|format| format!("{format}={}", path(format).display()));
    let args: Vec<&str> = reports.iter().flat_map(|report| ["--report", report]).collect();
    mock(&args).exits(0).says("PASSED");
    for format in FORMATS {
        is_well_formed(format, &fs::read_to_string(path(format)).unwrap());
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), FORMATS.len(), "and nothing else");
}

#[test]
fn a_report_that_cannot_be_written_is_known_before_any_request() {
    let server = Server::sound();
    let folder = tempfile::tempdir().unwrap();
    let report = format!("junit={}", folder.path().join("missing").join("report.xml").display());
    run(verify(&server.base_url(), &["--report", &report])).refuses(4, "does the folder exist");
    assert_eq!(server.asked().len(), 0);
}

#[test]
fn in_github_actions_annotations_and_the_step_summary_come_by_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let summary = folder.path().join("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let mut command = penguin(["verify", "--mock", "--defect", "no-clear", "--format", "json"]);
    command.env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", &summary);
    let ended = run(command).ends(1);
    assert!(ended.stderr.contains("::error title=cookie-cleared"), "{}", ended.stderr);
    assert_eq!(ids(&ended.json(), "fail"), ["cookie-cleared"], "standard output stays clean");
    let summary = fs::read_to_string(summary).unwrap();
    assert!(summary.starts_with("before\n") && summary.contains("cookie-cleared"), "{summary}");
}

#[test]
fn colours_follow_the_command_line_and_then_the_environment() {
    let coloured = |args: &[&str], variables: &[(&str, &str)]| {
        let mut command = penguin(["verify", "--mock", "--only", "logout-body"]);
        command.args(args).envs(variables.iter().copied());
        run(command).exits(0).stdout.contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]), "a pipe has no colours");
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "0")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_after_the_first_line_is_no_error() {
    use std::io::{BufRead, BufReader};

    for format in FORMATS {
        let mut command = penguin(["verify", "--mock", "-vv", "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        let mut stdout = BufReader::with_capacity(16, child.stdout.take().unwrap());
        stdout.read_line(&mut first).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{format}");
    }
}

#[test]
fn no_line_in_a_pipe_is_longer_than_80_columns() {
    let runs: [&[&str]; 4] = [
        &[],
        &["-vv", "--curl"],
        &["--defect", "no-clear", "--defect", "jwt-survives", "-v"],
        &["--fault", "500", "-vv", "--curl"],
    ];
    for args in runs {
        for line in mock(args).stdout.lines() {
            assert!(line.chars().count() <= 80 || is_one_word(line), "{args:?}: {line}");
        }
    }
}

/// A line that nothing can break, such as a quoted argument of curl.
fn is_one_word(line: &str) -> bool {
    let line = line.trim_end_matches(" \\").trim();
    line.contains('\'')
}

/// What a server counted, in the words of a report.
fn spent_as_counted(server: &Server) -> Value {
    let login = |email: &str, password: Option<&str>| {
        server.count(|asked| {
            asked.is("POST", LOGIN)
                && asked.body.contains(&format!("\"{email}\""))
                && password.is_none_or(|password| asked.body.contains(password))
        })
    };
    let all = server.count(|asked| asked.is("POST", LOGIN));
    let right = login(ADA, Some("ada-loves-penguins"));
    serde_json::json!({
        "requests": server.asked().len(),
        "logins": right,
        "wrong_passwords": login(ADA, None) - right,
        "other_logins": all - login(ADA, None),
        "sessions_left": server.never_logged_out().len(),
    })
}

#[test]
fn a_run_stays_within_its_budget_and_reports_what_was_counted() {
    for second_account in [true, false] {
        let server = Server::sound();
        let start = if second_account { verify } else { verify_as_ada };
        let document = run(start(&server.base_url(), &["--format", "json"])).exits(0).json();
        println!("{}", document["spent"]);
        assert_eq!(document["spent"], spent_as_counted(&server));
        assert!(server.logins(ADA) <= 5, "{} logins", server.logins(ADA));
        assert_eq!(document["spent"]["wrong_passwords"], 1);
        assert!(server.asked().len() < 100, "{} requests", server.asked().len());
        assert_eq!(server.never_logged_out(), [""; 0]);
    }
}

#[test]
fn the_limit_on_logins_holds_and_is_reported() {
    for limit in ["1", "2", "3", "4"] {
        let server = Server::sound();
        let args = ["--max-logins", limit, "--format", "json"];
        let document = run(verify(&server.base_url(), &args)).exits(3).json();
        assert!(server.logins(ADA) <= limit.parse().unwrap(), "{limit}: {} logins", server.logins(ADA));
        assert_eq!(document["spent"], spent_as_counted(&server), "{limit}");
        assert_eq!(server.never_logged_out(), [""; 0], "{limit}");
        let reason = format!("the limit of {limit} login");
        let names_it = |check: &Value| {
            check["obstacle"] == "budget" && check["note"].as_str().unwrap().starts_with(&reason)
        };
        assert!(document["checks"].as_array().unwrap().iter().any(names_it), "{limit}: {document:#}");
        assert_eq!(ids(&document, "fail"), [""; 0], "{limit}: a limit is no defect");
    }
}

#[test]
fn the_limit_on_requests_holds_and_only_logouts_come_after_it() {
    for limit in [1, 4, 10, 30, 60] {
        let server = Server::sound();
        let args = ["--max-requests", &limit.to_string(), "--format", "json"];
        let document = run(verify(&server.base_url(), &args)).exits(3).json();
        let asked = server.asked();
        let only_cleaned = |asked: &Asked| asked.is("POST", LOGOUT);
        assert!(asked.iter().skip(limit).all(only_cleaned), "{limit}: {asked:#?}");
        assert!(asked.len() <= limit + server.opened().len(), "{limit}: {}", asked.len());
        assert_eq!(document["spent"], spent_as_counted(&server), "{limit}");
        assert_eq!(server.never_logged_out(), [""; 0], "{limit}");
        assert_eq!(ids(&document, "fail"), [""; 0], "{limit}: a limit is no defect");
        let budget = document["checks"].as_array().unwrap().iter().any(|check| check["obstacle"] == "budget");
        assert!(budget, "{limit}: {document:#}");
    }
}

#[test]
fn nobody_anonymous_sends_a_cookie_and_the_default_run_asks_only_routes_that_it_knows() {
    let server = Server::sound();
    run(verify(&server.base_url(), &[])).exits(0);
    let asked = server.asked();
    assert!(asked.iter().filter(|asked| asked.header("cookie").is_none()).count() > 5);
    let known = [LOGIN, LOGOUT, ME, "/api/auth/csrf", "/api/auth/session"];
    let is_known = |path: &str| known.contains(&path) || path.starts_with("/api/penguin-auth-");
    let path = |asked: &Asked| asked.path.split('?').next().unwrap_or_default().to_owned();
    assert!(asked.iter().all(|asked| is_known(&path(asked))), "{asked:#?}");
}

#[test]
fn an_empty_folder_stays_empty() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = penguin(["verify", "--mock"]);
    command.current_dir(folder.path()).env("HOME", folder.path());
    run(command).exits(0);
    assert_eq!(entries(folder.path()), 0);
}

fn entries(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

#[test]
fn a_defect_that_nobody_could_see_is_not_planted() {
    mock(&["--busy", "--defect", "no-clear"]).refuses(2, "--busy puts an anonymous session in the place");
    let served = run(penguin(["mock", "--secure-names", "--defect", "plain-cookie-on-https"]));
    served.refuses(2, "the defect plain-cookie-on-https cannot be seen here");
}
