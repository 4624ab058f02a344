//! The CSRF token, as next-auth signs it: the cookie holds the token and
//! `sha256(token + secret)`.

use std::sync::OnceLock;

use data_encoding::HEXLOWER;
use http::{HeaderMap, StatusCode};
use ring::digest::{self, Digest};
use ring::error::Unspecified;
use ring::rand::SystemRandom;
use serde::Serialize;

use super::cookie::{Purpose, Shape, value_of};
use super::dress::Dress;
use super::reply::Reply;
use super::token::random_hex;

/// Makes and checks tokens. The secret is made when the first one is asked for.
#[derive(Default)]
pub(super) struct Csrf {
    secret: OnceLock<String>,
}

#[derive(Serialize)]
struct Answer<'a> {
    #[serde(rename = "csrfToken")]
    token: &'a str,
}

impl Csrf {
    /// The answer with the token: the client's own if it is valid, else a new
    /// one with its cookie. The sound application imposes none.
    pub(super) fn answer(
        &self,
        headers: &HeaderMap,
        dress: &Dress,
        imposed: Option<String>,
    ) -> Result<Reply, Unspecified> {
        if let Some(token) = self.valid(headers, dress) {
            return Ok(Reply::of(StatusCode::OK, &Answer { token }));
        }
        let token = imposed.map_or_else(|| random_hex::<32>(&SystemRandom::new()), Ok)?;
        let value = format!("{token}%7C{}", signature(&token, self.secret()?));
        let line = Shape::of_csrf(dress).plain(&value);
        Ok(Reply::of(StatusCode::OK, &Answer { token: &token }).with_cookies([line]))
    }

    /// The token in the client's cookie, if its signature is ours.
    pub(super) fn valid<'a>(&self, headers: &'a HeaderMap, dress: &Dress) -> Option<&'a str> {
        let value = value_of(headers, Purpose::Csrf.name(dress.secure_names))?;
        let (token, signed) = value.split_once("%7C").or_else(|| value.split_once('|'))?;
        is_signature(signed, token, self.secret().ok()?).then_some(token)
    }

    fn secret(&self) -> Result<&str, Unspecified> {
        if let Some(secret) = self.secret.get() {
            return Ok(secret);
        }
        let fresh = random_hex::<32>(&SystemRandom::new())?;
        Ok(self.secret.get_or_init(|| fresh))
    }
}

/// What next-auth puts beside a token.
pub(super) fn signature(token: &str, secret: &str) -> String {
    HEXLOWER.encode(hash(token, secret).as_ref())
}

/// Whether that is what stands beside a token. Every request asks.
pub(super) fn is_signature(signed: &str, token: &str, secret: &str) -> bool {
    let mut letters = [0; 2 * digest::SHA256_OUTPUT_LEN];
    HEXLOWER.encode_mut(hash(token, secret).as_ref(), &mut letters);
    signed.as_bytes() == letters
}

fn hash(token: &str, secret: &str) -> Digest {
    let mut context = digest::Context::new(&digest::SHA256);
    context.update(token.as_bytes());
    context.update(secret.as_bytes());
    context.finish()
}
