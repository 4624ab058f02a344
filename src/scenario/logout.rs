//! The logout that is proven, and the replays of its cookie.

use std::cell::Cell;
use std::time::{Duration, Instant};

use futures_util::future::{join, join_all, join3, join4};
use reqwest::Method;

use super::driver::Driver;
use crate::check::Phase;
use crate::evidence::{Actor, Step, is_accepted};
use crate::http::Credential;

/// Replays side by side: behind one address there may be several instances,
/// each with a cache of its own.
const REPLAYS: usize = 3;

/// Anonymous requests while a logout is in flight, at the most.
const CANARIES: usize = 4;

/// The first pause between two replays of a session that should be dead; each
/// further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(50);

/// The longest pause between two replays.
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// Requests kept back from the polling for the rest of the run.
const KEPT_FOR_THE_REST: usize = 47;

impl Driver<'_> {
    /// Logs the first session out while an anonymous caller keeps asking, then
    /// looks at what is left of the session.
    pub(super) async fn log_the_first_out(&self) {
        if !self.wants(Phase::Logout) {
            return;
        }
        let before = Step::MeBeforeLogout;
        join4(
            self.ask(Actor::First, before),
            self.ask(Actor::Second, before),
            self.ask(Actor::Other, before),
            self.read_other_routes(),
        )
        .await;
        let answered = Cell::new(false);
        let logout = async {
            self.log_out(Actor::First, Step::Logout).await;
            answered.set(true);
            self.look_for_the_session().await;
        };
        join(logout, self.canaries_until(&answered)).await;
    }

    async fn canaries_until(&self, answered: &Cell<bool>) {
        for _ in 0..CANARIES {
            if answered.get() {
                return;
            }
            self.anonymously(Step::Canary, Method::GET, self.me()).await;
        }
    }

    /// The jar asks, the captured cookies are replayed, witnesses ask beside
    /// them: all at once, on connections of their own.
    async fn look_for_the_session(&self) {
        let own_jar = self.ask(Actor::First, Step::MeAfterLogout);
        if !self.wants(Phase::Replay) {
            own_jar.await;
            return;
        }
        let witnesses = join(self.ask(Actor::Second, Step::Witness), self.ask(Actor::Other, Step::Witness));
        join4(own_jar, self.replay_everything(), witnesses, self.look_elsewhere()).await;
        if self.some_replay_was_accepted() {
            self.poll_until_refused().await;
        }
    }

    async fn replay_everything(&self) {
        let captured = self.captured(Actor::First);
        let whole = (0..REPLAYS).map(|_| self.replay(Actor::First, Step::Replay, captured.clone()));
        let (alone, rotated) = self.other_headers();
        let alone = alone
            .into_iter()
            .map(|(index, header)| self.replay(Actor::First, Step::ReplayAlone(index), Some(header)));
        let rotated = rotated
            .into_iter()
            .enumerate()
            .map(|(index, header)| self.replay(Actor::First, Step::ReplayRotated(index), Some(header)));
        join3(join_all(whole), join_all(alone), join_all(rotated)).await;
    }

    /// Each authenticating cookie alone if there are several, and every
    /// earlier value.
    fn other_headers(&self) -> (Vec<(usize, Credential)>, Vec<Credential>) {
        let sessions = self.sessions.borrow();
        let Some(session) = sessions.get(&Actor::First) else {
            return (Vec::new(), Vec::new());
        };
        let several = session.facts.cookies.len() > 1;
        let authenticating = session.facts.authenticating().map(|(index, _)| index);
        let alone =
            authenticating.filter(|_| several).filter_map(|index| Some((index, session.alone(index)?)));
        (alone.collect(), session.rotated())
    }

    fn some_replay_was_accepted(&self) -> bool {
        let evidence = self.evidence.borrow();
        evidence.records.iter().any(|record| {
            record.actor == Actor::First
                && matches!(record.step, Step::Replay | Step::ReplayAlone(_))
                && record.exchange.answer().is_ok_and(|answer| is_accepted(answer, self.plan.profile))
        })
    }

    /// Repeats the replay with growing pauses until it is refused or the limit
    /// passes: a cache that lags shows itself, and for how long. The last
    /// replay is at the limit.
    async fn poll_until_refused(&self) {
        let begun = Instant::now();
        let mut pause = FIRST_PAUSE;
        loop {
            let left = self.plan.replay_limit.saturating_sub(begun.elapsed());
            let kept = KEPT_FOR_THE_REST + self.kept_for_outages() + self.kept_for_a_browser();
            let spent = self.client.sent() + kept;
            if left.is_zero() || spent >= self.plan.max_requests || self.halted() {
                return;
            }
            tokio::time::sleep(pause.min(left)).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
            let captured = self.captured(Actor::First);
            let reply = self.replay(Actor::First, Step::ReplayPoll, captured).await;
            if reply.is_none_or(|reply| !reply.accepted) {
                return;
            }
        }
    }

    /// The ended session logs out once more.
    pub(super) async fn log_out_twice(&self) {
        if !self.wants(Phase::SecondLogout) {
            return;
        }
        if let Some(captured) = self.captured(Actor::First) {
            let request = self.logout_of(Actor::First).credential(Some(captured));
            self.send(Actor::First, Step::SecondLogout, request).await;
        }
    }
}
