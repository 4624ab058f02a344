//! Everything that a run says about itself. One exhaustive enum: a new event
//! must not compile until every reporter handles it.

use crate::document::{CheckReport, Report};
use crate::evidence::Record;

/// Something happened.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// The run begins.
    Started {
        /// The base URL.
        base_url: &'a str,
        /// How many checks were selected.
        checks: usize,
    },
    /// A request was answered, or failed.
    Exchanged {
        /// Its index in the report.
        index: usize,
        /// The exchange.
        record: &'a Record,
    },
    /// A check was judged.
    Judged(&'a CheckReport),
    /// The run is over.
    Finished(&'a Report),
}
