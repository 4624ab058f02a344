//! A run as it is kept in a file, to be judged again without the network:
//! after a level was changed, a check was mended, or by somebody who has no
//! account.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::Evidence;
use crate::versioned::{self, Kind, ReadError};

/// What was seen, where, and when.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Recording {
    /// The version of this layout, [`Recording::LAYOUT`].
    pub recording: u32,
    /// The version of penguin-auth that saw it.
    pub version: String,
    /// The id of the run.
    pub run: String,
    /// The base URL.
    pub base_url: String,
    /// Whether it was the embedded mock.
    pub mock: bool,
    /// The name of the profile that led the run.
    pub profile: String,
    /// Its [`Profile::digest`](crate::deployment::Profile::digest): what was
    /// promised then.
    pub profile_digest: String,
    /// The accounts, masked.
    pub accounts: Vec<String>,
    /// Whether certificates were not verified.
    pub insecure: bool,
    /// Things to know that no check judges.
    pub warnings: Vec<String>,
    /// When the run began.
    #[serde(with = "time::serde::rfc3339")]
    pub started_at: OffsetDateTime,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
    /// What was seen.
    pub evidence: Evidence,
}

impl Recording {
    /// The version of the layout. A recording is judged as if it had just been
    /// made, so it changes with every change of what is seen.
    pub const LAYOUT: u32 = 1;

    /// Reads a recording.
    ///
    /// # Errors
    /// What is wrong with the text, and where.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        versioned::read(text, Kind { name: "evidence of a run", field: "recording", version: Self::LAYOUT })
    }
}
