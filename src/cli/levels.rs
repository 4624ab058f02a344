//! `--level`, `-D`, `-W` and `-A`: kept in the order in which they were typed,
//! because the last one that names a check sets its level.

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Command, Error, FromArgMatches, ValueEnum};

use crate::level::Level;

/// `--level`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum LevelsArg {
    /// As in the catalogue: the ticket denies, standards warn, advice allows
    #[default]
    Catalogue,
    /// Everything denies that a standard asks for with a MUST
    Strict,
}

/// One change of levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LevelChange {
    /// `--level`: of all checks.
    All(LevelsArg),
    /// `-D`, `-W` or `-A`: of the checks that a word names.
    Named(String, Level),
}

/// The changes in the order of the command line.
#[derive(Debug, Clone, Default)]
pub struct LevelChanges(pub Vec<LevelChange>);

/// As clap knows them. It keeps one list for each option, and the place of each
/// word beside it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Checks")]
struct Typed {
    /// The levels of all checks; of --level, -D, -W and -A, the last one that
    /// names a check wins
    #[arg(long, value_enum, default_value_t)]
    level: LevelsArg,

    /// A failure of these checks fails the run
    #[arg(short = 'D', long, value_name = "CHECK", value_delimiter = ',')]
    deny: Vec<String>,

    /// A failure of these checks is a warning
    #[arg(short = 'W', long, value_name = "CHECK", value_delimiter = ',')]
    warn: Vec<String>,

    /// A failure of these checks changes nothing
    #[arg(short = 'A', long, value_name = "CHECK", value_delimiter = ',')]
    allow: Vec<String>,
}

impl FromArgMatches for LevelChanges {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let typed = Typed::from_arg_matches(matches)?;
        let named = [
            (Level::Deny, "deny", typed.deny),
            (Level::Warn, "warn", typed.warn),
            (Level::Allow, "allow", typed.allow),
        ];
        let mut placed = Vec::new();
        if matches.value_source("level") == Some(ValueSource::CommandLine) {
            placed.extend(matches.index_of("level").map(|place| (place, LevelChange::All(typed.level))));
        }
        for (level, option, words) in named {
            let places = matches.indices_of(option).into_iter().flatten();
            placed.extend(places.zip(words).map(|(place, word)| (place, LevelChange::Named(word, level))));
        }
        placed.sort_by_key(|(place, _)| *place);
        Ok(Self(placed.into_iter().map(|(_, change)| change).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for LevelChanges {
    fn augment_args(command: Command) -> Command {
        Typed::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Typed::augment_args_for_update(command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(typed: &[&str]) -> Vec<LevelChange> {
        let command = LevelChanges::augment_args(Command::new("verify").no_binary_name(true));
        LevelChanges::from_arg_matches(&command.try_get_matches_from(typed).unwrap()).unwrap().0
    }

    fn named(word: &str, level: Level) -> LevelChange {
        LevelChange::Named(word.to_owned(), level)
    }

    #[test]
    fn words_keep_the_order_of_the_command_line_whatever_their_option() {
        let expected = [
            named("one", Level::Allow),
            named("two", Level::Deny),
            named("three", Level::Deny),
            LevelChange::All(LevelsArg::Strict),
            named("two", Level::Warn),
            named("one", Level::Allow),
        ];
        assert_eq!(
            changes(&["-Aone", "-D", "two,three", "--level=strict", "--warn", "two", "-Aone"]),
            expected
        );
    }

    #[test]
    fn a_level_that_nobody_typed_changes_nothing() {
        assert!(changes(&[]).is_empty());
    }
}
