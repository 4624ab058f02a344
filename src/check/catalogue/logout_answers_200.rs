//! The ticket asks for 200.

use crate::check::judge::{describe, is_turned_away, live, milliseconds, post_logout, says_what_it_must};
use crate::check::{Check, Finding, Phase, Verdict};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::http::{Answer, Ending, FailureKind};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "logout-answers-200",
    title: "A logout with a session answers exactly 200",
    requirements: &[Requirement::Ac5, Requirement::T1],
    references: &[],
    level: Level::Deny,
    explain: "The ticket fixes the status: 200, with a body that arrives whole and in time. 201, 204, a redirect, a page, a body that breaks off or never ends, and no answer at all each fail, and the report names what came.",
    cause: "The route returns another status, redirects after logout, or waits for a service that does not answer.",
    remedy: "Answer with the success that is promised, and give every call to another service a deadline.",
    needs: &[Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    live(evidence, profile, Actor::First, Step::MeBeforeLogout)?;
    let (index, exchange) = evidence.exchange(Actor::First, Step::Logout)?;
    let took = milliseconds(exchange.duration());
    let promised = profile.logout.success.statuses_in_words();
    let answer = match exchange.answer() {
        Ok(answer) => answer,
        Err(failure) if failure.kind == FailureKind::Deadline => {
            return Err(Missing::no_answer(Step::Logout, failure));
        }
        Err(failure) => {
            let actual = format!("{} after {took}: {}", failure.kind.name(), failure.message);
            return Ok(Finding::new(promised, actual).at([index]).because(cause_of(failure.kind)).into());
        }
    };
    if answer.status == 429 {
        return Err(Missing::rate_limited(Step::Logout, answer));
    }
    let finding =
        Finding::new(format!("{promised} with a whole body"), describe(answer, profile)).at([index]);
    if !is_success_but_for_its_body(answer, profile) {
        return Ok(finding.into());
    }
    if is_turned_away(answer, profile) {
        return Ok(finding.because("the answer says that the logout was not carried out; a missing or wrong CSRF token looks like this").into());
    }
    if !says_what_it_must(answer, &profile.logout.success) {
        let finding = Finding::new(profile.logout.success.to_string(), describe(answer, profile)).at([index]);
        return Ok(finding
            .because("a text that the profile promises stands neither in the Location header nor in the body")
            .into());
    }
    Ok(Verdict::Pass(format!("{} answered {} in {took}", post_logout(profile), answer.status)))
}

/// Whether status and length are those of a success; what stands in the body is
/// another check's matter.
fn is_success_but_for_its_body(answer: &Answer, profile: &Profile) -> bool {
    profile.logout.success.allows(answer.status) && answer.body.ending == Ending::Whole
}

/// What a logout without an answer means.
const fn cause_of(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Timeout | FailureKind::Deadline => {
            "the route waits for something that does not come; whether the session ended is unknown"
        }
        FailureKind::Unusable => {
            "the answer breaks HTTP; a browser would ignore a line or two of it, a proxy may drop it whole"
        }
        FailureKind::Closed => {
            "the server ended the connection without an answer; whether the session ended is unknown"
        }
        FailureKind::Dns | FailureKind::Refused | FailureKind::Tls => {
            "the server was gone when the logout was sent"
        }
    }
}
