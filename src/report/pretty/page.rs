//! The page that `pretty` writes on: columns, colours, and no line that a
//! terminal or a CI log would act upon.

use super::super::foreign::disarm;
use super::super::layout::{columns, wrap};
use super::super::paint::{Tone, paint};
use super::super::reporter::{Glyphs, Style};
use crate::redact::sanitise;

/// Text is not set wider, however wide the terminal is.
const WIDEST: usize = 100;

/// Below this, columns stop making sense.
const NARROWEST: usize = 40;

/// Before the rest of a quoted line.
const CONTINUED: &str = "  ";

/// Text in the making.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) style: &'a Style,
    text: String,
}

/// What stands to the left of a text: once, or beside every line of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lead<'a> {
    indent: usize,
    tone: Tone,
    mark: &'a str,
    repeat: bool,
}

impl<'a> Lead<'a> {
    /// Only indentation.
    pub(super) const fn indent(indent: usize) -> Self {
        Self { indent, tone: Tone::Plain, mark: "", repeat: false }
    }

    /// A mark or a label on the first line.
    pub(super) const fn mark(indent: usize, (tone, mark): (Tone, &'a str)) -> Self {
        Self { indent, tone, mark, repeat: false }
    }

    /// A mark on every line.
    pub(super) const fn gutter(indent: usize, mark: &'a str) -> Self {
        Self { indent, tone: Tone::Dim, mark, repeat: true }
    }
}

impl<'a> Page<'a> {
    /// An empty page.
    pub(super) const fn new(style: &'a Style) -> Self {
        Self { style, text: String::new() }
    }

    /// The columns that text may use.
    pub(super) fn width(&self) -> usize {
        self.style.width.clamp(NARROWEST, WIDEST)
    }

    /// Everything so far.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// An empty line, unless the page begins or there is one already.
    pub(super) fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Text that hangs to the right of its lead.
    pub(super) fn put(&mut self, lead: Lead<'_>, tone: Tone, text: &str) {
        let left = lead.indent + columns(lead.mark);
        // One column is kept for what `disarm` may add.
        let room = self.width().saturating_sub(left + 1);
        let lines = if lead.repeat { quoted(&self.safe(text), room) } else { wrap(&self.safe(text), room) };
        for (number, line) in lines.iter().enumerate() {
            let start = if number == 0 || lead.repeat {
                let mark = if line.is_empty() { lead.mark.trim_end() } else { lead.mark };
                format!("{}{}", " ".repeat(lead.indent), paint(self.style, lead.tone, mark))
            } else {
                " ".repeat(left)
            };
            self.raw(&format!("{start}{}", paint(self.style, tone, &disarm(line))));
        }
    }

    /// A line that is ours and already fits, painted by the caller.
    pub(super) fn raw(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// The text in its colour.
    pub(super) fn paint(&self, tone: Tone, text: &str) -> String {
        paint(self.style, tone, text)
    }

    /// The text as this sink can show it.
    pub(super) fn safe(&self, text: &str) -> String {
        let text = text.replace("\r\n", "\n").replace('\t', "    ");
        // Also in a pipe: what reads it may hand it on to a terminal.
        let text = sanitise(&text);
        match self.style.glyphs {
            Glyphs::Unicode => text,
            Glyphs::Ascii => text.chars().map(ascii).collect(),
        }
    }
}

/// Text to stand beside a gutter: what did not fit on its line is indented
/// below it, so that it is not taken for a line of its own.
fn quoted(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let mut pieces = wrap(line, room.saturating_sub(CONTINUED.len())).into_iter();
        lines.extend(pieces.next());
        lines.extend(pieces.map(|piece| format!("{CONTINUED}{piece}")));
    }
    lines
}

/// The character in ASCII: ours by something that looks alike, all others as
/// an escape.
fn ascii(c: char) -> String {
    match c {
        '→' => "->".to_owned(),
        '…' => "...".to_owned(),
        '–' | '·' => "-".to_owned(),
        _ if c.is_ascii() => c.to_string(),
        _ => c.escape_unicode().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_hangs_beside_its_lead() {
        let style = Style { width: 40, ..Style::default() };
        let mut page = Page::new(&style);
        page.put(
            Lead::mark(2, (Tone::Plain, "fix  ")),
            Tone::Plain,
            "forward the lines that Nile sends, all of them",
        );
        page.put(Lead::gutter(2, "| "), Tone::Plain, "one that is long enough to be broken\ntwo");
        assert_eq!(
            page.into_text(),
            "  fix  forward the lines that Nile\n       sends, all of them\n  | one that is long enough to be\n  |   broken\n  | two\n"
        );
    }

    #[test]
    fn an_ascii_page_is_ascii() {
        let style = Style { glyphs: Glyphs::Ascii, ..Style::default() };
        let mut page = Page::new(&style);
        page.put(Lead::indent(0), Tone::Plain, "POST /x → 200 … 🐧");
        assert_eq!(page.into_text(), "POST /x -> 200 ... \\u{1f427}\n");
    }
}
