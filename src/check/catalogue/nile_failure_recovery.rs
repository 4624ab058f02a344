//! What is left of a failure once Nile is back.

use crate::check::judge::{Identity, describe, live};
use crate::check::outage::{first_untried, may_be_over, none_tried, untried};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Outage, Step, Untried, is_logged_in, is_refused};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure-recovery",
    title: "Once Nile is back, everybody is who they were before it failed",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3, reference::CWE_488],
    level: Level::Deny,
    explain: "When Nile works again, the session whose logout failed asks who it is, and so does a caller without a cookie: the session must be live, and nobody must be nobody. If the logout had claimed success, or Nile was only slow, the session may be over; then a new login must work. Measured on the real SDK: after a logout that failed, a caller without a cookie is answered as the user who tried to log out, until the next sign-in or sign-out.",
    cause: "The SDK keeps the headers of a call in a process-wide place and takes them away only when the call succeeds; or the session was forgotten although its end was not confirmed.",
    remedy: "Answer 401 at once when the request has no session cookie, before the SDK is asked, and do not call nile.auth.signOut on the shared instance. See docs/nextjs.md.",
    needs: &[Phase::Anonymous, Phase::NileFailure],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if evidence.outages.is_empty() {
        return none_tried(evidence);
    }
    live(evidence, profile, Actor::Again, Step::Me)?;
    if super::anonymous_sees_nobody::leaks(evidence, profile) {
        return Err(Missing::depends_on(
            "anonymous-sees-nobody",
            "anonymous callers are answered with an identity even without a failure",
        ));
    }
    let mut looked = 0;
    for outage in asked_after(evidence) {
        if let Some(finding) = poisoned(evidence, profile, outage)? {
            return Ok(finding.into());
        }
        if let Some(finding) = lost(evidence, profile, outage)? {
            return Ok(finding.into());
        }
        looked += 1;
    }
    if let Some(outage) = first_untried(evidence) {
        return untried(evidence, outage);
    }
    Ok(Verdict::Pass(format!("all well after {looked} of {} failures", evidence.outages.len())))
}

/// The failures after which somebody has to ask: all, or of the quick ones the
/// last and those after which somebody did.
fn asked_after(evidence: &Evidence) -> impl Iterator<Item = Outage> + '_ {
    let has_to_ask = |outage: &Outage| {
        evidence.untried != Untried::NotQuick
            || evidence.outages.last() == Some(outage)
            || evidence.indices(Actor::Again, Step::MeAfterFault(*outage)).next().is_some()
    };
    evidence.outages.iter().copied().filter(has_to_ask)
}

/// Whether nobody is somebody now.
fn poisoned(evidence: &Evidence, profile: &Profile, outage: Outage) -> Result<Option<Finding>, Missing> {
    let canary = evidence.answer(Actor::Nobody, Step::CanaryAfterFault(outage))?;
    let expected = format!("401 for an anonymous caller once Nile is back ({})", outage.name());
    let finding = || {
        Finding::new(expected, describe(canary.answer, profile))
            .at([canary.index])
            .because("the failed logout left its session in a process-wide place")
    };
    Ok(Identity::of(canary.answer, profile).map(|_| finding()))
}

/// Whether the session is gone that nobody was told had ended, or a new login
/// does not work.
fn lost(evidence: &Evidence, profile: &Profile, outage: Outage) -> Result<Option<Finding>, Missing> {
    let after = evidence.answer(Actor::Again, Step::MeAfterFault(outage))?;
    if live(evidence, profile, Actor::Again, Step::MeAfterFault(outage)).is_ok() {
        return Ok(None);
    }
    if !is_refused(after.answer, profile) || !may_be_over(evidence, profile, outage) {
        let expected = format!("the session is live once Nile is back ({})", outage.name());
        return Ok(Some(Finding::new(expected, describe(after.answer, profile)).at([after.index])));
    }
    let login = evidence.indices(Actor::Again, Step::Login).find(|index| *index > after.index);
    let Some(login) = login else {
        return Err(evidence.why_not(Actor::Again, Step::Login));
    };
    let answered = evidence.records[login].exchange.answer();
    if answered.is_ok_and(|answer| is_logged_in(answer, profile)) {
        return Ok(None);
    }
    let actual = answered.map_or_else(|failure| failure.message.clone(), |answer| describe(answer, profile));
    let expected = format!("a new login works once Nile is back ({})", outage.name());
    Ok(Some(Finding::new(expected, actual).at([login])))
}
