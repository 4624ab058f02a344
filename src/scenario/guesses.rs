//! Many logins that are refused: timed ones, and guesses until the deployment
//! defends the account. They are the last thing of a run.

use super::driver::{Driver, Reply, random_hex};
use crate::check::Phase;
use crate::evidence::{Actor, Intrusive, Step};
use crate::redact::Secret;
use crate::session::Jar;

/// Timed logins of each kind: as many as a rank test needs to be sure.
const TIMED: usize = 10;

/// The most guesses. A deployment that defends an account does so earlier.
const GUESSES: usize = 30;

impl Driver<'_> {
    /// Wrong passwords and unknown addresses in turn, then guesses until one is
    /// answered otherwise; then a session that was open all the time logs out.
    pub(super) async fn guess_passwords(&self) {
        let guesses = self.wants(Phase::GuessedPasswords);
        if guesses {
            self.open(Actor::Fourth, Intrusive::MeBeforeGuesses).await;
        }
        let jar = self.jar_of_guesses().await;
        let defended = self.wants(Phase::TimedLogins) && self.time_refused_logins(&jar).await;
        if !guesses {
            return;
        }
        if !defended && !self.guess_until_defended(&jar).await {
            self.log_in_after_all().await;
        }
        let captured = self.captured(Actor::Fourth);
        self.log_out(Actor::Fourth, Step::Intrusive(Intrusive::LogoutAfterGuesses)).await;
        self.replay(Actor::Fourth, Step::Intrusive(Intrusive::MeAfterGuesses), captured).await;
    }

    /// Without a CSRF token a login would be refused for that.
    async fn jar_of_guesses(&self) -> Jar {
        if self.plan.profile.csrf.is_some() { self.jar(Actor::First).await } else { Jar::new() }
    }

    /// Returns whether the deployment began to defend the account.
    async fn time_refused_logins(&self, jar: &Jar) -> bool {
        let mut first = None;
        for _ in 0..TIMED {
            let nobody = format!("nobody-{}@example.com", random_hex(6));
            let unknown = Step::Intrusive(Intrusive::TimedUnknownEmail);
            let wrong = self.guess(Intrusive::TimedWrongPassword, jar).await;
            let other = self.try_login(Actor::Nobody, unknown, jar, &nobody).await;
            if other.is_none() || is_new(&mut first, wrong.as_ref()) {
                return true;
            }
        }
        false
    }

    /// Returns whether a guess was answered otherwise than the first one.
    async fn guess_until_defended(&self, jar: &Jar) -> bool {
        let mut first = None;
        for _ in 0..GUESSES {
            let reply = self.guess(Intrusive::GuessedPassword, jar).await;
            if is_new(&mut first, reply.as_ref()) {
                return true;
            }
        }
        false
    }

    async fn guess(&self, step: Intrusive, jar: &Jar) -> Option<Reply> {
        if let Err(reason) = self.take_login(0) {
            self.disable(Actor::First, reason);
            return None;
        }
        self.try_login(Actor::First, Step::Intrusive(step), jar, &self.plan.first.email).await
    }

    async fn try_login(&self, actor: Actor, step: Step, jar: &Jar, email: &str) -> Option<Reply> {
        let wrong = Secret::new(format!("wrong-{}", random_hex(8)));
        let request = self.login_with(jar, email, &wrong);
        let credential = jar.credential(&request.url);
        self.send(actor, step, request.credential(credential)).await
    }

    /// The right password: an account may be locked without a word.
    async fn log_in_after_all(&self) {
        let jar = self.jar(Actor::Fifth).await;
        self.log_in(Actor::Fifth, self.plan.first, jar, None).await;
        self.spread_what_was_learned();
    }
}

/// Whether there is no answer, or one of another status than the first. Words
/// may hold the number of the request.
fn is_new(first: &mut Option<u16>, reply: Option<&Reply>) -> bool {
    let Some(status) = reply.and_then(|reply| reply.status) else { return true };
    status != *first.get_or_insert(status)
}
