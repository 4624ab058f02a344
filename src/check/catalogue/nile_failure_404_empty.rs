//! A Nile that knows nothing.

use crate::check::outage::honest;
use crate::check::{Check, Phase, reference};
use crate::evidence::Outage;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure-404-empty",
    title: "Logout answers 500 when Nile answers 404 with nothing",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "Nile's database is gone or its address is wrong: every call is a 404 without a body. That says nothing about the session, so the logout must answer the ticket's 500, not 401 and not 404.",
    cause: "An empty body is taken for an empty session, or the 404 is handed to the client, who takes it for a missing route.",
    remedy: "Take only 200 {} for \"nobody is logged in\". Everything else that has no user is a failure: 500 with { error: 'Internal server error' }.",
    needs: &[Phase::Outage(Outage::Empty404)],
    judge: |evidence, profile| honest(evidence, profile, Outage::Empty404),
};
