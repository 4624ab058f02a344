//! A Nile that never answers.

use crate::check::outage::honest;
use crate::check::{Check, Phase, reference};
use crate::evidence::Outage;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure-stall",
    title: "Logout gives up in time when Nile never answers",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "Nile takes the request and never answers. The logout must give up and answer the ticket's 500 within --timeout. Measured on the real SDK, which has no deadline: the logout was answered after 609 s, the protected route after 307 s; browsers and proxies give up long before, and the user does not know whether the session is over.",
    cause: "No call to Nile has a deadline: Node waits 300 s for each, and a logout makes up to three of them.",
    remedy: "Give every call to Nile an AbortSignal.timeout of a few seconds, or one deadline for the whole logout, and answer 500 with { error: 'Internal server error' } when it passes.",
    needs: &[Phase::Outage(Outage::Stall)],
    judge: |evidence, profile| honest(evidence, profile, Outage::Stall),
};
