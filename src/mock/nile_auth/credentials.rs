//! `POST /auth/callback/credentials`: logging in with e-mail and password.

use http::StatusCode;

use super::NileAuth;
use super::next_auth::{Failure, Outcome};
use super::note::Note;
use super::opening::Opening;
use super::storage::{Stored, User};
use super::uri;
use super::{NileSessions, challenge};

/// What a wrong password and an unknown address are answered.
const FAILED: &str = "Login failed.";

/// What a user is answered who must prove his address first.
pub(super) const NOT_VERIFIED: &str = "Not verified";

impl NileAuth {
    /// Logs in, once the CSRF token is proven.
    pub(super) async fn sign_in(&self, opening: Opening<'_>) -> Result<Outcome, Failure> {
        let user = match self.authorize(opening.field("email"), opening.field("password")).await? {
            Ok(user) => user,
            Err(message) => {
                return Ok(failed(opening, StatusCode::UNAUTHORIZED, message, Note::LoginRefused));
            }
        };
        if let Some(method) = user.multi_factor {
            let challenge = self.new_challenge(&user.id, method, challenge::Scope::Challenge).await?;
            let message = format!("mfaRequired:{}", challenge.encoded());
            return Ok(failed(opening, StatusCode::OK, &message, Note::Challenged));
        }
        let token = self.new_session(&user).await?;
        let mut cookies = opening.cookies;
        cookies.extend(opening.session.replaced(&token, self.clock.now())?);
        Ok(Outcome::redirect(opening.callback, cookies).because(Note::LoggedIn))
    }

    /// The user to whom e-mail and password belong, or why there is none.
    async fn authorize(
        &self,
        email: Option<&str>,
        password: Option<&str>,
    ) -> Stored<Result<User, &'static str>> {
        let filled = |text: Option<&str>| text.filter(|it| !it.is_empty()).map(str::to_owned);
        let (Some(email), Some(password)) = (filled(email), filled(password)) else {
            return Ok(Err(FAILED));
        };
        let Some(user) = self.storage.user_of(&email).await? else {
            return Ok(Err(FAILED));
        };
        let has_authenticator = self.storage.authenticator(&user.id).await?.is_some();
        match self.storage.password_fits(&user.id, &password).await? {
            None if has_authenticator => Ok(Err(NOT_VERIFIED)),
            None => Ok(Err(FAILED)),
            Some(_) if has_authenticator && user.email_verified.is_none() => Ok(Err(NOT_VERIFIED)),
            Some(fits) => Ok(if fits { Ok(user) } else { Err(FAILED) }),
        }
    }

    /// The token of a new session: a JWE as on Nile, or the token of a row.
    pub(super) async fn new_session(&self, user: &User) -> Stored<String> {
        match self.sessions {
            NileSessions::Jwe => Ok(self.bearer_token(user)?),
            NileSessions::Database => self.new_row(&user.id).await,
        }
    }
}

fn failed(opening: Opening<'_>, declared: StatusCode, message: &str, note: Note) -> Outcome {
    let to = format!("{}/error?error={}", opening.site.base, uri::encode(message));
    Outcome::Redirect { declared, to, cookies: opening.cookies, note }
}
