//! Database sessions: `auth.sessions`. A JWE has no row here.

use super::super::clock::Millis;
use super::rows::{SessionRow, User};
use super::{Storage, Stored};
use crate::mock::key::Key;
use crate::mock::nile_auth::ids::random_id;

impl Storage {
    /// Keeps a new session.
    pub(in crate::mock::nile_auth) async fn add_session(
        &self,
        user: &str,
        token: &str,
        expires: Millis,
    ) -> Stored<()> {
        let key = Key::of(token);
        let row = SessionRow { id: random_id()?, key, user_id: user.to_owned(), expires };
        self.tables().sessions.insert(key, row);
        Ok(())
    }

    /// The session of a token, with its user unless he is deleted.
    pub(in crate::mock::nile_auth) async fn session(
        &self,
        token: &str,
    ) -> Stored<Option<(Millis, Option<User>)>> {
        let key = Key::of(token);
        let tables = self.tables();
        let Some(row) = tables.sessions.get(&key) else {
            return Ok(None);
        };
        let user = tables.users.get(&row.user_id).filter(|user| user.deleted.is_none());
        Ok(Some((row.expires, user.cloned())))
    }

    /// Lets a session last longer.
    pub(in crate::mock::nile_auth) async fn extend_session(
        &self,
        token: &str,
        expires: Millis,
    ) -> Stored<()> {
        self.tables().sessions.entry(Key::of(token)).and_modify(|row| row.expires = expires);
        Ok(())
    }

    /// Ends the session of a token, if there is one.
    pub(in crate::mock::nile_auth) async fn end_session(&self, token: &str) -> Stored<()> {
        self.tables().sessions.remove(&Key::of(token));
        Ok(())
    }

    /// All sessions with the addresses of their users.
    pub(in crate::mock::nile_auth) async fn sessions(&self) -> Stored<Vec<(SessionRow, String)>> {
        let tables = self.tables();
        let email = |row: &SessionRow| tables.users.get(&row.user_id).map(|user| user.email.clone());
        Ok(tables.sessions.values().map(|row| (row.clone(), email(row).unwrap_or_default())).collect())
    }

    /// Ends all sessions that fit, and tells how many.
    pub(in crate::mock::nile_auth) async fn end_sessions(
        &self,
        fits: impl Fn(&SessionRow) -> bool + Send,
    ) -> Stored<usize> {
        let mut tables = self.tables();
        let before = tables.sessions.len();
        tables.sessions.retain(|_, row| !fits(row));
        Ok(before - tables.sessions.len())
    }
}
