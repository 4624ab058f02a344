//! What Nile keeps: users, their credentials and sessions, tenants, challenges.
//!
//! The methods are few, coarse and async, so that something slower than memory
//! can stand behind them. A lock is never held across an await.

mod challenges;
mod credentials;
mod rows;
mod sessions;
mod tables;
mod tenants;
mod users;

use std::sync::{Mutex, MutexGuard, PoisonError};

use ring::error::Unspecified;

pub(super) use rows::{Challenge, Method, NewUser, Recovery, SessionRow, Tenant, TenantRow, User};
use tables::Tables;

use crate::mock::error::MockError;

/// Why something could not be read or kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::mock) enum StorageError {
    /// The system gave no random bytes for an id.
    NoRandom,
}

impl From<StorageError> for MockError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::NoRandom => Self::NoRandom,
        }
    }
}

impl From<Unspecified> for StorageError {
    fn from(_: Unspecified) -> Self {
        Self::NoRandom
    }
}

/// What every method gives.
pub(in crate::mock) type Stored<T> = Result<T, StorageError>;

/// The storage, in memory.
#[derive(Default)]
pub(super) struct Storage {
    tables: Mutex<Tables>,
}

impl Storage {
    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
