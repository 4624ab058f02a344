//! Which profile is meant: a built-in one or a file.

use std::path::Path;

use super::{PlanError, read};
use crate::deployment::Profile;

impl PlanError {
    /// There is neither a built-in profile nor a file of that name.
    #[must_use]
    pub fn unknown_profile(name: &str) -> Self {
        Self::UnknownProfile { name: name.to_owned(), suggestion: Profile::nearest_name(name) }
    }
}

/// The profile of `--profile`, or the ticket's.
///
/// # Errors
/// No such profile, or one with mistakes.
pub(super) fn profile(typed: Option<&str>) -> Result<Profile, PlanError> {
    let Some(name) = typed else { return Ok(Profile::ticket()?) };
    if let Some(profile) = Profile::built_in(name) {
        return Ok(profile?);
    }
    let path = Path::new(name);
    // A word that is no file was meant as a name.
    if !path.exists() && path.extension().is_none() && path.components().count() == 1 {
        return Err(PlanError::unknown_profile(name));
    }
    profile_file(path)
}

/// The profile in a file.
///
/// # Errors
/// It cannot be read, or has mistakes.
pub fn profile_file(path: &Path) -> Result<Profile, PlanError> {
    let name = path.to_string_lossy();
    if !path.exists() && Profile::built_in_names().any(|known| known == name) {
        return Err(PlanError::BuiltInProfile(name.into_owned()));
    }
    Ok(Profile::read(&path.display().to_string(), &read(path)?)?)
}
