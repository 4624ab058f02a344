//! What was typed. No I/O and no decisions here: `plan` turns this into what
//! it means.

mod account;
mod connection;
mod cookies;
mod levels;
mod mock;
mod output;
mod profile;
mod report;
mod session;
mod verify;

use clap::{Parser, Subcommand};

pub use account::{AccountArgs, PasswordArgs};
pub use connection::ConnectionArgs;
pub use cookies::{CookiesArgs, CookiesFormat};
pub use levels::{LevelChange, LevelChanges, LevelsArg};
pub use mock::{ClearArg, DressArgs, MockArgs, NileSessionsArg, TokenArg};
pub use output::{Colour, OutputArgs, ReportArg};
pub use profile::{ProfileArgs, ProfileCommand, ProfileCommandArgs};
pub use report::{ConvertArgs, DiffArgs, MergeArgs, ReportArgs, ReportCommand};
pub use session::{HandedOverArgs, LoginArgs, LogoutArgs, SessionOutputArgs, WhichArgs, WhoamiArgs};
pub use verify::{BrowserArgs, LevelArgs, NileArgs, VerifyArgs};

/// Prove that logout really ends a session.
///
/// Logs into a deployment of PenguinMails, calls POST /api/auth/logout and
/// judges every acceptance criterion of AUTH-4.1. Start with
/// `penguin-auth verify --mock`: it needs no account and no network.
#[derive(Debug, Parser)]
#[command(name = "penguin-auth", version, max_term_width = 100, after_help = EXIT_CODES)]
#[command(arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Prove the acceptance criteria on a deployment or on the embedded mock
    ///
    /// Logs in, logs out, and proves with replays, live witnesses and a model
    /// of a browser that the session is gone. By default it spends at most 5
    /// logins of the account, one of them with a wrong password, and fewer than
    /// 100 requests.
    Verify(Box<VerifyArgs>),
    /// Open a session and keep it for whoami and logout
    ///
    /// Logs in, checks whose the session is, and keeps it in a file that only
    /// you can read, below $XDG_STATE_HOME/penguin-auth (PENGUIN_AUTH_STATE_DIR
    /// names another place).
    Login(Box<LoginArgs>),
    /// Ask whose a stored session is, and whether it is still live
    ///
    /// Exits with 0 when it is live, with 1 when the server says that it is
    /// over, and with 3 when that cannot be told.
    Whoami(Box<WhoamiArgs>),
    /// End a session and prove that it is over
    ///
    /// Asks with the session's cookie, logs out, and replays the old cookie
    /// from fresh connections, beside a caller without a cookie. A session that
    /// is over is removed from the store; one that may still live stays there,
    /// so that the logout can be tried again. Also ends a session that somebody
    /// hands over.
    Logout(Box<LogoutArgs>),
    /// Serve the offline deployment, with planted defects and faults
    Mock(Box<MockArgs>),
    /// Convert, merge or compare reports that were written as JSON
    Report(ReportArgs),
    /// Show what browsers make of a login's and a logout's Set-Cookie lines
    ///
    /// Goes through them with models of Chromium and Firefox, side by side:
    /// what is stored, refused, replaced or deleted and by which rule, what is
    /// sent in the end, and the line that would have worked. Nothing is sent
    /// anywhere.
    Cookies(CookiesArgs),
    /// List the checks by the requirement that they prove
    Checks(ChecksArgs),
    /// Explain checks: why they matter, what is usually behind a failure, how
    /// to mend it
    Explain(ExplainArgs),
    /// List, print and check profiles: what a deployment promises
    ///
    /// A profile says where the routes are, how to log in and out, and what is
    /// answered. Start with `penguin-auth profile show ticket > my-app.toml`,
    /// and give the file to --profile.
    Profile(ProfileCommandArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print the manual page, or write all of them to a directory
    Man(ManArgs),
}

/// `penguin-auth checks`.
#[derive(Debug, clap::Args)]
pub struct ChecksArgs {
    /// As one JSON document
    #[arg(long)]
    pub json: bool,
}

/// `penguin-auth explain`.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// Ids of checks, as `penguin-auth checks` lists them; also beginnings of
    /// ids, and requirements such as AC3
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
}

/// `penguin-auth completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// `penguin-auth man`.
#[derive(Debug, clap::Args)]
pub struct ManArgs {
    /// Write one page per command into this directory instead
    #[arg(long, value_name = "DIR")]
    pub out: Option<std::path::PathBuf>,
}

/// The table below the help; a test compares it with `exit.rs`.
const EXIT_CODES: &str = "\
Exit codes:
  0    everything that was asked for holds (warnings allowed)
  1    a check at level deny failed, or a known failure is out of date
  2    the command line, the environment or a file it names is wrong
  3    could not look: unreachable, route missing, login refused, rate limited, captcha, MFA
  4    a report could not be written
  70   a bug in penguin-auth
  130  stopped by SIGINT (Ctrl-C)
  143  stopped by SIGTERM";
