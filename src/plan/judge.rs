//! What `verify --from` is to do.

use std::path::Path;

use super::{PlanError, read, selection};
use crate::check::Selection;
use crate::cli::VerifyArgs;
use crate::deployment::Profile;
use crate::evidence::Recording;

/// What is judged, and by what.
#[derive(Debug)]
pub struct JudgePlan {
    /// What was seen.
    pub recording: Recording,
    /// What the deployment promised.
    pub profile: Profile,
    /// Which checks, at which levels.
    pub selection: Selection,
}

impl JudgePlan {
    /// Reads the evidence and works out what the arguments mean for it.
    ///
    /// # Errors
    /// What is missing or wrong, with a hint.
    pub fn new(args: &VerifyArgs, path: &Path) -> Result<Self, PlanError> {
        if !args.dress.is_plain() {
            return Err(PlanError::MockOptions);
        }
        let text = read(path)?;
        let recording = Recording::read(&text)
            .map_err(|source| PlanError::Evidence { path: path.display().to_string(), source })?;
        let profile = Profile::ticket()?;
        if recording.profile != profile.name {
            return Err(PlanError::OtherProfile { recorded: recording.profile, given: profile.name });
        }
        Ok(Self { recording, profile, selection: selection(&args.levels)? })
    }
}
