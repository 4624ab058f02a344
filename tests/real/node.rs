//! A small app in plain Node.js that was written from the ticket alone.

use std::process::Command;

use serde_json::Value;

use crate::examine::{ids, is_a_decent_run, skipped, verify, verify_with};
use crate::server::Server;

/// The app with these bugs.
struct Deployment {
    server: Server,
    base_url: String,
}

impl Deployment {
    fn start(bugs: &[&str]) -> Self {
        let mut command = Command::new("node");
        command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/real/node/deployment.mjs"));
        command.args(["--port", "0"]).args(bugs.iter().flat_map(|bug| ["--bug", bug]));
        let server = Server::start(&mut command);
        let base_url = server.wait_for(|line| line.strip_prefix("listening on ").map(str::to_owned));
        Self { server, base_url }
    }

    fn verify(&self, exit_code: i32) -> Value {
        verify(&self.base_url, exit_code)
    }
}

impl Drop for Deployment {
    fn drop(&mut self) {
        let rest = self.server.stop();
        assert!(rest.is_empty() || std::thread::panicking(), "the deployment said: {rest:?}");
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
    // It speaks plain http, nothing rotates, one opaque cookie is all there is,
    // and so are the ticket's routes.
    let expected = [
        "unprefixed-cookie-refused",
        "nothing-over-plain-http",
        "companion-cookies-cleared",
        "rotated-values-ended",
        "other-routes-refuse",
        "session-read-after-logout",
        "conditional-read-refused",
        "session-cookie-secure",
        "token-is-signed",
        "token-hides-person",
        "csrf-token-is-fresh",
        "other-cookies-cleared",
        "strict-transport-security",
    ];
    assert_eq!(skipped(&document), expected);
    is_a_decent_run(&document);
}

#[test]
fn a_real_browser_is_signed_out_of_the_sound_deployment() {
    let deployment = Deployment::start(&[]);
    let only = ["--browser", "--only", "real-browser-signs-out,model-agrees-with-browser"];
    let document = verify_with(&only, &deployment.base_url, 0);
    assert_eq!(ids(&document, "pass"), ["real-browser-signs-out", "model-agrees-with-browser"]);
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
