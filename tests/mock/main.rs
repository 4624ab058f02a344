//! The embedded deployment, driven over its sockets and through the binary.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test that cannot go on says so by panicking"
)]

mod binary;
mod client;
mod control;
mod defects_at_login;
mod defects_at_logout;
mod defects_in_parallel;
mod defects_of_clearing;
mod dress;
mod edges;
mod faults;
mod jwe;
mod jwt;
mod leaks;
mod protected;
mod sound;
mod state;
mod tls;
mod wire;
