//! `/auth/reset-password`. As for verifying an address, no mail is ever sent,
//! so no token is ever out there.

use http::StatusCode;
use serde_json::Value;

use super::NileAuth;
use super::answer::Answer;
use super::call::Call;
use super::callback_url::Thrown;
use super::csrf;
use super::fields;
use super::me::stumble;
use super::storage::Stored;
use super::uri;
use super::verify_email::sent_on;

impl NileAuth {
    /// Asks for a mail. An unknown address is answered 200, so that nobody can
    /// find out who has an account; a known one fails at the missing template.
    pub(super) async fn request_reset(&self, call: &Call<'_>) -> Stored<Answer> {
        let body = match fields::json(&call.body) {
            Ok(Value::Null) => return Ok(Answer::thrown(stumble("null", "email"))),
            Ok(body) => body,
            Err(error) => return Ok(Answer::thrown(error.message)),
        };
        let Some(email) = body.get("email").and_then(Value::as_str).filter(|it| !it.is_empty()) else {
            return Ok(Answer::bad_request("Email is required"));
        };
        match csrf::sent(call, &self.secret) {
            Ok(Some(_)) => {}
            Ok(None) => return Ok(Answer::missing()),
            Err(Thrown(message)) => return Ok(Answer::thrown(message)),
        }
        let known = self.storage.any_user_of(email).await?.is_some();
        Ok(Answer::empty(if known { StatusCode::NOT_FOUND } else { StatusCode::OK }))
    }
}

/// Brings a token back. None is known, and the client is told so in the
/// query of its callback URL.
pub(super) fn open_reset(call: &Call<'_>) -> Answer {
    let asked = call.query("callbackUrl").or_else(|| call.query("callbackURL"));
    let to = asked.unwrap_or_else(|| "null".to_owned());
    let joint = if to.contains('?') { '&' } else { '?' };
    sent_on(StatusCode::OK, format!("{to}{joint}error=Token%20is%20invalid"))
}

/// Sets a password with a token in a cookie, which none can be.
pub(super) fn reset_password(call: &Call<'_>) -> Answer {
    let name = if call.origin.secure { "__Secure-nile.reset" } else { "nile.reset" };
    let Some(cookie) = uri::decode(call.raw_cookie(name).unwrap_or_default()) else {
        return Answer::thrown("URI malformed");
    };
    if cookie.split('|').next().is_none_or(str::is_empty) {
        return Answer::bad_request("Missing reset token");
    }
    Answer::missing()
}
