//! Why a command for one session cannot begin.

use super::super::PlanError;
use crate::redact::sanitise;
use crate::session::{HandedOverError, StoreError, Summary};
use crate::settings::Mistakes;

/// What was typed cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum SessionPlanError {
    /// As for other commands.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The stored sessions.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nothing says where to log in, or where a session is from.
    #[error("no deployment is named")]
    NoBaseUrl,
    /// There is no place for files.
    #[error("could not find your home directory, so there is no place to keep sessions")]
    NoHome,
    /// A session is there already.
    #[error("a session of {} on {} is stored already", sanitise(.0.email.as_str()), sanitise(.0.base_url.as_str()))]
    Occupied(Summary),
    /// No session is stored.
    #[error("no session is stored")]
    NothingStored,
    /// None of those that are stored was meant.
    #[error("no stored session is for that deployment and account; stored are:\n{0}")]
    NoneFits(String),
    /// Several could be meant.
    #[error("several sessions are stored, and any of them could be meant:\n{0}")]
    SeveralFit(String),
    /// What was handed over.
    #[error("could not use the session in {what}")]
    HandedOver {
        /// Where it came from, in words.
        what: String,
        /// What is wrong with it.
        source: HandedOverError,
    },
    /// Only CSRF cookies and the like, or for another path.
    #[error("no cookie that was handed over can be a session and would be sent to the deployment")]
    NoSession,
    /// It is no text, or far too much.
    #[error("could not use the session in {0}: it is not UTF-8 text of at most 4 MiB")]
    NotText(String),
}

impl SessionPlanError {
    /// What to try next.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Plan(error) => error.hint(),
            Self::Store(StoreError::NotASession { .. }) => {
                "the file was left alone; remove it if nobody needs it any more"
            }
            Self::Store(StoreError::Read { .. } | StoreError::Write { .. }) => {
                "check its permissions, or name another directory with PENGUIN_AUTH_STATE_DIR"
            }
            Self::NoBaseUrl => "give --base-url, or set PENGUIN_AUTH_BASE_URL",
            Self::NoHome => "set PENGUIN_AUTH_STATE_DIR to a directory of yours",
            Self::Occupied(_) => {
                "end it first with penguin-auth logout; with --force it is replaced, but stays live on the server"
            }
            Self::NothingStored => "penguin-auth login opens a session and keeps it",
            Self::NoneFits(_) => {
                "the choice comes from --base-url and --email, or PENGUIN_AUTH_BASE_URL and PENGUIN_AUTH_EMAIL"
            }
            Self::SeveralFit(_) => "say which one, with the options of its line",
            Self::NoSession => "hand over the cookie that the login set; its path must lead to the routes",
            Self::HandedOver { .. } => {
                "give a Cookie header, a token alone, or a cookie jar as curl -c writes it"
            }
            Self::NotText(_) => "give a Cookie header, a token alone, or a cookie jar as curl -c writes it",
        }
    }
}

impl From<Mistakes> for SessionPlanError {
    fn from(error: Mistakes) -> Self {
        Self::Plan(error.into())
    }
}
