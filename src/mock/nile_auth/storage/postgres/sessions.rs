//! `auth.sessions`. The statements are those of Nile, so a tool that watches
//! its tables sees the same here.

use tokio_postgres::Row;
use uuid::Uuid;

use super::super::rows::SessionRow;
use super::values::{column, id, millis, moment};
use super::{Postgres, PostgresError};
use crate::mock::key::Key;
use crate::mock::nile_auth::clock::Millis;

const LIST: &str = "SELECT s.id, s.user_id, s.session_token, s.expires_at, u.email \
    FROM auth.sessions s JOIN users.users u ON u.id = s.user_id \
    WHERE u.deleted IS NULL AND s.expires_at >= $1";

/// Ends one live session from behind.
const END_ROW: &str = "DELETE FROM auth.sessions s USING users.users u \
    WHERE s.id = $1 AND u.id = s.user_id AND u.deleted IS NULL AND s.expires_at >= $2";

/// Ends the live sessions of a user from behind.
const END_ALL: &str = "DELETE FROM auth.sessions s USING users.users u \
    WHERE s.user_id = $1 AND u.id = s.user_id AND u.deleted IS NULL AND s.expires_at >= $2";

impl Postgres {
    pub(in super::super) async fn add_session(
        &self,
        user: &str,
        token: &str,
        expires: Millis,
    ) -> Result<(), PostgresError> {
        let sql = "INSERT INTO auth.sessions (user_id, session_token, expires_at) VALUES ($1, $2, $3)";
        self.change(sql, &[&id(user), &token, &moment(expires)]).await.map(drop)
    }

    /// When the session of a token ends, and whose it is.
    pub(in super::super) async fn session(&self, token: &str) -> Result<Option<SessionRow>, PostgresError> {
        let rows = self.find("SELECT * FROM auth.sessions WHERE session_token = $1", &[&token]).await?;
        rows.first().map(read).transpose()
    }

    pub(in super::super) async fn extend_session(
        &self,
        token: &str,
        expires: Millis,
    ) -> Result<(), PostgresError> {
        let sql = "UPDATE auth.sessions SET expires_at = $1 WHERE session_token = $2";
        self.change(sql, &[&moment(expires), &token]).await.map(drop)
    }

    pub(in super::super) async fn end_session(&self, token: &str) -> Result<(), PostgresError> {
        match self.change("DELETE FROM auth.sessions WHERE session_token = $1", &[&token]).await {
            Err(error) if error.is_about_a_value() => Ok(()),
            ended => ended.map(drop),
        }
    }

    pub(in super::super) async fn sessions(
        &self,
        now: Millis,
    ) -> Result<Vec<(SessionRow, String)>, PostgresError> {
        let rows = self.find(LIST, &[&moment(now)]).await?;
        let email = |row| column::<Option<String>>(row, "email").map(Option::unwrap_or_default);
        rows.iter().map(|row| Ok((read(row)?, email(row)?))).collect()
    }

    /// Ends the live session with this id of a row.
    pub(in super::super) async fn end_session_row(
        &self,
        row: &str,
        now: Millis,
    ) -> Result<u64, PostgresError> {
        self.change(END_ROW, &[&id(row), &moment(now)]).await
    }

    pub(in super::super) async fn end_sessions_of(
        &self,
        user: &str,
        now: Millis,
    ) -> Result<u64, PostgresError> {
        self.change(END_ALL, &[&id(user), &moment(now)]).await
    }
}

fn read(row: &Row) -> Result<SessionRow, PostgresError> {
    Ok(SessionRow {
        id: column::<Uuid>(row, "id")?.to_string(),
        key: Key::of(column(row, "session_token")?),
        user_id: column::<Uuid>(row, "user_id")?.to_string(),
        expires: millis(column(row, "expires_at")?),
    })
}
