//! Deployments that know nothing of this project: small apps that were written
//! from the ticket alone. Each is examined by the binary, and the checks that
//! fail are exactly those that its bug breaks.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop with a trace")]

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use assert_cmd::assert::OutputAssertExt;
use assert_cmd::cargo::cargo_bin;
use penguin_auth::check::CATALOGUE;
use predicates::prelude::*;
use serde_json::Value;

/// The app in plain Node.js. It is stopped when dropped.
struct Deployment {
    child: Child,
    /// Held open: Node would fail on a closed one.
    stdout: BufReader<ChildStdout>,
    base_url: String,
}

impl Deployment {
    fn start(bugs: &[&str]) -> Self {
        let mut command = Command::new("node");
        command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/real/node/deployment.mjs"));
        command.args(["--port", "0"]).args(bugs.iter().flat_map(|bug| ["--bug", bug]));
        let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
        let mut child = spawned.unwrap_or_else(|error| {
            panic!("these tests need Node.js 20 or newer; `node` could not be started: {error}")
        });
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        stdout.read_line(&mut first).unwrap();
        let Some(base_url) = first.trim().strip_prefix("listening on ") else {
            let status = child.wait();
            panic!("the deployment did not start ({status:?}); Node.js 20 or newer is needed: {first:?}")
        };
        Self { child, base_url: base_url.to_owned(), stdout }
    }

    /// Examines it with both accounts.
    fn verify(&self, exit_code: i32) -> Value {
        let mut command = Command::new(cargo_bin("penguin-auth"));
        command.env_clear();
        for name in ["PATH", "SystemRoot", "LLVM_PROFILE_FILE"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        command
            .args(["verify", "--base-url", &self.base_url, "--format", "json"])
            .env("PENGUIN_AUTH_EMAIL", "ada@penguin.test")
            .env("PENGUIN_AUTH_PASSWORD", "correct horse battery staple")
            .env("PENGUIN_AUTH_SECOND_EMAIL", "bob@penguin.test")
            .env("PENGUIN_AUTH_SECOND_PASSWORD", "another long passphrase");
        let assert = command.assert().code(exit_code).stderr(predicate::str::is_empty());
        serde_json::from_slice(&assert.get_output().stdout).unwrap()
    }
}

impl Drop for Deployment {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let mut rest = String::new();
        while self.stdout.read_line(&mut rest).is_ok_and(|read| read > 0) {}
        assert!(rest.is_empty() || std::thread::panicking(), "the deployment said: {rest}");
    }
}

/// The ids of the checks with that verdict, in the order of the catalogue.
fn ids<'a>(document: &'a Value, verdict: &str) -> Vec<&'a str> {
    let checks = document["checks"].as_array().unwrap().iter();
    checks.filter(|check| check["verdict"] == verdict).map(|check| check["id"].as_str().unwrap()).collect()
}

/// What must hold however the deployment is broken.
fn is_a_decent_run(document: &Value) {
    let spent = &document["spent"];
    assert!(spent["logins"].as_u64().unwrap() + spent["wrong_passwords"].as_u64().unwrap() <= 5, "{spent}");
    assert!(spent["requests"].as_u64().unwrap() < 100, "{spent}");
    assert_eq!(spent["sessions_left"], 0, "{spent}");
    for check in document["checks"].as_array().unwrap() {
        let because_of_another = check["obstacle"] == "depends-on-check";
        assert!(check["verdict"] != "blocked" || because_of_another, "{check:#}");
    }
}

/// A deployment with that bug fails these checks and no others.
fn fails(bug: &str, expected: &[&str]) {
    let document = Deployment::start(&[bug]).verify(1);
    assert_eq!(ids(&document, "fail"), expected, "{bug}");
    is_a_decent_run(&document);
}

#[test]
fn the_sound_deployment_passes() {
    let document = Deployment::start(&[]).verify(0);
    assert_eq!(ids(&document, "fail"), [""; 0]);
    assert_eq!(ids(&document, "blocked"), [""; 0]);
    // Nothing rotates, one cookie is all there is, and there is no Nile.
    let nile = CATALOGUE.iter().map(|check| check.id).filter(|id| id.starts_with("nile-failure-"));
    let skipped: Vec<&str> =
        ["companion-cookies-cleared", "rotated-values-ended"].into_iter().chain(nile).collect();
    assert_eq!(ids(&document, "skip"), skipped);
    is_a_decent_run(&document);
}

/// The cookie goes, the session stays.
#[test]
fn a_session_that_outlives_its_logout_is_found() {
    fails("keeps-session", &["session-ended-on-server"]);
}

/// `nile-session` is deleted: the real cookie stays, and nobody ever set that
/// one. The session itself ends, so the jar's next request is refused.
#[test]
fn a_logout_that_clears_another_name_is_found() {
    fails("clears-wrong-cookie", &["cookie-cleared", "no-clear-of-unknown-cookie"]);
}

/// The name is right, but a browser keeps a cookie of another path.
#[test]
fn a_logout_that_clears_another_path_is_found() {
    fails("clears-wrong-path", &["cookie-cleared"]);
}

/// The first session's logout also ends the second and the third.
#[test]
fn a_logout_that_ends_every_session_is_found() {
    fails("ends-every-session", &["other-session-survives"]);
}

/// GET logs out as well. HEAD does not: it is not routed.
#[test]
fn a_logout_by_get_is_found() {
    fails("logs-out-on-get", &["get-does-not-log-out"]);
}

/// Whoever logged in last is shown to everybody without a cookie. A cookie
/// without a value is none, and so is what a jar holds after the logout.
#[test]
fn a_route_that_is_open_to_the_anonymous_is_found() {
    fails("open-when-anonymous", &["me-refuses-bad-tokens", "me-401-after-logout", "anonymous-sees-nobody"]);
}

#[test]
fn two_bugs_are_both_found() {
    let document = Deployment::start(&["clears-wrong-path", "logs-out-on-get"]).verify(1);
    assert_eq!(ids(&document, "fail"), ["get-does-not-log-out", "cookie-cleared"]);
    is_a_decent_run(&document);
}
