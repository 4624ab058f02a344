//! The tables in memory.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::rows::{Challenge, Recovery, SessionRow, Tenant, User};
use crate::mock::key::Key;
use crate::mock::sweep::Sweep;

/// Everything that is kept.
#[derive(Default)]
pub(super) struct Tables {
    /// Shared with whoever reads a session: that happens most.
    pub(super) users: HashMap<String, Arc<User>>,
    /// The newest user of each address, deleted or not.
    pub(super) by_email: HashMap<String, String>,
    /// Passwords in clear: these are throw-away accounts.
    pub(super) passwords: HashMap<String, String>,
    pub(super) authenticators: HashMap<String, Recovery>,
    pub(super) sessions: HashMap<Key, SessionRow>,
    pub(super) sweep_of_sessions: Sweep,
    pub(super) tenants: BTreeMap<String, Tenant>,
    /// The members of each tenant, in the order in which they joined.
    pub(super) members: HashMap<String, Vec<String>>,
    pub(super) challenges: HashMap<Key, Challenge>,
}
