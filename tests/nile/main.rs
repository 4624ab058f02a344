//! The stand-in for Nile Auth, against conversations that were recorded with the
//! real server, and against rules that no recording shows.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on says so by panicking"
)]

mod compare;
mod recording;
mod replay;
mod rules;
mod scope;
mod second_factor;
mod sessions;
mod start;
mod wire;
