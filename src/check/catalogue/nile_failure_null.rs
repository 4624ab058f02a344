//! A Nile that says null.

use crate::check::outage::honest;
use crate::check::{Check, Phase, reference};
use crate::evidence::Outage;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure-null",
    title: "Logout answers 500 when Nile answers null",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "Nile answers 200 with the JSON null. Older versions of next-auth say \"nobody\" that way; Nile says {} (measured). Whoever trusts null logs nobody out and says 401 to a live session. The logout must answer the ticket's 500.",
    cause: "session?.user hides the difference between null and {}, so a failure looks like a caller without a session.",
    remedy: "Test that Nile's answer is an object before you look into it, and answer 500 with { error: 'Internal server error' } if it is not.",
    needs: &[Phase::Outage(Outage::Null)],
    judge: |evidence, profile| honest(evidence, profile, Outage::Null),
};
