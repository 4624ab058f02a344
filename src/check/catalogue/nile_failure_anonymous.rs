//! Nobody is let in while Nile fails.

use crate::check::judge::{Identity, describe};
use crate::check::outage::{first_untried, none_tried, untried};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step, is_refused};
use crate::http::{Answer, FailureKind};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure-anonymous",
    title: "Protected routes stay closed while Nile fails",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "While Nile fails, in every way that the run looks at, a caller without a cookie asks the protected route. 401, 500 or no answer are all right; a success is not, whatever its body holds: the code behind the check of the session ran for nobody. Measured on the real SDK: for an answer that is no JSON, and for any JSON object, getSession returns something truthy, so `if (!session)` lets everybody pass.",
    cause: "The route tests whether there is a session instead of whose it is, or a middleware lets requests pass when it could not ask Nile.",
    remedy: "Test session.user.id instead of session, and refuse when the session could not be read. A middleware that fails must answer 500, never go on.",
    needs: &[Phase::Anonymous, Phase::NileFailure],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if evidence.outages.is_empty() {
        return none_tried(evidence);
    }
    if super::anonymous_sees_nobody::leaks(evidence, profile) {
        return Err(Missing::depends_on(
            "anonymous-sees-nobody",
            "anonymous callers are answered with an identity even without a failure",
        ));
    }
    if is_open(evidence.answer(Actor::Nobody, Step::Me)?.answer, profile) {
        return Err(Missing::depends_on(
            "me-requires-session",
            "the protected route is open even without a failure",
        ));
    }
    let mut refused = 0;
    let mut unanswered = None;
    for outage in &evidence.outages {
        let step = Step::FaultyMe(*outage);
        let (index, exchange) = evidence.exchange(Actor::Nobody, step)?;
        let answer = match exchange.answer() {
            Ok(answer) => answer,
            Err(failure) if failure.kind == FailureKind::Deadline => {
                return Err(Missing::no_answer(step, failure));
            }
            Err(failure) => {
                unanswered = Some(Missing::no_answer(step, failure));
                continue;
            }
        };
        if Identity::of(answer, profile).is_some() && poisoned_before(evidence, profile, index) {
            return Err(Missing::depends_on(
                "nile-failure-recovery",
                "an earlier failure left anonymous callers with an identity",
            ));
        }
        if is_open(answer, profile) {
            let expected = format!("no success for an anonymous caller while Nile fails ({})", outage.name());
            return Ok(Finding::new(expected, describe(answer, profile)).at([index]).into());
        }
        refused += 1;
    }
    if let Some(outage) = first_untried(evidence) {
        return untried(evidence, outage);
    }
    // Silence alone is no refusal: the route may have been gone.
    if let (0, Some(missing)) = (refused, unanswered) {
        return Err(missing);
    }
    let tried = evidence.outages.len();
    Ok(Verdict::Pass(format!("closed in {tried} ways to fail, {refused} of them answered")))
}

/// Whether the protected route let an anonymous caller in.
fn is_open(answer: &Answer, profile: &Profile) -> bool {
    answer.is_success() && !is_refused(answer, profile)
}

/// Whether an anonymous caller was somebody after a failure before that
/// exchange, with Nile back.
fn poisoned_before(evidence: &Evidence, profile: &Profile, index: usize) -> bool {
    let earlier = evidence.records.iter().take(index);
    let mut canaries = earlier.filter(|record| matches!(record.step, Step::CanaryAfterFault(_)));
    canaries
        .any(|record| record.exchange.answer().is_ok_and(|answer| Identity::of(answer, profile).is_some()))
}
