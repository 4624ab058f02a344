//! What became of a session: from what was seen of its logout to what may be
//! said about it. Pure.

use std::time::Duration;

use super::route_missing;
use super::visit::{no_answer, rate_limited};
use crate::deployment::Profile;
use crate::evidence::{Identity, Missing, MissingKind, Step, describe, is_refused};
use crate::exit::Exit;
use crate::http::{Answer, Exchange};

/// What was seen of a logout.
#[derive(Clone, Debug)]
pub struct Parting {
    /// The session asks who it is, right before the logout.
    pub before: Exchange,
    /// Whether it had been answered with an identity before this run.
    pub seen_live: bool,
    /// The logout, if it was tried.
    pub logout: Option<Exchange>,
    /// The old cookie asks who it is, on fresh connections side by side.
    pub replays: Vec<Exchange>,
    /// How many of them, at the end, carry an earlier value of a cookie that
    /// changes with every answer.
    pub earlier: usize,
    /// A caller without a cookie asks beside them.
    pub nobody: Option<Exchange>,
    /// The replays again, round after round, while they were accepted.
    pub rounds: Vec<Vec<Exchange>>,
}

/// What the session's answer right before the logout is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    /// The session is live, and this is who it says it is.
    Live(Identity),
    /// The answer that nobody gets.
    Refused,
    /// There is nobody to log out from: no answer, or too many requests.
    Silent,
    /// An answer that says nothing about the session.
    Strange,
}

/// What became of the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was live, and now its cookie is refused like no cookie at all.
    Ended,
    /// The same, but only this long after the logout had been answered.
    EndedLate(Duration),
    /// It was over before.
    AlreadyOver,
    /// The logout was answered, and this long afterwards the old cookie was
    /// still accepted.
    StillAccepted(Duration),
    /// It is still live, because the logout could not be carried out.
    NotEnded(Missing),
    /// Nobody can say.
    Unknown(Missing),
}

impl Fate {
    /// Whether nothing is left that could be ended.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        match self {
            Self::Ended | Self::EndedLate(_) | Self::AlreadyOver => true,
            Self::StillAccepted(_) | Self::NotEnded(_) | Self::Unknown(_) => false,
        }
    }

    /// How a command ends that was asked to end the session.
    #[must_use]
    pub const fn exit(&self) -> Exit {
        match self {
            Self::Ended | Self::AlreadyOver => Exit::Passed,
            Self::EndedLate(_) | Self::StillAccepted(_) => Exit::Failed,
            Self::NotEnded(_) | Self::Unknown(_) => Exit::Blocked,
        }
    }

    /// The word in documents.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::EndedLate(_) => "ended-late",
            Self::AlreadyOver => "already-over",
            Self::StillAccepted(_) => "still-accepted",
            Self::NotEnded(_) => "not-ended",
            Self::Unknown(_) => "unknown",
        }
    }
}

/// Whether an answer names somebody.
pub(super) fn is_identity_of(profile: &Profile) -> impl Fn(&Answer) -> bool + '_ {
    move |answer| Identity::of(answer, profile).is_some()
}

impl Parting {
    /// Nothing but the first question.
    #[must_use]
    pub const fn new(before: Exchange, seen_live: bool) -> Self {
        Self {
            before,
            seen_live,
            logout: None,
            replays: Vec::new(),
            earlier: 0,
            nobody: None,
            rounds: Vec::new(),
        }
    }

    /// What the first answer is worth.
    #[must_use]
    pub fn control(&self, profile: &Profile) -> Control {
        match self.before.answer() {
            Err(_) => Control::Silent,
            Ok(answer) if answer.status == 429 => Control::Silent,
            Ok(answer) if is_refused(answer, profile) => Control::Refused,
            Ok(answer) => Identity::of(answer, profile).map_or(Control::Strange, Control::Live),
        }
    }

    /// Whether a replay can tell anything: the session was live, and the
    /// logout route is there.
    pub(super) fn is_worth_a_replay(&self, profile: &Profile) -> bool {
        let live = matches!(self.control(profile), Control::Live(_));
        let missing = self.logout_answer().is_some_and(|answer| matches!(answer.status, 404 | 405 | 429));
        live && !missing
    }

    /// Whether the old cookie is accepted where it should not be, so that it
    /// is worth knowing for how long.
    pub(super) fn is_worth_watching(&self, profile: &Profile) -> bool {
        let answered = self.logout_answer().is_some_and(|answer| answer.status < 500);
        answered && accepted(&self.replays, profile) && !self.leaks(profile)
    }

    fn logout_answer(&self) -> Option<&Answer> {
        self.logout.as_ref()?.answer().ok()
    }

    /// Replays of the last value, and of earlier ones.
    #[must_use]
    pub fn split<'a>(&self, replays: &'a [Exchange]) -> (&'a [Exchange], &'a [Exchange]) {
        replays.split_at(replays.len().saturating_sub(self.earlier))
    }

    /// Whether only an earlier value of the cookie is still accepted.
    #[must_use]
    pub fn only_earlier_values_live(&self, profile: &Profile) -> bool {
        let (latest, earlier) = self.split(self.rounds.last().unwrap_or(&self.replays));
        !accepted(latest, profile) && accepted(earlier, profile)
    }

    pub(super) fn last_round_was_accepted(&self, profile: &Profile) -> bool {
        self.rounds.last().is_some_and(|round| accepted(round, profile))
    }

    /// What became of the session.
    #[must_use]
    pub fn fate(&self, profile: &Profile) -> Fate {
        let control = self.control(profile);
        if control == Control::Refused && self.seen_live {
            return self.over_before(profile);
        }
        let Some(logout) = &self.logout else { return Fate::Unknown(self.nobody_there()) };
        let answer = match logout.answer() {
            Err(failure) => return self.after_failure(no_answer(Step::Logout, failure), profile),
            Ok(answer) => answer,
        };
        let live = matches!(control, Control::Live(_));
        let not_carried_out = |missing| if live { Fate::NotEnded(missing) } else { Fate::Unknown(missing) };
        match answer.status {
            404 | 405 => not_carried_out(route_missing(
                profile.logout.call.method.as_str(),
                &profile.paths.logout,
                answer,
                profile,
            )),
            429 => not_carried_out(rate_limited(Step::Logout, answer)),
            500.. => self.after_failure(server_error(answer, profile), profile),
            _ if live => self.by_replays(profile),
            _ => Fate::Unknown(self.no_control(answer, profile)),
        }
    }

    /// The cookie was refused before the logout. Of several instances one may
    /// still know it.
    fn over_before(&self, profile: &Profile) -> Fate {
        match self.replays.iter().find(|exchange| !self.is_refused(exchange, profile)) {
            None => Fate::AlreadyOver,
            Some(strange) => Fate::Unknown(neither_accepted_nor_refused(strange, profile)),
        }
    }

    /// Why the first question had no answer that counts.
    #[must_use]
    pub fn nobody_there(&self) -> Missing {
        match self.before.answer() {
            Err(failure) => no_answer(Step::Me, failure),
            Ok(answer) => rate_limited(Step::Me, answer),
        }
    }

    /// The logout failed. Usually nobody can say what that did; but a cookie
    /// that is still accepted says it.
    fn after_failure(&self, missing: Missing, profile: &Profile) -> Fate {
        if accepted(&self.replays, profile) && !self.leaks(profile) {
            Fate::NotEnded(missing)
        } else {
            Fate::Unknown(missing)
        }
    }

    /// The logout was answered, but nothing shows that there was a session.
    fn no_control(&self, logout: &Answer, profile: &Profile) -> Missing {
        let seen = self.before.answer().map_or_else(|_| String::new(), |answer| describe(answer, profile));
        let reason = format!(
            "nothing shows that it was ever live: GET {} answered {seen}, and {} {} answered {}",
            profile.paths.me, profile.logout.call.method, profile.paths.logout, logout.status
        );
        let hint =
            "is the base URL right, and is the cookie whole? A token without a name may need --cookie-name";
        Missing::new(MissingKind::Unexpected, reason, hint)
    }

    fn by_replays(&self, profile: &Profile) -> Fate {
        if self.leaks(profile) {
            let reason = "even a caller without a cookie is answered with an identity, so an accepted or refused cookie shows nothing";
            let hint = "penguin-auth verify --only anonymous-sees-nobody shows it";
            return Fate::Unknown(Missing::new(
                MissingKind::DependsOnCheck("anonymous-sees-nobody"),
                reason,
                hint,
            ));
        }
        let last = self.rounds.last().unwrap_or(&self.replays);
        if accepted(last, profile) {
            return Fate::StillAccepted(self.since_logout(last));
        }
        match last.iter().find(|exchange| !self.is_refused(exchange, profile)) {
            Some(strange) => match self.last_accepted(profile) {
                // One answer that was lost does not undo what was seen before.
                Some(round) => Fate::StillAccepted(self.since_logout(round)),
                None => Fate::Unknown(neither_accepted_nor_refused(strange, profile)),
            },
            None if self.rounds.is_empty() => Fate::Ended,
            None => Fate::EndedLate(self.since_logout(last)),
        }
    }

    /// The last round in which the old cookie was accepted.
    fn last_accepted(&self, profile: &Profile) -> Option<&[Exchange]> {
        let rounds = self.rounds.iter().map(Vec::as_slice).rev().chain([self.replays.as_slice()]);
        rounds.into_iter().find(|round| accepted(round, profile))
    }

    /// Whether an anonymous caller is taken for somebody.
    fn leaks(&self, profile: &Profile) -> bool {
        let nobody = self.nobody.as_ref().and_then(|exchange| exchange.answer().ok());
        nobody.is_some_and(is_identity_of(profile))
    }

    /// Whether a replay was treated like a caller without a cookie. A server
    /// that fails treats everybody alike and is no proof.
    fn is_refused(&self, replay: &Exchange, profile: &Profile) -> bool {
        if accepted(std::slice::from_ref(replay), profile) {
            return false;
        }
        let status = |exchange: &Exchange| exchange.answer().ok().map(|answer| answer.status);
        let (Some(replay), Some(nobody)) = (status(replay), self.nobody.as_ref().and_then(status)) else {
            return false;
        };
        replay == nobody && replay < 500 && replay != 429
    }

    /// From the logout's answer to the last of these.
    fn since_logout(&self, exchanges: &[Exchange]) -> Duration {
        let answered = self.logout.as_ref().map_or(Duration::ZERO, |logout| logout.finished);
        let last = exchanges.iter().map(|exchange| exchange.finished).max().unwrap_or_default();
        last.saturating_sub(answered)
    }
}

fn accepted(exchanges: &[Exchange], profile: &Profile) -> bool {
    exchanges.iter().any(|exchange| exchange.answer().is_ok_and(is_identity_of(profile)))
}

fn server_error(answer: &Answer, profile: &Profile) -> Missing {
    Missing::new(
        MissingKind::ServerError,
        format!(
            "could not log out: {} {} answered {}",
            profile.logout.call.method,
            profile.paths.logout,
            describe(answer, profile)
        ),
        "look into the deployment's log, then try again",
    )
}

fn neither_accepted_nor_refused(replay: &Exchange, profile: &Profile) -> Missing {
    let seen = replay
        .answer()
        .map_or_else(|failure| failure.kind.name().to_owned(), |answer| describe(answer, profile));
    Missing::new(
        MissingKind::ServerError,
        format!("of several answers to the cookie not all were the same clear refusal; one was {seen}"),
        "look into the deployment's log, then try again; instances that disagree show in verify",
    )
}

#[cfg(test)]
mod tests;
