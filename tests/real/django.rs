//! Django's own login and logout.

use assert_cmd::assert::{Assert, OutputAssertExt};
use predicates::prelude::*;

use crate::examine::penguin_auth;
use crate::expected::is_found;
use crate::python::serve;

#[test]
fn django_ends_the_rows_of_sessions_and_no_signed_cookies() {
    is_found("django", "django", |variant| serve("django", variant));
}

/// Its CSRF cookie says who it is, and no login is spent.
#[test]
fn django_is_recognised_when_another_profile_was_given() {
    let (_server, base_url) = serve("django", "signed-cookies");
    verify_as_nobody(&base_url, "ticket").stdout(predicate::str::contains("speaks the profile django"));
}

/// It shows the form again, with 200.
#[test]
fn django_refuses_a_wrong_password_with_a_page() {
    let (_server, base_url) = serve("django", "signed-cookies");
    verify_as_nobody(&base_url, "django")
        .stdout(predicate::str::contains("the login was refused with 200: an HTML page"));
}

/// What a run is blocked by whose account does not exist.
fn verify_as_nobody(base_url: &str, profile: &str) -> Assert {
    let account = [("PENGUIN_AUTH_EMAIL", "nobody@penguin.test"), ("PENGUIN_AUTH_PASSWORD", "none")];
    let mut verify = penguin_auth();
    verify.args(["verify", "--base-url", base_url, "--profile", profile]).envs(account);
    verify.assert().code(3)
}
