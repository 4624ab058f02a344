//! The cookies of a request, read in the two ways in which Nile reads them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};

use super::uri;

/// The Cookie header as one text: a client may spread it over several lines.
pub(super) fn cookie_header(headers: &HeaderMap) -> String {
    let lines: Vec<String> = headers.get_all(COOKIE).iter().map(latin1).collect();
    lines.join("; ")
}

/// A header as Node reads it: one letter for each byte.
pub(super) fn latin1(value: &HeaderValue) -> String {
    match value.to_str() {
        Ok(plain) => plain.to_owned(),
        Err(_) => value.as_bytes().iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// What Next.js makes of a Cookie header: values are decoded, of two cookies
/// with one name the last counts, one without `=` is `true`, and one that
/// cannot be decoded is left out.
pub(super) struct Jar(Vec<(String, String)>);

impl Jar {
    pub(super) fn read(header: &str) -> Self {
        let mut pairs: Vec<(String, String)> = Vec::new();
        // Where a name stands already: a header may hold tens of thousands.
        let mut places: HashMap<&str, usize> = HashMap::new();
        for pair in header.split(';').map(|it| it.trim_start_matches(' ')).filter(|it| !it.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, "true"));
            let Some(value) = uri::decode(value).map(|it| it.into_owned()) else {
                continue;
            };
            match places.entry(name) {
                Entry::Occupied(place) => pairs[*place.get()].1 = value,
                Entry::Vacant(place) => {
                    place.insert(pairs.len());
                    pairs.push((name.to_owned(), value));
                }
            }
        }
        Self(pairs)
    }

    /// A value that is not empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name)?;
        Some(found.1.as_str()).filter(|it| !it.is_empty())
    }

    /// All cookies whose name begins like this, in the order of the header.
    pub(super) fn beginning_with<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let pairs = self.0.iter().map(|(known, value)| (known.as_str(), value.as_str()));
        pairs.filter(move |(known, _)| known.starts_with(name))
    }
}

/// What Nile's own routes make of it: pairs stand between `; `, values are not
/// decoded, the last one counts.
pub(super) fn raw<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    let pairs = header.split("; ").map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.filter(|(known, _)| *known == name).map(|(_, value)| value).last()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn next_decodes_and_keeps_the_last() {
        let jar = Jar::read("a=1;b=%2Fx;  c; a=2; d=%zz; e=x=y;");
        assert_eq!(jar.get("a"), Some("2"));
        assert_eq!(jar.get("b"), Some("/x"));
        assert_eq!(jar.get("c"), Some("true"));
        assert_eq!(jar.get("d"), None);
        assert_eq!(jar.get("e"), Some("x=y"));
    }

    #[test]
    fn a_bad_copy_does_not_replace_a_good_one() {
        assert_eq!(Jar::read("a=1; a=%").get("a"), Some("1"));
    }

    /// Comparing each name with all before it takes a minute for so many.
    #[test]
    fn a_header_full_of_names_is_read_in_no_time() {
        let header: String = (0..100_000).map(|number| format!("{number}=;")).collect();
        let began = Instant::now();
        assert_eq!(Jar::read(&format!("{header}7=x")).get("7"), Some("x"));
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    }

    #[test]
    fn nile_itself_decodes_nothing() {
        let header = "a=%2F; b=1; a=x=y; c";
        assert_eq!(raw(header, "a"), Some("x=y"));
        assert_eq!(raw(header, "c"), Some(""));
        assert_eq!(raw("a=1;b=2", "b"), None);
    }
}
