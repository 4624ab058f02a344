//! Comma-separated values (RFC 4180), one row per check, for spreadsheets and
//! databases. A spreadsheet runs a cell that begins like a formula, and a
//! server may have chosen what is in it.

use std::io::{self, Write};

use ::csv::{QuoteStyle, Terminator, WriterBuilder};

use super::layout::one_line;
use super::reporter::Reporter;
use super::story;
use crate::check::Finding;
use crate::document::{CheckReport, Report};
use crate::event::Event;
use crate::redact::sanitise;

/// The first row. Columns are added at the end, never renamed.
const COLUMNS: [&str; 18] = [
    "base_url",
    "run",
    "started_at",
    "check",
    "title",
    "requirements",
    "verdict",
    "level",
    "expected",
    "actual",
    "cause",
    "remedy",
    "note",
    "hint",
    "obstacle",
    "references",
    "ms",
    "known",
];

/// Writes the rows when the run is over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Csv;

impl Reporter for Csv {
    fn event(&mut self, event: &Event<'_>, sink: &mut dyn Write) -> io::Result<()> {
        match event {
            Event::Started { .. } | Event::Exchanged { .. } | Event::Judged(_) => Ok(()),
            Event::Finished(report) => rows(report, sink),
        }
    }
}

fn rows(report: &Report, sink: &mut dyn Write) -> io::Result<()> {
    let mut builder = WriterBuilder::new();
    builder.quote_style(QuoteStyle::Always).terminator(Terminator::CRLF);
    let mut table = builder.from_writer(sink);
    table.write_record(COLUMNS).map_err(of_the_sink)?;
    for check in &report.checks {
        let cells = row(check, report).map(|cell| harmless(&cell));
        table.write_record(cells).map_err(of_the_sink)?;
    }
    table.flush()
}

/// The sink's own error: who reads a pipe and leaves is told from a full disk by
/// its kind, which the conversion of the table's errors would lose.
fn of_the_sink(error: csv::Error) -> io::Error {
    let kind = if let csv::ErrorKind::Io(io) = error.kind() { io.kind() } else { io::ErrorKind::Other };
    io::Error::new(kind, error)
}

/// One check, in the order of [`COLUMNS`].
fn row(check: &CheckReport, report: &Report) -> [String; COLUMNS.len()] {
    let nothing = Finding::default();
    let finding = check.finding.as_ref().unwrap_or(&nothing);
    [
        report.target.base_url.clone(),
        report.tool.run.clone(),
        report.started_at.clone(),
        check.id.clone(),
        check.title.clone(),
        check.requirements.join(" "),
        check.verdict.name().to_owned(),
        check.level.name().to_owned(),
        finding.expected.clone(),
        finding.actual.clone(),
        finding.cause.clone(),
        finding.remedy.clone(),
        check.note.clone(),
        check.hint.clone(),
        check.obstacle.clone().unwrap_or_default(),
        check.references.join(", "),
        check.ms.to_string(),
        story::known(check),
    ]
}

/// A cell on one line that no spreadsheet takes for a formula. Where the comma
/// is the decimal point, the semicolon divides cells, whatever the quotes say.
fn harmless(text: &str) -> String {
    let mut safe = String::new();
    let mut begins = true;
    for c in sanitise(&one_line(text)).chars() {
        if begins && matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') {
            safe.push('\'');
        }
        begins = c == ';' || (begins && matches!(c, ' ' | '"'));
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::super::dummy;
    use super::super::reporter::{Format, Style};
    use super::*;

    fn csv(report: &Report) -> String {
        dummy::render(Format::Csv, Style::default(), report)
    }

    /// What a reader makes of it: the first row and the others.
    fn read(text: &str) -> Vec<Vec<String>> {
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn there_is_one_row_per_check_and_every_row_has_every_column() {
        for report in dummy::every() {
            let rows = read(&csv(&report));
            assert_eq!(rows.len(), report.checks.len() + 1);
            assert_eq!(rows[0], COLUMNS);
            for (row, check) in rows.iter().skip(1).zip(&report.checks) {
                assert_eq!(row[3], check.id);
                assert_eq!(row[6], check.verdict.name());
            }
        }
    }

    #[test]
    fn the_last_column_is_what_the_list_of_known_failures_says() {
        let report = dummy::known();
        let rows = read(&csv(&report));
        let said = |id: &str| rows.iter().find(|row| row[3] == id).unwrap()[COLUMNS.len() - 1].clone();
        assert!(said("cookie-cleared").starts_with("known until 2026-12-31: PM-4711"));
        assert!(said("replay-refused").starts_with("it passes: take it out of the known failures"));
        assert_eq!(said("logout-answers-200"), "");
    }

    #[test]
    fn rows_end_as_the_standard_says_and_never_inside_of_a_cell() {
        let report = dummy::mixed();
        let text = csv(&report);
        assert_eq!(text.matches("\r\n").count(), report.checks.len() + 1);
        assert_eq!(text.matches('\n').count(), report.checks.len() + 1);
    }

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(harmless("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
        assert_eq!(harmless("\t\r\n @SUM(1)"), "'@SUM(1)");
        assert_eq!(harmless("+1"), "'+1");
        assert_eq!(harmless("－1"), "'－1");
        assert_eq!(harmless("a;=1; -2;\"+3"), "a;'=1; '-2;\"'+3");
        assert_eq!(harmless("a = b - c; d"), "a = b - c; d");
    }

    #[test]
    fn a_formula_that_a_server_sent_arrives_as_text() {
        let mut report = dummy::mixed();
        let finding = report.checks[dummy::HOSTILE_AT].finding.as_mut().unwrap();
        finding.actual = "=cmd|' /C calc'!A1".to_owned();
        let rows = read(&csv(&report));
        assert_eq!(rows[dummy::HOSTILE_AT + 1][9], "'=cmd|' /C calc'!A1");
    }
}
