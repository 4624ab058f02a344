//! Ids, as PostgreSQL makes and reads them.

use ring::error::Unspecified;
use ring::rand::{SecureRandom, SystemRandom};

use super::clock::Millis;
use crate::mock::account::uuid_text;

/// A random id (version 4).
pub(super) fn random_id() -> Result<String, Unspecified> {
    Ok(uuid_text(random()?, 4))
}

/// An id that sorts by the time of its making (version 7), as Nile gives users
/// and tenants.
pub(super) fn time_ordered_id(now: Millis) -> Result<String, Unspecified> {
    let mut bytes = random()?;
    let time = u64::try_from(now).unwrap_or(0).to_be_bytes();
    bytes.iter_mut().zip(time.iter().skip(2)).for_each(|(to, from)| *to = *from);
    Ok(uuid_text(bytes, 7))
}

/// An id as the database writes it, whatever way it was written before:
/// capitals, braces and missing hyphens are all the same to it.
pub(super) fn canonical(text: &str) -> Option<String> {
    let bare = text.strip_prefix('{').and_then(|it| it.strip_suffix('}')).unwrap_or(text);
    let digits: String = bare.chars().filter(|letter| *letter != '-').collect();
    if digits.len() != 32 || bare.starts_with('-') || bare.ends_with('-') || bare.contains("--") {
        return None;
    }
    let number = u128::from_str_radix(&digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
    Some(format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        number >> 96,
        (number >> 80) & 0xffff,
        (number >> 64) & 0xffff,
        (number >> 48) & 0xffff,
        number & 0xffff_ffff_ffff
    ))
}

fn random() -> Result<[u8; 16], Unspecified> {
    let mut bytes = [0; 16];
    SystemRandom::new().fill(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_time() {
        let (one, two) = (time_ordered_id(1_000).unwrap(), time_ordered_id(2_000).unwrap());
        assert!(one < two && one.as_bytes()[14] == b'7', "{one} {two}");
    }

    #[test]
    fn ids_are_read_as_the_database_does() {
        let wanted = Some("01990000-0000-7000-8000-00000000beef".to_owned());
        for text in ["01990000-0000-7000-8000-00000000BEEF", "{01990000000070008000-00000000beef}"] {
            assert_eq!(canonical(text), wanted, "{text}");
        }
        for text in
            ["", "nope", "01990000-0000-7000-8000-00000000bee", "+1990000-0000-7000-8000-00000000beef"]
        {
            assert_eq!(canonical(text), None, "{text}");
        }
    }
}
