//! GET is safe, whatever it calls itself.

use crate::check::judge::{is_refused, last_asked_of_the_third, live};
use crate::check::{Check, Phase, Verdict, method_trial, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, OtherMethod, Probe, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "disguised-get-does-not-log-out",
    title: "Neither a prefetch nor a GET that asks to be a POST logs anybody out",
    requirements: &[Requirement::Ac1],
    references: &[reference::ASVS_3_5_3, reference::RFC_9110_SAFE, reference::CWE_650],
    level: Level::Deny,
    explain: "Routers and browsers fetch links ahead of a click, and some frameworks take a GET for the method that a header or ?_method=POST names: then an image on any page logs the user out. A live session sends a GET with the headers of a prefetch (Sec-Purpose, Purpose, RSC, Next-Router-Prefetch) and one that asks to be a POST. It must be live afterwards.",
    cause: "A link or page logs out when it is loaded, or a middleware lets GET requests choose another method.",
    remedy: "Let only POST reach the logout, call it from a button with fetch, and take method overrides from POST requests only.",
    needs: &[Phase::OtherMethods],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let before = last_asked_of_the_third(evidence);
    let at_once = Step::Probe(Probe::MeAfterDisguisedGets);
    if evidence.exchange(Actor::Third, at_once).is_ok() {
        return method_trial::judge(evidence, profile, &OtherMethod::DISGUISED, (before, at_once));
    }
    // Both were refused, so that the session was asked only after the others.
    let asked = Step::Probe(Probe::MeAfterOtherMethods);
    let after = evidence.answer(Actor::Third, asked)?;
    if !is_refused(after.answer, profile) {
        return method_trial::judge(evidence, profile, &OtherMethod::DISGUISED, (before, asked));
    }
    live(evidence, profile, Actor::Third, before)?;
    let goodbye = |method: &OtherMethod| method_trial::seems_done(evidence, profile, *method);
    match OtherMethod::PLAIN.iter().find(|method| goodbye(method)) {
        Some(method) => {
            Ok(Verdict::Pass(format!("both were refused, the session lived until {}", method.name())))
        }
        None => Err(Missing::depends_on(
            "other-methods-do-not-log-out",
            "both were refused, and something later ended the session",
        )),
    }
}
