//! What the checks of Nile's failures have in common: a logout while Nile
//! fails is answered with the truth, and in time.

use serde_json::Value;

use super::judge::{describe, live, milliseconds};
use super::{Finding, Verdict};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Outage, Step, Untried, claims_success, is_refused};
use crate::http::{Answer, Exchange, FailureKind};

/// Why a check of this family is skipped where there is no switch.
const NO_SWITCH: &str = "needs a Nile that can be made to fail: --nile-control URL, or verify --mock";

/// The same where there is one, and only the quick failures were asked for.
const NOT_QUICK: &str = "takes longer, so only with --slow";

/// The same where the deployment does not call what was made to fail.
const NOT_USED: &str = "the deployment logged out without that route of Nile";

/// Judges the logout while Nile failed in that way: the ticket's 500 with its
/// body, or a success after which the session really is over.
pub(super) fn honest(evidence: &Evidence, profile: &Profile, outage: Outage) -> Result<Verdict, Missing> {
    if !evidence.outages.contains(&outage) {
        return untried(evidence, outage);
    }
    if evidence.unnoticed.contains(&outage) {
        return Ok(Verdict::Skip(NOT_USED.to_owned()));
    }
    was_well_before(evidence, profile, outage)?;
    let (index, exchange) = evidence.exchange(Actor::Again, Step::FaultyLogout(outage))?;
    let took = milliseconds(exchange.duration());
    let wrong = |actual: String| Finding::new(expected(profile, outage), actual).at([index]);
    let answer = match exchange.answer() {
        Ok(answer) => answer,
        Err(failure) if failure.kind == FailureKind::Deadline => {
            return Err(Missing::no_answer(Step::FaultyLogout(outage), failure));
        }
        Err(failure) => return Ok(wrong(format!("{} after {took}", failure.kind.name())).into()),
    };
    if claims_success(answer, profile) {
        return claimed(evidence, profile, outage, exchange, wrong(describe(answer, profile)));
    }
    if admits_failure(answer, profile) {
        return Ok(Verdict::Pass(format!("answered {} after {took}", answer.status)));
    }
    Ok(wrong(describe(answer, profile)).into())
}

/// The control: the deployment was well when that failure began. What is still
/// broken from an earlier one answers 500 whatever Nile does.
fn was_well_before(evidence: &Evidence, profile: &Profile, outage: Outage) -> Result<(), Missing> {
    let earlier = evidence.outages.iter().take_while(|earlier| **earlier != outage);
    let asked =
        |earlier: &&Outage| evidence.indices(Actor::Again, Step::MeAfterFault(**earlier)).next().is_some();
    let Some(earlier) = earlier.filter(asked).last() else {
        return live(evidence, profile, Actor::Again, Step::Me).map(drop);
    };
    let after = Step::MeAfterFault(*earlier);
    let seen = evidence.answer(Actor::Again, after)?;
    // A session that is over was replaced by a login before the next failure.
    let replaced = is_refused(seen.answer, profile) && may_be_over(evidence, profile, *earlier);
    if replaced || live(evidence, profile, Actor::Again, after).is_ok() {
        return Ok(());
    }
    let reason = format!("an earlier failure ({}) left the deployment broken", earlier.name());
    Err(Missing::depends_on("nile-failure-recovery", &reason))
}

/// A logout that claimed success. It told the truth if the session, asked once
/// Nile was back, was over.
fn claimed(
    evidence: &Evidence,
    profile: &Profile,
    outage: Outage,
    exchange: &Exchange,
    wrong: Finding,
) -> Result<Verdict, Missing> {
    let after = evidence.answer(Actor::Again, Step::MeAfterFault(outage))?;
    if is_refused(after.answer, profile) {
        let took = milliseconds(exchange.duration());
        return Ok(Verdict::Pass(format!("answered with success after {took}, and the session was over")));
    }
    let lives = format!("the session, once Nile was back: {}", describe(after.answer, profile));
    Ok(wrong.at([after.index]).detail(lives).into())
}

/// What is expected of the logout, in words.
fn expected(profile: &Profile, outage: Outage) -> String {
    match promised_failure(profile) {
        None => format!("no success while Nile fails ({})", outage.name()),
        Some(body) => format!("500 {body} while Nile fails ({})", outage.name()),
    }
}

/// The body of the 500 that the profile promises, if it promises one.
fn promised_failure(profile: &Profile) -> Option<&Value> {
    Some(&profile.logout.failure_body).filter(|body| !body.is_null())
}

/// Whether the logout says that it failed, as the profile promises.
fn admits_failure(answer: &Answer, profile: &Profile) -> bool {
    promised_failure(profile).is_none_or(|body| answer.status == 500 && answer.json().as_ref() == Some(body))
}

/// Whether the session may be over after that failure: the logout claimed
/// success, or Nile was only slow.
pub(super) fn may_be_over(evidence: &Evidence, profile: &Profile, outage: Outage) -> bool {
    let logout = evidence.exchange(Actor::Again, Step::FaultyLogout(outage));
    let claimed = |exchange: &Exchange| exchange.answer().is_ok_and(|answer| claims_success(answer, profile));
    outage == Outage::Slow || logout.is_ok_and(|(_, exchange)| claimed(exchange))
}

/// Why there is nothing to judge when no failure at all was tried.
pub(super) fn none_tried(evidence: &Evidence) -> Result<Verdict, Missing> {
    untried(evidence, Outage::Status500)
}

/// The first failure that the run was to look at and did not try.
pub(super) fn first_untried(evidence: &Evidence) -> Option<Outage> {
    let looked_at = |outage: &Outage| evidence.untried != Untried::NotQuick || outage.is_quick();
    let tried = |outage: &Outage| evidence.outages.contains(outage);
    Outage::ALL.into_iter().filter(looked_at).find(|outage| !tried(outage))
}

/// Why an outage was not tried.
pub(super) fn untried(evidence: &Evidence, outage: Outage) -> Result<Verdict, Missing> {
    match &evidence.untried {
        Untried::NoSwitch => Ok(Verdict::Skip(NO_SWITCH.to_owned())),
        Untried::NotQuick if !outage.is_quick() => Ok(Verdict::Skip(NOT_QUICK.to_owned())),
        Untried::Switch(missing) => Err(missing.clone()),
        Untried::NotQuick | Untried::Halted => {
            Err(evidence.why_not(Actor::Again, Step::FaultyLogout(outage)))
        }
    }
}
