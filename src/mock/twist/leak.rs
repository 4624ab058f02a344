//! Twists that let one caller see what belongs to another, through memory that
//! the whole process shares.

use std::time::{Duration, Instant};

use http::request::Parts;

use crate::mock::defect::Defect;
use crate::mock::memory::{Remembered, Undo};
use crate::mock::nile::NileFailure;
use crate::mock::reply::{Happened, Reply};
use crate::mock::routes::App;
use crate::mock::store::Session;

/// How long the shared cache of the real app keeps an answer (measured).
const SHARED_FOR: Duration = Duration::from_secs(180);

impl App {
    /// Whose token a request without any cookie is answered with: nobody's, in
    /// a sound deployment.
    pub(in crate::mock) fn token_of_nobody(&self) -> Option<String> {
        self.memory.lock().published.clone()
    }

    /// Publishes the token of a logout for as long as it is in flight.
    pub(in crate::mock) async fn leak_during_logout(
        &self,
        head: &Parts,
    ) -> Option<Undo<'_, fn(&mut Remembered)>> {
        if !self.has(Defect::LeakDuringLogout) {
            return None;
        }
        self.publish(head);
        let undo: fn(&mut Remembered) = |remembered| remembered.published = None;
        let guard = self.memory.until_dropped(undo);
        tokio::time::sleep(Duration::from_millis(20)).await;
        Some(guard)
    }

    /// The answer of a logout that Nile made fail.
    pub(in crate::mock) fn logout_failed(&self, failure: NileFailure, head: &Parts) -> Reply {
        if self.has(Defect::LeakAfterFailedLogout) {
            self.publish(head);
        }
        self.strange_failure(failure).unwrap_or_else(|| self.failed(failure))
    }

    /// Makes the caller's token everybody's.
    fn publish(&self, head: &Parts) {
        let token = self.token_of(head).map(|token| token.into_owned());
        self.memory.lock().published = token;
    }

    /// The answer that the shared cache holds.
    pub(super) fn shared_answer(&self) -> Option<Reply> {
        if !self.has(Defect::SharedSessionCache) {
            return None;
        }
        let (since, account) = self.memory.lock().shared?;
        let account = self.nile.accounts.get(account).filter(|_| since.elapsed() < SHARED_FOR)?;
        Some(self.identity(account).because(Happened::Twisted))
    }

    /// Puts an answer into the shared cache, unless it holds one.
    pub(super) fn share(&self, session: Session) {
        if self.has(Defect::SharedSessionCache) {
            self.memory.lock().shared = Some((Instant::now(), session.account));
        }
    }
}
