//! `POST /auth/signout`: ends a database session. A JWE only loses its cookie:
//! there is nothing to delete, and it stays valid (measured).

use super::NileAuth;
use super::next_auth::{Failure, Outcome};
use super::note::Note;
use super::opening::Opening;

impl NileAuth {
    /// Signs out, once the CSRF token is proven.
    pub(super) async fn sign_out(&self, opening: Opening<'_>) -> Result<Outcome, Failure> {
        let token = opening.session.token();
        if token.is_empty() {
            return Ok(Outcome::redirect(opening.callback, opening.cookies).because(Note::NoSession));
        }
        self.storage.end_session(&token).await?;
        let mut cookies = opening.cookies;
        cookies.extend(opening.session.cleared()?);
        Ok(Outcome::redirect(opening.callback, cookies).because(Note::SignedOut))
    }
}
