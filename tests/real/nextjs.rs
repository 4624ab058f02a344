//! The ticket's routes in a real Next.js app on the published Nile SDK: as the
//! tickets have them, and as docs/nextjs.md has them. Nile Auth is the stand-in
//! of `penguin-auth mock`, once with tokens that carry the session in
//! themselves, as a password login on Nile gives, and once with rows.

use std::time::Instant;

use serde_json::Value;

use crate::app::{Variant, serve, took};
use crate::examine::{ACCOUNTS, ids, is_a_decent_run, penguin_auth, requirements, verify};
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

/// The report on a variant.
fn examine(variant: Variant, sessions: &str, exit_code: i32) -> Value {
    let (_nile, nile) = nile(sessions);
    let (_app, base_url) = serve(variant, &nile);
    let begun = Instant::now();
    let document = verify(&base_url, exit_code);
    took(&format!("verify of {variant:?} with {sessions}"), begun);
    is_a_decent_run(&document);
    document
}

/// The checks that fail are these and no others, and so are the requirements.
fn fails(document: &Value, checks: &[&str], broken: &[&str]) {
    assert_eq!(ids(document, "fail"), checks);
    assert_eq!(requirements(document, "fail"), broken);
}

fn passes(document: &Value) {
    assert_eq!(ids(document, "fail"), [""; 0]);
    assert_eq!(ids(document, "blocked"), [""; 0]);
    // Nobody asked for a browser, nothing rotates, one cookie is all there is,
    // and nobody lets Nile fail.
    let skipped = ids(document, "skip").into_iter().filter(|id| !id.starts_with("nile-failure"));
    let expected = [
        "real-browser-signs-out",
        "model-agrees-with-browser",
        "companion-cookies-cleared",
        "rotated-values-ended",
    ];
    assert_eq!(skipped.collect::<Vec<_>>(), expected);
    assert_eq!(requirements(document, "pass").len(), 13);
    assert_eq!(requirements(document, "not-proven"), ["T7"]);
}

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
        "cookie-cleared",
        "no-clear-of-unknown-cookie",
        "me-401-after-logout",
        "session-ended-on-server",
        "anonymous-sees-nobody",
    ];
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
        "cookie-cleared",
        "no-clear-of-unknown-cookie",
        "me-401-after-logout",
        "session-ended-on-server",
        "anonymous-sees-nobody",
    ];
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
    passes(&examine(Variant::Corrected, ROWS, 0));
}

#[test]
fn with_the_guard_everything_holds_when_tokens_stand_alone() {
    passes(&examine(Variant::Guarded, TOKENS_ALONE, 0));
}

#[test]
fn with_the_guard_everything_holds_when_sessions_are_rows() {
    passes(&examine(Variant::Guarded, ROWS, 0));
}
