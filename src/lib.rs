//! penguin-auth: proves that logout really ends a session.
//!
//! **Drive, then judge.** [`scenario`] does things to a deployment and records
//! plain [`evidence`]; the pure functions of [`check`] judge it; [`report`]
//! prints what was judged. Nobody does two of these jobs.

#![forbid(unsafe_code)]

pub mod app;
pub mod check;
pub mod chromium;
pub mod cli;
pub mod cookie;
pub mod deployment;
pub mod document;
pub mod event;
pub mod evidence;
pub mod exit;
pub mod http;
pub mod level;
pub mod mock;
pub mod plan;
pub mod redact;
pub mod report;
pub mod requirement;
pub mod scenario;
pub mod session;
pub mod settings;
pub mod signals;
pub mod versioned;
