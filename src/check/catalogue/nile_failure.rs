//! Failures must be honest.

use crate::check::judge::{Identity, describe, live, milliseconds};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::http::FailureKind;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure",
    title: "Nile failures are answered with 500, never with success, and open nothing",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "While Nile answers 500 or garbage (with --slow: in eight more ways, such as refused connections and stalls), a live session tries to log out and an anonymous caller asks the protected route. The logout must answer the ticket's 500 with its JSON body in bounded time and must not claim success; the protected route must not open; and once Nile is back the session is live and nobody anonymous is somebody. Needs a switch for Nile's failures, which the embedded mock has.",
    cause: "The SDK's signOut does not throw when only the sign-out fails, so the sample answers 200; getSession returns a truthy Response when Nile's answer is no JSON; and no call has a timeout.",
    remedy: "Check the sign-out's status and Location, test session.user.id instead of session, give every call an AbortSignal.timeout, and answer 500 with { error: 'Internal server error' } and nothing else.",
    needs: &[Phase::NileFailure],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let Some(last) = evidence.faults.last() else {
        return Ok(Verdict::Skip(
            "needs a Nile whose failures can be switched on: verify --mock has one".to_owned(),
        ));
    };
    live(evidence, profile, Actor::Again, Step::Me)?;
    if super::anonymous_sees_nobody::leaks(evidence, profile) {
        return Err(Missing::depends_on(
            "anonymous-sees-nobody",
            "anonymous callers are answered with an identity even without a failure",
        ));
    }
    if evidence.answer(Actor::Nobody, Step::Me)?.answer.is_success() {
        return Err(Missing::depends_on(
            "me-requires-session",
            "the protected route is open even without a failure",
        ));
    }
    for fault in &evidence.faults {
        if let Some(finding) = during(evidence, profile, fault)? {
            return Ok(finding.into());
        }
    }
    let canary = evidence.answer(Actor::Nobody, Step::CanaryAfterFault(last))?;
    if Identity::of(canary.answer, profile).is_some() {
        let finding =
            Finding::new("401 for an anonymous caller once Nile is back", describe(canary.answer, profile));
        return Ok(finding
            .at([canary.index])
            .because("the failed logout left its session in a process-wide place")
            .into());
    }
    let after = evidence.answer(Actor::Again, Step::MeAfterFault(last))?;
    if live(evidence, profile, Actor::Again, Step::MeAfterFault(last)).is_err() {
        let finding = Finding::new("the session is live once Nile is back", describe(after.answer, profile));
        return Ok(finding.at([after.index]).into());
    }
    Ok(Verdict::Pass(format!(
        "{} ways to fail, each answered 500; all well once Nile was back",
        evidence.faults.len()
    )))
}

/// What is wrong while Nile fails in that way, if anything.
fn during(evidence: &Evidence, profile: &Profile, fault: &'static str) -> Result<Option<Finding>, Missing> {
    let (index, exchange) = evidence.exchange(Actor::Again, Step::FaultyLogout(fault))?;
    let expected = format!("500 {} while Nile fails ({fault})", profile.logout.failure_body);
    let answer = match exchange.answer() {
        Ok(answer) => answer,
        Err(failure) if failure.kind == FailureKind::Deadline => {
            return Err(Missing::no_answer(Step::FaultyLogout(fault), failure));
        }
        Err(failure) => {
            let actual = format!("{} after {}", failure.kind.name(), milliseconds(exchange.duration()));
            return Ok(Some(Finding::new(expected, actual).at([index])));
        }
    };
    let slow_but_sound = fault == "slow" && answer.status == 200;
    let is_ticket_500 = answer.status == 500 && answer.json().as_ref() == Some(&profile.logout.failure_body);
    if !is_ticket_500 && !slow_but_sound {
        return Ok(Some(Finding::new(expected, describe(answer, profile)).at([index])));
    }
    let me = evidence.answer(Actor::Nobody, Step::FaultyMe(fault))?;
    let open = me.answer.is_success();
    Ok(open.then(|| {
        let expected = format!("401 or 500 for an anonymous caller while Nile fails ({fault})");
        Finding::new(expected, describe(me.answer, profile)).at([me.index])
    }))
}
