//! What is known of a session without its secrets.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::TokenContent;
use crate::http::Exchange;

/// What kind of token a session cookie holds, told from its shape
/// (measured on real Nile: a JWE is what a password login gives, 128 hex
/// digits are a database session).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TokenKind {
    /// Five base64url parts: encrypted, stateless unless somebody keeps a list.
    Jwe,
    /// Three base64url parts: signed, readable, stateless likewise.
    Jwt,
    /// Readable data and a signature, as Flask, Django's signed cookies and
    /// other web frameworks write them: stateless likewise.
    Signed,
    /// Anything else: a key to a record on the server.
    Opaque,
}

impl TokenKind {
    /// The kind of a value, chunks already joined.
    #[must_use]
    pub fn of(value: &str) -> Self {
        let dots = value.bytes().filter(|byte| *byte == b'.').count();
        match dots {
            4 if value.starts_with("eyJ") => Self::Jwe,
            2 if is_jwt(value) => Self::Jwt,
            _ if is_signed_data(value) => Self::Signed,
            _ => Self::Opaque,
        }
    }

    /// The kind in one word, for machines.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Jwe => "jwe",
            Self::Jwt => "jwt",
            Self::Signed => "signed",
            Self::Opaque => "opaque",
        }
    }

    /// The kind in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jwe => "JWE (encrypted, stateless)",
            Self::Jwt => "signed JWT (readable, stateless)",
            Self::Signed => "signed data (readable, stateless)",
            Self::Opaque => "opaque (a record on the server)",
        }
    }
}

/// Whether the first part is the header of a JWT: it names an algorithm.
fn is_jwt(value: &str) -> bool {
    let header = value.split('.').next().and_then(|part| URL_SAFE_NO_PAD.decode(part).ok());
    let header: Option<Value> = header.and_then(|header| serde_json::from_slice(&header).ok());
    header.is_some_and(|header| header.get("alg").is_some())
}

/// Whether the value is JSON in base64url, its time and its signature: what
/// itsdangerous and django.core.signing make, with dots or with colons between
/// the parts. A dot in front says that the JSON is compressed.
fn is_signed_data(value: &str) -> bool {
    let data = value.strip_prefix(".eJ").or_else(|| value.strip_prefix("eyJ"));
    data.is_some_and(|data| ['.', ':'].iter().any(|between| data.split(*between).count() == 3))
}

/// One cookie of a login that may carry the session: a single cookie, or the
/// chunks `.0`, `.1` … of a long value taken together.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SessionCookie {
    /// The name without the chunk number.
    pub name: String,
    /// The names as they stand in the Set-Cookie lines.
    pub pieces: Vec<String>,
    /// The fingerprint of each piece's value.
    pub fingerprints: Vec<String>,
    /// How many octets the joined value has.
    pub octets: usize,
    /// What kind of token the joined value is.
    pub kind: TokenKind,
    /// Whether the protected route accepts it alone; unknown if not tried.
    pub authenticates: Option<bool>,
    /// What the joined value is made of; unknown in evidence of versions that
    /// did not look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<TokenContent>,
}

/// A session as far as it may be written down.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SessionFacts {
    /// The cookies that the login set, without CSRF and callback cookies.
    pub cookies: Vec<SessionCookie>,
    /// How many different values the session cookies had in its life.
    pub generations: usize,
    /// The user id in the login's answer, if it had one.
    pub user_id: Option<String>,
    /// The placeholder that stands for the account's e-mail address.
    pub email: String,
}

impl SessionFacts {
    /// The cookies that carry the session: those that authenticate alone, or
    /// all of them when none does or nobody tried.
    pub fn authenticating(&self) -> impl Iterator<Item = (usize, &SessionCookie)> {
        let any = self.cookies.iter().any(|cookie| cookie.authenticates == Some(true));
        self.cookies.iter().enumerate().filter(move |(_, cookie)| !any || cookie.authenticates == Some(true))
    }

    /// The main session cookie: the first that authenticates alone; if none
    /// does, or nobody tried, the longest: tokens are longer than settings.
    #[must_use]
    pub fn main(&self) -> Option<&SessionCookie> {
        let alone = self.cookies.iter().find(|cookie| cookie.authenticates == Some(true));
        alone.or_else(|| self.cookies.iter().max_by_key(|cookie| cookie.octets))
    }

    /// Other cookies that log in by themselves, such as remember-me.
    pub fn companions(&self) -> impl Iterator<Item = &SessionCookie> {
        let main = self.main().map(|cookie| cookie.name.as_str());
        let alone = self.cookies.iter().filter(|cookie| cookie.authenticates == Some(true));
        alone.filter(move |cookie| Some(cookie.name.as_str()) != main)
    }

    /// Whether a request carries the session: its Cookie header names one of
    /// its cookies, or it has its token.
    #[must_use]
    pub fn carries(&self, exchange: &Exchange) -> bool {
        exchange.request_headers.iter().any(|(name, value)| match name.as_str() {
            "cookie" => self.is_among(value),
            "authorization" => self.main().is_some_and(|main| {
                main.pieces.is_empty() && main.fingerprints.iter().any(|token| value.contains(token.as_str()))
            }),
            _ => false,
        })
    }

    /// Whether a Cookie header, values replaced, names a cookie that carries
    /// the session.
    fn is_among(&self, header: &str) -> bool {
        let names: Vec<&str> =
            header.split(';').filter_map(|pair| Some(pair.split_once('=')?.0.trim())).collect();
        self.authenticating()
            .any(|(_, cookie)| cookie.pieces.iter().any(|piece| names.contains(&piece.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::TokenKind;

    #[test]
    fn the_kind_of_a_token_is_told_from_its_shape() {
        assert_eq!(TokenKind::of("eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..iv.text.tag"), TokenKind::Jwe);
        assert_eq!(TokenKind::of("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig"), TokenKind::Jwt);
        assert_eq!(TokenKind::of("0f".repeat(64).as_str()), TokenKind::Opaque);
        assert_eq!(TokenKind::of("a.b.c.d.e"), TokenKind::Opaque);
    }

    /// Made by Flask 3.1 and Django 5.2.
    #[test]
    fn signed_data_is_told_from_a_jwt_and_from_a_key() {
        let signed = [
            "eyJfZnJlc2giOnRydWUsIl91c2VyX2lkIjoiMSJ9.awNL5g.Pn6ohFirq204N-COQCQF2wb7XGU",
            ".eJyrVopPK0otzlCyKikqTdVRii8tTi2Kz0xRslIyVAJywSyDAQZKtQAN8yQx.awNL5g.U4oqxwxcdE8_RC0CPrAOSzPmBFY",
            "eyJfYXV0aF91c2VyX2lkIjoiMSJ9:1xVDs6:Dy_LQWDlXS3cYxjs-jNJPazov9ZP1i0-ilYVcDazbig",
            concat!(
                ".eJyrVopPLC3JiC8tTi2Kz0xRslIyVNJBFktKTM5OzQNJpGQl5qXn6yXn55UUZSbpgZToQWWL9XzzU1Jz",
                "nKBqUQzISCzOAOo2oBAo1QIAIvYyTQ:1xVDs6:_OlSFImlLonH1oveMjrsuMGijPoEMY6zq4v9xSnppw0",
            ),
        ];
        for value in signed {
            assert_eq!(TokenKind::of(value), TokenKind::Signed, "{value}");
        }
        assert_eq!(TokenKind::of("eyJfZnJlc2giOnRydWV9"), TokenKind::Opaque);
        assert_eq!(TokenKind::of("s:key.signature"), TokenKind::Opaque);
    }
}
