//! What counts as the same answer: status, six headers, cookies, body.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::recording::Response;
use crate::scope::Scope;
use crate::wire::Answer;

/// The headers that are looked at; all others are ignored.
const HEADERS: [&str; 6] = ["content-type", "location", "cache-control", "expires", "pragma", "allow"];

/// All differences between what was recorded and what came.
pub(crate) fn differences(scope: &mut Scope, want: &Response, got: &Answer) -> Vec<String> {
    let mut found = Vec::new();
    if want.status != got.status {
        found.push(format!("status: expected {}, got {}", want.status, got.status));
    }
    for name in HEADERS {
        let expected = want.headers.get(name).map(String::as_str);
        found.extend(header(scope, expected, got.header(name)).map(|why| format!("{name}: {why}")));
    }
    found.extend(cookies(scope, &want.set_cookie, &got.set_cookies()));
    match &want.body {
        Value::Null => found.extend((!got.body.is_empty()).then(|| "body: not expected".to_owned())),
        Value::String(text) => {
            found.extend(scope.matches(text, &got.body).err().map(|why| format!("body: {why}")));
        }
        body @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            match serde_json::from_str(&got.body) {
                Ok(actual) => json(scope, body, &actual, "body", &mut found),
                Err(_) => found.push(format!("body: expected JSON, got {:?}", got.body)),
            }
        }
    }
    found
}

fn header(scope: &mut Scope, want: Option<&str>, got: Option<&str>) -> Option<String> {
    match (want, got) {
        (None, None) => None,
        (None, Some(got)) => Some(format!("not expected ({got:?})")),
        (Some(want), None) => Some(format!("missing (expected {want:?})")),
        // The methods are a set.
        (Some(want), Some(got)) if want.contains(", ") && methods(want) == methods(got) => None,
        (Some(want), Some(got)) => scope.matches(want, got).err(),
    }
}

fn methods(text: &str) -> BTreeSet<&str> {
    text.split(',').map(str::trim).collect()
}

/// A line in its parts: name, value, attributes in order.
fn parts(line: &str) -> (&str, &str, Vec<(String, &str)>) {
    let mut parts = line.split(';').map(str::trim).map(|part| part.split_once('=').unwrap_or((part, "")));
    let (name, value) = parts.next().unwrap();
    let mut attributes: Vec<(String, &str)> =
        parts.map(|(name, value)| (name.to_lowercase(), value)).collect();
    attributes.sort();
    (name, value, attributes)
}

fn cookies(scope: &mut Scope, want: &[String], got: &[&str]) -> Vec<String> {
    let mut left: Vec<_> = got.iter().map(|line| parts(line)).collect();
    let mut found = Vec::new();
    for line in want {
        let (name, value, attributes) = parts(line);
        let Some(at) = left.iter().position(|(it, ..)| *it == name) else {
            found.push(format!("set-cookie {name}: missing"));
            continue;
        };
        let (_, actual, got) = left.remove(at);
        found.extend(scope.matches(value, actual).err().map(|why| format!("set-cookie {name}: {why}")));
        let names = |list: &[(String, &str)]| list.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        if names(&attributes) != names(&got) {
            found.push(format!(
                "set-cookie {name}: expected {:?}, got {:?}",
                names(&attributes),
                names(&got)
            ));
            continue;
        }
        for ((attribute, want), (_, got)) in attributes.iter().zip(&got) {
            found.extend(
                scope.matches(want, got).err().map(|why| format!("set-cookie {name}: {attribute}: {why}")),
            );
        }
    }
    found.extend(left.iter().map(|(name, ..)| format!("set-cookie {name}: not expected")));
    found
}

/// JSON as values: the same keys in any order, arrays in order, `null` is not
/// absence.
fn json(scope: &mut Scope, want: &Value, got: &Value, at: &str, found: &mut Vec<String>) {
    match (want, got) {
        (Value::String(want), Value::String(got)) => {
            found.extend(scope.matches(want, got).err().map(|why| format!("{at}: {why}")));
        }
        (Value::Object(want), Value::Object(got)) => {
            let keys: BTreeSet<&String> = want.keys().chain(got.keys()).collect();
            for key in keys {
                match (want.get(key), got.get(key)) {
                    (Some(want), Some(got)) => json(scope, want, got, &format!("{at}.{key}"), found),
                    (Some(_), None) => found.push(format!("{at}.{key}: missing")),
                    (None, _) => found.push(format!("{at}.{key}: not expected")),
                }
            }
        }
        (Value::Array(want), Value::Array(got)) if want.len() == got.len() => {
            for (number, (want, got)) in want.iter().zip(got).enumerate() {
                json(scope, want, got, &format!("{at}[{number}]"), found);
            }
        }
        (want, got) if want == got => {}
        (want, got) => found.push(format!("{at}: expected {want}, got {got}")),
    }
}
