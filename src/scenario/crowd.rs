//! A trial of `--intrusive`: one account with many sessions. Two of them log out
//! one after the other, and then all the others at once.

use futures_util::future::{join, join_all};

use super::driver::Driver;
use crate::check::Phase;
use crate::evidence::{Actor, Intrusive, Step};

impl Driver<'_> {
    /// Nobody asks before all are logged in: a deployment may keep only so many
    /// sessions of one account, and end the oldest with the next login.
    pub(super) async fn log_many_out(&self) {
        if !self.wants(Phase::ManySessions) {
            return;
        }
        join_all(Actor::MANY.map(|actor| self.log_one_of_many_in(actor))).await;
        self.spread_what_was_learned();
        self.ask_all(&Actor::MANY, Intrusive::MeAmongMany).await;
        let [first, second] = Actor::IN_TURN;
        self.log_one_of_many_out(first, &[second], Intrusive::MeAfterFirstOfMany).await;
        self.log_one_of_many_out(second, &Actor::AT_ONCE, Intrusive::MeAfterSecondOfMany).await;
        let logout = |actor| self.log_out(actor, Step::Intrusive(Intrusive::LogoutAtOnce));
        join_all(Actor::AT_ONCE.map(logout)).await;
        join_all(Actor::AT_ONCE.map(|actor| self.look_for(actor, Intrusive::MeAfterAllAtOnce))).await;
        // A logout that was refused ended nothing.
        for actor in Actor::MANY {
            if self.holds_a_session(actor) {
                self.close(actor).await;
            }
        }
    }

    async fn log_one_of_many_in(&self, actor: Actor) {
        let jar = self.jar(actor).await;
        self.log_in(actor, self.plan.first, jar, None).await;
    }

    /// One session logs out; then its cookies are tried, and others are asked.
    async fn log_one_of_many_out(&self, actor: Actor, others: &[Actor], after: Intrusive) {
        self.log_out(actor, Step::Intrusive(Intrusive::LogoutAmongMany)).await;
        join(self.look_for(actor, after), self.ask_all(others, after)).await;
    }

    async fn ask_all(&self, actors: &[Actor], step: Intrusive) {
        join_all(actors.iter().map(|actor| self.ask(*actor, Step::Intrusive(step)))).await;
    }

    /// The protected route with the cookies that were captured from a session.
    async fn look_for(&self, actor: Actor, step: Intrusive) {
        self.ask_with(actor, Step::Intrusive(step), self.captured(actor)).await;
    }
}
