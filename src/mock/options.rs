//! Everything that can be chosen about a deployment.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use super::account::Account;
use super::control::ControlToken;
use super::defect::Defect;
use super::dress::Dress;
use super::fault::Fault;
use super::log::LogSink;
use super::nile_auth::NileOptions;

/// What to serve. The default is sound: two accounts, opaque tokens, http,
/// plain cookie names, nothing kept.
#[derive(Debug, Clone)]
pub struct MockOptions {
    /// Who can log in.
    pub accounts: Vec<Account>,
    /// How it looks from outside.
    pub dress: Dress,
    /// The bugs that are planted.
    pub defects: BTreeSet<Defect>,
    /// How Nile fails from the start; [`super::Control::set_fault`] changes it
    /// later.
    pub fault: Option<Fault>,
    /// How long the application waits for Nile before it answers 500.
    pub nile_deadline: Duration,
    /// Where sessions are kept across restarts.
    pub state: Option<PathBuf>,
    /// Who is told about each answered request.
    pub log: Option<LogSink>,
    /// How Nile's own HTTP interface behaves.
    pub nile: NileOptions,
    /// The token of the control interface at `/__control`; without one there
    /// is no such interface.
    pub control: Option<ControlToken>,
}

impl Default for MockOptions {
    fn default() -> Self {
        Self {
            accounts: Account::defaults(),
            dress: Dress::default(),
            defects: BTreeSet::new(),
            fault: None,
            nile_deadline: Duration::from_secs(2),
            state: None,
            log: None,
            nile: NileOptions::default(),
            control: None,
        }
    }
}
