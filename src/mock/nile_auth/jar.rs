//! The cookies of a request, read in the two ways in which Nile reads them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};

use super::uri;

/// The Cookie header as one text: a client may spread it over several lines.
pub(super) fn header(headers: &HeaderMap) -> Cow<'_, str> {
    let mut lines = headers.get_all(COOKIE).iter().map(latin1);
    let first = lines.next().unwrap_or_default();
    lines.fold(first, |before, line| Cow::Owned(format!("{before}; {line}")))
}

/// The cookies of such a text. It is taken apart once, as every request is asked
/// for several; nothing is decoded before somebody asks.
#[derive(Clone)]
pub(super) struct Jar<'a> {
    header: &'a str,
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Jar<'a> {
    pub(super) fn read(header: &'a str) -> Self {
        let pairs = header.split(';').map(|it| it.trim_start_matches(' ')).filter(|it| !it.is_empty());
        Self { header, pairs: pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "true"))).collect() }
    }

    /// A value as Next.js reads it, unless it is empty: it is decoded, of two
    /// cookies with one name the last counts, one without `=` is `true`, and
    /// one that cannot be decoded is left out.
    pub(super) fn get(&self, name: &str) -> Option<Cow<'a, str>> {
        let named = self.pairs.iter().rev().filter(|(known, _)| *known == name);
        named.filter_map(|(_, value)| uri::decode(value)).next().filter(|it| !it.is_empty())
    }

    /// All cookies whose name begins like this, as Next.js reads them: each name
    /// once, in the order of the header.
    pub(super) fn beginning_with(&self, name: &str) -> Vec<(&'a str, Cow<'a, str>)> {
        let named = self.pairs.iter().filter(|(known, _)| known.starts_with(name));
        let all: Vec<_> = named.filter_map(|(known, value)| Some((*known, uri::decode(value)?))).collect();
        // Mostly there is one, and nothing to sort out.
        if all.len() < 2 {
            return all;
        }
        let mut found: Vec<(&str, Cow<'_, str>)> = Vec::new();
        // Where a name stands already: a header may hold tens of thousands.
        let mut places = BTreeMap::new();
        for (known, value) in all {
            let place = *places.entry(known).or_insert(found.len());
            match found.get_mut(place) {
                Some((_, old)) => *old = value,
                None => found.push((known, value)),
            }
        }
        found
    }

    /// A value as Nile's own routes read it: pairs stand between `; `, values are
    /// not decoded, the last one counts.
    pub(super) fn raw(&self, name: &str) -> Option<&'a str> {
        let pairs = self.header.split("; ").map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        pairs.filter(|(known, _)| *known == name).map(|(_, value)| value).last()
    }
}

/// A header as Node reads it: one letter for each byte.
pub(super) fn latin1(value: &HeaderValue) -> Cow<'_, str> {
    match value.to_str() {
        Ok(plain) => Cow::Borrowed(plain),
        Err(_) => value.as_bytes().iter().map(|byte| char::from(*byte)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn next_decodes_and_keeps_the_last() {
        let jar = Jar::read("a=1;b=%2Fx;  c; a=2; d=%zz; e=x=y;");
        assert_eq!(jar.get("a").as_deref(), Some("2"));
        assert_eq!(jar.get("b").as_deref(), Some("/x"));
        assert_eq!(jar.get("c").as_deref(), Some("true"));
        assert_eq!(jar.get("d").as_deref(), None);
        assert_eq!(jar.get("e").as_deref(), Some("x=y"));
    }

    #[test]
    fn a_bad_copy_does_not_replace_a_good_one() {
        assert_eq!(Jar::read("a=1; a=%").get("a").as_deref(), Some("1"));
    }

    /// Comparing each name with all before it takes a minute for so many.
    #[test]
    fn a_header_full_of_names_is_read_in_no_time() {
        let header: String = (0..100_000).map(|number| format!("{number}=;")).collect();
        let began = Instant::now();
        let header = format!("{header}7=x");
        let jar = Jar::read(&header);
        assert_eq!(jar.get("7").as_deref(), Some("x"));
        assert_eq!(jar.beginning_with("").len(), 100_000);
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    }

    #[test]
    fn nile_itself_decodes_nothing() {
        let jar = Jar::read("a=%2F; b=1; a=x=y; c");
        assert_eq!(jar.raw("a"), Some("x=y"));
        assert_eq!(jar.raw("c"), Some(""));
        assert_eq!(Jar::read("a=1;b=2").raw("b"), None);
    }
}
