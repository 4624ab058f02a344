//! better-auth as it is published.

use crate::examine::{ids, verify_with};
use crate::expected::is_found;
use crate::npm::serve;

#[test]
fn better_auth_ends_rows_and_believes_its_cookie_cache() {
    is_found("better-auth", "better-auth", |variant| serve("better-auth", variant));
}

/// Its handler makes a Fetch request of every request, which TRACE cannot be,
/// and nobody catches the error.
#[test]
fn one_trace_stops_better_auth() {
    let (_server, base_url) = serve("better-auth", "database");
    let arguments = ["--profile", "better-auth", "--intrusive", "--only", "trace-shows-nothing"];
    let document = verify_with(&arguments, &base_url, 0);
    assert_eq!(ids(&document, "fail"), ["trace-shows-nothing"]);
}

/// Three sign-ins in ten seconds are allowed, and a whole run needs more.
#[test]
fn the_rate_limit_of_production_blocks_a_run_and_fails_no_logout() {
    let (_server, base_url) = serve("better-auth", "rate-limit");
    let document = verify_with(&["--profile", "better-auth"], &base_url, 3);
    // What the first answers lack is seen all the same.
    assert_eq!(ids(&document, "fail"), ["answers-not-stored", "no-sniffing"]);
    let checks = document["checks"].as_array().unwrap();
    for check in checks.iter().filter(|check| check["verdict"] == "blocked") {
        assert_eq!(check["obstacle"], "rate-limited", "{check:#}");
        assert!(check["note"].as_str().unwrap().contains("X-Retry-After: "), "{check:#}");
    }
    assert_eq!(document["spent"]["sessions_left"], 0);
}

/// Two logins are enough to see whether a logout ends the session.
#[test]
fn within_the_rate_limit_the_end_of_the_session_can_be_judged() {
    let (_server, base_url) = serve("better-auth", "rate-limit");
    let arguments = ["--profile", "better-auth", "--only", "session-ended-on-server"];
    let document = verify_with(&arguments, &base_url, 0);
    assert_eq!(ids(&document, "pass"), ["session-ended-on-server"]);
}
