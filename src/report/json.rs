//! The whole run as one JSON document, described by
//! `docs/report.schema.json`.

use std::io::{self, Write};

use serde::Serialize;

use super::reporter::Reporter;
use crate::event::Event;
use crate::redact::is_dangerous;

/// Writes the document when the run is over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Json;

impl Reporter for Json {
    fn event(&mut self, event: &Event<'_>, sink: &mut dyn Write) -> io::Result<()> {
        match event {
            Event::Started { .. } | Event::Exchanged { .. } | Event::Judged(_) => Ok(()),
            Event::Finished(report) => sink.write_all(document(report)?.as_bytes()),
        }
    }
}

/// One value as a document that people can read as well.
pub(super) fn document(value: &impl Serialize) -> io::Result<String> {
    Ok(format!("{}\n", harmless(&serde_json::to_string_pretty(value)?)))
}

/// One value as one line.
pub(super) fn line(value: &impl Serialize) -> io::Result<String> {
    Ok(harmless(&serde_json::to_string(value)?))
}

/// JSON that a terminal does not act upon. The value stays what it is: outside
/// of strings there are no such characters, and inside of them `\u009b` means
/// the same as the character.
fn harmless(json: &str) -> String {
    json.chars().fold(String::with_capacity(json.len()), |mut safe, c| {
        if is_dangerous(c) {
            let mut units = [0; 2];
            let escape = |unit: &mut u16| format!("\\u{unit:04x}");
            safe.extend(c.encode_utf16(&mut units).iter_mut().map(escape));
        } else {
            safe.push(c);
        }
        safe
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::dummy;
    use super::super::reporter::{Format, Style};
    use super::*;

    #[test]
    fn the_document_is_one_object_and_ends_with_a_line_feed() {
        for report in dummy::every() {
            let text = dummy::render(Format::Json, Style::default(), &report);
            assert!(text.ends_with("}\n"));
            let document: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(document["schema"], 1);
            assert_eq!(document["outcome"], report.outcome.name());
            assert_eq!(document["checks"].as_array().unwrap().len(), report.checks.len());
        }
    }

    #[test]
    fn nothing_in_it_moves_a_terminal_and_nothing_is_lost() {
        let text = dummy::render(Format::Json, Style::default(), &dummy::mixed());
        assert!(!text.chars().any(is_dangerous));
        let document: Value = serde_json::from_str(&text).unwrap();
        assert!(document.to_string().contains('\u{202e}'));
        assert_eq!(document["checks"][dummy::HOSTILE_AT]["finding"]["actual"], dummy::HOSTILE);
    }

    #[test]
    fn characters_beyond_the_basic_plane_survive() {
        assert_eq!(harmless("\"\u{9b}\u{1f427}\""), "\"\\u009b\u{1f427}\"");
    }
}
