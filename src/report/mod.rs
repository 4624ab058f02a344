//! What is said about a run, format by format. A reporter reads events and
//! writes text; it reaches neither network nor jar and cannot change the exit
//! code.

mod comparison;
mod csv;
#[cfg(test)]
mod dummy;
mod fan_out;
mod foreign;
mod github;
mod groups;
mod html;
mod json;
mod jsonl;
mod junit;
mod layout;
mod markdown;
mod merged;
mod obstacle;
mod paint;
mod pretty;
mod progress;
mod report_file;
mod reporter;
mod sarif;
#[cfg(test)]
mod schema;
mod sheet;
mod story;
mod summary;
mod tally;
mod tap;

pub use crate::document::{
    CheckReport, ExchangeReport, Outcome, Report, RequirementStatus, SCHEMA, Target, Tool, VerdictName,
};
pub use crate::evidence::Spent;
pub use comparison::Comparison;
pub use fan_out::{FanOut, SinkError};
pub use layout::wrap;
pub use merged::Merged;
pub use pretty::session;
pub use progress::Progress;
pub use report_file::ReportFile;
pub use reporter::{Format, Glyphs, Reporter, Style, UnknownFormat, Verbosity};
pub use sheet::SheetFormat;
pub use tally::{Standing, Tally, requirements};
