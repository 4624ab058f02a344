//! How a deployment answered to many wrong passwords.

use super::judge::{fits, is_logged_in};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Intrusive, Missing, Seen, Step};

/// The steps that send a wrong password, in the order of a run.
const WRONG: [Step; 3] = [
    Step::WrongPassword,
    Step::Intrusive(Intrusive::TimedWrongPassword),
    Step::Intrusive(Intrusive::GuessedPassword),
];

/// What keeps somebody from guessing on.
pub(super) enum Defence<'a> {
    /// A wrong password was answered otherwise than those before it.
    Answered { after: usize, seen: Seen<'a> },
    /// The right password is refused.
    Silent { after: usize },
    /// Nothing: the right password logged in after so many wrong ones.
    None { after: usize, index: usize },
}

/// How the account was defended.
///
/// # Errors
/// No answer, a wrong password that is not refused, or too few of them to say.
pub(super) fn defence<'a>(evidence: &'a Evidence, profile: &Profile) -> Result<Defence<'a>, Missing> {
    let first = evidence.answer(Actor::First, Step::WrongPassword)?.answer;
    if !fits(first, &profile.login.refused) {
        let reason = "a wrong password is not refused as it should be, so there is nothing to limit";
        return Err(Missing::depends_on("login-refuses-wrong-password", reason));
    }
    let mut after = 0;
    for (index, record) in evidence.records.iter().enumerate() {
        if record.actor != Actor::First || !WRONG.contains(&record.step) {
            continue;
        }
        let exchange = &record.exchange;
        let answer = exchange.answer().map_err(|failure| Missing::no_answer(record.step, failure))?;
        if answer.status != first.status {
            return Ok(Defence::Answered { after, seen: Seen { index, exchange, answer } });
        }
        after += 1;
    }
    evidence.exchange(Actor::First, Step::Intrusive(Intrusive::GuessedPassword))?;
    let login = evidence.indices(Actor::Fifth, Step::Login).next_back();
    let guess = evidence.indices(Actor::First, Step::Intrusive(Intrusive::GuessedPassword)).next_back();
    let Some(index) = login.filter(|login| guess.is_some_and(|guess| guess < *login)) else {
        return Err(evidence.why_not(Actor::Fifth, Step::Login));
    };
    let answer = evidence.records[index].exchange.answer();
    let answer = answer.map_err(|failure| Missing::no_answer(Step::Login, failure))?;
    Ok(if is_logged_in(answer, profile) { Defence::None { after, index } } else { Defence::Silent { after } })
}
