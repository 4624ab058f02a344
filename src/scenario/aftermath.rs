//! After the logout: parallel logouts, another login, refused logins, and
//! leaving nothing behind.

use std::time::Duration;

use futures_util::future::{join, join_all, join3};
use reqwest::Method;

use super::driver::{Driver, random_hex};
use crate::check::Phase;
use crate::evidence::{Actor, Step};
use crate::http::{Credential, Request};
use crate::redact::Secret;
use crate::session::{Jar, Session};

/// What the last logouts have when the run's deadline has passed.
const LAST_LOGOUTS: Duration = Duration::from_secs(5);

impl Driver<'_> {
    /// Two sessions log out at the same time, each twice.
    pub(super) async fn log_out_in_parallel(&self) {
        if self.wants(Phase::ParallelLogouts) {
            let twice = [Actor::Second, Actor::Third, Actor::Second, Actor::Third];
            join_all(twice.map(|actor| self.log_out(actor, Step::Logout))).await;
        }
    }

    /// The account logs in again; then every old cookie is replayed once more,
    /// with the new session as the witness.
    pub(super) async fn log_in_again(&self) {
        if !self.wants(Phase::LoginAgain) {
            return;
        }
        let replay = |actor| self.ask_with(actor, Step::ReplayAfterParallel, self.captured(actor));
        let dead = async {
            if self.wants(Phase::ParallelLogouts) {
                join(replay(Actor::Second), replay(Actor::Third)).await;
            }
        };
        let (jar, ()) = join(self.jar(Actor::Again), dead).await;
        self.log_in(Actor::Again, self.plan.first, jar, None).await;
        self.spread_what_was_learned();
        let captured = self.captured(Actor::First);
        join3(
            self.ask(Actor::Again, Step::Me),
            self.replay(Actor::First, Step::FinalReplay, captured),
            self.send(Actor::Nobody, Step::Canary, Request::new(Method::GET, self.me())),
        )
        .await;
    }

    /// One wrong password and one unknown address. They come last: a
    /// deployment may lock the account for a wrong password.
    pub(super) async fn log_in_wrongly(&self) {
        if !self.wants(Phase::RefusedLogins) {
            return;
        }
        let wrong = Secret::new(format!("wrong-{}", random_hex(8)));
        let nobody = format!("nobody-{}@example.com", random_hex(6));
        let wrong_password = async {
            match self.take_login(0) {
                Ok(()) => {
                    let email = &self.plan.first.email;
                    self.try_credentials(Actor::First, Step::WrongPassword, email, &wrong).await;
                }
                Err(reason) => self.disable(Actor::First, reason),
            }
        };
        join3(
            wrong_password,
            self.try_credentials(Actor::Nobody, Step::UnknownEmail, &nobody, &wrong),
            self.forge_a_login(&nobody),
        )
        .await;
    }

    async fn try_credentials(&self, actor: Actor, step: Step, email: &str, password: &Secret) {
        // Without a token it would be refused for that, whatever the password.
        let jar = if self.plan.profile.csrf.is_some() { self.jar(actor).await } else { Jar::new() };
        let request = self.login_with(&jar, email, password);
        let credential = jar.credential(&request.url);
        self.send(actor, step, request.credential(credential)).await;
    }

    /// Logs out every session that nobody has logged out yet, even when the
    /// run was halted or its time is up, and lets the anonymous caller ask a last time.
    pub(super) async fn leave_nothing_behind(&self) {
        let sessions: Vec<(Actor, Credential)> = {
            let sessions = self.sessions.borrow();
            let open = sessions.iter().filter(|(actor, session)| self.is_open(**actor, session));
            open.filter_map(|(actor, session)| Some((*actor, session.captured()?))).collect()
        };
        let clean_up = |(actor, credential): (Actor, Credential)| async move {
            let request = self.logout_of(actor).credential(Some(credential)).grace(LAST_LOGOUTS);
            self.send_regardless(actor, Step::CleanUp, request).await
        };
        let canary = self.anonymously(Step::Canary, Method::GET, self.me());
        join(join_all(sessions.into_iter().map(clean_up)), canary).await;
    }

    /// Whether the record does not show that the session was logged out.
    pub(super) fn is_open(&self, actor: Actor, session: &Session) -> bool {
        !self.evidence.borrow().logged_out_with(actor, &session.facts, self.plan.profile)
    }
}
