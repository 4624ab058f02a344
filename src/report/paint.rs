//! Colours and marks. A colour always means something: green holds, red does
//! not, yellow needs a look, dim may be passed over.

use colored::Colorize;

use super::reporter::{Glyphs, Style};
use super::tally::Standing;
use crate::document::{Outcome, RequirementStatus};

/// What a piece of text is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// It holds.
    Good,
    /// It does not.
    Bad,
    /// Look at it.
    Caution,
    /// It can be passed over.
    Dim,
    /// A heading.
    Strong,
    /// Anything else.
    Plain,
}

/// A mark and its tone.
pub(super) type Mark = (Tone, &'static str);

/// The text in its colour, if there are colours.
pub(super) fn paint(style: &Style, tone: Tone, text: &str) -> String {
    if !style.colour || text.trim().is_empty() {
        return text.to_owned();
    }
    match tone {
        Tone::Good => text.green().to_string(),
        Tone::Bad => text.red().to_string(),
        Tone::Caution => text.yellow().to_string(),
        Tone::Dim => text.dimmed().to_string(),
        Tone::Strong => text.bold().to_string(),
        Tone::Plain => text.to_owned(),
    }
}

/// How a check came out. Words of one width where glyphs cannot be shown.
pub(super) const fn check_mark(style: &Style, standing: Standing) -> Mark {
    match standing {
        Standing::Passed => (Tone::Good, pick(style, "✓", "ok  ")),
        Standing::Failed => (Tone::Bad, pick(style, "✗", "FAIL")),
        Standing::Warned => (Tone::Caution, pick(style, "!", "warn")),
        Standing::Allowed => (Tone::Dim, pick(style, "✗", "fail")),
        Standing::Known => (Tone::Caution, pick(style, "✗", "know")),
        Standing::Outdated => (Tone::Bad, pick(style, "!", "OLD ")),
        Standing::Skipped => (Tone::Dim, pick(style, "–", "skip")),
        Standing::Blocked => (Tone::Caution, pick(style, "?", "????")),
        Standing::Unjudged => (Tone::Dim, pick(style, "?", "????")),
    }
}

/// How a line of the ticket came out.
pub(super) const fn requirement_mark(style: &Style, status: RequirementStatus) -> Mark {
    match status {
        RequirementStatus::Pass => (Tone::Good, pick(style, "✓", "ok")),
        RequirementStatus::NotProven => (Tone::Dim, pick(style, "–", "-")),
        RequirementStatus::Blocked => (Tone::Caution, pick(style, "?", "??")),
        RequirementStatus::Fail => (Tone::Bad, pick(style, "✗", "FAIL")),
    }
}

/// The tone of a verdict.
pub(super) const fn outcome_tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Passed => Tone::Good,
        Outcome::Failed => Tone::Bad,
        Outcome::Blocked => Tone::Caution,
    }
}

/// The line beside quoted evidence.
pub(super) const fn gutter(style: &Style) -> &'static str {
    pick(style, "│ ", "| ")
}

/// The glyph or its replacement.
const fn pick(style: &Style, unicode: &'static str, ascii: &'static str) -> &'static str {
    match style.glyphs {
        Glyphs::Unicode => unicode,
        Glyphs::Ascii => ascii,
    }
}
