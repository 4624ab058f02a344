//! Rotation must not leave living copies.

use super::session_ended_on_server::ended;
use crate::check::judge::{describe, is_refused, refusal};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "rotated-values-ended",
    title: "Every earlier value of the session cookie is dead as well",
    requirements: &[Requirement::Ac2, Requirement::T3],
    references: &[reference::ASVS_7_4_1, reference::CWE_613],
    level: Level::Deny,
    explain: "Some servers give the session cookie a new value now and then. A copy made before such a rotation must die with the session too: every value that any answer ever set is replayed after the logout.",
    cause: "The logout revokes the value that was sent with it, not the session behind it.",
    remedy: "Revoke by session, not by token value.",
    needs: &[Phase::Logout, Phase::Replay, Phase::Witness],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let generations = evidence.session(Actor::First)?.generations;
    if generations < 2 {
        return Ok(Verdict::Skip("the session cookie never changed its value".to_owned()));
    }
    ended(evidence, profile)?;
    for index in 0..generations - 1 {
        let seen = evidence.answer(Actor::First, Step::ReplayRotated(index))?;
        if !is_refused(seen.answer, profile) {
            let actual = format!(
                "value {} of {generations} is answered {}",
                index + 1,
                describe(seen.answer, profile)
            );
            return Ok(Finding::new(format!("{} for every value", refusal(profile)), actual)
                .at([seen.index])
                .into());
        }
    }
    Ok(Verdict::Pass(format!("{} earlier values are answered {}", generations - 1, refusal(profile))))
}
