//! What `verify --from` is to do.

use std::path::Path;

use super::profile::profile;
use super::selection::{known_failures, selection};
use super::{PlanError, read};
use crate::check::{KnownFailures, Selection};
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
    /// Which of them are known to fail.
    pub known: KnownFailures,
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
        let profile = profile(args.profile.profile.as_deref())?;
        if recording.profile != profile.name {
            return Err(PlanError::OtherProfile { recorded: recording.profile, given: profile.name });
        }
        if recording.profile_digest != profile.digest() {
            return Err(PlanError::ChangedProfile(profile.name));
        }
        let known = known_failures(args.levels.known_failures.as_deref())?;
        Ok(Self { recording, profile, selection: selection(&args.levels)?, known })
    }
}
