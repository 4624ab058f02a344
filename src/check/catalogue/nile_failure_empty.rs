//! A Nile that says nothing.

use crate::check::outage::honest;
use crate::check::{Check, Phase, reference};
use crate::evidence::Outage;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure-empty",
    title: "Logout answers 500 when Nile answers with an empty body",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "Nile answers 200 with no body at all. That is not the {} of a caller without a session: nobody knows whose session it is. The logout must answer the ticket's 500.",
    cause: "An empty body is read as an empty session, and the logout answers 401 to somebody who is logged in.",
    remedy: "Take only the JSON object {} for \"nobody is logged in\", and answer 500 with { error: 'Internal server error' } to an empty body.",
    needs: &[Phase::Outage(Outage::Empty)],
    judge: |evidence, profile| honest(evidence, profile, Outage::Empty),
};
