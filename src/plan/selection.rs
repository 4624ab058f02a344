//! Which checks run, at which levels, and which may fail.

use std::path::Path;

use super::{PlanError, read};
use crate::check::{KnownFailures, Selection};
use crate::cli::{LevelArgs, LevelsArg};
use crate::level::Level;

/// The list of `--known-failures`; an empty one without it.
///
/// # Errors
/// An unreadable file, or mistakes in it.
pub(super) fn known_failures(path: Option<&Path>) -> Result<KnownFailures, PlanError> {
    let Some(path) = path else { return Ok(KnownFailures::default()) };
    KnownFailures::read(&path.display().to_string(), &read(path)?).map_err(PlanError::Known)
}

/// Which checks run, at which levels.
///
/// # Errors
/// A name that fits no check, or no check left.
pub(super) fn selection(args: &LevelArgs) -> Result<Selection, PlanError> {
    let mut selection = Selection::new(&args.only, &args.skip)?;
    if args.level == LevelsArg::Strict {
        selection.deny_what_is_a_must();
    }
    let levels = [(&args.deny, Level::Deny), (&args.warn, Level::Warn), (&args.allow, Level::Allow)];
    for (names, level) in levels {
        for name in names {
            selection.set_level(name, level)?;
        }
    }
    Ok(selection)
}
