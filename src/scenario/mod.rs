//! The driver: does things to a deployment in an order in which they do not
//! spoil each other, and writes down what it saw. It judges nothing beyond
//! whether there is any point in going on.
//!
//! The order (docs/ARCHITECTURE.md draws it): anonymous probes; logins; what
//! must not end a session; the logout that is proven, and replays of its
//! cookie; parallel logouts; another login; Nile's failures; a logout with
//! reads in flight; a real browser. What does not depend on each other runs
//! side by side.

mod aftermath;
mod before;
mod crowd;
mod driver;
mod elsewhere;
mod forgeries;
mod guesses;
mod intrusive;
mod logins;
mod logout;
mod odd_logouts;
mod other_methods;
mod other_paths;
mod outages;
mod plain_http;
mod race;
mod rate_limit;
mod real_browser;
mod recognise;
mod trials;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::time::Duration;

use driver::Driver;
pub use driver::Observer;
use futures_util::future::LocalBoxFuture;

use crate::check::Phase;
use crate::chromium::BrowserOptions;
use crate::deployment::{BaseUrl, Profile};
use crate::evidence::{Evidence, Missing, Outage, Untried};
use crate::http::Client;
use crate::session::Account;

/// What to do, to whom, and how much it may cost.
#[derive(Debug)]
pub struct Scenario<'a> {
    /// The deployment.
    pub base: &'a BaseUrl,
    /// What it promises.
    pub profile: &'a Profile,
    /// The account whose logout is proven.
    pub first: &'a Account,
    /// A second account, if there is one.
    pub second: Option<&'a Account>,
    /// Which parts of the story are needed.
    pub phases: BTreeSet<Phase>,
    /// Whether a CSRF cookie is fetched where one is offered.
    pub csrf: bool,
    /// The most logins of the first account, the wrong password included.
    pub max_logins: usize,
    /// The most requests.
    pub max_requests: usize,
    /// How long an accepted replay is repeated before it counts as endless.
    pub replay_limit: Duration,
    /// Whether to look at every failure of Nile, also at those that wait.
    pub every_outage: bool,
    /// Whether to do what a deployment may take for an attack.
    pub intrusive: bool,
    /// Set when the run is told to stop: then only clean-up is left to do.
    pub stop: &'a Cell<bool>,
    /// The switch for Nile's failures, where there is one.
    pub nile: Option<&'a dyn NileSwitch>,
    /// The real browser that is to log in and out as well, if any.
    pub browser: Option<BrowserOptions>,
    /// Why failures of Nile are not tried, unless they are.
    pub untried: Untried,
}

/// Makes Nile fail. The embedded mock has such a switch, and so has a mock that
/// is steered over HTTP.
pub trait NileSwitch: std::fmt::Debug {
    /// Makes Nile fail in that way from now on, or work again. Returns how many
    /// calls the failure has met that is on, or the last one.
    ///
    /// # Errors
    /// Why that cannot be done.
    fn switch(&self, outage: Option<Outage>) -> LocalBoxFuture<'_, Result<usize, Missing>>;
}

impl Scenario<'_> {
    /// Runs the story to its end and returns what was seen.
    pub async fn drive(&self, client: &Client, observer: Observer<'_>) -> Evidence {
        let driver = Driver::new(self, client, observer);
        driver.run().await;
        driver.finish()
    }
}
