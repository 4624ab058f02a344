//! What a run cost the deployment, counted from its record.

use serde::{Deserialize, Serialize};

use super::{
    Actor, Evidence, Intrusive, Probe, Record, SessionFacts, Step, is_turned_away, is_unauthorized_logout,
};
use crate::deployment::Profile;
use crate::http::Answer;

/// What a run cost the deployment.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Spent {
    /// Requests of every kind.
    pub requests: usize,
    /// Logins of the first account with its right password.
    pub logins: usize,
    /// Logins of the first account with a wrong password.
    pub wrong_passwords: usize,
    /// Logins of other accounts, existing or not.
    pub other_logins: usize,
    /// Sessions of ours that may still be alive.
    pub sessions_left: usize,
}

impl Evidence {
    /// What the run cost, counted from its record.
    #[must_use]
    pub fn spent(&self, profile: &Profile) -> Spent {
        let count =
            |matches: &dyn Fn(&Record) -> bool| self.records.iter().filter(|record| matches(record)).count();
        let first_account = |actor: Actor| !matches!(actor, Actor::Other | Actor::Nobody);
        Spent {
            requests: self.records.len(),
            logins: count(&|record| record.step == Step::Login && first_account(record.actor)),
            wrong_passwords: count(&|record| {
                matches!(
                    record.step,
                    Step::WrongPassword
                        | Step::Intrusive(Intrusive::TimedWrongPassword | Intrusive::GuessedPassword)
                )
            }),
            other_logins: count(&|record| {
                let is_other = matches!(
                    record.step,
                    Step::UnknownEmail
                        | Step::Intrusive(Intrusive::TimedUnknownEmail)
                        | Step::Probe(Probe::ForgedLogin)
                );
                is_other || (record.step == Step::Login && !first_account(record.actor))
            }),
            sessions_left: self.left_behind
                + self.sessions.keys().filter(|actor| !self.logged_out(**actor, profile)).count(),
        }
    }

    /// Whether the actor's session was logged out: a logout that carried it was
    /// answered with success, or refused because it was over already.
    #[must_use]
    pub fn logged_out(&self, actor: Actor, profile: &Profile) -> bool {
        let session = self.sessions.get(&actor);
        session.is_some_and(|session| self.logged_out_with(actor, session, profile))
    }

    /// The same for a session that is not part of the evidence yet: the one of
    /// the actor's last login, for names of cookies do not tell it from others.
    #[must_use]
    pub fn logged_out_with(&self, actor: Actor, session: &SessionFacts, profile: &Profile) -> bool {
        let over = |answer: &Answer| {
            answer.status < 400 && !is_turned_away(answer, profile) || is_unauthorized_logout(answer, profile)
        };
        let login = self.indices(actor, Step::Login).next_back().unwrap_or_default();
        self.records.iter().skip(login).any(|record| {
            record.actor == actor
                && is_a_real_logout(record.step)
                && session.carries(&record.exchange)
                && record.exchange.answer().is_ok_and(over)
        })
    }
}

/// Whether a logout that is answered with success ended the session. A forged
/// one is made up for by another, whatever its answer says.
#[must_use]
pub const fn is_a_real_logout(step: Step) -> bool {
    matches!(
        step,
        Step::Logout
            | Step::CleanUp
            | Step::Intrusive(
                Intrusive::RacingLogout
                    | Intrusive::LogoutAfterDrop
                    | Intrusive::LogoutAmongMany
                    | Intrusive::LogoutAtOnce
                    | Intrusive::LogoutAfterGuesses
                    | Intrusive::OddLogout(_)
            )
            | Step::Probe(Probe::BrokenBodyLogout)
            | Step::Probe(Probe::RedirectedLogout)
    )
}
