//! The sessions, and the only place that changes them: every change is written
//! to the journal first and then applied.

use std::collections::HashMap;
use std::io;
use std::path::Path;

use super::account::Accounts;
use super::change::Change;
use super::clock;
use super::error::MockError;
use super::journal::Journal;
use super::key::Key;
use super::sweep::Sweep;

/// A session as it was found by one of its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Session {
    /// Its number; sessions that exist only in a token have 0.
    pub(super) id: u64,
    /// The value it was found by.
    pub(super) key: Key,
    /// Whose it is.
    pub(super) account: usize,
}

pub(super) struct Value {
    pub(super) session: u64,
    pub(super) live: bool,
}

pub(super) struct Row {
    pub(super) account: usize,
    pub(super) expires: i64,
    pub(super) keys: Vec<Key>,
    pub(super) remember: Option<Key>,
}

/// All sessions.
pub(super) struct Store {
    pub(super) values: HashMap<Key, Value>,
    pub(super) rows: HashMap<u64, Row>,
    newest: u64,
    pub(super) secret: Option<String>,
    journal: Option<Journal>,
    keeps_dead: bool,
    sweep: Sweep,
    sweep_of_journal: Sweep,
    closed: bool,
}

impl Store {
    /// Opens the store. Dead values are kept only when a defect may ask for
    /// them, and sessions past their time are dropped now and then, so that in
    /// a sound deployment only live sessions take memory.
    pub(super) fn open(
        path: Option<&Path>,
        accounts: &Accounts,
        keeps_dead: bool,
    ) -> Result<Self, MockError> {
        let mut store = Self::empty();
        if let Some(path) = path {
            let (mut journal, changes) = Journal::open(path)?;
            let written = changes.len();
            changes.into_iter().for_each(|change| store.apply(change, accounts));
            store.bury();
            let changes = store.changes(accounts);
            if changes.len() < written {
                journal.replace(&changes)?;
            }
            store.journal = Some(journal);
        }
        store.keeps_dead = keeps_dead;
        Ok(store)
    }

    /// A store that still keeps dead values: a journal may revive what it
    /// ended.
    fn empty() -> Self {
        Self {
            values: HashMap::new(),
            rows: HashMap::new(),
            newest: 0,
            secret: None,
            journal: None,
            keeps_dead: true,
            sweep: Sweep::default(),
            sweep_of_journal: Sweep::default(),
            closed: false,
        }
    }

    /// Makes a change last, then makes it true. After an error nothing has
    /// changed. It blocks while it writes, so that a client that hangs up in
    /// the middle cannot leave half of it done.
    pub(super) fn commit(&mut self, change: Change, accounts: &Accounts) -> io::Result<()> {
        if self.closed {
            return Err(io::Error::other("the deployment has stopped"));
        }
        if let Some(journal) = &mut self.journal {
            journal.append(&change)?;
        }
        self.apply(change, accounts);
        if self.sweep.is_due(self.rows.len()) {
            self.drop_late();
            self.sweep.done(self.rows.len());
        }
        self.shorten_journal(accounts);
        Ok(())
    }

    /// Writes the journal anew when it has doubled: a mock may run for weeks.
    fn shorten_journal(&mut self, accounts: &Accounts) {
        let lines = self.journal.as_ref().map_or(0, Journal::lines);
        if !self.sweep_of_journal.is_due(lines) {
            return;
        }
        self.drop_late();
        let changes = self.changes(accounts);
        if let Some(journal) = &mut self.journal {
            // If it fails, the long journal says the same, and grows on.
            let _ = journal.replace(&changes);
            self.sweep_of_journal.done(journal.lines());
        }
    }

    /// Lets go of the state file. What is asked for after this is refused,
    /// because it would not last.
    pub(super) fn close(&mut self) {
        self.closed = true;
        self.journal = None;
    }

    /// The live session that a value belongs to.
    pub(super) fn live(&self, key: Key) -> Option<Session> {
        let value = self.values.get(&key).filter(|value| value.live)?;
        let row = self.rows.get(&value.session).filter(|row| row.expires > clock::now())?;
        Some(Session { id: value.session, key, account: row.account })
    }

    /// The session that a value once belonged to, now dead.
    pub(super) fn dead(&self, key: Key) -> Option<Session> {
        let value = self.values.get(&key).filter(|value| !value.live)?;
        let row = self.rows.get(&value.session)?;
        Some(Session { id: value.session, key, account: row.account })
    }

    /// The live session that began last.
    pub(super) fn newest_live(&self) -> Option<Session> {
        let rows = self.rows.iter().filter(|(_, row)| self.is_live(row));
        let (id, row) = rows.max_by_key(|(id, _)| **id)?;
        Some(Session { id: *id, key: *row.keys.first()?, account: row.account })
    }

    /// The number for the next session.
    pub(super) const fn next(&self) -> u64 {
        self.newest + 1
    }

    /// Whether any dead value may be here.
    pub(super) const fn keeps_dead(&self) -> bool {
        self.keeps_dead
    }

    /// From now on dead values are kept.
    pub(super) const fn keep_dead(&mut self) {
        self.keeps_dead = true;
    }

    /// From now on no dead value is kept, and those that were are dropped.
    pub(super) fn drop_dead(&mut self) {
        self.keeps_dead = false;
        self.bury();
    }

    /// The live sessions with their numbers, oldest first.
    pub(super) fn live_rows(&self) -> Vec<(u64, &Row)> {
        let live = self.rows.iter().filter(|(_, row)| self.is_live(row));
        let mut rows: Vec<_> = live.map(|(id, row)| (*id, row)).collect();
        rows.sort_unstable_by_key(|(id, _)| *id);
        rows
    }

    /// How many sessions of an account are live.
    pub(super) fn count(&self, account: usize) -> usize {
        self.rows.values().filter(|row| row.account == account && self.is_live(row)).count()
    }

    /// The values of one session.
    pub(super) fn keys_of(&self, session: u64) -> Vec<Key> {
        self.rows.get(&session).map(|row| row.keys.clone()).unwrap_or_default()
    }

    /// The value of a session's remember-me cookie.
    pub(super) fn remember_key(&self, session: u64) -> Option<Key> {
        self.rows.get(&session).and_then(|row| row.remember)
    }

    /// The values of all sessions whose account fits.
    pub(super) fn keys_where(&self, fits: impl Fn(usize) -> bool) -> Vec<Key> {
        self.rows.values().filter(|row| fits(row.account)).flat_map(|row| row.keys.iter().copied()).collect()
    }

    /// The secret that the journal holds.
    pub(super) fn secret(&self) -> Option<&str> {
        self.secret.as_deref()
    }

    fn is_live(&self, row: &Row) -> bool {
        let live = |key: &Key| self.values.get(key).is_some_and(|value| value.live);
        row.expires > clock::now() && row.keys.iter().any(live)
    }

    fn apply(&mut self, change: Change, accounts: &Accounts) {
        match change {
            Change::Secret(secret) => self.secret = Some(secret),
            Change::Open { session, email, expires, key, remember } => {
                self.newest = self.newest.max(session);
                // The sessions of an account that is gone go with it, as `on
                // delete cascade` does in Nile's table.
                if let Some(account) = accounts.place_of(&email) {
                    let keys = Vec::with_capacity(1);
                    self.insert(session, Row { account, expires, keys, remember }, key);
                }
            }
            Change::Add { session, key } => self.add(session, key),
            Change::End { keys } => keys.into_iter().for_each(|key| self.end(key)),
            Change::Revive { keys } => keys.into_iter().for_each(|key| self.revive(key)),
        }
    }

    fn insert(&mut self, session: u64, row: Row, key: Key) {
        let remember = row.remember;
        self.rows.insert(session, row);
        self.add(session, key);
        remember.into_iter().for_each(|key| self.add(session, key));
    }

    fn add(&mut self, session: u64, key: Key) {
        let Some(row) = self.rows.get_mut(&session) else {
            return;
        };
        if !row.keys.contains(&key) {
            row.keys.push(key);
        }
        let value = Value { session, live: true };
        // A value can change hands only where a defect hands out old tokens.
        let old = self.values.insert(key, value);
        if let Some(old) = old.filter(|old| old.session != session) {
            self.forget(old.session, key);
        }
    }

    fn end(&mut self, key: Key) {
        if self.keeps_dead {
            self.values.entry(key).and_modify(|value| value.live = false);
        } else if let Some(value) = self.values.remove(&key) {
            self.forget(value.session, key);
        }
    }

    fn revive(&mut self, key: Key) {
        self.values.entry(key).and_modify(|value| value.live = true);
    }

    /// Takes a value out of its session, and the session away with its last
    /// value.
    fn forget(&mut self, session: u64, key: Key) {
        if let Some(row) = self.rows.get_mut(&session) {
            row.keys.retain(|it| *it != key);
            if row.keys.is_empty() {
                self.rows.remove(&session);
            }
        }
    }
}
