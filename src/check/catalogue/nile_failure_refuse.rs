//! A Nile that cannot be reached.

use crate::check::outage::honest;
use crate::check::{Check, Phase, reference};
use crate::evidence::Outage;
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nile-failure-refuse",
    title: "Logout answers 500 when Nile cannot be reached",
    requirements: &[Requirement::T7],
    references: &[reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "Nile restarts, moves or is cut off: its connections are refused. A live session logs out meanwhile. The logout must say 500 with the ticket's JSON body: it could not end the session, and a client that hears of success, or that nobody is logged in, will not try again. Measured on the real SDK: a refused connection becomes a 500 Response inside of it, which no try block sees.",
    cause: "The handler takes a session that could not be read for no session and answers 401, or it catches the error and answers with success.",
    remedy: "Tell \"nobody\" from \"not known\": only an answer of Nile that is 200 {} means that nobody is logged in. Answer everything else with 500 and { error: 'Internal server error' }.",
    needs: &[Phase::Outage(Outage::Refuse)],
    judge: |evidence, profile| honest(evidence, profile, Outage::Refuse),
};
