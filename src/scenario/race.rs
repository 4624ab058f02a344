//! A logout with reads in flight across it.

use futures_util::future::{join_all, join3};

use super::driver::Driver;
use crate::check::Phase;
use crate::evidence::{Actor, Step};

/// Reads that begin before the logout, and as many again beside it.
const READS: usize = 2;

impl Driver<'_> {
    /// The session of the last login logs out while it is being read. When
    /// everything has come back, every value that its cookie ever had is
    /// replayed.
    pub(super) async fn race_reads_against_logout(&self) {
        if !self.wants(Phase::ReadsInFlight) {
            return;
        }
        let reads = || join_all((0..READS).map(|_| self.ask(Actor::Again, Step::MeInFlight)));
        // In this order, so that half of the reads are on their way first.
        join3(reads(), self.log_out(Actor::Again, Step::Logout), reads()).await;
        let headers = {
            let sessions = self.sessions.borrow();
            sessions.get(&Actor::Again).map(|session| {
                let mut headers = session.rotated();
                headers.extend(session.captured());
                headers
            })
        };
        let replay = |header| self.ask_with(Actor::Again, Step::MeAfterRace, Some(header));
        join_all(headers.unwrap_or_default().into_iter().map(replay)).await;
    }
}
