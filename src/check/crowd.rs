//! Many sessions of one account at a time.

use super::Verdict;
use super::judge::{is_refused, live};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Intrusive, Missing, Step};

/// Why there is nothing to judge, if the deployment ends sessions of an account
/// when there are too many of them.
///
/// # Errors
/// That one of the sessions was never seen alive.
pub(super) fn unless_many(evidence: &Evidence, profile: &Profile) -> Result<Option<Verdict>, Missing> {
    let step = Step::Intrusive(Intrusive::MeAmongMany);
    for actor in Actor::MANY {
        if is_refused(evidence.answer(actor, step)?.answer, profile) {
            let all = Actor::MANY.len();
            let reason = format!("the deployment keeps fewer than {all} sessions of an account at a time");
            return Ok(Some(Verdict::Skip(reason)));
        }
        live(evidence, profile, actor, step)?;
    }
    Ok(None)
}
