//! Tokens as next-auth v4 writes them: a compact JWE, `dir` with `A256GCM`.
//! Written on ring, which is here anyway; a token made here is read by
//! next-auth with the same secret, and the other way round.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::error::Unspecified;
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::rand::{SecureRandom, SystemRandom};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The only header that Nile was seen to write, already in base64:
/// `{"alg":"dir","enc":"A256GCM"}`.
const HEADER: &str = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0";

/// What the key is derived for (next-auth v4, `getDerivedEncryptionKey`).
const PURPOSE: &[u8] = b"NextAuth.js Generated Encryption Key";

/// What a token says about its bearer (measured: these six, in this order).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Claims {
    pub(super) email: String,
    pub(super) sub: String,
    pub(super) id: String,
    pub(super) iat: i64,
    pub(super) exp: i64,
    pub(super) jti: String,
}

/// The key that all tokens of a deployment are locked with.
pub(super) struct JweKey(LessSafeKey);

impl JweKey {
    /// Derives the key from a secret as next-auth does: HKDF-SHA256 without
    /// salt.
    pub(super) fn derive(secret: &str) -> Result<Self, Unspecified> {
        let derived = Salt::new(HKDF_SHA256, b"").extract(secret.as_bytes());
        let key = UnboundKey::from(derived.expand(&[PURPOSE], &AES_256_GCM)?);
        Ok(Self(LessSafeKey::new(key)))
    }

    /// Locks claims into a token.
    pub(super) fn seal(&self, claims: &Claims, random: &SystemRandom) -> Result<String, Unspecified> {
        let mut nonce = [0_u8; NONCE_LEN];
        random.fill(&mut nonce)?;
        let mut text = serde_json::to_vec(claims).unwrap_or_default();
        let aad = Aad::from(HEADER.as_bytes());
        let tag = self.0.seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), aad, &mut text)?;
        let (nonce, text, tag) = (BASE64.encode(nonce), BASE64.encode(text), BASE64.encode(tag));
        Ok(format!("{HEADER}..{nonce}.{text}.{tag}"))
    }

    /// Reads a token. Nothing comes back for one that was changed, locked with
    /// another key or is past its time.
    pub(super) fn open(&self, token: &str, now: i64) -> Option<Claims> {
        self.open_any(token).filter(|claims: &Claims| claims.exp > now)
    }

    /// Reads a token whatever its age, and of its claims what is asked for.
    pub(super) fn open_any<T: DeserializeOwned>(&self, token: &str) -> Option<T> {
        let mut parts = token.split('.');
        let head = (parts.next()?, parts.next()?);
        let (nonce, text, tag) = (parts.next()?, parts.next()?, parts.next()?);
        if head != (HEADER, "") || parts.next().is_some() {
            return None;
        }
        let nonce = Nonce::try_assume_unique_for_key(&BASE64.decode(nonce).ok()?).ok()?;
        let mut locked = BASE64.decode(text).ok()?;
        locked.extend(BASE64.decode(tag).ok()?);
        let text = self.0.open_in_place(nonce, Aad::from(HEADER.as_bytes()), &mut locked).ok()?;
        serde_json::from_slice(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims() -> Claims {
        let text = |it: &str| it.to_owned();
        Claims { email: text("a@b.c"), sub: text("1"), id: text("1"), iat: 10, exp: 20, jti: text("2") }
    }

    #[test]
    fn the_header_is_what_nile_writes() {
        assert_eq!(BASE64.encode(br#"{"alg":"dir","enc":"A256GCM"}"#), HEADER);
    }

    #[test]
    fn a_token_opens_with_its_own_secret_only_and_until_it_expires() {
        let key = JweKey::derive("secret").unwrap();
        let token = key.seal(&claims(), &SystemRandom::new()).unwrap();
        assert_eq!(key.open(&token, 19), Some(claims()));
        assert_eq!(key.open(&token, 20), None);
        assert_eq!(JweKey::derive("other").unwrap().open(&token, 19), None);
    }

    #[test]
    fn a_token_with_any_part_changed_is_refused() {
        let key = JweKey::derive("secret").unwrap();
        let token = key.seal(&claims(), &SystemRandom::new()).unwrap();
        let parts: Vec<&str> = token.split('.').collect();
        for at in 0..parts.len() {
            let mut changed: Vec<String> = parts.iter().map(|&part| part.to_owned()).collect();
            changed[at] =
                if changed[at].starts_with('A') { "B".to_owned() } else { format!("A{}", changed[at]) };
            assert_eq!(key.open(&changed.join("."), 19), None, "part {at}");
        }
        assert_eq!(key.open(&format!("{token}.x"), 19), None);
        assert_eq!(key.open("", 19), None);
    }
}
