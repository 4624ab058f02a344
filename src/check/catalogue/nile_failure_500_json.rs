//! A Nile that answers 500 with JSON.

use crate::check::outage::honest;
use crate::check::{Check, Phase, reference};
use crate::evidence::Outage;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure-500-json",
    title: "Logout answers 500 when Nile answers 500 with JSON",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "Nile answers 500 with a JSON object. Measured on the real SDK: getSession returns that object as if it were a session, so `if (!session)` lets it pass. The logout must answer the ticket's 500, not Nile's.",
    cause: "An object with an error in it counts as a session, or Nile's answer is handed to the client as it is.",
    remedy: "Test session.user.id instead of session, and answer 500 with { error: 'Internal server error' } when it is missing from a session that is not {}.",
    needs: &[Phase::Outage(Outage::Json500)],
    judge: |evidence, profile| honest(evidence, profile, Outage::Json500),
};
