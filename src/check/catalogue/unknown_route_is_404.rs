//! A refusal should come from the route that is asked.

use crate::check::judge::{describe, live, unless_intrusive};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Elsewhere, Evidence, Missing, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "unknown-route-is-404",
    title: "A route that nobody has answers 404",
    requirements: &[],
    references: &[reference::RFC_9110_404],
    level: Level::Allow,
    explain: "A made-up path beside the known routes is asked anonymously. If it is answered 401, something in front refuses everybody, and the 401 of the protected route is its doing: the route itself may look at no session at all. No other check rests on such a 401 alone, so this one only informs.",
    cause: "Middleware guards a whole folder before it is known which route is meant, or a fallback page answers everything.",
    remedy: "Nothing has to change, but let each route look at the session itself as well: middleware can be gone around.",
    needs: &[Phase::UnknownRoute, Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = unless_intrusive(evidence) {
        return Ok(skip);
    }
    let seen = evidence.answer(Actor::Nobody, Step::Elsewhere(Elsewhere::UnknownRoute))?;
    if matches!(seen.answer.status, 404 | 410) {
        live(evidence, profile, Actor::First, Step::Me)?;
        return Ok(Verdict::Pass(format!("{} for a made-up path", seen.answer.status)));
    }
    let finding = Finding::new("404 for a made-up path", describe(seen.answer, profile)).at([seen.index]);
    Ok(finding.into())
}
