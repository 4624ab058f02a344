//! `auth.credentials`. Passwords are hashed and compared by the database, as
//! on Nile.

use tokio_postgres::types::Json;

use super::super::rows::Recovery;
use super::values::{column, id};
use super::{Postgres, PostgresError};

const FITS: &str = "SELECT payload->>'hash' = crypt($2, payload->>'hash') AS fits FROM auth.credentials \
    WHERE user_id = $1 AND method = 'EMAIL_PASSWORD' AND deleted IS NULL";

const AUTHENTICATOR: &str =
    "SELECT payload FROM auth.credentials WHERE user_id = $1 AND method = 'MFA' AND deleted IS NULL";

const END_AUTHENTICATOR: &str = "DELETE FROM auth.credentials WHERE user_id = $1 AND method = 'MFA'";

/// Both at once: a user has one authenticator.
const REPLACE_AUTHENTICATOR: &str = "WITH ended AS (\
        DELETE FROM auth.credentials WHERE user_id = $1 AND method = 'MFA'\
    ) INSERT INTO auth.credentials (user_id, method, provider, payload) VALUES ($1, 'MFA', 'nile', $2)";

impl Postgres {
    pub(in super::super) async fn password_fits(
        &self,
        user: &str,
        password: &str,
    ) -> Result<Option<bool>, PostgresError> {
        let rows = self.find(FITS, &[&id(user), &password]).await?;
        let fits = rows.first().map(|row| column::<Option<bool>>(row, "fits")).transpose()?;
        Ok(fits.map(|it| it.unwrap_or(false)))
    }

    /// The authenticator of a user. One that was not written here cannot be
    /// read: Nile encrypts its secrets.
    pub(in super::super) async fn authenticator(
        &self,
        user: &str,
    ) -> Result<Option<Recovery>, PostgresError> {
        let rows = self.find(AUTHENTICATOR, &[&id(user)]).await?;
        Ok(rows.first().and_then(|row| row.try_get("payload").ok()).map(|Json(authenticator)| authenticator))
    }

    pub(in super::super) async fn set_authenticator(
        &self,
        user: &str,
        authenticator: Option<&Recovery>,
    ) -> Result<(), PostgresError> {
        let id = id(user);
        match authenticator {
            Some(it) => self.change(REPLACE_AUTHENTICATOR, &[&id, &Json(it)]).await.map(drop),
            None => self.change(END_AUTHENTICATOR, &[&id]).await.map(drop),
        }
    }
}
