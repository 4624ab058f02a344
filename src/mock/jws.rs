//! Tokens that everybody can read, and nobody else can make: a JWT that is
//! signed with HS256. Written on ring, which is here anyway.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ring::hmac;
use serde_json::{Map, Value};

/// What a token says about its bearer.
pub(super) type Claims = Map<String, Value>;

/// The one algorithm that is used, whatever a token says of itself.
const ALGORITHM: &str = "HS256";

/// The key that all tokens of a deployment are signed with.
pub(super) struct JwtKey(hmac::Key);

impl JwtKey {
    /// The key that a secret is.
    pub(super) fn of(secret: &str) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()))
    }

    /// Signs claims.
    pub(super) fn sign(&self, claims: &Claims) -> String {
        let text = unsigned_text(ALGORITHM, claims);
        let signature = hmac::sign(&self.0, text.as_bytes());
        format!("{text}.{}", BASE64.encode(signature))
    }

    /// Whether a token was signed with this key and is not past its time.
    pub(super) fn verifies(&self, token: &str, now: i64) -> bool {
        let Some((text, signature)) = token.rsplit_once('.') else { return false };
        let Ok(signature) = BASE64.decode(signature) else { return false };
        algorithm_of(token).as_deref() == Some(ALGORITHM)
            && hmac::verify(&self.0, text.as_bytes(), &signature).is_ok()
            && claims_of(token).is_some_and(|claims| !is_over(&claims, now))
    }
}

/// Writes claims that nothing protects.
pub(super) fn unsigned(claims: &Claims) -> String {
    format!("{}.", unsigned_text("none", claims))
}

/// The algorithm that a token itself names.
pub(super) fn algorithm_of(token: &str) -> Option<String> {
    Some(object(token.split('.').next()?)?.get("alg")?.as_str()?.to_owned())
}

/// What a token says, whoever made it.
pub(super) fn claims_of(token: &str) -> Option<Claims> {
    object(token.split('.').nth(1)?)
}

fn is_over(claims: &Claims, now: i64) -> bool {
    claims.get("exp").and_then(Value::as_i64).is_some_and(|end| end <= now)
}

fn unsigned_text(algorithm: &str, claims: &Claims) -> String {
    let header = format!(r#"{{"alg":"{algorithm}","typ":"JWT"}}"#);
    let claims = serde_json::to_vec(claims).unwrap_or_default();
    format!("{}.{}", BASE64.encode(header), BASE64.encode(claims))
}

fn object(part: &str) -> Option<Claims> {
    serde_json::from_slice(&BASE64.decode(part).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// RFC 7515, appendix A.1: the key, and the token with its own spelling.
    const KEY: &str =
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
    const TOKEN: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    fn claims() -> Claims {
        json!({"sub": "1", "exp": 20}).as_object().cloned().unwrap()
    }

    #[test]
    fn the_example_of_the_standard_is_verified() {
        let key = JwtKey(hmac::Key::new(hmac::HMAC_SHA256, &BASE64.decode(KEY).unwrap()));
        assert!(key.verifies(TOKEN, 1_300_819_379));
        assert!(!key.verifies(TOKEN, 1_300_819_380));
    }

    #[test]
    fn a_token_is_verified_with_its_own_secret_only_and_until_it_expires() {
        let key = JwtKey::of("secret");
        let token = key.sign(&claims());
        assert_eq!((key.verifies(&token, 19), key.verifies(&token, 20)), (true, false));
        assert!(!JwtKey::of("other").verifies(&token, 19));
        assert_eq!(claims_of(&token), Some(claims()));
    }

    #[test]
    fn a_token_that_says_it_is_unsigned_is_refused() {
        let key = JwtKey::of("secret");
        let unsigned = unsigned(&claims());
        assert_eq!(algorithm_of(&unsigned).as_deref(), Some("none"));
        assert!(!key.verifies(&unsigned, 19));
        // Signed with the right key, under a header that promises nothing.
        let text = unsigned.trim_end_matches('.');
        let signature = BASE64.encode(hmac::sign(&key.0, text.as_bytes()));
        assert!(!key.verifies(&format!("{text}.{signature}"), 19));
    }
}
