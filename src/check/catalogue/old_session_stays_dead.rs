//! Dead is dead.

use super::session_ended_on_server::ended;
use crate::check::judge::{describe, is_refused, live, refusal};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "old-session-stays-dead",
    title: "The old session stays dead after another login",
    requirements: &[Requirement::Ac2, Requirement::T3, Requirement::T6],
    references: &[reference::ASVS_7_4_1, reference::ASVS_7_2_4, reference::CWE_613],
    level: Level::Deny,
    explain: "The captured cookie is replayed once more at the very end, after the account has logged in again. A deny-list that a login empties would let it back in.",
    cause: "The login clears the user's deny-list or lifts a per-user mark.",
    remedy: "Keep a revoked token revoked until its own expiry, whatever the user does next.",
    needs: &[Phase::LoginAgain, Phase::Replay],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    ended(evidence, profile)?;
    let seen = evidence.answer(Actor::First, Step::FinalReplay)?;
    if !is_refused(seen.answer, profile) {
        let finding =
            Finding::new(format!("{} for the old cookie", refusal(profile)), describe(seen.answer, profile));
        return Ok(finding
            .at([seen.index])
            .because("the next login of the account brought the old session back")
            .into());
    }
    live(evidence, profile, Actor::Again, Step::Me)?;
    Ok(Verdict::Pass(format!("{} for the old cookie, while the new session is 200", refusal(profile))))
}
