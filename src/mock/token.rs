//! Where tokens come from, and what can be told from a token alone.

use data_encoding::HEXLOWER;
use ring::error::Unspecified;
use ring::rand::{SecureRandom, SystemRandom};

use super::account::{Account, uuid_text};
use super::clock;
use super::jwe::{Claims, JweKey};

/// Makes tokens of one kind.
pub(super) struct Mint {
    random: SystemRandom,
    key: Option<JweKey>,
}

impl Mint {
    /// A mint of opaque tokens, or of JWEs if there is a key.
    pub(super) fn new(key: Option<JweKey>) -> Self {
        Self { random: SystemRandom::new(), key }
    }

    /// A new token for an account.
    pub(super) fn make(&self, account: &Account) -> Result<String, Unspecified> {
        match &self.key {
            None => self.opaque(),
            Some(key) => key.seal(&self.claims(account)?, &self.random),
        }
    }

    /// 64 random bytes in hex, for what is not a JWE in any dress.
    pub(super) fn opaque(&self) -> Result<String, Unspecified> {
        random_hex::<64>(&self.random)
    }

    /// Whether a token can be one of ours, as far as the token itself tells.
    pub(super) fn knows(&self, token: &str) -> bool {
        self.key.as_ref().is_none_or(|key| key.open(token, clock::now()).is_some())
    }

    /// Whom a JWE names.
    pub(super) fn email_in(&self, token: &str) -> Option<String> {
        Some(self.key.as_ref()?.open(token, clock::now())?.email)
    }

    fn claims(&self, account: &Account) -> Result<Claims, Unspecified> {
        let mut jti = [0; 16];
        self.random.fill(&mut jti)?;
        let iat = clock::now();
        Ok(Claims {
            email: account.email.clone(),
            sub: account.id.clone(),
            id: account.id.clone(),
            iat,
            exp: iat + clock::SESSION_SECONDS,
            jti: uuid_text(jti, 4),
        })
    }
}

/// Random bytes in hex.
pub(super) fn random_hex<const BYTES: usize>(random: &SystemRandom) -> Result<String, Unspecified> {
    let mut bytes = [0; BYTES];
    random.fill(&mut bytes)?;
    Ok(HEXLOWER.encode(&bytes))
}
