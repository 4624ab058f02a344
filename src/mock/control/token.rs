//! The word that whoever steers must know.

use std::fmt;

use ring::rand::SystemRandom;

use crate::mock::token::random_hex;

/// The shortest token that is taken: a guess must be hopeless.
const SHORTEST: usize = 16;

/// The bearer token of the control interface.
#[derive(Clone)]
pub struct ControlToken(String);

/// Why a token cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ControlTokenError {
    /// It can be guessed, or no header can carry it.
    #[error("the control token needs at least {SHORTEST} characters, all visible ASCII")]
    Unusable,
    /// The system gave no random bytes.
    #[error("the system gives no random numbers")]
    NoRandom,
}

impl ControlToken {
    /// A new one, 64 hex digits.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn random() -> Result<Self, ControlTokenError> {
        random_hex::<32>(&SystemRandom::new()).map(Self).map_err(|_| ControlTokenError::NoRandom)
    }

    /// The one that somebody chose.
    ///
    /// # Errors
    /// When it is short or holds something else than visible ASCII.
    pub fn chosen(text: &str) -> Result<Self, ControlTokenError> {
        let usable = text.len() >= SHORTEST && text.bytes().all(|byte| byte.is_ascii_graphic());
        if usable { Ok(Self(text.to_owned())) } else { Err(ControlTokenError::Unusable) }
    }

    /// The token itself, for whoever is to be told it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ControlToken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("ControlToken")
    }
}
