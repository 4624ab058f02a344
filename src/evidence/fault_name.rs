//! The name of a way for Nile to fail. The deployment's own switch gives it; a
//! file gives it back.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Deserializer};

/// A name that lives as long as the process, so that a step can be copied.
pub type FaultName = &'static str;

/// Reads a name.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<FaultName, D::Error> {
    String::deserialize(deserializer).map(kept)
}

/// Reads a list of names.
pub(super) fn read_all<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<FaultName>, D::Error> {
    Vec::<String>::deserialize(deserializer).map(|names| names.into_iter().map(kept).collect())
}

/// The name, kept once however often it is read.
fn kept(name: String) -> FaultName {
    static KEPT: Mutex<BTreeSet<FaultName>> = Mutex::new(BTreeSet::new());
    let mut names = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name.as_str()) {
        return known;
    }
    let name: FaultName = name.leak();
    names.insert(name);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_once() {
        assert!(std::ptr::eq(kept("reset".to_owned()), kept("reset".to_owned())));
        assert_ne!(kept("reset".to_owned()), kept("refuse".to_owned()));
    }
}
