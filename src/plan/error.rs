//! Why a command cannot begin.

use std::io;

use super::{NileControlError, WebDriverError};
use crate::check::SelectionError;
use crate::deployment::BaseUrlError;
use crate::settings::Mistakes;
use crate::versioned::ReadError;

/// What was typed cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// An environment variable.
    #[error("the environment variable {0} is not UTF-8")]
    NotText(String),
    /// Neither `--mock` nor a URL.
    #[error("nothing to examine")]
    NoTarget,
    /// The base URL.
    #[error("could not use the base URL")]
    BaseUrl(#[from] BaseUrlError),
    /// No e-mail address.
    #[error("no account to log in with")]
    NoAccount,
    /// The second account is the first one.
    #[error("the second account is the first one")]
    SameAccount,
    /// Options of the mock for something that is not the mock.
    #[error("a deployment cannot be given defects, faults, cookies or tokens of the mock")]
    MockOptions,
    /// No password for an account.
    #[error("no password for {0}")]
    NoPassword(String),
    /// A file or standard input.
    #[error("could not read {what}")]
    Read {
        /// Which file, in words.
        what: String,
        /// What the operating system said.
        source: io::Error,
    },
    /// A file with evidence.
    #[error("could not use the evidence {path}")]
    Evidence {
        /// The file.
        path: String,
        /// What is wrong with it.
        source: ReadError,
    },
    /// The evidence was gathered under another profile.
    #[error("the evidence was gathered with the profile {recorded}, and it would be judged with {given}")]
    OtherProfile {
        /// The recording's.
        recorded: String,
        /// That of the command line.
        given: String,
    },
    /// The evidence was gathered before the profile was changed.
    #[error("the profile {0} is not the one that the evidence was gathered with: it was changed since")]
    ChangedProfile(String),
    /// Names of checks.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// The control interface of Nile.
    #[error("could not use --nile-control")]
    NileControl(#[source] NileControlError),
    /// The address of a WebDriver.
    #[error("could not use --webdriver")]
    WebDriver(#[source] WebDriverError),
    /// The profile.
    #[error(transparent)]
    Profile(#[from] Mistakes),
    /// The list of known failures.
    #[error(transparent)]
    Known(Mistakes),
    /// Neither a built-in profile nor a file.
    #[error("no profile is called {name:?}{}", suggestion.map_or_else(String::new, |name| format!("; did you mean {name}?")))]
    UnknownProfile {
        /// As typed.
        name: String,
        /// The nearest name.
        suggestion: Option<&'static str>,
    },
    /// It is there, but not as a file.
    #[error("{0} is a built-in profile and no file")]
    BuiltInProfile(String),
    /// Without its CSRF token nobody can log in.
    #[error("the profile {0} needs a CSRF token, so --without-csrf leaves nothing to examine")]
    NeedsCsrf(String),
}

impl PlanError {
    /// What to try next.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotText(_) => "set it to text, or unset it",
            Self::NoTarget => {
                "try: penguin-auth verify --mock, or: penguin-auth verify --base-url http://localhost:3000"
            }
            Self::BaseUrl(_) => "write it with http:// or https:// in front, and without the path of a route",
            Self::NoAccount => "set PENGUIN_AUTH_EMAIL, or give --email",
            Self::SameAccount => {
                "give the address of another account, or none: then those checks are skipped"
            }
            Self::MockOptions => {
                "use them with --mock, or with penguin-auth mock and its address as --base-url"
            }
            Self::NoPassword(_) => {
                "set PENGUIN_AUTH_PASSWORD (for the second account PENGUIN_AUTH_SECOND_PASSWORD), or use --password-file (--second-password-file)"
            }
            Self::Read { source, .. } if source.kind() == io::ErrorKind::InvalidData => {
                "it has to be text in UTF-8: is it the right file?"
            }
            Self::Read { .. } => "check the path and its permissions",
            Self::Evidence { source, .. } => source.hint(),
            Self::OtherProfile { .. } => "give the profile that it was gathered with as --profile",
            Self::ChangedProfile(_) => "give the profile as it was then as --profile, or run verify again",
            Self::BuiltInProfile(_) => {
                "check takes a file; penguin-auth profile show prints a built-in profile as one"
            }
            Self::Selection(_) => "penguin-auth checks lists them",
            Self::NileControl(error) => error.hint(),
            Self::WebDriver(_) => {
                "give the address at which chromedriver said that it listens, such as http://localhost:9515"
            }
            Self::Profile(_) => {
                "penguin-auth profile show NAME prints one to start from; docs/profiles.md explains every key"
            }
            Self::Known(_) => "each entry is [[known]] with check, reason and until = \"2026-12-31\"",
            Self::UnknownProfile { .. } => {
                "penguin-auth profile list shows the built-in ones; a file needs its path"
            }
            Self::NeedsCsrf(_) => "leave out --without-csrf",
        }
    }
}
