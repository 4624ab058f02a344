//! A few headings, lines and tables about several runs, for a terminal or for
//! a ticket.

use std::fmt::Write as _;

use clap::ValueEnum;

use super::foreign::disarm;
use super::layout::{columns, one_line, wrap};
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

/// Columns between two cells, and before the first.
const GAP: usize = 2;

/// A last cell with less room than this is told below its row.
const LEAST_ROOM: usize = 40;

/// The indentation of what is told below a row.
const BELOW: usize = 6;

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

/// For people: tables in columns, in lines of at most `width` columns where
/// words allow it.
pub(super) fn text(blocks: &[Block], width: usize) -> String {
    let mut text = String::new();
    for block in blocks {
        // Writing to a String cannot fail.
        let _ = match block {
            Block::Heading(heading) => {
                write!(text, "{}{}", if text.is_empty() { "" } else { "\n" }, broken(heading, 0, width))
            }
            Block::Line(line) => write!(text, "\n{}", broken(line, 0, width)),
            Block::Table(rows) => write!(text, "{}", aligned(rows, width)),
        };
    }
    text
}

/// Foreign text on one line.
fn shown(text: &str) -> String {
    disarm(&sanitise(&one_line(text)))
}

/// Foreign text in lines that begin at a column.
fn broken(text: &str, indent: usize, width: usize) -> String {
    // One column is kept for what `disarm` may add.
    let lines = wrap(&shown(text), width.saturating_sub(indent + 1));
    lines.iter().map(|line| format!("{:indent$}{}\n", "", disarm(line))).collect()
}

/// Cells below each other. The last one of a row is broken in its column, or
/// below the row if too little of the width is left for that.
fn aligned(rows: &[Vec<String>], width: usize) -> String {
    let widths = widths(rows);
    let Some((last, others)) = widths.split_last() else { return String::new() };
    let place = GAP + others.iter().map(|other| other + GAP).sum::<usize>();
    let is_below = place + last.min(&LEAST_ROOM) > width;
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        let Some((cell, cells)) = row.split_last() else { continue };
        let cells = side_by_side(cells, others);
        if is_below {
            let is_told = number > 0 && !cell.is_empty();
            let below = if is_told { broken(cell, BELOW, width) } else { String::new() };
            text.push_str(&format!("{}\n{}", cells.trim_end(), below));
        } else {
            let told = broken(cell, place, width);
            text.push_str(format!("{cells}{}", told.trim_start()).trim_end());
            text.push('\n');
        }
    }
    text
}

/// How wide each column is.
fn widths(rows: &[Vec<String>]) -> Vec<usize> {
    let columns_of = |row: &Vec<String>| row.iter().map(|cell| columns(&shown(cell))).collect::<Vec<_>>();
    let mut widths = Vec::new();
    for row in rows.iter().map(columns_of) {
        widths.resize(row.len().max(widths.len()), 0);
        widths.iter_mut().zip(row).for_each(|(widest, cell)| *widest = cell.max(*widest));
    }
    widths
}

/// Cells, each as wide as its column.
fn side_by_side(cells: &[String], widths: &[usize]) -> String {
    let mut line = " ".repeat(GAP);
    for (cell, width) in cells.iter().zip(widths) {
        let cell = shown(cell);
        let room = width.saturating_sub(columns(&cell)) + GAP;
        line.push_str(&format!("{cell}{}", " ".repeat(room)));
    }
    line
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
        let text = text(&sheet(), 80);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[..3], ["Runs", "  check  1", "  a      passed"]);
        assert!(lines[3].starts_with("  日本   \\u{1b}[31mred"), "{text}");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_and_nothing_is_lost() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let why = "no Cache-Control header at all, and a cookie that outlives the logout by an hour";
        let table = [Block::Table(vec![row(["what", "why"]), row(["cookie-cleared", why]), row(["b", ""])])];
        assert_eq!(
            text(&table, 60),
            "  what            why\n  cookie-cleared  no Cache-Control header at all, and a\n                  cookie that outlives the logout by an\n                  hour\n  b\n"
        );
        assert_eq!(
            text(&table, 40),
            "  what\n  cookie-cleared\n      no Cache-Control header at all,\n      and a cookie that outlives the\n      logout by an hour\n  b\n"
        );
    }

    #[test]
    fn foreign_text_stays_in_its_place() {
        for text in [text(&sheet(), 200), markdown(&sheet())] {
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
