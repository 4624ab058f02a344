//! Trials of `--intrusive` that need sessions of their own: a login with a live
//! session, a logout beside a login, a logout whose client hangs up. Each logs
//! out whatever it opened before the next one begins.

use std::time::Duration;

use futures_util::future::join;

use super::driver::Driver;
use crate::check::Phase;
use crate::evidence::{Actor, Intrusive, Step};

/// What a client that hangs up waits at least: the request has to leave.
const LEAST_PATIENCE: Duration = Duration::from_micros(200);

impl Driver<'_> {
    /// One trial after another.
    pub(super) async fn try_what_needs_more_sessions(&self) {
        self.log_in_while_logged_in().await;
        self.race_a_login_against_a_logout().await;
        self.hang_up_on_a_logout().await;
        self.log_many_out().await;
        self.try_odd_logouts().await;
    }

    /// The owner of a session logs in once more with it.
    async fn log_in_while_logged_in(&self) {
        if !self.wants(Phase::LoginWhileLoggedIn) {
            return;
        }
        self.open(Actor::Fourth, Intrusive::MeBeforeSecondLogin).await;
        let Some(live) = self.captured(Actor::Fourth) else { return };
        let jar = self.jar(Actor::Fifth).await;
        self.log_in(Actor::Fifth, self.plan.first, jar, Some(live)).await;
        self.spread_what_was_learned();
        self.look_at_both(Intrusive::MeAfterSecondLogin).await;
        join(self.close(Actor::Fourth), self.close(Actor::Fifth)).await;
    }

    /// One session logs out while its account logs in elsewhere.
    async fn race_a_login_against_a_logout(&self) {
        if !self.wants(Phase::RacingLogin) {
            return;
        }
        self.open(Actor::Fourth, Intrusive::MeBeforeRace).await;
        let jar = self.jar(Actor::Fifth).await;
        join(
            self.log_out(Actor::Fourth, Step::Intrusive(Intrusive::RacingLogout)),
            self.log_in(Actor::Fifth, self.plan.first, jar, None),
        )
        .await;
        self.spread_what_was_learned();
        self.look_at_both(Intrusive::MeAfterRace).await;
        self.close(Actor::Fifth).await;
    }

    /// A logout whose client hangs up half-way, then a look at the session, and
    /// the logout once more.
    async fn hang_up_on_a_logout(&self) {
        if !self.wants(Phase::DroppedLogout) {
            return;
        }
        self.open(Actor::Fourth, Intrusive::MeBeforeDrop).await;
        let captured = || self.captured(Actor::Fourth);
        let request = || self.logout_of(Actor::Fourth).credential(captured());
        // On an open connection, as the logout whose time is the measure: on a
        // new one the client would hang up before the request has left.
        let hasty = request().patience(self.half_a_logout());
        self.send(Actor::Fourth, Step::Intrusive(Intrusive::DroppedLogout), hasty).await;
        self.replay(Actor::Fourth, Step::Intrusive(Intrusive::MeAfterDrop), captured()).await;
        self.send(Actor::Fourth, Step::Intrusive(Intrusive::LogoutAfterDrop), request()).await;
        self.replay(Actor::Fourth, Step::Intrusive(Intrusive::MeAtLast), captured()).await;
    }

    /// Logs in and asks.
    pub(super) async fn open(&self, actor: Actor, step: Intrusive) {
        let jar = self.jar(actor).await;
        self.log_in(actor, self.plan.first, jar, None).await;
        self.spread_what_was_learned();
        self.ask(actor, Step::Intrusive(step)).await;
    }

    /// The captured cookies of the one, and the session of the other.
    async fn look_at_both(&self, step: Intrusive) {
        let step = Step::Intrusive(step);
        let captured = self.captured(Actor::Fourth);
        join(self.replay(Actor::Fourth, step, captured), self.ask(Actor::Fifth, step)).await;
    }

    /// Logs out so that nothing is left behind when the actor logs in again.
    pub(super) async fn close(&self, actor: Actor) {
        let Some(captured) = self.captured(actor) else { return };
        let request = self.logout_of(actor).credential(Some(captured));
        self.send(actor, Step::CleanUp, request).await;
    }

    /// Half of the time that the first logout took.
    fn half_a_logout(&self) -> Duration {
        let evidence = self.evidence.borrow();
        let logout = evidence.exchange(Actor::First, Step::Logout);
        logout.map_or(LEAST_PATIENCE, |(_, exchange)| (exchange.duration() / 2).max(LEAST_PATIENCE))
    }
}
