//! Deployments that know nothing of this project. Each is examined by the
//! binary, and the checks that fail are exactly those that its bugs break.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop with a trace")]

mod app;
mod better_auth;
mod browser;
mod django;
mod examine;
mod expected;
mod express_session;
mod fastapi_users;
mod flask_login;
mod github_action;
mod next_auth;
mod nextjs;
mod nile_fails;
mod node;
mod npm;
mod postgres;
mod python;
mod server;
