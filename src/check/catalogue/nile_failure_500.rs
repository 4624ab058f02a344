//! A Nile that answers 500 with text.

use crate::check::outage::honest;
use crate::check::{Check, Phase, reference};
use crate::evidence::Outage;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure-500",
    title: "Logout answers 500 when Nile answers 500 with text",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "The plainest failure: Nile answers 500 with a line of text. The logout must answer the ticket's 500 with its own JSON body, and must show nothing of the inner error.",
    cause: "The SDK does not throw on a status: it hands the answer on. Or error.message stands in the body of the 500.",
    remedy: "Look at response.ok of every answer of Nile, and answer 500 with { error: 'Internal server error' } and nothing else.",
    needs: &[Phase::Outage(Outage::Status500)],
    judge: |evidence, profile| honest(evidence, profile, Outage::Status500),
};
