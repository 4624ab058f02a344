//! Octets to text, and the few byte questions that the cookie grammar asks.

/// Removes SP and HTAB at both ends, and nothing else: NBSP and the like stay (RFC 6265bis §5.6).
pub(super) fn trim(mut bytes: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = bytes {
        bytes = rest;
    }
    bytes
}

/// A byte for which every browser ignores the whole line (RFC 6265bis §5.6): a control byte other
/// than HTAB.
pub(super) fn is_control(byte: u8) -> bool {
    byte.is_ascii_control() && byte != b'\t'
}

/// The octets as text. Browsers compare octets, so octets that are not UTF-8 are kept apart by
/// reading each as one character instead of turning all of them into U+FFFD.
pub(super) fn to_text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// FNV-1a, so that two names can still be compared after one of them was replaced by a placeholder.
pub(super) fn key(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_space_and_tab_are_trimmed() {
        assert_eq!(trim(b" \t a b\t "), b"a b");
        assert_eq!(trim(b" \t "), b"");
        assert_eq!(trim("\u{a0}a".as_bytes()), "\u{a0}a".as_bytes());
    }

    #[test]
    fn octets_that_are_not_utf_8_stay_distinct() {
        assert_ne!(to_text(b"\xff"), to_text(b"\xfe"));
        assert_eq!(to_text("é".as_bytes()), "é");
    }

    #[test]
    fn a_tab_is_no_control_byte_but_delete_is() {
        assert!(!is_control(b'\t'));
        assert!(is_control(0x7f) && is_control(0) && is_control(b'\n'));
        assert!(!is_control(0x80));
    }
}
