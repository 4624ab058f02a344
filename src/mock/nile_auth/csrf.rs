//! The CSRF token: the cookie holds it and its signature.

use ring::error::Unspecified;
use ring::rand::SystemRandom;

use super::call::Call;
use super::callback_url::Thrown;
use super::uri;
use crate::mock::cookie::Purpose;
use crate::mock::csrf::{is_signature, signature};
use crate::mock::token::random_hex;

/// A token whose signature is ours.
pub(super) fn valid<'a>(cookie: &'a str, secret: &str) -> Option<&'a str> {
    let mut parts = cookie.split('|');
    let (token, signed) = (parts.next()?, parts.next()?);
    is_signature(signed, token, secret).then_some(token)
}

/// A new token, and the value of its cookie.
pub(super) fn fresh(secret: &str) -> Result<(String, String), Unspecified> {
    let token = random_hex::<32>(&SystemRandom::new())?;
    let value = format!("{token}|{}", signature(&token, secret));
    Ok((token, value))
}

/// The token of a request as the routes outside of next-auth look for it: they
/// read the cookie alone, and fail at one that cannot be decoded.
pub(super) fn sent(call: &Call<'_>, secret: &str) -> Result<Option<String>, Thrown> {
    let Some(cookie) = call.raw_cookie(call.name(Purpose::Csrf)).filter(|it| !it.is_empty()) else {
        return Ok(None);
    };
    let cookie = uri::decode(cookie).ok_or_else(|| Thrown("URI malformed".to_owned()))?;
    Ok(valid(&cookie, secret).map(str::to_owned))
}
