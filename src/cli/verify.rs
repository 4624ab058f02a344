//! `penguin-auth verify`: what was typed.

use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgGroup, Args};

use super::connection::duration;
use super::{AccountArgs, ConnectionArgs, DressArgs, LevelChanges, OutputArgs, ProfileArgs};

/// What was typed after `verify`.
#[derive(Debug, Clone, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is one flag of the command line")]
#[command(group = ArgGroup::new("target").args(["mock", "base_url", "from"]))]
pub struct VerifyArgs {
    /// Examine the embedded offline deployment
    #[arg(long)]
    pub mock: bool,

    /// Examine this deployment [env: PENGUIN_AUTH_BASE_URL]
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,

    /// Judge again what an earlier run saw and kept with --save-evidence;
    /// nothing is sent, and no account is needed
    #[arg(long, value_name = "FILE", conflicts_with_all = ["print_plan", "save_evidence", "nile_control"])]
    pub from: Option<PathBuf>,

    /// Keep what the run sees in this file, for --from; secrets are replaced,
    /// and only you can read it
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub save_evidence: Option<PathBuf>,
    /// What the deployment promises.
    #[command(flatten)]
    pub profile: ProfileArgs,

    /// Which checks run.
    #[command(flatten)]
    pub levels: LevelArgs,

    /// Another route that needs a session, read before the logout and after it:
    /// a path below the base URL (repeatable, or separated by commas)
    #[arg(long, value_name = "PATH", value_delimiter = ',', value_parser = path, help_heading = "Checks")]
    pub protected: Vec<String>,

    /// Print what would be done, and do nothing
    #[arg(long, help_heading = "Output")]
    pub print_plan: bool,

    /// Whose sessions.
    #[command(flatten)]
    pub accounts: AccountArgs,

    /// How requests are sent.
    #[command(flatten)]
    pub connection: ConnectionArgs,

    /// The most logins of the account, wrong passwords included [default: 5,
    /// or 19 when Nile fails in every way; one more with --browser, 59 more with
    /// --intrusive]
    #[arg(long, value_name = "N", help_heading = "Budget")]
    pub max_logins: Option<usize>,

    /// The most requests [default: 99, or 199 for the mock and when Nile fails
    /// in every way; 210 more with --intrusive]
    #[arg(long, value_name = "N", help_heading = "Budget")]
    pub max_requests: Option<usize>,

    /// How long a replay that is accepted is repeated, to see when it stops
    #[arg(long, value_name = "TIME", default_value = "1s", value_parser = duration, help_heading = "Budget")]
    pub replay_limit: Duration,

    /// Fetch no CSRF token: shows whether logout then does nothing and still
    /// says 200
    #[arg(long, help_heading = "Budget")]
    pub without_csrf: bool,

    /// Let Nile fail in every way, also in those that keep the run waiting
    #[arg(long, help_heading = "Budget")]
    pub slow: bool,

    /// Also do what a deployment may take for an attack: malformed tokens, TRACE,
    /// 19 more logins, and up to 40 wrong passwords, after which the account may
    /// be locked for a while: use one that nobody else needs
    #[arg(long, help_heading = "Budget")]
    pub intrusive: bool,

    /// The real browser.
    #[command(flatten)]
    pub browser: BrowserArgs,

    /// Whose failures the run switches on and off.
    #[command(flatten)]
    pub nile: NileArgs,

    /// What is printed and written.
    #[command(flatten)]
    pub output: OutputArgs,

    /// The mock of `--mock`.
    #[command(flatten)]
    pub dress: DressArgs,
}

/// A real browser that logs in and out as well.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Browser")]
pub struct BrowserArgs {
    /// Log in and out in a real headless Chromium as well, and compare it with
    /// the model: one login more
    #[arg(long, conflicts_with = "from")]
    pub browser: bool,

    /// Use this running chromedriver instead of starting one
    #[arg(long, value_name = "URL", requires = "browser")]
    pub webdriver: Option<String>,
}

/// The mock that the deployment uses as its Nile.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Nile's failures")]
pub struct NileArgs {
    /// Make Nile fail in every way while the deployment runs: the address of
    /// the penguin-auth mock that the deployment uses as its Nile
    #[arg(long, value_name = "URL", conflicts_with = "mock")]
    pub nile_control: Option<String>,

    /// A file whose first line is the token of that mock
    /// [env: PENGUIN_AUTH_CONTROL_TOKEN]
    #[arg(long, value_name = "FILE", requires = "nile_control")]
    pub nile_control_token_file: Option<PathBuf>,
}

/// Which checks run, and at which level.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Checks")]
pub struct LevelArgs {
    /// Run only these checks: ids, beginnings of ids, requirements such as AC3,
    /// or "ticket" or "standards" (repeatable, or separated by commas)
    #[arg(long, value_name = "CHECK", value_delimiter = ',')]
    pub only: Vec<String>,

    /// Leave these checks out
    #[arg(long, value_name = "CHECK", value_delimiter = ',')]
    pub skip: Vec<String>,

    /// Their levels.
    #[command(flatten)]
    pub changes: LevelChanges,

    /// A list of checks that are known to fail, each with a reason and a date:
    /// they do not fail the run, and fail it once they pass
    #[arg(long, value_name = "FILE")]
    pub known_failures: Option<PathBuf>,
}

/// A path below the base URL.
fn path(text: &str) -> Result<String, String> {
    let plain = text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '?' | '#'));
    if text.starts_with('/') && plain {
        return Ok(text.to_owned());
    }
    Err("a path begins with a slash, and has no ?, # or spaces: /api/orders".to_owned())
}
