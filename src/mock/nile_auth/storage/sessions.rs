//! Database sessions: `auth.sessions`. A JWE has no row here.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::clock::Millis;
use super::rows::{SessionRow, User};
use super::tables::Tables;
use super::{Storage, Stored};
use crate::mock::key::Key;
use crate::mock::nile_auth::ids::random_id;

impl Storage {
    /// Keeps a new session. Now and then rows past their time are dropped, so
    /// that sessions that nobody comes back for do not add up. In a database
    /// they stay, as they do with Nile.
    pub(in crate::mock::nile_auth) async fn add_session(
        &self,
        user: &str,
        token: &str,
        expires: Millis,
        now: Millis,
    ) -> Stored<()> {
        if let Some(postgres) = &self.postgres {
            return Ok(postgres.add_session(user, token, expires).await?);
        }
        let key = Key::of(token);
        let row = SessionRow { id: random_id()?, key, user_id: user.to_owned(), expires };
        let Tables { sessions, sweep_of_sessions: sweep, .. } = &mut *self.tables();
        sessions.insert(key, row);
        if sweep.is_due(sessions.len()) {
            sessions.retain(|_, row| row.expires >= now);
            sweep.done(sessions.len());
        }
        Ok(())
    }

    /// The session of a token, with its user unless he is deleted.
    pub(in crate::mock::nile_auth) async fn session(
        &self,
        token: &str,
    ) -> Stored<Option<(Millis, Option<Arc<User>>)>> {
        if let Some(postgres) = &self.postgres {
            let Some(row) = postgres.session(token).await? else {
                return Ok(None);
            };
            return Ok(Some((row.expires, self.user(&row.user_id).await?.map(Arc::new))));
        }
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
        if let Some(postgres) = &self.postgres {
            return Ok(postgres.extend_session(token, expires).await?);
        }
        self.tables().sessions.entry(Key::of(token)).and_modify(|row| row.expires = expires);
        Ok(())
    }

    /// Ends the session of a token, if there is one.
    pub(in crate::mock::nile_auth) async fn end_session(&self, token: &str) -> Stored<()> {
        if let Some(postgres) = &self.postgres {
            return Ok(postgres.end_session(token).await?);
        }
        self.tables().sessions.remove(&Key::of(token));
        Ok(())
    }

    /// The live sessions with the addresses of their users.
    pub(in crate::mock::nile_auth) async fn sessions(
        &self,
        now: Millis,
    ) -> Stored<Vec<(SessionRow, String)>> {
        if let Some(postgres) = &self.postgres {
            return Ok(postgres.sessions(now).await?);
        }
        let Tables { users, sessions, .. } = &*self.tables();
        let shown = |row: &SessionRow| Some((row.clone(), owner(users, row, now)?.email.clone()));
        Ok(sessions.values().filter_map(shown).collect())
    }

    /// Ends the live session with this id of a row; `false` if there is none.
    pub(in crate::mock::nile_auth) async fn end_session_row(&self, id: &str, now: Millis) -> Stored<bool> {
        if let Some(postgres) = &self.postgres {
            return Ok(postgres.end_session_row(id, now).await? > 0);
        }
        Ok(self.end_where(now, |row| row.id == id) > 0)
    }

    /// Ends all live sessions of a user, and tells how many.
    pub(in crate::mock::nile_auth) async fn end_sessions_of(&self, user: &str, now: Millis) -> Stored<u64> {
        if let Some(postgres) = &self.postgres {
            return Ok(postgres.end_sessions_of(user, now).await?);
        }
        Ok(self.end_where(now, |row| row.user_id == user))
    }

    fn end_where(&self, now: Millis, fits: impl Fn(&SessionRow) -> bool) -> u64 {
        let Tables { users, sessions, .. } = &mut *self.tables();
        sessions.extract_if(|_, row| fits(row) && owner(users, row, now).is_some()).map(|_| 1).sum()
    }
}

/// Who is logged in by a row: nobody once it is past its time, or its user is
/// deleted.
fn owner<'a>(users: &'a HashMap<String, Arc<User>>, row: &SessionRow, now: Millis) -> Option<&'a Arc<User>> {
    users.get(&row.user_id).filter(|user| user.deleted.is_none() && row.expires >= now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn sessions_that_nobody_ends_do_not_add_up() {
        let storage = Storage::new(None);
        for now in 0..10_000 {
            storage.add_session("ada", &now.to_string(), now + 100, now).await.unwrap();
        }
        assert!(storage.tables().sessions.len() < 2_000);
        assert!(storage.session("9999").await.unwrap().is_some(), "those in time stay");
    }
}
