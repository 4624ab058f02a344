//! A Nile that answers late.

use crate::check::outage::honest;
use crate::check::{Check, Phase, reference};
use crate::evidence::Outage;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure-slow",
    title: "Logout answers in time and with the truth when Nile is slow",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "Every call to Nile is answered right, but 5 s late. Either is right: to give up with the ticket's 500, or to wait and answer with success if the session really is over then. It must be one of the two within --timeout: three calls one after another wait three times as long.",
    cause: "Each call to Nile has a deadline of its own or none, and their waits add up; or the logout gives up waiting and answers with success.",
    remedy: "Give the whole logout one deadline, as AbortSignal.timeout does when one signal is shared by all calls, and answer 500 with { error: 'Internal server error' } when it passes.",
    needs: &[Phase::Outage(Outage::Slow)],
    judge: |evidence, profile| honest(evidence, profile, Outage::Slow),
};
