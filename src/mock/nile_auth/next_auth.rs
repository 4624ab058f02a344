//! Everything below `/auth` that next-auth answers, and what Nile's route
//! around it makes of the answer.

use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::NileAuth;
use super::answer::Answer;
use super::call::Call;
use super::callback_url::Thrown;
use super::note::Note;
use super::opening::{Goals, Opening, body_of};
use super::origin::Site;
use super::pages::page;
use super::storage::{StorageError, Stored};

/// An answer of next-auth: most are redirects, which carry a status that only
/// counts when the client asked for JSON.
pub(super) enum Outcome {
    /// An answer with a body of its own.
    Done(Answer),
    /// Somewhere else to go.
    Redirect { declared: StatusCode, to: String, cookies: Vec<String>, note: Note },
}

impl Outcome {
    pub(super) const fn redirect(to: String, cookies: Vec<String>) -> Self {
        Self::Redirect { declared: StatusCode::OK, to, cookies, note: Note::Nothing }
    }

    /// What a request that no action takes is answered.
    pub(super) fn unsupported(method: &Method) -> Self {
        let text = format!("Error: This action with HTTP {method} is not supported by NextAuth.js");
        Self::Done(Answer::bad_request(text))
    }

    pub(super) fn because(self, note: Note) -> Self {
        match self {
            Self::Done(answer) => Self::Done(answer.because(note)),
            Self::Redirect { declared, to, cookies, .. } => Self::Redirect { declared, to, cookies, note },
        }
    }
}

/// Why next-auth did not come to an answer.
pub(super) enum Failure {
    Thrown(Thrown),
    Storage(StorageError),
}

impl From<Thrown> for Failure {
    fn from(thrown: Thrown) -> Self {
        Self::Thrown(thrown)
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl From<ring::error::Unspecified> for Failure {
    fn from(error: ring::error::Unspecified) -> Self {
        Self::Storage(error.into())
    }
}

impl NileAuth {
    /// Answers a request to `/auth/…`.
    pub(super) async fn auth(&self, call: &Call<'_>, path: &[&str]) -> Stored<Answer> {
        let Some(site) = self.last_site.of(&call.origin) else {
            return Ok(refused_origin(call));
        };
        // Nile reads its list of providers before anything else here, so even
        // what needs no row fails without the database (measured).
        self.storage.reach().await?;
        let answer = match self.run(call, &site, path).await {
            Ok(answer) => answer,
            Err(Failure::Thrown(Thrown(message))) => Answer::thrown_by_auth(&call.origin.given, &message),
            Err(Failure::Storage(error)) => return Err(error),
        };
        Ok(if call.is(&Method::POST) { after_post(answer) } else { after_get(answer) })
    }

    async fn run(&self, call: &Call<'_>, site: &Site, path: &[&str]) -> Result<Answer, Failure> {
        let credentials = matches!(path, ["callback", "credentials", ..]);
        let answer = self.answer_with(call, site, path, body_of(call)?).await?;
        if credentials
            && answer.status.as_u16() < 402
            && let Some(challenge) = Box::pin(self.challenge_for(call)).await?
        {
            return Ok(challenge);
        }
        self.or_verify_email(call, answer).await
    }

    /// What next-auth answers to a request with this body.
    pub(super) async fn answer_with(
        &self,
        call: &Call<'_>,
        site: &Site,
        path: &[&str],
        body: Value,
    ) -> Result<Answer, Failure> {
        let wants_json = body.get("json").and_then(Value::as_str) == Some("true");
        match Box::pin(self.outcome(call, site, path, body)).await? {
            Outcome::Done(answer) => Ok(answer),
            Outcome::Redirect { declared, to, cookies, note } => {
                Ok(redirected(declared, to, wants_json)?.with_cookies(cookies).because(note))
            }
        }
    }

    async fn outcome(
        &self,
        call: &Call<'_>,
        site: &Site,
        path: &[&str],
        body: Value,
    ) -> Result<Outcome, Failure> {
        let action = path.first().copied().unwrap_or_default();
        let goals = Goals::of(call);
        if !goals.are_let_in(site) {
            return Ok(Outcome::Done(misconfigured(call, action)));
        }
        let mut opening = self.open(call, site, goals, body)?;
        let provider = path.get(1) == Some(&"credentials");
        match (&call.head.method, action) {
            (&Method::GET, "providers") => Ok(Outcome::Done(providers(site))),
            (&Method::GET, "session") => Ok(Outcome::Done(self.read_session(&mut opening).await?.uncached())),
            (&Method::GET, "csrf") => {
                let answer = Answer::json(StatusCode::OK, &json!({ "csrfToken": opening.csrf }));
                Ok(Outcome::Done(answer.uncached().with_cookies(opening.cookies)))
            }
            (&Method::GET, "signin" | "signout" | "verify-request" | "error") => {
                Ok(page(opening, action, path))
            }
            (&Method::GET, "callback") if provider => {
                let text = "Error: Callback for provider type credentials not supported";
                Ok(Outcome::Done(Answer::thrown(text).with_cookies(opening.cookies)))
            }
            (&Method::POST, "signin") if provider && opening.verified => {
                Ok(Outcome::redirect(format!("{}/signin", site.base), opening.cookies))
            }
            (&Method::POST, "signin") => Ok(unproven(opening, "signin")),
            (&Method::POST, "signout") if opening.verified => Box::pin(self.sign_out(opening)).await,
            (&Method::POST, "signout") => Ok(unproven(opening, "signout")),
            (&Method::POST, "callback") if provider && opening.verified => {
                Box::pin(self.sign_in(opening)).await
            }
            (&Method::POST, "callback") if provider => Ok(unproven(opening, "signin")),
            (&Method::POST, "session") if opening.verified => {
                Ok(Outcome::Done(self.read_session(&mut opening).await?))
            }
            (&Method::POST, "_log") => Ok(Outcome::Done(Answer::empty(StatusCode::OK))),
            (method, _) => Ok(Outcome::unsupported(method)),
        }
    }
}

/// A redirect, or its URL for a client that asked for JSON.
fn redirected(declared: StatusCode, to: String, wants_json: bool) -> Result<Answer, Thrown> {
    if let Some((index, letter)) = to.encode_utf16().enumerate().find(|(_, letter)| *letter > 255) {
        return Err(Thrown(format!(
            "Cannot convert argument to a ByteString because the character at index {index} has a value of {letter} which is greater than 255."
        )));
    }
    if wants_json {
        return Ok(Answer::json(declared, &json!({ "url": to })));
    }
    Ok(Answer::empty(StatusCode::FOUND).leading_to(to))
}

/// The answer to a request without a valid CSRF token.
fn unproven(opening: Opening<'_>, page: &str) -> Outcome {
    let to = format!("{}/{page}?csrf=true", opening.site.base);
    Outcome::redirect(to, opening.cookies).because(Note::CsrfRefused)
}

fn providers(site: &Site) -> Answer {
    let url = |action: &str| format!("{}/{action}/credentials", site.base);
    let credentials = json!({
        "id": "credentials",
        "name": "credentials",
        "type": "credentials",
        "signinUrl": url("signin"),
        "callbackUrl": url("callback"),
    });
    Answer::json(StatusCode::OK, &json!({ "credentials": credentials }))
}

/// What next-auth says when a callback URL is none.
fn misconfigured(call: &Call<'_>, action: &str) -> Answer {
    if call.is(&Method::GET) && matches!(action, "signin" | "signout" | "error" | "verify-request") {
        return super::pages::error("configuration");
    }
    let message =
        "There is a problem with the server configuration. Check the server logs for more information.";
    Answer::json(StatusCode::INTERNAL_SERVER_ERROR, &json!({ "message": message }))
}

/// The refusal is a text, and Nile's route for POST stumbles over texts.
fn refused_origin(call: &Call<'_>) -> Answer {
    if call.is(&Method::POST) {
        return Answer::missing().because(Note::OriginRefused);
    }
    Answer::bad_request("The request origin is not a well formed URL.").because(Note::OriginRefused)
}

/// What Nile's route for GET makes of an answer: a redirect becomes a 201, and
/// where no cookie is set it sets one called `null`.
fn after_get(mut answer: Answer) -> Answer {
    if answer.status == StatusCode::FOUND {
        answer.status = StatusCode::CREATED;
        if answer.cookies.is_empty() {
            answer.cookies.push("null".to_owned());
        }
    }
    answer
}

/// What Nile's route for POST makes of an answer: a redirect becomes a 200, and
/// an error that is not JSON a 404.
fn after_post(mut answer: Answer) -> Answer {
    if answer.status == StatusCode::FOUND {
        answer.status = StatusCode::OK;
    }
    if answer.status.as_u16() > 303 && !answer.is_json() {
        return Answer::missing().because(answer.note());
    }
    answer
}
