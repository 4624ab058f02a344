//! `penguin-auth profile`: list, print and check profiles.

use std::fmt::Write as _;

use super::{Trouble, print};
use crate::cli::{ProfileCommand, ProfileCommandArgs};
use crate::deployment::Profile;
use crate::exit::Exit;
use crate::plan::{PlanError, profile_file};

/// Does what was asked for.
pub(super) fn run(args: &ProfileCommandArgs) -> Result<Exit, Trouble> {
    match &args.command {
        ProfileCommand::List => print(&list()?),
        ProfileCommand::Show { name } => match Profile::commented(name) {
            Some(text) => print(&text),
            None => Err(PlanError::unknown_profile(name).into()),
        },
        ProfileCommand::Check { file } => {
            let profile = profile_file(file)?;
            print(&format!("{} is a sound profile: {}\n", file.display(), profile.name))
        }
    }
}

fn list() -> Result<String, Trouble> {
    let mut text = String::new();
    let width = Profile::built_in_names().map(str::len).max().unwrap_or_default();
    for name in Profile::built_in_names() {
        let about = Profile::built_in(name).transpose().map_err(PlanError::from)?;
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name:<width$}  {}", about.map(|profile| profile.about).unwrap_or_default());
    }
    Ok(text)
}
