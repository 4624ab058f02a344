//! Credentials: `auth.credentials`, passwords and authenticators.

use super::rows::Recovery;
use super::{Storage, Stored};

/// The hash behind a password sees no more than this (bcrypt, measured on
/// pgcrypto and in its JavaScript twin).
const HASHED: usize = 72;

impl Storage {
    /// Whether a password fits; nothing for a user who has none.
    pub(in crate::mock::nile_auth) async fn password_fits(
        &self,
        user: &str,
        password: &str,
    ) -> Stored<Option<bool>> {
        if let Some(postgres) = &self.postgres {
            return Ok(postgres.password_fits(user, password).await?);
        }
        let hashed = |text: &str| text.as_bytes().iter().take(HASHED).copied().collect::<Vec<u8>>();
        let tables = self.tables();
        Ok(tables.passwords.get(user).map(|known| hashed(known) == hashed(password)))
    }

    /// The authenticator of a user.
    pub(in crate::mock::nile_auth) async fn authenticator(&self, user: &str) -> Stored<Option<Recovery>> {
        if let Some(postgres) = &self.postgres {
            return Ok(postgres.authenticator(user).await?);
        }
        Ok(self.tables().authenticators.get(user).cloned())
    }

    /// Gives a user another authenticator, or none.
    pub(in crate::mock::nile_auth) async fn set_authenticator(
        &self,
        user: &str,
        authenticator: Option<Recovery>,
    ) -> Stored<()> {
        if let Some(postgres) = &self.postgres {
            return Ok(postgres.set_authenticator(user, authenticator.as_ref()).await?);
        }
        let mut tables = self.tables();
        match authenticator {
            Some(it) => tables.authenticators.insert(user.to_owned(), it),
            None => tables.authenticators.remove(user),
        };
        Ok(())
    }
}
