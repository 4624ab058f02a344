//! What came of logouts with something odd about them, each of a session of its
//! own.

use crate::evidence::{Actor, Evidence, Intrusive, Missing, OddLogout, Seen, Step};
use crate::http::Exchange;

/// The exchange, answered or not: it is one of two sessions that sent it.
pub(super) fn exchange(evidence: &Evidence, odd: OddLogout) -> Result<(usize, &Exchange), Missing> {
    evidence.exchange(sender(evidence, odd)?, step(odd))
}

/// The answer.
pub(super) fn answer(evidence: &Evidence, odd: OddLogout) -> Result<Seen<'_>, Missing> {
    evidence.answer(sender(evidence, odd)?, step(odd))
}

fn sender(evidence: &Evidence, odd: OddLogout) -> Result<Actor, Missing> {
    let was_sent_by = |actor: &Actor| evidence.indices(*actor, step(odd)).next().is_some();
    let actor = [Actor::Fourth, Actor::Fifth].into_iter().find(was_sent_by).unwrap_or(Actor::Fourth);
    evidence.session(actor)?;
    Ok(actor)
}

const fn step(odd: OddLogout) -> Step {
    Step::Intrusive(Intrusive::OddLogout(odd))
}
