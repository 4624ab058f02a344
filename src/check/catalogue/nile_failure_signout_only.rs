//! A sign-out that fails alone.

use crate::check::outage::honest;
use crate::check::{Check, Phase, reference};
use crate::evidence::Outage;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure-signout-only",
    title: "A sign-out that Nile refuses is not called a success",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "The session can be read, the token for the sign-out is given, and only the sign-out itself fails. Measured: this is where the ticket's sample answers 200 \"Logged out successfully\" while the session lives on. The logout must answer the ticket's 500; or if it says success, the session must be over once Nile is back.",
    cause: "The SDK's signOut does not throw when Nile answers 500, and the sample does not look at what it returns.",
    remedy: "Check the answer of the sign-out: success is a 2xx whose Location (or url) holds no csrf=true and which clears the session cookie. Answer 500 to everything else.",
    needs: &[Phase::Outage(Outage::SignOut)],
    judge: |evidence, profile| honest(evidence, profile, Outage::SignOut),
};
