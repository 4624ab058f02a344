//! What Nile keeps: users, their credentials and sessions, tenants, challenges.
//!
//! The methods are few, coarse and async: users, credentials and sessions may be
//! in a PostgreSQL, whose statements stand in [`postgres`]. Tenants, their
//! members and challenges are always in memory. A lock on the memory is never
//! held across an await.

mod challenges;
mod credentials;
mod postgres;
mod rows;
mod sessions;
mod tables;
mod tenants;
mod users;

use std::sync::{Mutex, MutexGuard, PoisonError};

use ring::error::Unspecified;

use postgres::Postgres;
pub use postgres::{PostgresError, PostgresUrl, PostgresUrlError};
pub(super) use rows::{Challenge, Method, NewUser, Recovery, SessionRow, Tenant, TenantRow, User};
use tables::Tables;

use crate::mock::error::MockError;

/// Why something could not be read or kept.
#[derive(Debug)]
pub(in crate::mock) enum StorageError {
    /// The system gave no random bytes for an id.
    NoRandom,
    /// The database failed.
    Postgres(PostgresError),
}

impl StorageError {
    /// Whether it is the database that failed, and not what it was asked.
    pub(in crate::mock::nile_auth) fn is_outage(&self) -> bool {
        match self {
            Self::NoRandom => false,
            Self::Postgres(error) => error.is_outage(),
        }
    }
}

impl From<StorageError> for MockError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::NoRandom => Self::NoRandom,
            StorageError::Postgres(error) => Self::Postgres(error),
        }
    }
}

impl From<PostgresError> for StorageError {
    fn from(error: PostgresError) -> Self {
        Self::Postgres(error)
    }
}

impl From<Unspecified> for StorageError {
    fn from(_: Unspecified) -> Self {
        Self::NoRandom
    }
}

/// What every method gives.
pub(in crate::mock) type Stored<T> = Result<T, StorageError>;

/// The storage: in memory, but for what is in a database if there is one.
pub(super) struct Storage {
    tables: Mutex<Tables>,
    postgres: Option<Postgres>,
}

impl Storage {
    pub(super) fn new(url: Option<&PostgresUrl>) -> Self {
        Self { tables: Mutex::default(), postgres: url.cloned().map(Postgres::new) }
    }

    /// Makes the tables that are missing.
    pub(super) async fn open(&self) -> Stored<()> {
        match &self.postgres {
            Some(postgres) => Ok(postgres.open().await?),
            None => Ok(()),
        }
    }

    /// Fails if there is a database and it does not answer.
    pub(super) async fn reach(&self) -> Stored<()> {
        match &self.postgres {
            Some(postgres) => Ok(postgres.reach().await?),
            None => Ok(()),
        }
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
