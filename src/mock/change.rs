//! What can change about sessions.

use serde::{Deserialize, Serialize};

use super::key::Key;

/// One change, as it stands in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Change {
    /// The secret that tokens are locked with.
    Secret(String),
    /// A session began.
    Open {
        session: u64,
        email: String,
        expires: i64,
        key: Key,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remember: Option<Key>,
    },
    /// A session got one more value.
    Add { session: u64, key: Key },
    /// These values are dead.
    End { keys: Vec<Key> },
    /// These values live again; only defects do that.
    Revive { keys: Vec<Key> },
}
