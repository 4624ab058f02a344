//! Profiles: which one a command uses, and `penguin-auth profile`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Which profile a command uses.
#[derive(Debug, Clone, Default, Args)]
pub struct ProfileArgs {
    /// What the deployment promises: a name that profile list shows, or a file
    /// that describes another one [default: ticket; for a stored session the
    /// one that it was opened with]
    #[arg(long, value_name = "NAME|FILE")]
    pub profile: Option<String>,
}

/// `penguin-auth profile`.
#[derive(Debug, Clone, Args)]
pub struct ProfileCommandArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: ProfileCommand,
}

/// What `penguin-auth profile` does.
#[derive(Debug, Clone, Subcommand)]
pub enum ProfileCommand {
    /// List the built-in profiles
    List,
    /// Print a built-in profile as a file to start from, with every key
    /// explained
    Show {
        /// One of those that profile list shows
        #[arg(value_name = "NAME")]
        name: String,
    },
    /// Say everything that is wrong in a profile, with line and hint
    Check {
        /// The file to check, as profile show prints one
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}
