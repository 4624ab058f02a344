//! Every way in which a logout can come out, and what it says about it.

use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use predicates::prelude::*;

use super::{logged_in, ok};
use crate::support::{ADA, Answer, Home, Mock, NOBODY, OTHER_EMAIL, says, serve};

#[test]
fn a_logout_that_leaves_the_session_alive_fails_and_keeps_the_file() {
    for (defect, why) in [
        ("keeps-session", "only cleared the cookie"),
        ("jwe-not-revoked", "carries the session in itself"),
        ("replay-flaps", "only cleared the cookie"),
    ] {
        let (home, _mock) = logged_in(&["--defect", defect]);
        let before = fs::read(home.file()).unwrap();
        home.command(&["logout", "--replay-limit", "200ms"])
            .assert()
            .code(1)
            .stdout(says("NOT ended: POST /api/auth/logout answered 200").and(says("kept for another try")))
            .stdout(says(why));
        assert_eq!(fs::read(home.file()).unwrap(), before, "{defect}: it must be possible to try again");
    }
}

#[test]
fn an_earlier_value_of_a_rotating_cookie_that_still_works_is_found() {
    let (home, _mock) = logged_in(&["--rotating", "--defect", "old-rotation-valid"]);
    home.command(&["logout", "--replay-limit", "100ms"])
        .assert()
        .code(1)
        .stdout(says("its earlier values: 200"));
}

#[test]
fn a_rotated_cookie_is_kept_for_the_next_command() {
    let (home, _mock) = logged_in(&["--rotating"]);
    let before = home.session_cookie();
    home.command(&["whoami"]).assert().code(0);
    assert_ne!(home.session_cookie(), before);
    home.command(&["logout"]).assert().code(0).stdout(says("its earlier values: 401"));
}

#[test]
fn a_session_that_ends_late_is_over_and_still_a_failure() {
    let (home, _mock) = logged_in(&["--defect", "stale-after-logout"]);
    home.command(&["logout", "--replay-limit", "10s"])
        .assert()
        .code(1)
        .stdout(says("Ended late").and(says("removed")));
    assert!(home.files().is_empty());
}

#[test]
fn a_session_that_was_over_before_needs_no_logout() {
    let (home, _mock) = logged_in(&[]);
    let (file, text) = (home.file(), fs::read(home.file()).unwrap());
    home.command(&["logout"]).assert().code(0);
    fs::write(&file, text).unwrap();
    home.command(&["whoami"]).assert().code(1).stdout(says("Over:").and(says("penguin-auth login")));
    home.command(&["logout"]).assert().code(0).stdout(says("Already over").and(says("nothing to end")));
    assert!(home.files().is_empty());
}

#[test]
fn a_logout_without_an_answer_leaves_the_session_unknown_until_it_is_tried_again() {
    let (home, _mock) = logged_in(&["--defect", "logout-stalls"]);
    home.command(&["logout", "--timeout", "300ms"])
        .assert()
        .code(3)
        .stdout(says("UNKNOWN").and(says("no answer in time")).and(says("kept")));
    home.command(&["logout"]).assert().code(0).stdout(says("Already over"));
}

#[test]
fn a_failing_server_leaves_the_session_unknown_and_the_file_in_place() {
    let home = Home::new();
    let state = home.path().join("mock-state");
    let state = state.to_str().unwrap();
    let mock = Mock::start(&["--state", state]);
    home.login(&mock.url, &[]).assert().code(0);
    let port = mock.port();
    drop(mock);
    home.command(&["logout"]).assert().code(3).stdout(says("UNKNOWN").and(says("connection refused")));
    home.command(&["whoami"]).assert().code(3).stdout(says("cannot be told"));
    let failing = Mock::start(&["--state", state, "--port", &port, "--fault", "500"]);
    home.command(&["logout"]).assert().code(3).stdout(says("UNKNOWN").and(says("answered 500")));
    drop(failing);
    assert_eq!(home.files().len(), 1);
    let _healed = Mock::start(&["--state", state, "--port", &port]);
    home.command(&["logout"]).assert().code(0).stdout(says("Ended, and proven"));
}

/// A deployment of which only some routes work.
fn half_a_deployment(logout: impl Fn() -> Answer + Send + 'static, token: &str) -> String {
    let cookie: &'static str =
        Box::leak(format!("Set-Cookie: my-session={token}; Path=/\r\n").into_boxed_str());
    serve(move |request, has_cookie| match request {
        "POST /api/auth/login" => Some((200, cookie, r#"{"success":true}"#.to_owned())),
        "GET /api/users/me" if has_cookie => ok(ADA),
        "GET /api/users/me" => Some((401, "", NOBODY.to_owned())),
        "POST /api/auth/logout" => logout(),
        _ => Some((404, "", String::new())),
    })
}

#[test]
fn a_logout_that_is_not_carried_out_says_that_the_session_lives() {
    for (status, why) in [(404, "404 with an empty body"), (429, "answered 429"), (500, "answered 500")] {
        let home = Home::new();
        let url = half_a_deployment(move || Some((status, "", String::new())), "0123456789abcdef");
        home.login(&url, &[]).assert().code(0);
        home.command(&["logout"])
            .assert()
            .code(3)
            .stdout(says("NOT ended").and(says("is still live")).and(says("kept")))
            .stdout(says(why));
        assert_eq!(home.files().len(), 1, "{status}");
    }
}

#[test]
fn a_refused_logout_of_a_live_session_is_a_failure() {
    let home = Home::new();
    let url = half_a_deployment(|| Some((403, "", NOBODY.to_owned())), "0123456789abcdef");
    home.login(&url, &[]).assert().code(0);
    home.command(&["logout", "--replay-limit", "60ms"])
        .assert()
        .code(1)
        .stdout(says("answered 403").and(says("The logout was refused")));
}

#[test]
fn a_signed_token_says_itself_when_it_ends() {
    let home = Home::new();
    let token = format!("eyJhbGciOiJIUzI1NiJ9.{}.c2ln", URL_SAFE_NO_PAD.encode(r#"{"exp":4102444800}"#));
    let url = half_a_deployment(|| None, &token);
    home.login(&url, &[]).assert().code(0).stdout(says("signed (JWT)"));
    home.command(&["whoami"])
        .assert()
        .code(0)
        .stdout(says("2100-01-01 00:00 UTC").and(says("says the token itself")));
}

#[test]
fn another_identity_than_the_one_that_logged_in_is_a_failure() {
    let home = Home::new();
    let url = serve(|request, _| match request {
        "POST /api/auth/login" => {
            Some((200, "Set-Cookie: my-session=0123456789abcdef; Path=/\r\n", "{}".to_owned()))
        }
        "GET /api/users/me" => ok(r#"{"id":"2","email":"bob@penguin.test"}"#),
        _ => Some((404, "", String::new())),
    });
    home.login(&url, &[]).assert().code(1).stdout(says("another account").and(says(OTHER_EMAIL)));
    home.command(&["whoami"]).assert().code(1).stdout(says("another account"));
}

#[test]
fn where_nobody_is_taken_for_somebody_nothing_is_proven() {
    let home = Home::new();
    let url = serve(|request, _| match request {
        "POST /api/auth/login" => {
            Some((200, "Set-Cookie: my-session=0123456789abcdef; Path=/\r\n", "{}".to_owned()))
        }
        "GET /api/users/me" => ok(ADA),
        "POST /api/auth/logout" => ok("{}"),
        _ => Some((404, "", String::new())),
    });
    home.login(&url, &[]).assert().code(0);
    home.command(&["logout"])
        .assert()
        .code(3)
        .stdout(says("UNKNOWN").and(says("without a cookie is answered with")));
}
