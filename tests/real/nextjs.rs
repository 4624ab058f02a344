//! The ticket's routes in a real Next.js app on the published Nile SDK: as the
//! tickets have them, and as docs/nextjs.md has them. Nile Auth is the stand-in
//! of `penguin-auth mock`, once with tokens that carry the session in
//! themselves, as a password login on Nile gives, and once with rows.

use std::time::Instant;

use serde_json::Value;

use crate::app::{Variant, serve, took};
use crate::examine::{ACCOUNTS, ids, is_a_decent_run, penguin_auth, requirements, skipped, verify_with};
use crate::server::Server;

/// What Nile's session tokens are.
const TOKENS_ALONE: &str = "jwe";
const ROWS: &str = "database";

/// Nile Auth with the accounts, and its base URL.
pub(crate) fn nile(sessions: &str) -> (Server, String) {
    let mut command = penguin_auth();
    command.args(["mock", "--port", "0", "--quiet", "--nile-sessions", sessions]);
    command.args(
        ACCOUNTS.iter().flat_map(|(email, password)| ["--user".to_owned(), format!("{email}:{password}")]),
    );
    let server = Server::start(&mut command);
    let base_url = server.wait_for(|line| line.strip_prefix("listening on ").map(str::to_owned));
    (server, base_url)
}

/// The report on a variant, whatever a standard demands being demanded.
fn examine(variant: Variant, sessions: &str, exit_code: i32) -> Value {
    let (_nile, nile) = nile(sessions);
    let (_app, base_url) = serve(variant, &nile);
    let begun = Instant::now();
    let document = verify_with(&["--level", "strict"], &base_url, exit_code);
    took(&format!("verify of {variant:?} with {sessions}"), begun);
    is_a_decent_run(&document);
    document
}

/// The checks that fail are these and no others, and so are the requirements.
fn fails(document: &Value, checks: &[&str], broken: &[&str]) {
    assert_eq!(ids(document, "fail"), checks);
    assert_eq!(requirements(document, "fail"), broken);
}

fn passes(document: &Value, unasked_of_tokens: &[&str]) {
    assert_eq!(ids(document, "fail"), [""; 0]);
    assert_eq!(ids(document, "blocked"), [""; 0]);
    // It is served over plain http, nothing rotates, and one cookie is all there
    // is.
    let expected = [
        &[
            "unprefixed-cookie-refused",
            "nothing-over-plain-http",
            "companion-cookies-cleared",
            "rotated-values-ended",
            "other-routes-refuse",
            "conditional-read-refused",
            "session-cookie-secure",
        ],
        unasked_of_tokens,
        &["strict-transport-security"],
    ];
    assert_eq!(skipped(document), expected.concat());
    assert_eq!(requirements(document, "pass").len(), 13);
    assert_eq!(requirements(document, "not-proven"), ["T7"]);
}

/// What is not asked of a token that is encrypted, and of one that is random.
const ENCRYPTED: [&str; 1] = ["token-is-random"];
const RANDOM: [&str; 2] = ["token-is-signed", "token-hides-person"];

/// What the standards ask for and the tickets do not.
const STANDARDS: [&str; 4] =
    ["answers-not-stored", "clear-site-data", "no-sniffing", "refusals-name-the-way"];

/// What both kinds of sessions break with the code of the tickets.
const BROKEN: [&str; 10] = ["AC1", "AC2", "AC3", "AC4", "AC6", "T2", "T3", "T4", "T5", "T6"];

/// Nothing ends the session, the cookie stays, and whoever logged in last is
/// shown to callers without a cookie: they can log him out, too. To a wrong
/// password the SDK says no by a `Response`, which the tickets' code, as to any
/// object, takes for a yes; no session comes with it.
#[test]
fn the_code_of_the_tickets_fails_when_tokens_stand_alone() {
    let checks = [
        "login-refuses-wrong-password",
        "login-hides-unknown-email",
        "logout-requires-session",
        "logout-refuses-forged-requests",
        "cookie-cleared",
        "no-clear-of-unknown-cookie",
        "me-401-after-logout",
        "session-ended-on-server",
        "anonymous-sees-nobody",
    ];
    let checks = [&checks[..], &STANDARDS].concat();
    fails(&examine(Variant::Sample, TOKENS_ALONE, 1), &checks, &BROKEN);
}

/// The anonymous logout ends the row of whoever logged in last. That of the
/// caller stays: a login leaves its CSRF cookie in the SDK, Nile refuses the
/// next logout with it, and the route says 200.
#[test]
fn the_code_of_the_tickets_fails_when_sessions_are_rows() {
    let checks = [
        "login-refuses-wrong-password",
        "login-hides-unknown-email",
        "logout-requires-session",
        "anonymous-logout-ends-nothing",
        "logout-refuses-forged-requests",
        "cookie-cleared",
        "no-clear-of-unknown-cookie",
        "me-401-after-logout",
        "session-ended-on-server",
        "anonymous-sees-nobody",
    ];
    let checks = [&checks[..], &STANDARDS].concat();
    fails(&examine(Variant::Sample, ROWS, 1), &checks, &BROKEN);
}

/// All that a route can do is done, but Nile keeps no list of its tokens.
#[test]
fn without_the_guard_a_token_that_stands_alone_outlives_its_logout() {
    let document = examine(Variant::Corrected, TOKENS_ALONE, 1);
    fails(&document, &["session-ended-on-server"], &["AC2", "T3"]);
}

#[test]
fn without_the_guard_everything_holds_when_sessions_are_rows() {
    passes(&examine(Variant::Corrected, ROWS, 0), &RANDOM);
}

#[test]
fn with_the_guard_everything_holds_when_tokens_stand_alone() {
    passes(&examine(Variant::Guarded, TOKENS_ALONE, 0), &ENCRYPTED);
}

#[test]
fn with_the_guard_everything_holds_when_sessions_are_rows() {
    passes(&examine(Variant::Guarded, ROWS, 0), &RANDOM);
}
