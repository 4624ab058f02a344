//! The pages of next-auth. Nobody looks at them: the app has its own.

use http::StatusCode;

use super::answer::Answer;
use super::next_auth::Outcome;
use super::opening::Opening;

/// Errors that next-auth shows on its sign-in page.
const SHOWN_AT_SIGN_IN: [&str; 10] = [
    "Signin",
    "OAuthSignin",
    "OAuthCallback",
    "OAuthCreateAccount",
    "EmailCreateAccount",
    "Callback",
    "OAuthAccountNotLinked",
    "EmailSignin",
    "CredentialsSignin",
    "SessionRequired",
];

/// A page that is asked for.
pub(super) fn page(opening: Opening<'_>, action: &str, path: &[&str]) -> Outcome {
    let title = match action {
        "signin" => "Sign In",
        "signout" => "Sign Out",
        "verify-request" => "Verify Request",
        _ => return error_page(opening, path),
    };
    Outcome::Done(html(StatusCode::OK, title, title).with_cookies(opening.cookies))
}

/// The page of an error, which comes in the query or as part of the path.
fn error_page(opening: Opening<'_>, path: &[&str]) -> Outcome {
    let asked = opening.call.last_query("error").or_else(|| path.get(1).map(|it| (*it).to_owned()));
    let name = asked.as_deref().unwrap_or("default");
    if SHOWN_AT_SIGN_IN.contains(&name) {
        return Outcome::redirect(format!("{}/signin?error={name}", opening.site.base), opening.cookies);
    }
    Outcome::Done(error(name).with_cookies(opening.cookies))
}

/// A page for one of the known errors.
pub(super) fn error(name: &str) -> Answer {
    let (status, heading) = match name.to_lowercase().as_str() {
        "configuration" => (StatusCode::INTERNAL_SERVER_ERROR, "Server error"),
        "accessdenied" => (StatusCode::FORBIDDEN, "Access Denied"),
        "verification" => (StatusCode::FORBIDDEN, "Unable to sign in"),
        _ => (StatusCode::OK, "Error"),
    };
    html(status, "Error", heading)
}

fn html(status: StatusCode, title: &str, heading: &str) -> Answer {
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"UTF-8\"><title>{title}</title></head>\
         <body><h1>{heading}</h1></body></html>"
    );
    Answer::page(status, page)
}
