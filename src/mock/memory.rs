//! What only a defective deployment remembers between requests. The sound one
//! never writes here.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::key::Key;
use super::store::Session;

/// The remembered things, by the defects that need them.
#[derive(Default)]
pub(super) struct Remembered {
    /// The process-wide context: whose token a request without any cookie is
    /// answered with.
    pub(super) published: Option<String>,
    /// Whose answer a shared cache serves to everybody, and since when.
    pub(super) shared: Option<(Instant, usize)>,
    /// Until when the cache per token still answers for a session.
    pub(super) stale: HashMap<u64, Instant>,
    /// How often a dead token was tried.
    pub(super) tried: HashMap<Key, u32>,
    /// The last ended token of each account.
    pub(super) ended: HashMap<usize, String>,
    /// Accounts that may not come back.
    pub(super) banned: HashSet<usize>,
    /// The session that the last logout put into the process-wide context.
    pub(super) context: Option<Session>,
    /// How many sessions were counted.
    pub(super) counted: u64,
    /// Anonymous session ids that were given out.
    pub(super) issued: HashSet<Key>,
    /// Sessions whose logout is in flight.
    pub(super) leaving: HashSet<Key>,
}

/// The memory of a defective deployment.
#[derive(Default)]
pub(super) struct Memory(Mutex<Remembered>);

impl Memory {
    pub(super) fn lock(&self) -> MutexGuard<'_, Remembered> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets everything.
    pub(super) fn forget(&self) {
        *self.lock() = Remembered::default();
    }

    /// Does something now and undoes it when the guard goes, also when the
    /// client hangs up in between.
    pub(super) fn until_dropped<U: FnOnce(&mut Remembered)>(&self, undo: U) -> Undo<'_, U> {
        Undo { memory: self, undo: Some(undo) }
    }
}

/// Undoes something when it goes.
pub(super) struct Undo<'a, U: FnOnce(&mut Remembered)> {
    memory: &'a Memory,
    undo: Option<U>,
}

impl<U: FnOnce(&mut Remembered)> Drop for Undo<'_, U> {
    fn drop(&mut self) {
        if let Some(undo) = self.undo.take() {
            undo(&mut self.memory.lock());
        }
    }
}
