//! A Nile that is asked too often.

use crate::check::outage::honest;
use crate::check::{Check, Phase, reference};
use crate::evidence::Outage;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure-429",
    title: "Logout answers 500 when Nile refuses for the number of requests",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "Nile answers 429 with JSON. The limit is that of the application, not of its user: the user did nothing wrong, and the session lives on. The logout must answer the ticket's 500.",
    cause: "Nile's 429 is handed to the client with its body and headers, as the SDK's own routes do, or its JSON object is taken for a session.",
    remedy: "Answer 500 with { error: 'Internal server error' } whatever the status of Nile was, and write Nile's status to the log.",
    needs: &[Phase::Outage(Outage::Status429)],
    judge: |evidence, profile| honest(evidence, profile, Outage::Status429),
};
