//! Twists of what a logout ends.

use std::time::{Duration, Instant};

use http::request::Parts;

use crate::mock::change::Change;
use crate::mock::defect::Defect;
use crate::mock::key::Key;
use crate::mock::nile::{Call, Nile, NileFailure};
use crate::mock::routes::App;
use crate::mock::store::{Session, Store};

/// How long a logout stays in flight where overlaps matter.
const OVERLAP: Duration = Duration::from_millis(15);

/// The same where its client hangs up after half of it: by then its request has
/// arrived on a busy machine as well.
const HALF_DONE: Duration = Duration::from_millis(60);

/// How many of a user's sessions a logout looks at that reads a list of them.
const PAGE: usize = 3;

/// How long the cache per token outlives a logout.
const STALE_FOR: Duration = Duration::from_millis(120);

impl Nile {
    /// The values that a sign-out kills: all of the session, in a sound
    /// deployment.
    pub(in crate::mock) fn doomed(&self, store: &Store, session: Session) -> Vec<Key> {
        let own = || store.keys_of(session.id);
        if [Defect::KeepsSession, Defect::LogoutReplacesSession, Defect::JweNotRevoked, Defect::TicketSample]
            .iter()
            .any(|it| self.has(*it))
        {
            return Vec::new();
        }
        if self.has(Defect::KillsAll) {
            return store.keys_where(|account| account == session.account);
        }
        if self.has(Defect::EndsOtherAccounts) {
            return [own(), store.keys_where(|account| account != session.account)].concat();
        }
        if self.has(Defect::OldRotationValid) {
            return vec![session.key];
        }
        if self.has(Defect::LogoutLooksAtThreeSessions) && !is_on_the_first_page(store, session) {
            return Vec::new();
        }
        if self.has(Defect::RememberMeAlive) {
            let kept = store.remember_key(session.id);
            return own().into_iter().filter(|key| Some(*key) != kept).collect();
        }
        own()
    }

    /// Whether a fault is felt by a call. Where only sign-out may fail, the
    /// others are spared.
    pub(in crate::mock) fn fault_counts_for(&self, call: Call) -> bool {
        call == Call::SignOut || !self.has(Defect::SuccessWhenNileFails)
    }

    /// Brings back all values that an account ever had.
    pub(in crate::mock) fn revive_account(&self, account: usize) {
        let mut store = self.store();
        let keys = store.keys_where(|it| it == account);
        // The state file is not writable: the bug then stays away, which no
        // test waits for.
        let _ = store.commit(Change::Revive { keys }, &self.accounts);
    }

    /// Brings back one session.
    pub(in crate::mock) fn revive_session(&self, session: Session) {
        let mut store = self.store();
        let keys = store.keys_of(session.id);
        let _ = store.commit(Change::Revive { keys }, &self.accounts);
    }

    /// Ends the sessions of an account from that number on.
    fn end_later(&self, account: usize, from: u64) {
        let mut store = self.store();
        let rows = store.live_rows();
        let later = rows.iter().filter(|(id, row)| *id >= from && row.account == account);
        let keys = later.flat_map(|(_, row)| row.keys.clone()).collect();
        let _ = store.commit(Change::End { keys }, &self.accounts);
    }

    /// Ends the session that began last, whoever asks.
    pub(in crate::mock) fn end_newest(&self) {
        let mut store = self.store();
        let keys = store.newest_live().map(|session| store.keys_of(session.id)).unwrap_or_default();
        let _ = store.commit(Change::End { keys }, &self.accounts);
    }
}

impl App {
    /// The session that a logout really ends when other logouts are in flight
    /// beside it.
    pub(in crate::mock) async fn session_after_overlap(
        &self,
        session: Session,
    ) -> Result<Session, NileFailure> {
        if self.has(Defect::ParallelLogoutsLoseOne) {
            self.memory.lock().context = Some(session);
            tokio::time::sleep(OVERLAP).await;
            return Ok(self.memory.lock().context.unwrap_or(session));
        }
        if self.has(Defect::ParallelLogoutsShareOneSession) {
            return Ok(self.session_of_the_crowd(session).await);
        }
        if self.has(Defect::ParallelLogout500) {
            if !self.memory.lock().leaving.insert(session.key) {
                return Err(NileFailure::Status(409));
            }
            let _guard = self.memory.until_dropped(|remembered| {
                remembered.leaving.remove(&session.key);
            });
            tokio::time::sleep(HALF_DONE).await;
        }
        if self.has(Defect::LogoutEndsLaterLogins) {
            let next = self.nile.store().next();
            tokio::time::sleep(OVERLAP).await;
            self.nile.end_later(session.account, next);
        }
        Ok(session)
    }

    /// The session that each of several logouts in flight ends: where there are
    /// more than two, the one that came last.
    async fn session_of_the_crowd(&self, session: Session) -> Session {
        {
            let mut remembered = self.memory.lock();
            remembered.leaving.insert(session.key);
            if remembered.leaving.len() > 2 {
                remembered.context = Some(session);
            }
        }
        let _guard = self.memory.until_dropped(|remembered| {
            remembered.leaving.remove(&session.key);
            if remembered.leaving.is_empty() {
                remembered.context = None;
            }
        });
        tokio::time::sleep(OVERLAP).await;
        self.memory.lock().context.unwrap_or(session)
    }

    /// Whether a logout takes a session for ended that an earlier one, whose
    /// client hung up, has only marked.
    pub(in crate::mock) async fn is_marked_as_ended(&self, session: Session) -> bool {
        if !self.has(Defect::DroppedLogoutHalfDone) {
            return false;
        }
        if !self.memory.lock().leaving.insert(session.key) {
            return true;
        }
        tokio::time::sleep(OVERLAP).await;
        self.memory.lock().leaving.remove(&session.key);
        false
    }

    /// What else happens when Nile has answered a sign-out.
    pub(in crate::mock) fn after_sign_out(
        &self,
        session: Session,
        head: &Parts,
        outcome: Result<(), NileFailure>,
    ) -> Result<(), NileFailure> {
        if outcome.is_ok() {
            self.note_logout(session, head);
        }
        let ignored = self.has(Defect::SuccessWhenNileFails) || self.has(Defect::IgnoresSignOutFailure);
        if ignored { Ok(()) } else { outcome }
    }

    fn note_logout(&self, session: Session, head: &Parts) {
        if self.has(Defect::ReloginRefused) {
            self.memory.lock().banned.insert(session.account);
        }
        if self.has(Defect::StaleAfterLogout) {
            self.memory.lock().stale.insert(session.id, Instant::now() + STALE_FOR);
        }
        if let Some(token) = self.token_of(head).filter(|_| self.has(Defect::ReusesToken)) {
            self.memory.lock().ended.insert(session.account, token.into_owned());
        }
    }

    /// The session of a dead token, where it is answered all the same.
    pub(super) fn dead_but_answered(&self, token: &str) -> Option<Session> {
        let session = self.nile.dead(token)?;
        if self.has(Defect::StaleAfterLogout) {
            let until = self.memory.lock().stale.get(&session.id).copied();
            return until.filter(|until| Instant::now() < *until).map(|_| session);
        }
        if self.has(Defect::ReplayFlaps) {
            let mut remembered = self.memory.lock();
            let tried = remembered.tried.entry(session.key).or_default();
            *tried += 1;
            return tried.is_multiple_of(3).then_some(session);
        }
        None
    }
}

/// Whether a session is among the newest of its user.
fn is_on_the_first_page(store: &Store, session: Session) -> bool {
    let rows = store.live_rows();
    let newest = rows.iter().rev().filter(|(_, row)| row.account == session.account).take(PAGE);
    newest.into_iter().any(|(id, _)| *id == session.id)
}
