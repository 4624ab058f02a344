//! What is wrong with Nile right now, and the one switch for it. The stand-in
//! that the application asks and Nile's API on the wire both look here.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::watch;

use super::fault::Fault;

/// How late a slow Nile answers unless somebody says otherwise (measured with
/// the real SDK, which has no deadline: nile.md 6).
const SLOWNESS: Duration = Duration::from_secs(5);

/// A route of Nile's API to which a fault can be limited. Those are the three
/// calls that a logout makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// The first call of a logout: whose session is it?
    Session,
    /// The second: the token without which the third does nothing.
    Csrf,
    /// The third: the session is ended.
    SignOut,
}

impl Endpoint {
    /// Every one of them.
    pub const ALL: [Self; 3] = [Self::Session, Self::Csrf, Self::SignOut];

    /// The path below `/v2/databases/{id}`.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Session => "/auth/session",
            Self::Csrf => "/auth/csrf",
            Self::SignOut => "/auth/signout",
        }
    }

    /// The endpoint of that path.
    #[must_use]
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|endpoint| endpoint.path() == path)
    }
}

/// A fault and where it strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outage {
    /// What goes wrong.
    pub fault: Fault,
    /// The only route that it strikes; none means all.
    pub only: Option<Endpoint>,
    /// How late [`Fault::Slow`] answers on the wire.
    pub delay: Duration,
}

impl Outage {
    /// The fault on every route.
    #[must_use]
    pub const fn of(fault: Fault) -> Self {
        Self { fault, only: None, delay: SLOWNESS }
    }

    /// Whether a call to that route fails; none stands for all other routes.
    fn strikes(&self, endpoint: Option<Endpoint>) -> bool {
        self.only.is_none() || self.only == endpoint
    }
}

/// Nile's failures, switched on and off while it runs.
pub(super) struct OutageSwitch {
    now: watch::Sender<Option<Outage>>,
    /// How many calls the outage met that is on, or the last one if none is.
    struck: AtomicUsize,
}

impl OutageSwitch {
    pub(super) fn new(outage: Option<Outage>) -> Self {
        Self { now: watch::Sender::new(outage), struck: AtomicUsize::new(0) }
    }

    pub(super) fn set(&self, outage: Option<Outage>) {
        if outage.is_some() {
            self.struck.store(0, Ordering::Relaxed);
        }
        self.now.send_replace(outage);
    }

    /// How many calls the outage met that is on, or the last one.
    pub(super) fn struck(&self) -> usize {
        self.struck.load(Ordering::Relaxed)
    }

    pub(super) fn now(&self) -> Option<Outage> {
        *self.now.borrow()
    }

    /// The fault that a call to that route meets now.
    pub(super) fn at(&self, endpoint: Option<Endpoint>) -> Option<Fault> {
        self.strike(endpoint).map(|(outage, _)| outage.fault)
    }

    /// What a call to that route meets now, and the end of it.
    pub(super) fn strike(&self, endpoint: Option<Endpoint>) -> Option<(Outage, OutageEnd)> {
        // Mostly there is none, and nobody need wait for its end.
        self.now()?;
        let mut end = self.now.subscribe();
        let outage = end.borrow_and_update().filter(|outage| outage.strikes(endpoint))?;
        self.struck.fetch_add(1, Ordering::Relaxed);
        Some((outage, OutageEnd(end)))
    }
}

/// The moment at which an outage is switched off or replaced.
pub(super) struct OutageEnd(watch::Receiver<Option<Outage>>);

impl OutageEnd {
    pub(super) async fn come(mut self) {
        // An error means that the deployment has stopped: also an end.
        let _ = self.0.changed().await;
    }
}
