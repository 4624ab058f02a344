//! Django's own login and logout.

use assert_cmd::assert::OutputAssertExt;
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
    let account = [("PENGUIN_AUTH_EMAIL", "nobody@penguin.test"), ("PENGUIN_AUTH_PASSWORD", "none")];
    let mut verify = penguin_auth();
    let assert = verify.args(["verify", "--base-url", &base_url]).envs(account).assert().code(3);
    assert.stdout(predicate::str::contains("speaks the profile django"));
}
