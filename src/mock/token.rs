//! Where tokens come from, and what can be told from a token alone.

use data_encoding::HEXLOWER;
use ring::error::Unspecified;
use ring::rand::{SecureRandom, SystemRandom};
use serde_json::{Value, json};

use super::account::{Account, uuid_text};
use super::clock;
use super::jwe::{self, JweKey};
use super::jws::{self, JwtKey};
use super::key::Key;

/// What tokens are made of, with the key to them.
pub(super) enum Material {
    /// Random bytes, which say nothing.
    Opaque,
    /// Encrypted claims.
    Jwe(Box<JweKey>),
    /// Signed claims.
    Jwt(JwtKey),
}

/// Makes tokens of one kind.
pub(super) struct Mint {
    random: SystemRandom,
    material: Material,
}

impl Mint {
    /// A mint for tokens of that material.
    pub(super) fn new(material: Material) -> Self {
        Self { random: SystemRandom::new(), material }
    }

    /// A new token for an account.
    pub(super) fn make(&self, account: &Account) -> Result<String, Unspecified> {
        match &self.material {
            Material::Opaque => self.opaque(),
            Material::Jwe(key) => key.seal(&self.encrypted_claims(account)?, &self.random),
            Material::Jwt(key) => Ok(key.sign(&self.readable_claims(account)?)),
        }
    }

    /// 64 random bytes in hex, for what explains itself in no dress.
    pub(super) fn opaque(&self) -> Result<String, Unspecified> {
        random_hex::<64>(&self.random)
    }

    /// Signs other claims than a new token has.
    pub(super) fn sign(&self, claims: &jws::Claims) -> Option<String> {
        match &self.material {
            Material::Opaque | Material::Jwe(_) => None,
            Material::Jwt(key) => Some(key.sign(claims)),
        }
    }

    /// Whether a token can be one of ours, as far as the token itself tells.
    pub(super) fn knows(&self, token: &str) -> bool {
        match &self.material {
            Material::Opaque => true,
            Material::Jwe(key) => key.open(token, clock::now()).is_some(),
            Material::Jwt(key) => key.verifies(token, clock::now()),
        }
    }

    /// What the session of a token is found by: a JWT by the number that it
    /// names, and nobody relies on that before the token is known.
    pub(super) fn key_of(&self, token: &str) -> Key {
        let number = match &self.material {
            Material::Opaque | Material::Jwe(_) => None,
            Material::Jwt(_) => jws::claims_of(token),
        };
        Key::of(number.as_ref().and_then(|claims| claims.get("jti")?.as_str()).unwrap_or(token))
    }

    /// Whom a JWE names.
    pub(super) fn email_in(&self, token: &str) -> Option<String> {
        match &self.material {
            Material::Opaque | Material::Jwt(_) => None,
            Material::Jwe(key) => Some(key.open(token, clock::now())?.email),
        }
    }

    fn encrypted_claims(&self, account: &Account) -> Result<jwe::Claims, Unspecified> {
        let iat = clock::now();
        Ok(jwe::Claims {
            email: account.email.clone(),
            sub: account.id.clone(),
            id: account.id.clone(),
            iat,
            exp: iat + clock::SESSION_SECONDS,
            jti: self.number()?,
        })
    }

    /// The claims of a token that anybody can read: they name no person.
    pub(super) fn readable_claims(&self, account: &Account) -> Result<jws::Claims, Unspecified> {
        let iat = clock::now();
        let claims = [
            ("sub", json!(account.id)),
            ("iat", json!(iat)),
            ("exp", json!(iat + clock::SESSION_SECONDS)),
            ("jti", Value::String(self.number()?)),
        ];
        Ok(claims.into_iter().map(|(name, claim)| (name.to_owned(), claim)).collect())
    }

    fn number(&self) -> Result<String, Unspecified> {
        let mut bytes = [0; 16];
        self.random.fill(&mut bytes)?;
        Ok(uuid_text(bytes, 4))
    }
}

/// Random bytes in hex.
pub(super) fn random_hex<const BYTES: usize>(random: &SystemRandom) -> Result<String, Unspecified> {
    let mut bytes = [0; BYTES];
    random.fill(&mut bytes)?;
    Ok(HEXLOWER.encode(&bytes))
}
