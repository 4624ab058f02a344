//! `penguin-auth verify` on a deployment, and what its report says.

use std::process::Command;

use assert_cmd::assert::OutputAssertExt;
use assert_cmd::cargo::cargo_bin;
use penguin_auth::check::{Check, find};
use predicates::prelude::*;
use serde_json::Value;

/// E-mail address and password of both accounts, in every deployment.
pub(crate) const ACCOUNTS: [(&str, &str); 2] =
    [("ada@penguin.test", "correct horse battery staple"), ("bob@penguin.test", "another long passphrase")];

/// The token with which Nile's stand-in is made to fail.
pub(crate) const CONTROL_TOKEN: &str = "a-token-for-the-tests-of-nextjs";

/// The binary, without the environment of whoever runs the tests.
pub(crate) fn penguin_auth() -> Command {
    let mut command = Command::new(cargo_bin("penguin-auth"));
    command.env_clear().env("PENGUIN_AUTH_CONTROL_TOKEN", CONTROL_TOKEN);
    for name in ["PATH", "SystemRoot", "LLVM_PROFILE_FILE"] {
        command.envs(std::env::var_os(name).map(|value| (name, value)));
    }
    command
}

/// The JSON report on a deployment that is examined with both accounts.
pub(crate) fn verify(base_url: &str, exit_code: i32) -> Value {
    verify_with(&[], base_url, exit_code)
}

/// The same, with more arguments.
pub(crate) fn verify_with(arguments: &[&str], base_url: &str, exit_code: i32) -> Value {
    let [(email, password), (second_email, second_password)] = ACCOUNTS;
    let assert = penguin_auth()
        .args(["verify", "--base-url", base_url, "--format", "json"])
        .args(arguments)
        .env("PENGUIN_AUTH_EMAIL", email)
        .env("PENGUIN_AUTH_PASSWORD", password)
        .env("PENGUIN_AUTH_SECOND_EMAIL", second_email)
        .env("PENGUIN_AUTH_SECOND_PASSWORD", second_password)
        .assert()
        .code(exit_code)
        .stderr(predicate::str::is_empty());
    serde_json::from_slice(&assert.get_output().stdout).unwrap()
}

/// The ids of the checks with that verdict, in the order of the catalogue.
pub(crate) fn ids<'a>(document: &'a Value, verdict: &str) -> Vec<&'a str> {
    let checks = document["checks"].as_array().unwrap().iter();
    checks.filter(|check| check["verdict"] == verdict).map(|check| check["id"].as_str().unwrap()).collect()
}

/// The ids of skipped checks, but for those that need a switch for Nile's
/// failures, a real browser or `--intrusive`.
pub(crate) fn skipped(document: &Value) -> Vec<&str> {
    let needs_more =
        |check: &Check| check.needs_nile_to_fail() || check.needs_a_browser() || check.is_intrusive();
    ids(document, "skip").into_iter().filter(|id| !find(id).is_some_and(needs_more)).collect()
}

/// The requirements with that status, without the ticket's name.
pub(crate) fn requirements<'a>(document: &'a Value, status: &str) -> Vec<&'a str> {
    let all = document["requirements"].as_object().unwrap().iter();
    all.filter(|(_, it)| *it == status).filter_map(|(id, _)| id.strip_prefix("AUTH-4.1/")).collect()
}

/// What must hold however the deployment is broken.
pub(crate) fn is_a_decent_run(document: &Value) {
    is_decent_within(99, document);
}

/// The same with another limit of requests.
pub(crate) fn is_decent_within(max_requests: u64, document: &Value) {
    let spent = &document["spent"];
    assert!(spent["logins"].as_u64().unwrap() + spent["wrong_passwords"].as_u64().unwrap() <= 5, "{spent}");
    assert!(spent["requests"].as_u64().unwrap() <= max_requests, "{spent}");
    assert_eq!(spent["sessions_left"], 0, "{spent}");
    for check in document["checks"].as_array().unwrap() {
        let because_of_another = check["obstacle"] == "depends-on-check";
        assert!(check["verdict"] != "blocked" || because_of_another, "{check:#}");
    }
}
