//! A proxy that does not reach Nile.

use crate::check::outage::honest;
use crate::check::{Check, Phase, reference};
use crate::evidence::Outage;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure-503-html",
    title: "Logout answers 500 with JSON when a proxy in front of Nile answers 503",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "A gateway that does not reach Nile answers 503 with an HTML page. A client of the logout parses JSON: it must get the ticket's 500 with its JSON body, not a page of somebody else.",
    cause: "Nile's answer is handed to the client as it is, as the SDK's own routes do.",
    remedy: "Never return the Response of an SDK call. Write the answer of the route yourself: 500 with { error: 'Internal server error' }.",
    needs: &[Phase::Outage(Outage::Html503)],
    judge: |evidence, profile| honest(evidence, profile, Outage::Html503),
};
