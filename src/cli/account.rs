//! Accounts on the command line. A password is never an argument: arguments
//! can be read by every user of the machine.

use std::path::PathBuf;

use clap::Args;

/// Whose session.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Accounts")]
pub struct AccountArgs {
    /// The account whose sessions are opened and ended [env: PENGUIN_AUTH_EMAIL]
    #[arg(long, value_name = "EMAIL")]
    pub email: Option<String>,

    /// Where its password comes from.
    #[command(flatten)]
    pub password: PasswordArgs,

    /// A second account, to prove that accounts stay apart [env:
    /// PENGUIN_AUTH_SECOND_EMAIL; its password: PENGUIN_AUTH_SECOND_PASSWORD]
    #[arg(long, value_name = "EMAIL")]
    pub second_email: Option<String>,

    /// A file with the second account's password in its first line
    #[arg(long, value_name = "FILE")]
    pub second_password_file: Option<PathBuf>,
}

/// Where a password comes from: these, else the environment variable
/// `PENGUIN_AUTH_PASSWORD`, else a prompt on a terminal.
#[derive(Debug, Clone, Default, Args)]
pub struct PasswordArgs {
    /// Read the password from the first line of standard input [env:
    /// PENGUIN_AUTH_PASSWORD; asked for on a terminal]
    #[arg(long, conflicts_with = "password_file")]
    pub password_stdin: bool,

    /// A file with the password in its first line
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
}
