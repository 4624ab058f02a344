//! What a token is made of, as far as it may be written down: how many values
//! it could have, and what stands in it for anybody to read. Never the value.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::TokenKind;

/// The longest name of a claim or an algorithm that is kept: longer ones are no
/// names.
const LONGEST_NAME: usize = 40;

/// The most claims that are kept.
const MOST_CLAIMS: usize = 40;

/// Claims that name a person whatever stands in them. Those of OpenID Connect,
/// and how others spell them.
const PERSONAL: [&str; 14] = [
    "address",
    "birthdate",
    "email",
    "familyname",
    "firstname",
    "fullname",
    "givenname",
    "lastname",
    "mail",
    "name",
    "nickname",
    "phone",
    "phonenumber",
    "username",
];

/// What can be told of a token without it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenContent {
    /// An upper bound of the bits that a guess has to find: the random looking
    /// characters, each as if it were drawn from its whole alphabet. Of a token
    /// that explains itself it says nothing, since that is kept by its key.
    pub bits: usize,
    /// How many octets at its beginning are the same in another session of the
    /// account; none if there was nothing to compare with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared: Option<usize>,
    /// The algorithm that the header of a JWT or JWE names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub algorithm: Option<String>,
    /// The names of the claims that anybody can read, in a JWT.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<String>,
    /// Those of them that say who the person is, by their name or because an
    /// e-mail address stands there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub personal: Vec<String>,
    /// The claim `exp` of a JWT, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<i64>,
}

impl TokenContent {
    /// What a value is made of, chunks already joined. A name goes through
    /// `clean` before it is kept: a server may have put a secret there.
    pub fn of(value: &str, clean: impl Fn(&str) -> String) -> Self {
        let name = |name: &str| clean(name).chars().take(LONGEST_NAME).collect::<String>();
        let mut parts = value.split('.');
        let header = parts.next().and_then(object);
        let readable = matches!(TokenKind::of(value), TokenKind::Jwt);
        let claims = parts.next().filter(|_| readable).and_then(object).unwrap_or_default();
        let names = |fits: &dyn Fn(&str, &Value) -> bool| {
            let fitting = claims.iter().filter(|(key, value)| fits(key, value));
            fitting.map(|(key, _)| name(key)).take(MOST_CLAIMS).collect::<Vec<_>>()
        };
        let algorithm = header.as_ref().and_then(|header| header.get("alg")?.as_str());
        Self {
            bits: bits(value),
            shared: None,
            algorithm: algorithm.filter(|_| TokenKind::of(value) != TokenKind::Opaque).map(name),
            claims: names(&|_, _| true),
            personal: names(&is_personal),
            expires: claims.get("exp").and_then(seconds),
        }
    }
}

/// One part of a compact token, if it is a JSON object in base64url.
fn object(part: &str) -> Option<Map<String, Value>> {
    let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// A moment in a claim: seconds since 1970, which may have a fraction (RFC 7519
/// section 2).
fn seconds(claim: &Value) -> Option<i64> {
    claim.as_i64().or_else(|| format!("{:.0}", claim.as_f64()?).parse().ok())
}

/// Whether a claim says who the person is: by its name, by an e-mail address as
/// its value, or by what stands in it.
fn is_personal(name: &str, value: &Value) -> bool {
    let letters: String = name.chars().filter(char::is_ascii_alphabetic).collect();
    let named = PERSONAL.contains(&letters.to_ascii_lowercase().as_str());
    match value {
        Value::String(text) => !text.is_empty() && (named || is_address(text)),
        Value::Object(fields) => fields.iter().any(|(name, value)| is_personal(name, value)),
        Value::Number(_) => named,
        Value::Null | Value::Bool(_) | Value::Array(_) => false,
    }
}

/// Whether a text has the shape of an e-mail address.
fn is_address(text: &str) -> bool {
    let split = text.split_once('@');
    split.is_some_and(|(local, domain)| {
        !local.is_empty() && domain.contains('.') && !text.contains([' ', '/', ':'])
    })
}

/// The bits of a value if every character that looks random were drawn from the
/// smallest usual alphabet that has them all. Hyphens between digits, as in a
/// UUID, only divide.
fn bits(value: &str) -> usize {
    let plain: Vec<u8> = value.bytes().filter(u8::is_ascii_alphanumeric).collect();
    let all = |fits: fn(&u8) -> bool| plain.iter().all(fits);
    let hex = all(u8::is_ascii_hexdigit)
        && !(plain.iter().any(u8::is_ascii_lowercase) && plain.iter().any(u8::is_ascii_uppercase));
    // In tenths, since a decimal digit holds 3.3 bits and a letter or digit 5.2.
    let (characters, tenths) = if all(u8::is_ascii_digit) {
        (plain.len(), 33)
    } else if hex {
        (plain.len(), 40)
    } else if plain.iter().any(u8::is_ascii_lowercase) && plain.iter().any(u8::is_ascii_uppercase) {
        (value.len(), 60)
    } else {
        (plain.len(), 52)
    };
    characters * tenths / 10
}

/// How many octets two values have in common at their beginning.
#[must_use]
pub fn shared_beginning(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jwt(header: &str, claims: &str) -> TokenContent {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let token = format!("{}.{}.c2ln", part(header), part(claims));
        TokenContent::of(&token, str::to_owned)
    }

    #[test]
    fn a_readable_token_shows_its_names_and_its_end_and_nothing_else() {
        let content = jwt(
            r#"{"alg":"HS256"}"#,
            r#"{"sub":"ada@penguin.test","given_name":"Ada","role":"user","user":{"email":"a"},"exp":1800000000}"#,
        );
        assert_eq!(content.algorithm.as_deref(), Some("HS256"));
        assert_eq!(content.claims, ["sub", "given_name", "role", "user", "exp"]);
        assert_eq!(content.personal, ["sub", "given_name", "user"]);
        assert_eq!(content.expires, Some(1_800_000_000));
        let written = serde_json::to_string(&content).unwrap();
        assert!(!written.contains("Ada") && !written.contains("penguin.test"), "{written}");
    }

    #[test]
    fn an_end_may_have_a_fraction() {
        let end = |exp: &str| jwt(r#"{"alg":"HS256"}"#, &format!(r#"{{"exp":{exp}}}"#)).expires;
        assert_eq!((end("1800000000.4"), end("\"soon\""), end("1e300")), (Some(1_800_000_000), None, None));
    }

    #[test]
    fn an_id_a_time_and_a_url_name_nobody() {
        let claims = r#"{"sub":"0190-7","iss":"https://user@host.test","iat":1,"jti":"a","name":""}"#;
        assert_eq!(jwt(r#"{"alg":"none"}"#, claims).personal, [""; 0]);
    }

    #[test]
    fn a_name_is_cleaned_and_cut_before_it_is_kept() {
        let claims = format!(r#"{{"secret":1,"{}":2}}"#, "x".repeat(500));
        let token = format!("e30.{}.", URL_SAFE_NO_PAD.encode(claims));
        assert_eq!(TokenContent::of(&token, str::to_owned).claims, [""; 0], "no header of a token");
        let token = format!("eyJhbGciOiJub25lIn0.{}", token.trim_start_matches("e30."));
        let content = TokenContent::of(&token, |name| name.replace("secret", "<hidden>"));
        assert_eq!(content.claims[0], "<hidden>");
        assert_eq!(content.claims[1].len(), LONGEST_NAME);
    }

    #[test]
    fn the_bits_of_a_token_are_those_of_its_alphabet() {
        assert_eq!(bits(&"0f".repeat(64)), 512);
        assert_eq!(bits("f47ac10b-58cc-4372-a567-0e02b2c3d479"), 128);
        assert_eq!(bits("12345678"), 26);
        assert_eq!(bits("aB-_"), 24);
        assert_eq!(bits(""), 0);
        assert!(bits("session-000000000017") < 128);
    }

    #[test]
    fn an_encrypted_token_is_not_read() {
        let content = TokenContent::of("eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..iv.text.tag", str::to_owned);
        assert_eq!((content.algorithm.as_deref(), content.claims.len()), (Some("dir"), 0));
    }

    #[test]
    fn a_shared_beginning_ends_at_the_first_difference() {
        assert_eq!(shared_beginning("user-1-ab", "user-1-cd"), 7);
        assert_eq!(shared_beginning("a", ""), 0);
    }
}
