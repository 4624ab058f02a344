//! Recovery codes: each lets its user in once, when the authenticator is lost.

use ring::error::Unspecified;
use ring::rand::SystemRandom;

use crate::mock::key::Key;
use crate::mock::token::random_hex;

/// How many codes a user gets.
const CODES: usize = 7;

/// New codes, in the form in which the user keeps them.
pub(super) fn fresh() -> Result<Vec<String>, Unspecified> {
    (0..CODES).map(|_| random_hex::<10>(&SystemRandom::new()).map(|code| normal(&code))).collect()
}

/// What is kept of a code.
pub(super) fn kept(code: &str) -> Key {
    Key::of(&normal(code))
}

/// Takes a code away, and tells whether it was there.
pub(super) fn consume(codes: &mut Vec<Key>, code: &str) -> bool {
    let before = codes.len();
    let used = kept(code);
    if let Some(at) = codes.iter().position(|it| *it == used) {
        codes.remove(at);
    }
    codes.len() < before
}

/// Capitals in groups of four, however it was typed.
fn normal(code: &str) -> String {
    let letters: Vec<char> =
        code.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_uppercase()).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_works_once_however_it_is_typed() {
        let codes = fresh().unwrap();
        assert_eq!((codes.len(), codes[0].len()), (7, 24));
        let mut left: Vec<Key> = codes.iter().map(|code| kept(code)).collect();
        let typed = codes[2].to_lowercase().replace('-', " ");
        assert!(consume(&mut left, &typed));
        assert!(!consume(&mut left, &typed) && !consume(&mut left, ""));
        assert_eq!(left.len(), 6);
    }
}
