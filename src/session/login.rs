//! What a login's answer means when it is not a session, and what a route's
//! 404 means: each obstacle has a name and a next step.

use serde_json::Value;

use crate::deployment::{Place, Profile};
use crate::evidence::{Missing, MissingKind, fits, is_logged_in};
use crate::http::Answer;

/// The user id in a login's answer.
#[must_use]
pub fn user_id(answer: &Answer, profile: &Profile) -> Option<String> {
    let json = answer.json()?;
    let user = json.get("user")?;
    profile.me.id_fields.iter().filter_map(|field| user.pointer(field)).find_map(text_of)
}

/// A JSON string or number as text.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A login that says yes and gives nothing.
#[must_use]
pub fn no_session(profile: &Profile) -> Missing {
    match profile.bearer() {
        None => no_session_cookie(),
        Some(Place::Json(pointer)) => no_token(&format!("its JSON body at {pointer}")),
        Some(Place::Header(name)) => no_token(&format!("its header {name}")),
    }
}

fn no_token(place: &str) -> Missing {
    Missing::new(
        MissingKind::Unexpected,
        format!("the login answered with success but holds no token in {place}"),
        "look at the answer with -vv, and give its place as session.token of the profile",
    )
}

fn no_session_cookie() -> Missing {
    Missing::new(
        MissingKind::Unexpected,
        "the login answered with success but set no session cookie that can be sent to the protected route",
        "mend the login first; Secure cookies need https, and the cookie's Path has to cover the route",
    )
}

/// Why a login with the right password opened no session. None if the answer
/// is the success that the profile promises.
#[must_use]
pub fn explain_refusal(answer: &Answer, profile: &Profile) -> Option<Missing> {
    if is_logged_in(answer, profile) {
        return None;
    }
    let text = answer.body.text.to_ascii_lowercase();
    if let Some(missing) = asks_for_more(answer, &text) {
        return Some(missing);
    }
    if fits(answer, &profile.login.refused) {
        return Some(refused(answer));
    }
    Some(match answer.status {
        200..=299 => not_the_success(answer, profile),
        404 | 405 => route_missing(profile.login.call.method.as_str(), &profile.paths.login, answer, profile),
        300..=399 => Missing::new(
            MissingKind::Unexpected,
            format!("the login answered {} and a redirect instead of a session", answer.status),
            "give the base URL to which it redirects",
        ),
        500..=599 => Missing::new(
            MissingKind::ServerError,
            format!("the login answered {}: {}", answer.status, excerpt(answer)),
            "look into the deployment's log; with Nile down or the origin refused every login is a 500",
        ),
        _ => refused(answer),
    })
}

fn refused(answer: &Answer) -> Missing {
    Missing::new(
        MissingKind::LoginRefused,
        format!("the login was refused with {}: {}", answer.status, excerpt(answer)),
        "check the e-mail address and the password; nothing was tried twice",
    )
}

/// The status says success, and something else says that it is none.
fn not_the_success(answer: &Answer, profile: &Profile) -> Missing {
    let (success, name) = (&profile.login.success, &profile.name);
    Missing::new(
        MissingKind::Unexpected,
        format!(
            "the login answered {} {}, and the profile {name} promises {success}",
            answer.status,
            excerpt(answer)
        ),
        "csrf=true in it means that the CSRF token was not accepted; else look at login.success of the profile",
    )
}

/// A second factor, a captcha or an unverified address. Nile answers a login
/// of an MFA user with 401 and a challenge (measured: `token`, `method`,
/// `scope`).
fn asks_for_more(answer: &Answer, text: &str) -> Option<Missing> {
    let has = |word: &str| text.contains(word);
    let challenge = answer.json().is_some_and(|json| {
        json.get("mfa").is_some() || (json.get("method").is_some() && json.get("scope").is_some())
    });
    if challenge {
        return Some(Missing::new(
            MissingKind::Mfa,
            "the account asks for a second factor",
            "use a test account without MFA",
        ));
    }
    if has("captcha") || has("turnstile") {
        return Some(Missing::new(
            MissingKind::Captcha,
            "the deployment asks for a captcha",
            "switch the captcha off for the test account or use its always-pass test keys",
        ));
    }
    if has("verify your email") || (has("email") && has("not verified")) {
        return Some(Missing::new(
            MissingKind::EmailUnverified,
            "the account's e-mail address is not verified",
            "verify the address of the test account once, by hand",
        ));
    }
    None
}

/// A 404 or 405 where a route of the profile should be. An empty 404 is what an
/// app answers that has only Nile's catch-all route (measured on 5.3.1).
#[must_use]
pub fn route_missing(method: &str, route: &str, answer: &Answer, profile: &Profile) -> Missing {
    let is_ticket = profile.name == "ticket";
    let empty = answer.body.octets == 0 && answer.status == 404;
    let reason = if empty && is_ticket {
        format!(
            "{method} {route} answers 404 with an empty body: only Nile's own routes are deployed, the ticket's are not"
        )
    } else {
        format!("{method} {route} answers {}: the route is not deployed", answer.status)
    };
    let hint = if is_ticket {
        "deploy the routes of docs/nextjs.md, or check the path in --base-url".to_owned()
    } else {
        format!(
            "check the path in --base-url, and whether the deployment speaks the profile {}",
            profile.name
        )
    };
    Missing::new(MissingKind::RouteMissing, reason, hint)
}

/// The first words of a body. Of a page they would be tags.
fn excerpt(answer: &Answer) -> String {
    if answer.is_html() {
        return "an HTML page".to_owned();
    }
    let text = answer.body.text.trim();
    if text.is_empty() {
        return "an empty body".to_owned();
    }
    let short: String = text.chars().take(80).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
