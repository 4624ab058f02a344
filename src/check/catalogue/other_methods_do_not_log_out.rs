//! One method logs out, and no other.

use crate::check::judge::last_asked_of_the_third;
use crate::check::{Check, Phase, Verdict, method_trial, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, OtherMethod, Probe, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "other-methods-do-not-log-out",
    title: "No other method on the logout route logs anybody out",
    requirements: &[],
    references: &[reference::ASVS_4_1_4, reference::WSTG_CONF_06],
    level: Level::Warn,
    explain: "A method that nobody meant to offer is one that nobody protects: gates and rate limits are often written for POST alone. A live session sends DELETE and OPTIONS, with --intrusive also PUT and PATCH, and must be live afterwards. OPTIONS is sent as a browser's preflight; 204 with Allow is fine.",
    cause: "One handler serves every method, as under pages/api, or a REST habit made DELETE a second way out.",
    remedy: "Let only POST reach the logout, and answer 405 to the rest.",
    needs: &[Phase::OtherMethods],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let at_once = Step::Probe(Probe::MeAfterDisguisedGets);
    let was_asked = evidence.exchange(Actor::Third, at_once).is_ok();
    let before = if was_asked { at_once } else { last_asked_of_the_third(evidence) };
    method_trial::judge(
        evidence,
        profile,
        &OtherMethod::PLAIN,
        (before, Step::Probe(Probe::MeAfterOtherMethods)),
    )
}
