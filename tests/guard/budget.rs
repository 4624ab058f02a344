//! What a run may cost by default, and that it is enough for every check on a
//! real deployment, whatever a sound one looks like.

use std::fs;
use std::path::Path;

use clap::CommandFactory;
use penguin_auth::cli::Cli;
use penguin_auth::plan::Environment;
use penguin_auth::report::{Report, VerdictName};
use regex::Regex;

use crate::run::{ADA_AND_BOB, examine_dressed, plan};

/// Dresses whose session has one value, or two cookies.
const USUAL: &[&[&str]] = &[
    &[],
    &["--token", "jwt"],
    &["--token", "jwe", "--chunked"],
    &["--tls", "--secure-names", "--chunked"],
    &["--remember-me", "--cookie-path", "/api", "--clear", "max-age"],
    &["--tls", "--cookie-domain", "penguin.test"],
];

/// Dresses whose session has many values: a run tries each of them alone.
const FULL: &[&[&str]] = &[
    &["--rotating"],
    &["--remember-me", "--rotating", "--cookie-path", "/api"],
    &["--busy", "--rotating", "--chunked"],
    &["--busy", "--remember-me", "--rotating", "--chunked", "--secure-names", "--tls"],
    &["--busy", "--remember-me", "--rotating", "--chunked", "--tls", "--cookie-domain", "penguin.test"],
];

/// What is not begun where too few requests are left for it
/// (docs/ARCHITECTURE.md).
const FORGED: [&str; 4] = [
    "logout-refuses-forged-requests",
    "logout-compares-origins-exactly",
    "logout-survives-a-broken-body",
    "logout-leads-to-no-stranger",
];

#[test]
fn the_default_limits_are_enough_for_every_check() {
    for dress in USUAL {
        let report = examine_dressed(dress, &[]);
        assert_eq!(blocked(&report), [""; 0], "{dress:?}: {:?}", report.spent);
        stays_within(&report, dress);
    }
}

#[test]
fn in_the_fullest_dress_only_forged_logouts_are_left_out() {
    for dress in FULL {
        let report = examine_dressed(dress, &[]);
        let blocked = blocked(&report);
        assert!(blocked.is_empty() || blocked == FORGED, "{dress:?}: {blocked:?}");
        stays_within(&report, dress);
    }
}

#[test]
fn the_limits_of_an_intrusive_run_are_enough_in_every_dress() {
    // Nothing ends the guesses there but their own limit.
    let endless = [FULL[3], &["--defect", "no-login-limit"]].concat();
    for dress in USUAL.iter().chain(FULL).copied().chain([endless.as_slice()]) {
        let report = examine_dressed(dress, &["--intrusive"]);
        assert_eq!(blocked(&report), [""; 0], "{dress:?}: {:?}", report.spent);
        assert_eq!(report.spent.sessions_left, 0, "{dress:?}");
    }
}

#[test]
fn further_routes_bring_the_requests_that_they_cost() {
    let routes = ["--protected", "/api/campaigns,/api/auth/session"];
    let report = examine_dressed(&[], &routes);
    assert_eq!(blocked(&report), [""; 0], "{:?}", report.spent);
}

#[test]
fn every_text_says_what_an_intrusive_run_adds() {
    let limits = |options| plan(options, &Environment::of(ADA_AND_BOB)).budget;
    let target = ["--base-url", "http://localhost:1", "--intrusive"];
    let (plain, intrusive) = (limits(&target[..2]), limits(&target));
    let logins = intrusive.max_logins - plain.max_logins;
    let requests = intrusive.max_requests - plain.max_requests;
    let help = Cli::command().find_subcommand_mut("verify").unwrap().render_long_help().to_string();
    let read = |page| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    for (name, text, promised) in [
        ("the help", &help, format!("{logins} more with --intrusive")),
        ("the help", &help, format!("{requests} more with --intrusive")),
        ("README.md", &read("README.md"), format!("up to {logins} logins and {requests} requests more")),
        ("ARCHITECTURE.md", &read("docs/ARCHITECTURE.md"), format!("`--intrusive` adds {logins} logins,")),
        ("ARCHITECTURE.md", &read("docs/ARCHITECTURE.md"), format!("passwords, and {requests} requests")),
    ] {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(&promised), "{name}: {promised}");
    }
    let parts = Regex::new(r"(\d+)\s+more\s+logins,\s+and\s+up\s+to\s+(\d+)\s+wrong\s+passwords").unwrap();
    let parts = parts.captures(&help).unwrap();
    let sum: usize = [1, 2].map(|part| parts[part].parse::<usize>().unwrap()).iter().sum();
    assert_eq!(sum, logins, "{}", &parts[0]);
}

/// As the help and the README promise.
fn stays_within(report: &Report, dress: &[&str]) {
    let spent = report.spent;
    assert!(spent.requests < 100, "{dress:?}: {spent:?}");
    assert!(spent.logins + spent.wrong_passwords <= 5, "{dress:?}: {spent:?}");
    assert_eq!(spent.sessions_left, 0, "{dress:?}");
}

/// The ids of the checks that could not be judged.
fn blocked(report: &Report) -> Vec<&str> {
    let blocked = report.checks.iter().filter(|check| check.verdict == VerdictName::Blocked);
    blocked.map(|check| check.id.as_str()).collect()
}
