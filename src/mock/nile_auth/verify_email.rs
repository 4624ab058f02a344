//! `/auth/verify-email`. The stand-in is a Nile that has no mail server and no
//! templates, so no token is ever out there.

use http::StatusCode;
use serde_json::Value;
use url::{Url, form_urlencoded};

use super::NileAuth;
use super::answer::{Answer, header_value};
use super::call::Call;
use super::callback_url::Thrown;
use super::credentials::NOT_VERIFIED;
use super::csrf;
use super::fields;
use super::next_auth::Failure;
use super::storage::Stored;
use super::uri;
use crate::mock::cookie::Purpose;

impl NileAuth {
    /// Asks for a mail.
    pub(super) async fn request_verification(&self, call: &Call<'_>) -> Stored<Answer> {
        if !call.sends("application/x-www-form-urlencoded") && !call.sends("multipart/form-data") {
            return Ok(Answer::thrown(
                "Content-Type was not one of \"multipart/form-data\" or \"application/x-www-form-urlencoded\".",
            ));
        }
        let field = |name: &str| fields::first_of_form(&call.body, name);
        let token = match csrf::sent(call, &self.secret) {
            Ok(token) => token,
            Err(Thrown(message)) => return Ok(Answer::thrown(message)),
        };
        if token.is_none() || token != field("csrfToken") {
            return Ok(Answer::bad_request("Request blocked"));
        }
        let kept = call.raw_cookie(call.name(Purpose::CallbackUrl)).unwrap_or("undefined");
        if uri::decode(kept).is_none_or(|it| Url::parse(&it).is_err()) {
            return Ok(Answer::bad_request("Callback is not a valid url"));
        }
        let email = field("email").unwrap_or_else(|| "null".to_owned());
        if self.storage.any_user_of(&email).await?.is_none() {
            return Ok(Answer::empty(StatusCode::OK));
        }
        let missing = "Unable to send verification email, the 'verify_email' template is missing from auth.email_templates";
        Ok(Answer::bad_request(missing))
    }

    /// A login whose user must prove his address first, and who asked for JSON,
    /// is answered with what asking for a mail leads to.
    pub(super) async fn or_verify_email(&self, call: &Call<'_>, answer: Answer) -> Result<Answer, Failure> {
        if answer.status != StatusCode::UNAUTHORIZED || !is_unverified(&answer) {
            return Ok(answer);
        }
        let note = answer.note();
        Ok(Box::pin(self.request_verification(call)).await?.because(note))
    }
}

fn is_unverified(answer: &Answer) -> bool {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let url = body.get("url").and_then(Value::as_str).unwrap_or_default();
    let query = url.split_once('?').map_or("", |(_, query)| query);
    form_urlencoded::parse(query.as_bytes()).any(|(name, value)| name == "error" && value == NOT_VERIFIED)
}

/// An empty answer that names another place.
pub(super) fn sent_on(status: StatusCode, to: String) -> Answer {
    if header_value(&to).is_none() {
        return Answer::thrown("Cannot convert argument to a ByteString");
    }
    Answer::empty(status).leading_to(to)
}

/// Brings a token back. None is known, and that sends everybody on.
pub(super) fn verify_email(call: &Call<'_>) -> Answer {
    let to = call.query("callbackUrl").unwrap_or_else(|| "null".to_owned());
    sent_on(StatusCode::CREATED, to)
}
