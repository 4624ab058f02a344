//! `verify --known-failures`: what is known fails no run, and what is no longer
//! true does.

use std::sync::Mutex;

use super::server::{ME, Reply, Server, Sound};
use super::support::Home;
use super::tool::{Ended, ids, penguin, run, verify};

/// A list with one entry.
fn entry(check: &str, until: &str) -> String {
    format!("[[known]]\ncheck = \"{check}\"\nreason = \"PM-4711: next sprint\"\nuntil = \"{until}\"\n")
}

/// `verify --mock` with that list.
fn mock(list: &str, args: &[&str]) -> Ended {
    let home = Home::new();
    let file = home.write("known.toml", list);
    let mut command = penguin(["verify", "--mock", "--known-failures", file.to_str().unwrap()]);
    command.args(args);
    run(command)
}

#[test]
fn a_known_failure_fails_no_run_and_is_still_told() {
    let list = entry("cookie-cleared", "2999-12-31");
    mock(&list, &["--defect", "no-clear"])
        .exits(0)
        .says("known until 2999-12-31: PM-4711: next sprint")
        .says("PASSED nothing is wrong but what is known")
        .says("1 known failure");
    let document = mock(&list, &["--defect", "no-clear", "--format", "json"]).exits(0).json();
    assert_eq!(ids(&document, "fail"), ["cookie-cleared"]);
    assert_eq!(document["requirements"]["AUTH-4.1/AC3"], "fail");
}

#[test]
fn a_failure_that_is_not_listed_fails_the_run_beside_a_known_one() {
    let list = entry("cookie-cleared", "2999-12-31");
    mock(&list, &["--defect", "ticket-sample"]).exits(1).says("FAILED");
}

#[test]
fn a_listed_check_that_passes_fails_the_run() {
    mock(&entry("cookie-cleared", "2999-12-31"), &[])
        .exits(1)
        .says("it passes: take it out of the known failures (until 2999-12-31: PM-4711: next sprint)")
        .says("FAILED 1 known failure listed that fails no more");
}

#[test]
fn a_failure_is_known_only_until_its_date() {
    mock(&entry("cookie-cleared", "2020-01-01"), &["--defect", "no-clear"])
        .exits(1)
        .says("known only until 2020-01-01, which has gone by")
        .says("FAILED 1 of 60 checks failed");
    let warned = ["--defect", "no-clear", "-W", "cookie-cleared"];
    mock(&entry("cookie-cleared", "2020-01-01"), &warned).exits(1).says("FAILED 1 of 60 checks failed");
}

#[test]
fn what_is_blocked_stays_blocked() {
    let home = Home::new();
    let file = home.write("known.toml", &entry("cookie-cleared", "2999-12-31"));
    let mut command = penguin(["verify", "--base-url", "http://localhost:9", "--known-failures"]);
    command.arg(file).env("PENGUIN_AUTH_EMAIL", "a@b.test").env("PENGUIN_AUTH_PASSWORD", "secret");
    run(command).exits(3);
}

/// The last question before the logout is answered 503, once.
#[test]
fn a_known_failure_does_not_explain_what_has_nothing_to_do_with_it() {
    let asked = Mutex::new(Vec::new());
    let server = Server::start(move |request| match &request.token {
        Some(token) if request.is("GET", ME) => {
            let mut asked = asked.lock().unwrap();
            asked.push(token.clone());
            let by_the_first = asked.iter().filter(|it| **it == asked[0]).count();
            if asked[0] == *token && by_the_first == 4 { Reply::page(503) } else { Reply::Sound }
        }
        _ if request.is_real_logout() => {
            Reply::rewritten(|sound| Sound { body: "{}".to_owned(), ..sound }.bytes())
        }
        _ => Reply::Sound,
    });
    let home = Home::new();
    let file = home.write("known.toml", &entry("logout-body", "2999-12-31"));
    let known = ["--known-failures", file.to_str().unwrap(), "--format", "json"];
    let args =
        [&["--only", "logout-body,session-ended-on-server,live-session-has-identity"], &known[..]].concat();
    let document = run(verify(&server.base_url(), &args)).exits(3).json();
    assert_eq!(ids(&document, "fail"), ["logout-body"]);
    assert_eq!(ids(&document, "blocked"), ["session-ended-on-server"]);
    assert_eq!(ids(&document, "pass"), ["live-session-has-identity"]);
}

#[test]
fn a_list_with_mistakes_is_refused_before_anything_is_sent() {
    let list = [entry("cookie-clear", "2999-12-31"), entry("logout-body", "tomorrow")].concat();
    let ended = mock(&list, &[]).refuses(2, "has 2 mistakes");
    assert!(ended.stderr.contains("did you mean cookie-cleared?"), "{}", ended.stderr);
    assert!(ended.stderr.contains("write it as \"2026-12-31\""), "{}", ended.stderr);
}
