//! Why a deployment cannot be started, and why the command that serves it ends.

use std::io;
use std::path::PathBuf;

use super::control::ControlTokenError;
use super::nile_auth::{PostgresError, PostgresUrlError};
use super::users::UsersError;

/// A deployment that cannot be started. The text completes "could not start the
/// mock: ...".
#[derive(Debug, thiserror::Error)]
pub enum MockError {
    /// The deployment runs on tokio and found none.
    #[error("no async runtime is running here")]
    NoRuntime,
    /// The listener cannot be used.
    #[error("the listening socket cannot be used")]
    Listener(#[source] io::Error),
    /// Path or domain hold characters that no cookie line can carry.
    #[error("cookie path `{path}` or cookie domain `{domain}` cannot be written into a cookie")]
    Dress {
        /// The path that was asked for.
        path: String,
        /// The domain that was asked for, or nothing.
        domain: String,
    },
    /// Nobody could see a defect in this dress.
    #[error("the defect {defect} cannot be seen here: {why}")]
    Hidden {
        /// The defect's name.
        defect: &'static str,
        /// What hides it.
        why: &'static str,
    },
    /// Two accounts with one e-mail.
    #[error("two accounts have the e-mail `{0}`")]
    TwiceTheSameAccount(String),
    /// The system gave no random bytes.
    #[error("the system gives no random numbers")]
    NoRandom,
    /// The certificate could not be made.
    #[error("no certificate could be made")]
    Certificate(#[source] rcgen::Error),
    /// The certificate could not be used.
    #[error("the certificate could not be used")]
    Tls(#[source] rustls::Error),
    /// The state file cannot be read or written.
    #[error("the state file {} cannot be used", path.display())]
    State {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Another process works on the state file.
    #[error("the state file {} is in use by another mock", .0.display())]
    StateLocked(PathBuf),
    /// A whole line of the state file is not ours.
    #[error("line {line} of the state file {} is not readable", path.display())]
    StateLine {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
    /// The database that keeps Nile's rows cannot be used.
    #[error(transparent)]
    Postgres(PostgresError),
}

impl MockError {
    /// What to try.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoRuntime => Some("start it inside a tokio runtime"),
            Self::Listener(_) | Self::NoRandom | Self::Certificate(_) | Self::Tls(_) => None,
            Self::Dress { .. } => {
                Some("a path begins with /, and neither may hold spaces, commas or semicolons")
            }
            Self::Hidden { .. } => Some("leave out the option that hides it"),
            Self::TwiceTheSameAccount(_) => Some("give every account once"),
            Self::State { .. } => Some("give a file in a directory that exists and that you may write to"),
            Self::StateLocked(_) => Some("stop the other mock, or give this one a file of its own"),
            Self::StateLine { .. } => Some("delete the file to start without sessions"),
            Self::Postgres(error) => Some(error.hint()),
        }
    }
}

/// Why `penguin-auth mock` ended early.
#[derive(Debug, thiserror::Error)]
pub enum MockCommandError {
    /// The deployment could not be started.
    #[error("could not start the mock")]
    Start(#[from] MockError),
    /// The port is taken or forbidden.
    #[error("could not listen on port {0}")]
    Listen(u16, #[source] io::Error),
    /// The token of the control interface cannot be used.
    #[error("could not set up the control interface")]
    ControlToken(#[from] ControlTokenError),
    /// The accounts could not be read.
    #[error("could not use the accounts")]
    Users(#[from] UsersError),
    /// The environment names no database that can be used.
    #[error("PENGUIN_AUTH_MOCK_POSTGRES cannot be used")]
    Postgres(#[from] PostgresUrlError),
    /// The certificate could not be written.
    #[error("could not write {}", .0.display())]
    Write(PathBuf, #[source] io::Error),
    /// What is to be printed cannot be written.
    #[error(transparent)]
    Output(io::Error),
    /// Signals cannot be watched, or there is no thread that writes.
    #[error("could not set up the terminal")]
    Terminal(#[from] io::Error),
}

impl MockCommandError {
    /// What to try.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Start(error) => error.hint().unwrap_or("penguin-auth mock --help explains the options"),
            Self::Listen(..) => "--port 0 takes a free one",
            Self::ControlToken(_) => {
                "give PENGUIN_AUTH_CONTROL_TOKEN sixteen characters or more, or do not set it"
            }
            Self::Postgres(_) => "give a URL, or unset it to keep Nile's rows in memory",
            Self::Users(_) => "a JSON array, or one EMAIL:PASSWORD on each line",
            Self::Write(..) => "check the path and its permissions",
            Self::Output(_) => "standard output cannot be written",
            Self::Terminal(_) => "the system gives no signals or no thread; is there a limit on processes?",
        }
    }

    /// Whether everything was right but the place that the output goes to.
    #[must_use]
    pub const fn is_of_the_output(&self) -> bool {
        matches!(self, Self::Output(_))
    }
}
