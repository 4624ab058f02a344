//! A Nile that says [].

use crate::check::outage::honest;
use crate::check::{Check, Phase, reference};
use crate::evidence::Outage;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure-array",
    title: "Logout answers 500 when Nile answers with an array",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3],
    level: Level::Warn,
    explain: "Nile answers 200 with []. Measured on the real SDK: getSession takes an array without entries for no session, so its callers answer 401 to somebody who is logged in. An application that asks Nile itself can tell [] from {}. A warning by default, because the SDK leaves no way to see it.",
    cause: "The SDK counts keys: [] has none, so it looks like the {} of a caller without a session.",
    remedy: "Ask Nile for the session without the SDK, and take only the object {} for \"nobody is logged in\". See docs/nextjs.md.",
    needs: &[Phase::Outage(Outage::Array)],
    judge: |evidence, profile| honest(evidence, profile, Outage::Array),
};
