//! Until when a session is good for, as far as a client can know.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use time::OffsetDateTime;

use super::Session;
use crate::evidence::TokenKind;
use crate::redact::Secret;

/// An end, and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// The end.
    pub until: OffsetDateTime,
    /// Who says so.
    pub source: ValiditySource,
}

/// Who says when a session ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValiditySource {
    /// The cookie's Expires or Max-Age: binds the browser, not the server.
    Cookie,
    /// The token's own `exp`: binds whoever checks the token.
    Token,
}

impl ValiditySource {
    /// The word in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cookie => "cookie",
            Self::Token => "token",
        }
    }
}

impl Session {
    /// When the session ends by itself. A signed token says it; the inside of
    /// an encrypted one cannot be read, so only the cookie is left to ask.
    #[must_use]
    pub fn validity(&self) -> Option<Validity> {
        let main = self.facts.main()?;
        let cookie = || self.jar.expiry(main.pieces.first()?);
        let token = match main.kind {
            TokenKind::Jwt => self.main_token().and_then(|token| expiry_inside(&token)),
            TokenKind::Jwe | TokenKind::Signed | TokenKind::Opaque => None,
        };
        match token {
            Some(until) => Some(Validity { until, source: ValiditySource::Token }),
            None => cookie().map(|until| Validity { until, source: ValiditySource::Cookie }),
        }
    }

    /// The value of the main cookie, its chunks joined.
    fn main_token(&self) -> Option<Secret> {
        let pieces = self.facts.main()?.pieces.iter().map(|name| self.jar.value(name));
        let pieces: Vec<_> = pieces.collect::<Option<_>>()?;
        Some(Secret::new(pieces.iter().map(Secret::reveal).collect::<String>()))
    }
}

/// `exp` in the payload of a signed token. Nobody checks the signature here:
/// this is read out, not relied upon.
fn expiry_inside(token: &Secret) -> Option<OffsetDateTime> {
    let payload = token.reveal().split('.').nth(1)?;
    let json: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()?;
    OffsetDateTime::from_unix_timestamp(json.get("exp")?.as_i64()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(payload: &str) -> Secret {
        Secret::new(format!("eyJhbGciOiJIUzI1NiJ9.{}.sig", URL_SAFE_NO_PAD.encode(payload)))
    }

    #[test]
    fn the_end_of_a_signed_token_is_read() {
        let end = expiry_inside(&token(r#"{"sub":"1","exp":1800000000}"#)).unwrap();
        assert_eq!(end.unix_timestamp(), 1_800_000_000);
    }

    #[test]
    fn a_token_without_a_readable_end_has_none() {
        for payload in ["{}", "nonsense", r#"{"exp":"soon"}"#, r#"{"exp":9223372036854775807}"#] {
            assert_eq!(expiry_inside(&token(payload)), None, "{payload}");
        }
        assert_eq!(expiry_inside(&Secret::new("eyJ..")), None);
    }
}
