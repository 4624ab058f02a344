//! `penguin-auth man`: the manual, made from the same definitions as the help.

use std::path::PathBuf;
use std::{fs, io};

use clap::CommandFactory;

use super::{Trouble, print};
use crate::cli::{Cli, ManArgs};
use crate::exit::Exit;

/// Prints the main page, or writes all of them.
pub(super) fn run(args: &ManArgs) -> Result<Exit, Trouble> {
    let pages = pages()
        .map_err(|error| Trouble::new(Exit::Bug, error, "the manual could not be made: please report it"))?;
    let Some(directory) = &args.out else {
        return print(&pages[0].1);
    };
    for (name, page) in &pages {
        write(&directory.join(name), page)?;
    }
    Ok(Exit::Passed)
}

fn write(path: &PathBuf, page: &str) -> Result<(), Trouble> {
    fs::write(path, page).map_err(|error| {
        let error = io::Error::new(error.kind(), format!("could not write {}: {error}", path.display()));
        Trouble::new(Exit::ReportFailed, error, "the directory must exist and be writable")
    })
}

/// Every page: its file name and its text, the main one first.
///
/// # Errors
/// Never in practice; the pages are written to memory.
pub fn pages() -> io::Result<Vec<(String, String)>> {
    let mut command = Cli::command();
    command.build();
    let mut pages = Vec::new();
    let mut open = vec![&command];
    while let Some(command) = open.pop() {
        pages.push(page(command)?);
        open.extend(command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help"));
    }
    Ok(pages)
}

fn page(command: &clap::Command) -> io::Result<(String, String)> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    let name = command.get_display_name().unwrap_or_else(|| command.get_name());
    Ok((format!("{name}.1"), String::from_utf8_lossy(&page).into_owned()))
}
