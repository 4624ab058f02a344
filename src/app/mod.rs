//! One file per subcommand; composition only.

mod assemble;
mod checks;
mod completions;
mod cookies;
mod evidence_file;
mod examine;
mod explain;
mod judge;
mod login;
mod logout;
mod man;
mod mock;
mod nile_switch;
mod output;
mod profile;
mod report;
mod session;
mod stage;
mod verify;
mod whoami;

use std::error::Error;
use std::io::Write;

use clap::Parser;
use colored::Colorize;

pub use completions::script as completion_script;
pub use examine::{ExamineError, examine, record};
pub use judge::judge;
pub use man::pages as manual_pages;

use crate::cli::{Cli, Command};
use crate::exit::Exit;
use crate::plan::{Environment, PlanError};
use crate::report::wrap;

/// Why a command could not be carried out: what happened, the exit, and what
/// to try next.
#[derive(Debug)]
pub struct Trouble {
    exit: Exit,
    error: Box<dyn Error>,
    hint: &'static str,
}

impl Trouble {
    fn new(exit: Exit, error: impl Error + 'static, hint: &'static str) -> Self {
        Self { exit, error: Box::new(error), hint }
    }
}

impl From<PlanError> for Trouble {
    fn from(error: PlanError) -> Self {
        let hint = error.hint();
        Self::new(Exit::Usage, error, hint)
    }
}

/// Parses the command line, does what it says, and returns how it ended.
#[must_use]
pub fn run() -> Exit {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let ended = match &cli.command {
        Command::Verify(args) => on_runtime(verify::run(args)),
        Command::Login(args) => on_runtime(login::run(args)),
        Command::Whoami(args) => on_runtime(whoami::run(args)),
        Command::Logout(args) => on_runtime(logout::run(args)),
        Command::Mock(args) => on_runtime(mock::run(args)),
        Command::Report(args) => report::run(args),
        Command::Cookies(args) => cookies::run(args),
        Command::Checks(args) => checks::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Profile(args) => profile::run(args),
        Command::Completions(args) => completions::run(args.shell),
        Command::Man(args) => man::run(args),
    };
    ended.unwrap_or_else(|trouble| complain(&trouble))
}

/// What clap has to say: help and version are no mistakes.
fn usage(error: &clap::Error) -> Exit {
    // Nobody is left to read it if this fails.
    let _ = error.print();
    if error.use_stderr() { Exit::Usage } else { Exit::Passed }
}

/// One thread is enough, and a second one makes everything slower.
fn on_runtime(work: impl Future<Output = Result<Exit, Trouble>>) -> Result<Exit, Trouble> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime
        .map_err(|error| Trouble::new(Exit::Bug, error, "the operating system refused an event queue"))?;
    let ended = runtime.block_on(work);
    runtime.shutdown_background();
    ended
}

/// What stands before what to try next.
const HINT: &str = "  hint: ";

/// An error with its causes, and what to try next.
fn complain(trouble: &Trouble) -> Exit {
    let style = output::stderr_style(&Environment::of_process().unwrap_or_default());
    // The alternate form of an error has colours, where it has any.
    let error = &trouble.error;
    let error = if style.colour { format!("{error:#}") } else { error.to_string() };
    let mut text = format!("{} {error}", "error:".red().bold());
    let mut cause = trouble.error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    let hint = wrap(trouble.hint, style.width.saturating_sub(HINT.len())).join(&format!("\n{:8}", ""));
    // Nobody is left to read it if this fails.
    let _ = writeln!(std::io::stderr(), "{text}\n{}{hint}", HINT.bold());
    trouble.exit
}

/// Writes text to standard output; a reader that went away is no error.
fn print(text: &str) -> Result<Exit, Trouble> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Trouble::new(Exit::ReportFailed, error, "standard output cannot be written"))
        }
        Ok(()) | Err(_) => Ok(Exit::Passed),
    }
}
