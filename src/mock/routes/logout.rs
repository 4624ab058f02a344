//! `POST /api/auth/logout`: the endpoint of AUTH-4.1.

use http::request::Parts;
use http::{HeaderName, StatusCode};
use hyper::body::Incoming;

use super::app::App;
use crate::mock::nile::NileFailure;
use crate::mock::reply::{Happened, Reply};
use crate::mock::store::Session;

impl App {
    /// The session is ended in Nile first (criterion 2), and only then the
    /// client hears of success and loses its cookies (criteria 3 and 5).
    /// Whoever has no live session is told so (criteria 1 and 6).
    /// What a page of another site sends is refused before anything else.
    pub(super) async fn logout(&self, head: &Parts, body: Incoming) -> Reply {
        if let Some(reply) = self.logout_from_elsewhere(head).or_else(|| self.logout_refused(head)) {
            return reply;
        }
        if let Some(reply) = self.breaks_on_two_schemes(head) {
            return reply;
        }
        let session = match self.session_of(head).await {
            Ok(Some(session)) => session,
            Ok(None) => match self.session_in_its_stead(head) {
                Some(session) => session,
                None => return self.no_session_to_end(head).because(Happened::NoSession),
            },
            Err(failure) => return self.logout_failed(failure, head),
        };
        if let Some(reply) = self.success_without_doing(head) {
            return reply;
        }
        if let Some(reply) = self.breaks_on_a_body(body).await {
            return reply;
        }
        match self.end(session, head).await {
            Ok(()) => {
                let reply = self.goodbye(self.deletions(head)).await;
                self.led_elsewhere(head, reply).because(self.became_of(session))
            }
            Err(failure) => self.logout_failed(failure, head),
        }
    }

    /// What the log says: a planted defect may have spared the session.
    fn became_of(&self, session: Session) -> Happened {
        match self.nile.store().live(session.key) {
            Some(_) => Happened::Spared(session.key),
            None => Happened::Ended(session.key),
        }
    }

    /// The answer to whoever has no live session: 401 (criterion 6). A browser
    /// that still sends a dead cookie is rid of it.
    fn no_session_to_end(&self, head: &Parts) -> Reply {
        let sound = || Reply::fixed(StatusCode::UNAUTHORIZED, r#"{"error":"Unauthorized"}"#);
        let reply = self.strange_unauthorized(head).unwrap_or_else(sound);
        if reply.response.status() != StatusCode::UNAUTHORIZED {
            return reply;
        }
        match self.for_nobody() {
            cookies if cookies.is_empty() => reply.with_cookies(self.deletions_of_the_dead(head)),
            cookies => reply.with_cookies(cookies),
        }
    }

    /// The sound answer of a successful logout.
    pub(in crate::mock) fn sound_goodbye(&self, deletions: Vec<String>) -> Reply {
        let clear = HeaderName::from_static("clear-site-data");
        Reply::fixed(StatusCode::OK, GOODBYE).with_cookies(deletions).with(clear, self.dropped_by_pages())
    }

    /// Ends the session in Nile.
    async fn end(&self, session: Session, head: &Parts) -> Result<(), NileFailure> {
        let _leak = self.leak_during_logout(head).await;
        if self.is_marked_as_ended(session).await {
            return Ok(());
        }
        let session = self.session_after_overlap(session).await?;
        let outcome = self.ask(self.nile.sign_out(session)).await;
        self.after_sign_out(session, head, outcome)
    }
}

/// The body of a successful logout, as the ticket writes it.
pub(in crate::mock) const GOODBYE: &str = r#"{"success":true,"message":"Logged out successfully"}"#;
