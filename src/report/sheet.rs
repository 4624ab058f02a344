//! A few headings, lines and tables about several runs, for a terminal or for
//! a ticket.

use std::fmt::Write as _;

use clap::ValueEnum;

use super::foreign::disarm;
use super::layout::{columns, one_line};
use super::markdown::escape;
use crate::redact::sanitise;

/// How a sheet is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SheetFormat {
    /// For people
    Text,
    /// One JSON document
    Json,
    /// For a ticket or a comment
    Markdown,
}

/// A piece of a sheet.
#[derive(Debug)]
pub(super) enum Block {
    /// Stands above what follows.
    Heading(String),
    /// One sentence.
    Line(String),
    /// A row of headings and the rows below it, each with as many cells.
    Table(Vec<Vec<String>>),
}

/// For people: tables in columns.
pub(super) fn text(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        // Writing to a String cannot fail.
        let _ = match block {
            Block::Heading(heading) => {
                writeln!(text, "{}{}", if text.is_empty() { "" } else { "\n" }, shown(heading))
            }
            Block::Line(line) => writeln!(text, "\n{}", shown(line)),
            Block::Table(rows) => write!(text, "{}", aligned(rows)),
        };
    }
    text
}

/// Foreign text on one line.
fn shown(text: &str) -> String {
    disarm(&sanitise(&one_line(text)))
}

/// Cells below each other. The last column is as wide as it is.
fn aligned(rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| shown(cell)).collect()).collect();
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| columns(cell)).max();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::from(" ");
        for (column, cell) in row.iter().enumerate() {
            let room = width(column).unwrap_or_default() - columns(cell);
            line.push_str(&format!(" {cell}{}", " ".repeat(room + 1)));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// For a ticket.
pub(super) fn markdown(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        // Writing to a String cannot fail.
        let _ = match block {
            Block::Heading(heading) => writeln!(text, "### {}\n", escape(heading)),
            Block::Line(line) => writeln!(text, "{}\n", escape(line)),
            Block::Table(rows) => writeln!(text, "{}", ruled(rows)),
        };
    }
    text
}

/// A table with lines between its cells.
fn ruled(rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| escape(cell)).collect();
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
        if index == 0 {
            text.push_str(&format!("|{}\n", " --- |".repeat(row.len())));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::dummy::HOSTILE;
    use super::*;

    fn sheet() -> [Block; 3] {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        [
            Block::Heading("Runs".to_owned()),
            Block::Table(vec![row(["check", "1"]), row(["a", "passed"]), row(["日本", HOSTILE])]),
            Block::Line(HOSTILE.to_owned()),
        ]
    }

    #[test]
    fn columns_begin_below_each_other() {
        let text = text(&sheet());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[..3], ["Runs", "  check  1", "  a      passed"]);
        assert!(lines[3].starts_with("  日本   \\u{1b}[31mred"), "{text}");
    }

    #[test]
    fn foreign_text_stays_in_its_place() {
        for text in [text(&sheet()), markdown(&sheet())] {
            assert_eq!(text.lines().filter(|line| line.contains("desrever")).count(), 2, "{text}");
            assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{text}");
            assert!(!text.contains('\u{1b}'), "{text}");
        }
        let markdown = markdown(&sheet());
        assert!(!markdown.contains("<script"), "{markdown}");
        let rows = markdown.lines().filter(|line| line.starts_with('|'));
        assert!(
            rows.map(|row| row.replace("\\|", "").matches('|').count()).all(|bars| bars == 3),
            "{markdown}"
        );
    }
}
