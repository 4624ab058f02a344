//! How a deployment answered to many wrong passwords.

use super::judge::{fits, is_logged_in};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Intrusive, Missing, MissingKind, Seen, Step};
use crate::http::Answer;

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
/// No answer, a wrong password that is not refused, too few of them to say, or a
/// right one that is neither let in nor refused.
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
    if is_logged_in(answer, profile) {
        return Ok(Defence::None { after, index });
    }
    if is_locked(answer, profile) {
        return Ok(Defence::Silent { after });
    }
    let kind = if answer.status >= 500 { MissingKind::ServerError } else { MissingKind::Unexpected };
    let reason = format!("after {after} wrong passwords the right one was answered {}", answer.status);
    Err(Missing::new(kind, reason, "look into the deployment's log: it is neither a login nor a lock"))
}

/// Whether the right password was refused for what came before it, and not
/// because the request could not be carried out.
fn is_locked(answer: &Answer, profile: &Profile) -> bool {
    // A 403 for a CSRF token that did not fit says nothing of the account.
    let is_about_csrf = || answer.body.text.to_ascii_lowercase().contains("csrf");
    fits(answer, &profile.login.refused)
        || matches!(answer.status, 423 | 429)
        || answer.status == 403 && !is_about_csrf()
}
