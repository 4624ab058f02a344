//! The cookie model against what browsers did, and against its own laws.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop with a trace")]

mod laws;
mod measured;
