//! What can be chosen about the stand-in for Nile.

use std::fmt;

use super::storage::PostgresUrl;

/// What logins and sign-ups give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NileSessions {
    /// An encrypted JWT, as on Nile: no sign-out can end it.
    #[default]
    Jwe,
    /// A row, as on Nile after a second factor: a sign-out deletes it.
    Database,
}

/// The options of the stand-in. The default is what a Nile does.
#[derive(Clone, Default)]
pub struct NileOptions {
    /// What logins and sign-ups give.
    pub sessions: NileSessions,
    /// The secret that tokens and CSRF cookies are made with; a random one if
    /// there is none. A next-auth with the same secret reads the tokens.
    pub secret: Option<String>,
    /// Whether to add the users and sessions that recorded conversations need.
    pub fixtures: bool,
    /// Where users, their credentials and database sessions are kept; in memory
    /// if there is nothing. Accounts that are missing there are added.
    pub postgres: Option<PostgresUrl>,
}

impl fmt::Debug for NileOptions {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("NileOptions")
            .field("sessions", &self.sessions)
            .field("fixtures", &self.fixtures)
            .field("postgres", &self.postgres)
            .finish_non_exhaustive()
    }
}
