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
    /// The live sessions that are kept in rows. A row past its time stays until
    /// somebody reads it, but nobody is logged in by it.
    pub(in crate::mock) async fn list_sessions(&self) -> Stored<Vec<NileSession>> {
        let shown = |(row, email): (SessionRow, String)| NileSession {
            id: row.id,
            user_id: row.user_id,
            email,
            expires: iso(row.expires),
            fingerprint: format!("{:08x}", row.key.fingerprint()),
        };
        self.ready().await?;
        Ok(self.storage.sessions(self.clock.now()).await?.into_iter().map(shown).collect())
    }

    /// Ends one live session by the id of its row; `false` if there is none.
    pub(in crate::mock) async fn end_session(&self, id: &str) -> Stored<bool> {
        self.ready().await?;
        self.storage.end_session_row(id, self.clock.now()).await
    }

    /// Ends all live sessions of a user, and tells how many there were; none if
    /// nobody has that address.
    pub(in crate::mock) async fn end_all(&self, email: &str) -> Stored<Option<u64>> {
        self.ready().await?;
        match self.storage.user_of(email).await? {
            Some(user) => Ok(Some(self.storage.end_sessions_of(&user.id, self.clock.now()).await?)),
            None => Ok(None),
        }
    }

    /// Moves the time of the server forward, for tests of what expires.
    pub(in crate::mock) fn advance(&self, by: std::time::Duration) {
        self.clock.advance(by);
    }
}
