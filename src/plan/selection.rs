//! Which checks run, at which levels, and which may fail.

use std::path::Path;

use super::{PlanError, read};
use crate::check::{KnownFailures, Selection};
use crate::cli::{LevelArgs, LevelChange, LevelsArg};

/// The list of `--known-failures`; an empty one without it.
///
/// # Errors
/// An unreadable file, or mistakes in it.
pub(super) fn known_failures(path: Option<&Path>) -> Result<KnownFailures, PlanError> {
    let Some(path) = path else { return Ok(KnownFailures::default()) };
    KnownFailures::read(&path.display().to_string(), &read(path)?).map_err(PlanError::Known)
}

/// Which checks run, at which levels. Of several options that name a check,
/// the last one sets its level.
///
/// # Errors
/// A name that fits no check, or no check left.
pub(super) fn selection(args: &LevelArgs) -> Result<Selection, PlanError> {
    let mut selection = Selection::new(&args.only, &args.skip)?;
    for change in &args.changes.0 {
        match change {
            LevelChange::All(LevelsArg::Catalogue) => selection.restore_levels(),
            LevelChange::All(LevelsArg::Strict) => {
                selection.restore_levels();
                selection.deny_what_is_a_must();
            }
            LevelChange::Named(word, level) => selection.set_level(word, *level)?,
        }
    }
    Ok(selection)
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::cli::{Cli, Command};
    use crate::level::Level;

    /// The level of a check, after what was typed.
    fn level(check: &str, typed: &[&str]) -> Level {
        let cli = Cli::parse_from(["penguin-auth", "verify", "--mock"].iter().chain(typed));
        let Command::Verify(args) = cli.command else { panic!("not verify") };
        let selection = selection(&args.levels).unwrap();
        selection.checks().iter().find(|(known, _)| known.id == check).unwrap().1
    }

    #[test]
    fn the_last_option_that_names_a_check_sets_its_level() {
        let level = |typed| level("cookie-cleared", typed);
        assert_eq!(level(&["-A", "cookie-cleared", "-D", "cookie-cleared"]), Level::Deny);
        assert_eq!(level(&["-D", "cookie-cleared", "-A", "cookie-cleared"]), Level::Allow);
        assert_eq!(level(&["-D", "cookie-cleared", "-A", "AC3", "-W", "cookie-"]), Level::Warn);
        assert_eq!(level(&["-W", "cookie-cleared", "-W", "logout-body"]), Level::Warn);
    }

    #[test]
    fn the_level_of_all_checks_has_its_place_among_the_others() {
        let must = "token-stays-in-cookie";
        assert_eq!(level(must, &["--level", "strict"]), Level::Deny);
        assert_eq!(level(must, &["--level", "strict", "-A", must]), Level::Allow);
        assert_eq!(level(must, &["-A", must, "--level", "strict"]), Level::Deny);
        assert_eq!(level("cookie-cleared", &["-A", "AC3", "--level", "catalogue"]), Level::Deny);
        assert_eq!(level("cookie-cleared", &["-A", "AC3", "--level", "strict"]), Level::Deny);
    }
}
