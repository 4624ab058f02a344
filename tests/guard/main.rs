//! What keeps the project honest: every check is killed, nothing derived is
//! stale, the rooms depend on each other in one direction only.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop with a trace")]

use std::sync::Mutex;

mod dependencies;
mod dresses;
mod evidence;
mod generated;
mod kill_matrix;
mod properties;
mod readme;
mod real_browser;
mod registry;
mod run;
mod schema;

/// Two tests write parts of the README.
static README: Mutex<()> = Mutex::new(());

/// Two tests keep every core busy, and one of them judges what takes how long.
static ALL_CORES: Mutex<()> = Mutex::new(());
