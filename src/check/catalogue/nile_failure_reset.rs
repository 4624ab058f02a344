//! A Nile whose answer breaks off.

use crate::check::outage::honest;
use crate::check::{Check, Phase, reference};
use crate::evidence::Outage;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure-reset",
    title: "Logout answers 500 when Nile's answer breaks off",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "A proxy or an instance dies while it answers: the head of the answer has come, half of its body, and then the connection is reset. Reading the body is what fails then, not the call. The logout must answer 500 with the ticket's JSON body.",
    cause: "The call is inside of the try block, but reading its body is not; or the half body is taken for an answer.",
    remedy: "Read the body of Nile's answer inside of the same try block as the call, and answer 500 with { error: 'Internal server error' } when it fails.",
    needs: &[Phase::Outage(Outage::Reset)],
    judge: |evidence, profile| honest(evidence, profile, Outage::Reset),
};
