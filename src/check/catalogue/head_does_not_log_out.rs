//! HEAD is safe.

use crate::check::judge::{is_refused, live};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "head-does-not-log-out",
    title: "HEAD on the logout route logs nobody out",
    requirements: &[Requirement::Ac1],
    references: &[reference::ASVS_3_5_3, reference::RFC_9110_SAFE, reference::CWE_650],
    level: Level::Deny,
    explain: "HEAD is GET without the body and as safe as it; frameworks derive one from the other. Link checkers send it.",
    cause: "The framework answers HEAD by running a handler that logs out.",
    remedy: "Let only POST reach the logout, and answer 405 to the rest.",
    needs: &[Phase::Methods],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    live(evidence, profile, Actor::Third, Step::MeAfterGetLogout)?;
    let head = evidence.answer(Actor::Third, Step::HeadLogout)?;
    let after = evidence.answer(Actor::Third, Step::MeAfterHeadLogout)?;
    if is_refused(after.answer, profile) {
        let actual = format!("HEAD was answered {}, and the session is gone", head.answer.status);
        return Ok(Finding::new("405, and the session lives on", actual)
            .at([head.index, after.index])
            .into());
    }
    live(evidence, profile, Actor::Third, Step::MeAfterHeadLogout)?;
    Ok(Verdict::Pass(format!("HEAD was answered {}, the session lives on", head.answer.status)))
}
