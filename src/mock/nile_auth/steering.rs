//! The sessions as somebody sees them who stands behind the server: without
//! tokens, and able to end them.

use super::NileAuth;
use super::clock::iso;
use super::storage::{SessionRow, Stored};

/// A session that is kept in a row. Sessions that live in a JWE are kept
/// nowhere, so nobody can list or end them: that is how Nile is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NileSession {
    /// The id of its row; it is no credential.
    pub id: String,
    /// Whose it is.
    pub user_id: String,
    /// The address of the user.
    pub email: String,
    /// When it ends, in ISO 8601.
    pub expires: String,
    /// Eight hex digits of the hash of its token.
    pub fingerprint: String,
}

impl NileAuth {
    /// All sessions that are kept in rows, also those past their time that
    /// nobody has read since.
    pub(in crate::mock) async fn list_sessions(&self) -> Stored<Vec<NileSession>> {
        let shown = |(row, email): (SessionRow, String)| NileSession {
            id: row.id,
            user_id: row.user_id,
            email,
            expires: iso(row.expires),
            fingerprint: format!("{:08x}", row.key.fingerprint()),
        };
        self.ready().await?;
        Ok(self.storage.sessions().await?.into_iter().map(shown).collect())
    }

    /// Ends one session by the id of its row; `false` if there is none.
    pub(in crate::mock) async fn end_session(&self, id: &str) -> Stored<bool> {
        self.ready().await?;
        self.storage.end_session_row(id).await
    }

    /// Ends all sessions of a user, and tells how many there were.
    pub(in crate::mock) async fn end_all(&self, email: &str) -> Stored<u64> {
        self.ready().await?;
        match self.storage.any_user_of(email).await? {
            Some(user) => self.storage.end_sessions_of(&user.id).await,
            None => Ok(0),
        }
    }

    /// Moves the time of the server forward, for tests of what expires.
    pub(in crate::mock) fn advance(&self, by: std::time::Duration) {
        self.clock.advance(by);
    }
}
