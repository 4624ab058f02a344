//! The shortest journal that says the same: only what is alive now.

use super::account::Accounts;
use super::change::Change;
use super::clock;
use super::store::{Row, Store};

impl Store {
    /// Drops what is dead or past its time.
    pub(super) fn bury(&mut self) {
        self.values.retain(|_, value| value.live);
        for row in self.rows.values_mut() {
            row.keys.retain(|key| self.values.contains_key(key));
        }
        self.rows.retain(|_, row| !row.keys.is_empty());
        self.drop_late();
    }

    /// Drops what is past its time.
    pub(super) fn drop_late(&mut self) {
        let now = clock::now();
        self.rows.retain(|_, row| row.expires > now);
        self.values.retain(|_, value| self.rows.contains_key(&value.session));
    }

    /// What is true now, as the shortest journal.
    pub(super) fn changes(&self, accounts: &Accounts) -> Vec<Change> {
        let secret = self.secret.clone().map(Change::Secret);
        let rows = self.rows.iter().flat_map(|(id, row)| row.changes(*id, accounts));
        // Kept only where a defect may ask for them, or bring them back.
        let dead = self.values.iter().filter(|(_, value)| !value.live);
        let keys: Vec<_> = dead.map(|(key, _)| *key).collect();
        let end = (!keys.is_empty()).then_some(Change::End { keys });
        secret.into_iter().chain(rows).chain(end).collect()
    }
}

impl Row {
    /// The lines that bring this session back: one that opens it, and one for
    /// each further value.
    fn changes(&self, session: u64, accounts: &Accounts) -> Vec<Change> {
        let remember = self.remember.filter(|key| self.keys.contains(key));
        let mut keys = self.keys.iter().copied().filter(|key| Some(*key) != remember);
        let (Some(key), Some(account)) = (keys.next().or(remember), accounts.get(self.account)) else {
            return Vec::new();
        };
        let remember = remember.filter(|it| *it != key);
        let open =
            Change::Open { session, email: account.email.clone(), expires: self.expires, key, remember };
        std::iter::once(open).chain(keys.map(|key| Change::Add { session, key })).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mock::account::Account;
    use crate::mock::key::Key;

    fn open(session: u64, token: &str) -> Change {
        open_until(clock::now() + 60, session, token)
    }

    fn open_until(expires: i64, session: u64, token: &str) -> Change {
        Change::Open {
            session,
            email: "ada@penguin.test".to_owned(),
            expires,
            key: Key::of(token),
            remember: None,
        }
    }

    #[test]
    fn an_ended_session_leaves_nothing_behind() {
        let accounts = Accounts::new(Account::defaults());
        let mut store = Store::open(None, &accounts, false).unwrap();
        store.commit(open(1, "a"), &accounts).unwrap();
        store.commit(Change::Add { session: 1, key: Key::of("b") }, &accounts).unwrap();
        assert_eq!(store.count(0), 1);
        store.commit(Change::End { keys: store.keys_of(1) }, &accounts).unwrap();
        assert_eq!((store.count(0), store.values.len(), store.rows.len()), (0, 0, 0));
    }

    #[test]
    fn sessions_that_nobody_ends_do_not_add_up() {
        let accounts = Accounts::new(Account::defaults());
        for keeps_dead in [false, true] {
            let mut store = Store::open(None, &accounts, keeps_dead).unwrap();
            store.commit(open(1, "kept"), &accounts).unwrap();
            for session in 2..5_000 {
                let late = open_until(clock::now() - 1, session, &session.to_string());
                store.commit(late, &accounts).unwrap();
            }
            assert!(store.rows.len() < 2_000 && store.values.len() < 2_000);
            assert!(store.live(Key::of("kept")).is_some());
        }
    }

    #[test]
    fn a_journal_does_not_grow_while_sessions_come_and_go() {
        let accounts = Accounts::new(Account::defaults());
        for keeps_dead in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("state");
            let mut store = Store::open(Some(&path), &accounts, keeps_dead).unwrap();
            for session in 1..600 {
                let token = session.to_string();
                store.commit(open(session, &token), &accounts).unwrap();
                if session > 1 {
                    store.commit(Change::End { keys: vec![Key::of(&token)] }, &accounts).unwrap();
                }
            }
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            assert!(lines < 800, "{lines}");
            assert_eq!((store.count(0), store.dead(Key::of("2")).is_some()), (1, keeps_dead));
            drop(store);
            let store = Store::open(Some(&path), &accounts, keeps_dead).unwrap();
            assert_eq!((store.count(0), store.values.len()), (1, 1));
        }
    }

    #[test]
    fn the_dead_are_dropped_when_nobody_asks_for_them_any_more() {
        let accounts = Accounts::new(Account::defaults());
        let mut store = Store::open(None, &accounts, true).unwrap();
        for change in [open(1, "a"), open(2, "b"), Change::End { keys: vec![Key::of("a")] }] {
            store.commit(change, &accounts).unwrap();
        }
        assert!(store.dead(Key::of("a")).is_some());
        store.drop_dead();
        assert_eq!((store.values.len(), store.rows.len()), (1, 1));
        store.commit(Change::End { keys: vec![Key::of("b")] }, &accounts).unwrap();
        assert_eq!((store.values.len(), store.rows.len()), (0, 0));
    }

    #[test]
    fn the_journal_brings_back_what_was_live_and_nothing_else() {
        let accounts = Accounts::new(Account::defaults());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let mut store = Store::open(Some(&path), &accounts, false).unwrap();
        for change in [open(1, "a"), open(2, "b"), Change::Add { session: 2, key: Key::of("c") }] {
            store.commit(change, &accounts).unwrap();
        }
        store.commit(Change::End { keys: vec![Key::of("a")] }, &accounts).unwrap();
        drop(store);
        for _ in 0..2 {
            let store = Store::open(Some(&path), &accounts, false).unwrap();
            assert!(store.live(Key::of("a")).is_none());
            assert_eq!(store.live(Key::of("c")).map(|it| it.id), Some(2));
            assert_eq!(store.keys_of(2).len(), 2);
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 2);
    }
}
