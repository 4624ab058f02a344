//! Tokens that everybody can read: a compact JWS. Nobody verifies them here:
//! the session is found by the whole token, so the key may be forgotten.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ring::hmac;
use ring::rand::SystemRandom;
use serde_json::Value;

/// Signs claims with HS256.
pub(super) fn signed(claims: &Value) -> Option<String> {
    let key = hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new()).ok()?;
    let text = unsigned_text(r#"{"alg":"HS256","typ":"JWT"}"#, claims);
    let signature = hmac::sign(&key, text.as_bytes());
    Some(format!("{text}.{}", BASE64.encode(signature)))
}

/// Writes claims that nothing protects.
pub(super) fn unsigned(claims: &Value) -> String {
    format!("{}.", unsigned_text(r#"{"alg":"none","typ":"JWT"}"#, claims))
}

fn unsigned_text(header: &str, claims: &Value) -> String {
    format!("{}.{}", BASE64.encode(header), BASE64.encode(claims.to_string()))
}
