//! `penguin-auth login`, `whoami` and `logout`: what was typed.

use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgGroup, Args};

use super::connection::duration;
use super::{Colour, ConnectionArgs, PasswordArgs, ProfileArgs};

/// `penguin-auth login`.
#[derive(Debug, Clone, Args)]
pub struct LoginArgs {
    /// The deployment [env: PENGUIN_AUTH_BASE_URL]
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,

    /// The account [env: PENGUIN_AUTH_EMAIL]
    #[arg(long, value_name = "EMAIL")]
    pub email: Option<String>,

    /// Where its password comes from.
    #[command(flatten)]
    pub password: PasswordArgs,

    /// Replace a session that is stored for the same deployment and account;
    /// the old one stays live on the server
    #[arg(long)]
    pub force: bool,

    /// What the deployment promises.
    #[command(flatten)]
    pub profile: ProfileArgs,

    /// How requests are sent.
    #[command(flatten)]
    pub connection: ConnectionArgs,

    /// What is printed.
    #[command(flatten)]
    pub output: SessionOutputArgs,
}

/// `penguin-auth whoami`.
#[derive(Debug, Clone, Args)]
pub struct WhoamiArgs {
    /// Which session.
    #[command(flatten)]
    pub which: WhichArgs,

    /// What the deployment promises.
    #[command(flatten)]
    pub profile: ProfileArgs,

    /// How requests are sent.
    #[command(flatten)]
    pub connection: ConnectionArgs,

    /// What is printed.
    #[command(flatten)]
    pub output: SessionOutputArgs,
}

/// `penguin-auth logout`.
#[derive(Debug, Clone, Args)]
pub struct LogoutArgs {
    /// Which session.
    #[command(flatten)]
    pub which: WhichArgs,

    /// How long a replay that is accepted is repeated, to see when it stops
    #[arg(long, value_name = "TIME", default_value = "1s", value_parser = duration)]
    pub replay_limit: Duration,

    /// A session without a stored file.
    #[command(flatten)]
    pub handed_over: HandedOverArgs,

    /// What the deployment promises.
    #[command(flatten)]
    pub profile: ProfileArgs,

    /// How requests are sent.
    #[command(flatten)]
    pub connection: ConnectionArgs,

    /// What is printed.
    #[command(flatten)]
    pub output: SessionOutputArgs,
}

/// Which stored session; not needed while there is only one.
#[derive(Debug, Clone, Default, Args)]
pub struct WhichArgs {
    /// The deployment [env: PENGUIN_AUTH_BASE_URL]
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,

    /// The account, where several sessions of one deployment are stored [env:
    /// PENGUIN_AUTH_EMAIL]
    #[arg(long, value_name = "EMAIL")]
    pub email: Option<String>,
}

/// A session that somebody hands over. Its cookie is never an argument:
/// arguments can be read by every user of the machine.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "A session handed over")]
#[command(group = ArgGroup::new("handed_over").args(["cookie_stdin", "cookie_file"]))]
pub struct HandedOverArgs {
    /// End the session of the cookie on standard input: a Cookie header, a
    /// token alone, or a cookie jar as curl writes it
    #[arg(long, conflicts_with = "email")]
    pub cookie_stdin: bool,

    /// The same from a file, which is not changed
    #[arg(long, value_name = "FILE", conflicts_with = "email")]
    pub cookie_file: Option<PathBuf>,

    /// The name of the session cookie, if it is not one of Nile's
    #[arg(long, value_name = "NAME", requires = "handed_over", value_parser = cookie_name)]
    pub cookie_name: Option<String>,
}

/// What is printed about one session.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Output")]
pub struct SessionOutputArgs {
    /// As one JSON object
    #[arg(long)]
    pub json: bool,

    /// Whether to colour
    #[arg(long, value_enum, default_value_t = Colour::Auto, visible_alias = "colour")]
    pub color: Colour,
}

/// The error does not repeat what was typed: somebody may take this for the
/// place of the cookie itself.
fn cookie_name(text: &str) -> Result<String, String> {
    if crate::session::is_cookie_name(text) {
        return Ok(text.to_owned());
    }
    Err("holds a character that no cookie name may".to_owned())
}
