//! The endpoint is protected.

use crate::check::judge::{describe, fits, post_logout, promiser};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "logout-requires-session",
    title: "A logout without a session answers 401 Unauthorized",
    requirements: &[Requirement::Ac1, Requirement::Ac6, Requirement::T2],
    references: &[reference::ASVS_7_2_1, reference::RFC_9110_401],
    level: Level::Deny,
    explain: "Really no Cookie header: before anybody is logged in, and again while others are. The answer must be 401 with the ticket's body, { \"error\": \"Unauthorized\" }.",
    cause: "The handler does not look at the session, or it looks at somebody else's.",
    remedy: "Read the session from this request's own cookies, and answer 401 before anything else.",
    needs: &[Phase::Anonymous, Phase::AnonymousLogout, Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let Some(refusal) = &profile.logout.unauthorized else {
        let reason = format!("the logout of the profile {} answers everybody alike", profile.name);
        return Ok(Verdict::NotPromised(reason));
    };
    let mut answers = evidence.answers(Actor::Nobody, Step::LogoutBeforeLogin)?;
    if answers.iter().all(|seen| fits(seen.answer, refusal)) {
        answers.extend(evidence.answers(Actor::Nobody, Step::LogoutWhileOthersLive)?);
    }
    if let Some(seen) = answers.iter().find(|seen| !fits(seen.answer, refusal)) {
        let finding = Finding::new(refusal.to_string(), describe(seen.answer, profile)).at([seen.index]);
        return Ok(finding.detail(format!("sent: {} without a Cookie header", post_logout(profile))).into());
    }
    let control = evidence.answer(Actor::First, Step::Logout)?;
    if refusal.allows(control.answer.status) {
        return Err(Missing::depends_on(
            "logout-answers-200",
            "a logout with a live session is refused as well, so the refusal proves nothing",
        ));
    }
    let (statuses, promiser) = (refusal.statuses_in_words(), promiser(profile));
    Ok(Verdict::Pass(format!("{statuses} with {promiser}'s body, {} times", answers.len())))
}
