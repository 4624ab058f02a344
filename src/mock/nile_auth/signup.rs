//! `POST /signup`: creates a user, and then logs him in through the login
//! route.

use http::StatusCode;
use serde_json::{Value, json};
use url::Url;

use super::NileAuth;
use super::answer::Answer;
use super::call::Call;
use super::callback_url::Thrown;
use super::csrf;
use super::fields;
use super::next_auth::Failure;
use super::note::Note;
use super::origin::Origin;
use super::storage::Stored;
use super::uri;
use crate::mock::cookie::Purpose;

/// Why a user who was created is not logged in.
enum NotLoggedIn {
    /// The login was refused, or could not even be tried.
    Refused,
    /// The login had no answer that could be understood.
    Stumbled,
}

impl NileAuth {
    /// Signs up. Only the CSRF cookie is asked for; a token in the body is not
    /// looked at.
    pub(super) async fn sign_up(&self, call: &Call<'_>) -> Stored<Answer> {
        let token = match csrf::sent(call, &self.secret) {
            Ok(Some(token)) => token,
            Ok(None) => return Ok(Answer::bad_request("Request blocked").because(Note::CsrfRefused)),
            Err(Thrown(message)) => return Ok(Answer::thrown(message)),
        };
        let created = self.create_user(call).await?;
        if created.status.as_u16() > 201 {
            return Ok(created);
        }
        match self.log_in_after(call, &token).await {
            Ok(Ok((place, cookies))) => {
                Ok(created.with_status(StatusCode::OK).leading_to(place).with_cookies(cookies))
            }
            Ok(Err(NotLoggedIn::Refused)) => Ok(Answer::missing()),
            Ok(Err(NotLoggedIn::Stumbled)) => Ok(Answer::thrown("Invalid URL")),
            Err(error) => Err(error),
        }
    }

    /// The login that follows: where it leads to, and its cookies. It is made without the header about secure
    /// cookies, so an origin whose scheme does not fit is not logged in
    /// (measured).
    async fn log_in_after(
        &self,
        call: &Call<'_>,
        token: &str,
    ) -> Stored<Result<(String, Vec<String>), NotLoggedIn>> {
        let Some(body) = login_body(call, token) else {
            return Ok(Err(NotLoggedIn::Refused));
        };
        let given = call.origin.given.clone();
        let secure = given.starts_with("https://");
        let inner = Call {
            origin: Origin { given, secure },
            body: call.body.clone(),
            jar: call.jar.clone(),
            ..*call
        };
        let Some(site) = self.last_site.of(&inner.origin) else {
            return Ok(Err(NotLoggedIn::Stumbled));
        };
        match self.answer_with(&inner, &site, &["callback", "credentials"], body).await {
            Ok(answer) => Ok(match answer.place() {
                None => Err(NotLoggedIn::Stumbled),
                Some(place) if answer.note() == Note::LoggedIn => Ok((place.to_owned(), answer.cookies)),
                Some(_) => Err(NotLoggedIn::Refused),
            }),
            Err(Failure::Thrown(_)) => Ok(Err(NotLoggedIn::Stumbled)),
            Err(Failure::Storage(error)) => Err(error),
        }
    }
}

/// The body of the login, if all that it needs is there.
fn login_body(call: &Call<'_>, token: &str) -> Option<Value> {
    let body = fields::json(&call.body).ok()?;
    let (email, password) = (body.get("email")?, body.get("password")?);
    let whole = fields::truthy(Some(email)) && fields::truthy(Some(password));
    Url::parse(&format!("{}{}", call.origin.given, call.head.uri.path())).ok()?;
    let kept = call.raw_cookie(call.name(Purpose::CallbackUrl)).unwrap_or(&call.origin.given);
    let callback = uri::decode(kept)?;
    whole
        .then(|| json!({ "email": email, "password": password, "csrfToken": token, "callbackUrl": callback }))
}
