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
    /// Whether a deployment may take what is done for an attack.
    pub intrusive: bool,
}

/// Each further protected route is asked by the live session, by nobody, and by
/// the ended session.
const REQUESTS_OF_A_ROUTE: usize = 3;

/// Eighteen logins, ten wrong passwords that are timed, thirty guesses, and the
/// one that a login leaves that takes the place of another.
const INTRUSIVE_LOGINS: usize = 59;

/// What these cost, and what is sent beside them.
const INTRUSIVE_REQUESTS: usize = 210;

/// What a real browser sends, and what is asked beside it.
const BROWSER_REQUESTS: usize = 10;

impl Budget {
    /// What was typed. Each failure of Nile costs four requests, and one after
    /// which the session is over three more, one of them a login; each route of
    /// --protected costs three requests.
    pub(super) fn new(args: &VerifyArgs, further_routes: usize) -> Self {
        let every_outage = args.slow || args.nile.nile_control.is_some();
        let when = |holds: bool, more: usize| if holds { more } else { 0 };
        let logins = 5
            + when(every_outage, Outage::ALL.len())
            + when(args.intrusive, INTRUSIVE_LOGINS)
            + usize::from(args.browser.browser);
        // A mock is nobody's rate limit.
        let requests = 99
            + when(every_outage || args.mock, 100)
            + when(args.intrusive, INTRUSIVE_REQUESTS)
            + when(args.browser.browser, BROWSER_REQUESTS)
            + REQUESTS_OF_A_ROUTE * further_routes;
        Self {
            max_logins: args.max_logins.unwrap_or(logins),
            max_requests: args.max_requests.unwrap_or(requests),
            replay_limit: args.replay_limit,
            csrf: !args.without_csrf,
            every_outage,
            intrusive: args.intrusive,
        }
    }
}
