//! Failed logins, counted for each address, known or not: a sound deployment
//! lets nobody guess on.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::key::Key;

/// Failed logins after which an address has to wait.
const MOST: usize = 20;

/// For how long failures count, and how long is waited.
const WINDOW: Duration = Duration::from_secs(60);

/// Addresses that are remembered at once; beyond them the oldest are let go.
const REMEMBERED: usize = 1024;

/// Failures since the first of them.
#[derive(Clone, Copy)]
struct Failures {
    since: Instant,
    count: usize,
}

/// The failed logins of everybody.
#[derive(Default)]
pub(super) struct Attempts(Mutex<HashMap<Key, Failures>>);

impl Attempts {
    /// How many seconds an address has to wait, if it has to.
    pub(super) fn wait(&self, email: &str) -> Option<u64> {
        let failures = self.lock().get(&Key::of(email)).copied()?;
        let left = WINDOW.checked_sub(failures.since.elapsed())?;
        (failures.count >= MOST).then(|| left.as_secs() + 1)
    }

    /// One more failure.
    pub(super) fn failed(&self, email: &str) {
        let mut all = self.lock();
        if all.len() >= REMEMBERED {
            all.retain(|_, failures| failures.since.elapsed() < WINDOW);
        }
        if all.len() >= REMEMBERED {
            let oldest = all.iter().min_by_key(|(_, failures)| failures.since).map(|(key, _)| *key);
            oldest.map(|key| all.remove(&key));
        }
        let now = Instant::now();
        let failures = all.entry(Key::of(email)).or_insert(Failures { since: now, count: 0 });
        if failures.since.elapsed() >= WINDOW {
            *failures = Failures { since: now, count: 0 };
        }
        failures.count += 1;
    }

    /// The right password: the failures are forgotten.
    pub(super) fn succeeded(&self, email: &str) {
        self.lock().remove(&Key::of(email));
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Failures>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_waits_after_twenty_failures_and_no_other_does() {
        let attempts = Attempts::default();
        (0..MOST).for_each(|_| {
            assert_eq!(attempts.wait("ada@penguin.test"), None);
            attempts.failed("ada@penguin.test");
        });
        assert!(attempts.wait("ada@penguin.test").is_some_and(|seconds| (1..=60).contains(&seconds)));
        assert_eq!(attempts.wait("bob@penguin.test"), None);
        attempts.succeeded("ada@penguin.test");
        assert_eq!(attempts.wait("ada@penguin.test"), None);
    }

    #[test]
    fn no_more_addresses_are_remembered_than_there_is_room_for() {
        let attempts = Attempts::default();
        (0..REMEMBERED + 10).for_each(|number| attempts.failed(&format!("{number}@penguin.test")));
        assert_eq!(attempts.lock().len(), REMEMBERED);
    }
}
