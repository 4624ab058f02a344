//! Codes of an authenticator (RFC 6238: SHA-1, six digits, thirty seconds).

use data_encoding::BASE32_NOPAD;
use ring::error::Unspecified;
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};

use super::clock::Millis;

const STEP: i64 = 30_000;

/// A new secret: ten bytes, as Nile's library makes them.
pub(super) fn new_secret() -> Result<String, Unspecified> {
    let mut bytes = [0; 10];
    SystemRandom::new().fill(&mut bytes)?;
    Ok(BASE32_NOPAD.encode(&bytes))
}

/// Whether a text can be a secret.
pub(in crate::mock) fn is_secret(text: &str) -> bool {
    bytes_of(text).is_some_and(|bytes| !bytes.is_empty())
}

/// Whether a code fits now, or one step earlier or later.
pub(super) fn fits(secret: &str, code: &str, now: Millis) -> bool {
    [-1, 0, 1].into_iter().any(|drift| code_at(secret, now / STEP + drift).is_some_and(|it| it == code))
}

fn code_at(secret: &str, step: i64) -> Option<String> {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes_of(secret)?);
    let mac = hmac::sign(&key, &step.to_be_bytes());
    let mac = mac.as_ref();
    let at = usize::from(mac.last()? & 15);
    let bytes = mac.get(at..at + 4)?.try_into().ok()?;
    Some(format!("{:06}", (u32::from_be_bytes(bytes) & 0x7fff_ffff) % 1_000_000))
}

fn bytes_of(secret: &str) -> Option<Vec<u8>> {
    let bare = secret.trim_end_matches('=').to_ascii_uppercase();
    BASE32_NOPAD.decode(bare.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `12345678901234567890`, the secret of the test vectors.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    #[test]
    fn codes_are_those_of_rfc_6238_appendix_b() {
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(code_at(SECRET, seconds / 30).as_deref(), Some(code));
        }
    }

    #[test]
    fn one_step_of_drift_is_allowed_and_two_are_not() {
        assert!(
            fits(SECRET, "287082", 59_000) && fits(SECRET, "287082", 89_000) && fits(SECRET, "287082", 0)
        );
        assert!(!fits(SECRET, "287082", 90_000));
    }
}
