//! GET is safe.

use crate::check::judge::{is_refused, last_asked_before_methods, live};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "get-does-not-log-out",
    title: "GET on the logout route logs nobody out",
    requirements: &[Requirement::Ac1],
    references: &[reference::ASVS_3_5_3, reference::RFC_9110_SAFE, reference::CWE_650],
    level: Level::Deny,
    explain: "GET must be safe: browsers prefetch links, mail clients open them, and an image tag on any page sends them. A live session asks GET on the logout route and must be live afterwards.",
    cause: "The route exports GET as well, or is a page that logs out when it is loaded.",
    remedy: "Let only POST reach the logout, and answer 405 to the rest.",
    needs: &[Phase::Methods],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    live(evidence, profile, Actor::Third, last_asked_before_methods(evidence))?;
    let get = evidence.answer(Actor::Third, Step::GetLogout)?;
    let after = evidence.answer(Actor::Third, Step::MeAfterGetLogout)?;
    if is_refused(after.answer, profile) {
        let actual = format!("GET was answered {}, and the session is gone", get.answer.status);
        return Ok(Finding::new("405, and the session lives on", actual).at([get.index, after.index]).into());
    }
    live(evidence, profile, Actor::Third, Step::MeAfterGetLogout)?;
    Ok(Verdict::Pass(format!("GET was answered {}, the session lives on", get.answer.status)))
}
