//! `penguin-auth completions SHELL`.

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Trouble, print};
use crate::cli::Cli;
use crate::exit::Exit;

/// Prints the script.
pub(super) fn run(shell: Shell) -> Result<Exit, Trouble> {
    print(&script(shell))
}

/// The completion script of a shell.
#[must_use]
pub fn script(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "penguin-auth", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}
