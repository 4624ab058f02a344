//! A JSON text leaf by leaf. What stands between the leaves stays as it is, and
//! so does every leaf in which nothing was replaced.

use serde_json::Value;

/// What a leaf is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaf {
    /// The name of a member of an object.
    Key,
    /// Any other string.
    Text,
    /// A number, as it is written.
    Number,
}

/// Whether the text is JSON that the checks can read.
pub(super) fn is_json(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok()
}

/// A valid JSON text with something else for every leaf. A number that changes
/// becomes a string, so that the text stays JSON.
pub(super) fn map(json: &str, change: impl Fn(Leaf, &str) -> String) -> String {
    let mut result = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(start) = rest.find(|c: char| matches!(c, '"' | '-' | '0'..='9')) {
        let (before, leaf_and_more) = rest.split_at(start);
        let (leaf, after) = leaf_and_more.split_at(length(leaf_and_more));
        result.push_str(before);
        result.push_str(&changed(leaf, after, &change));
        rest = after;
    }
    result.push_str(rest);
    result
}

/// How long the string or number is with which the text begins.
fn length(text: &str) -> usize {
    let Some(inside) = text.strip_prefix('"') else {
        let end = text.find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'));
        return end.unwrap_or(text.len());
    };
    let mut escaped = false;
    let closing = inside.bytes().position(|octet| {
        let closes = octet == b'"' && !escaped;
        escaped = octet == b'\\' && !escaped;
        closes
    });
    closing.map_or(text.len(), |at| at + 2)
}

/// A leaf as it is written, and what is put in its place.
fn changed(leaf: &str, after: &str, change: impl Fn(Leaf, &str) -> String) -> String {
    let is_text = leaf.starts_with('"');
    let kind = match (is_text, after.trim_start().starts_with(':')) {
        (true, true) => Leaf::Key,
        (true, false) => Leaf::Text,
        (false, _) => Leaf::Number,
    };
    let read = if is_text { serde_json::from_str(leaf).ok() } else { Some(leaf.to_owned()) };
    let new = read.map(|old: String| (change(kind, &old), old));
    match new {
        Some((new, old)) if new != old => Value::from(new).to_string(),
        Some(_) | None => leaf.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_leaf_is_seen_as_what_it_stands_for_and_what_stays_is_not_touched() {
        let json = r#" { "a\u0062" : [-1.50e+3, "x\"y\\", true, null, "", {}], "c":1.0 } "#;
        let seen = std::cell::RefCell::new(Vec::new());
        let same = map(json, |leaf, text| {
            seen.borrow_mut().push((leaf, text.to_owned()));
            text.to_owned()
        });
        assert_eq!(same, json);
        let expected = [
            (Leaf::Key, "ab"),
            (Leaf::Number, "-1.50e+3"),
            (Leaf::Text, "x\"y\\"),
            (Leaf::Text, ""),
            (Leaf::Key, "c"),
            (Leaf::Number, "1.0"),
        ];
        assert_eq!(seen.take(), expected.map(|(leaf, text)| (leaf, text.to_owned())));
    }

    #[test]
    fn a_leaf_that_changes_is_written_as_a_string() {
        let changed = map(r#"{"a":[12,"b"]}"#, |_, text| format!("<\"{text}>"));
        assert_eq!(changed, r#"{"<\"a>":["<\"12>","<\"b>"]}"#);
        assert!(is_json(&changed));
    }
}
