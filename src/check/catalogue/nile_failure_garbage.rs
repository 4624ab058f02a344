//! A Nile that talks nonsense.

use crate::check::outage::honest;
use crate::check::{Check, Phase, reference};
use crate::evidence::Outage;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure-garbage",
    title: "Logout answers 500 when Nile answers nonsense",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "Nile answers 200 with a body that is no JSON. Measured on the real SDK: getSession then returns the Response itself, which is truthy, so `if (!session)` lets everybody pass. The logout must answer the ticket's 500 with its JSON body.",
    cause: "The status alone is looked at, or whatever getSession returns is taken for a session.",
    remedy: "Test session.user.id instead of session, and parse Nile's JSON inside of the try block that answers 500.",
    needs: &[Phase::Outage(Outage::Garbage)],
    judge: |evidence, profile| honest(evidence, profile, Outage::Garbage),
};
