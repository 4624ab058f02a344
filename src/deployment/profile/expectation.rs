//! What an answer has to look like, from TOML.

use serde_json::Value;

use crate::deployment::{Expected, ExpectedBody};
use crate::settings::{Mistake, Placed, Section};

/// What an answer looks like, if the profile says so.
pub(super) fn expected(table: &mut Section<'_>, key: &'static str) -> Option<Expected> {
    if !table.has(key) {
        return None;
    }
    Some(table.table(key, |table| {
        refuse_empty_lists(table);
        let bodies = table.texts("bodies").unwrap_or_default();
        let (says, lacks) = (pieces(table, "says"), pieces(table, "lacks"));
        for lack in &lacks {
            if says.iter().any(|say| say.value.contains(&lack.value)) {
                let what = "no answer can have this text and lack it";
                table.mistake(
                    Mistake::at(lack.span.clone(), what).hint("take it out of says or out of lacks"),
                );
            }
        }
        let texts = |pieces: Vec<Placed<String>>| pieces.into_iter().map(|text| text.value).collect();
        Expected {
            statuses: statuses(table),
            bodies: bodies.iter().filter_map(|text| body(table, text)).collect(),
            says: texts(says),
            lacks: texts(lacks),
        }
    }))
}

/// An empty list reads like a promise and is none.
fn refuse_empty_lists(table: &mut Section<'_>) {
    for key in ["statuses", "bodies", "says", "lacks"] {
        if let Some(span) = table.empty_list(key) {
            let what = format!("{key} is empty, so nothing is looked at");
            table.mistake(Mistake::at(span, what).hint("leave it out, or say what it holds"));
        }
    }
}

/// Texts that stand in an answer, or do not.
fn pieces(table: &mut Section<'_>, key: &'static str) -> Vec<Placed<String>> {
    let pieces = table.texts(key).unwrap_or_default();
    for piece in pieces.iter().filter(|piece| piece.value.is_empty()) {
        let what = "every answer has an empty text in it";
        table.mistake(Mistake::at(piece.span.clone(), what).hint("leave it out"));
    }
    pieces
}

fn statuses(table: &mut Section<'_>) -> Vec<u16> {
    let mut statuses = Vec::new();
    for Placed { value, span } in table.numbers("statuses").unwrap_or_default() {
        match u16::try_from(value) {
            Ok(status @ 200..=599) => statuses.push(status),
            Ok(_) | Err(_) => {
                let what = format!("{value} is no status of an answer");
                table.mistake(Mistake::at(span, what).hint("a number from 200 to 599"));
            }
        }
    }
    statuses
}

fn body(table: &Section<'_>, text: &Placed<String>) -> Option<ExpectedBody> {
    if text.value.is_empty() {
        return Some(ExpectedBody::Empty);
    }
    json(table, text).map(ExpectedBody::Json)
}

/// JSON in a text.
pub(super) fn json(table: &Section<'_>, text: &Placed<String>) -> Option<Value> {
    let value = serde_json::from_str(&text.value);
    if let Err(error) = &value {
        let hint = "write JSON in single quotes, such as '{\"error\":\"Unauthorized\"}'";
        table.mistake(Mistake::at(text.span.clone(), format!("this is no JSON: {error}")).hint(hint));
    }
    value.ok()
}
