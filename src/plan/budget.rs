//! What a run may cost.

use std::time::Duration;

use crate::cli::VerifyArgs;
use crate::evidence::Outage;

/// What a run may cost and which steps it takes.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Logins of the first account, the wrong password included.
    pub max_logins: usize,
    /// Requests.
    pub max_requests: usize,
    /// How long an accepted replay is repeated.
    pub replay_limit: Duration,
    /// Whether a CSRF token is fetched.
    pub csrf: bool,
    /// Whether Nile fails in every way, also in those that wait.
    pub every_outage: bool,
}

impl Budget {
    /// What was typed. Each failure of Nile costs four requests, and one after
    /// which the session is over three more, one of them a login.
    pub(super) fn new(args: &VerifyArgs) -> Self {
        let every_outage = args.slow || args.nile.nile_control.is_some();
        let logins = if every_outage { 5 + Outage::ALL.len() } else { 5 };
        // A mock is nobody's rate limit.
        let requests = if every_outage || args.mock { 199 } else { 99 };
        Self {
            max_logins: args.max_logins.unwrap_or(logins),
            max_requests: args.max_requests.unwrap_or(requests),
            replay_limit: args.replay_limit,
            csrf: !args.without_csrf,
            every_outage,
        }
    }
}
