//! What a token is known by inside the deployment.

use std::fmt;

use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use ring::digest;
use serde::{Deserialize, Serialize};

/// The SHA-256 of a token. Tokens themselves are never kept: whoever reads the
/// memory or the journal of the deployment cannot log in with what he finds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub(super) struct Key([u8; 32]);

impl Key {
    pub(super) fn of(token: &str) -> Self {
        let mut bytes = [0_u8; 32];
        let digest = digest::digest(&digest::SHA256, token.as_bytes());
        bytes.iter_mut().zip(digest.as_ref()).for_each(|(to, from)| *to = *from);
        Self(bytes)
    }

    /// Eight hex digits that let a reader of the log tell two sessions apart.
    pub(super) fn fingerprint(&self) -> u32 {
        u32::from_be_bytes([self.0[0], self.0[1], self.0[2], self.0[3]])
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Key({:08x})", self.fingerprint())
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        HEXLOWER.encode(&key.0)
    }
}

impl TryFrom<String> for Key {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let bytes = HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok();
        bytes.and_then(|it| it.try_into().ok()).map(Self).ok_or("a key is 64 hex digits")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_being_written_and_read() {
        let key = Key::of("token");
        assert_eq!(Key::try_from(String::from(key)), Ok(key));
        assert!(Key::try_from("zz".repeat(32)).is_err());
        assert!(Key::try_from("ab".repeat(31)).is_err());
    }
}
