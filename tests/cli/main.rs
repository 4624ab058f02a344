//! The binary, command by command: what it promises on the command line, on
//! both streams, in its exit code and on the disk.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop with a trace")]
#![expect(clippy::print_stdout, reason = "what was measured is shown when a test fails or with --nocapture")]

mod action;
mod bearer;
#[cfg(unix)]
mod browser;
mod cookies;
mod evidence;
mod explain;
mod guesses;
mod hostile;
mod interrupt;
mod known;
mod latency;
mod next_auth;
mod nile_control;
mod profile;
mod report;
mod secrets;
mod server;
mod session;
mod standards;
mod support;
mod switched;
mod tool;
mod verify;
