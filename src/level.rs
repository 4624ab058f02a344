//! How much a failing check matters to a run.

use serde::{Deserialize, Serialize};

/// The level of a check: the catalogue gives a default, the command line may
/// change it (`-D`, `-W`, `-A`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A failure is shown and changes nothing.
    Allow,
    /// A failure is a warning; the run still passes.
    Warn,
    /// A failure fails the run.
    Deny,
}

impl Level {
    /// The word used on the command line and in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }
}
