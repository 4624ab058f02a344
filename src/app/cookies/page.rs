//! What browsers made of some lines, on a page of 80 columns.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::document::cookies::{BrowserReport, CookiesReport, LineReport, Told};
use crate::redact::sanitise;
use crate::report::wrap;

/// The column of the labels.
const LABEL: usize = 12;
/// The column of one browser.
const BROWSER: usize = 34;
/// What comes behind the label.
const TEXT: usize = 2 * BROWSER;

/// The page.
pub(super) fn page(report: &CookiesReport) -> String {
    let mut page = Page(String::new());
    page.row("from", &report.url);
    page.row("request", &report.request);
    page.gap();
    for LineReport { name, line, .. } in &report.lines {
        page.row(name, line);
    }
    page.gap();
    table(&mut page, report);
    page.gap();
    reasons(&mut page, report);
    page.row("rules", "RFC 6265bis 5.7 where no other is named");
    page.row("result", verdict(report));
    page.0
}

/// Each line and the end of it, browser beside browser.
fn table(page: &mut Page, report: &CookiesReport) {
    let each = |cell: fn(&BrowserReport) -> String| report.browsers.iter().map(cell).collect::<Vec<_>>();
    page.cells("", &each(|browser| browser.browser.clone()));
    for LineReport { name, told, .. } in &report.lines {
        page.cells(name, &told.iter().map(|told| told.what.to_owned()).collect::<Vec<_>>());
    }
    page.cells("sent before", &each(|browser| or_nothing(browser.sent_before.as_deref())));
    page.cells("sent after", &each(|browser| or_nothing(browser.sent_after.as_deref())));
    page.cells("still held", &each(|browser| or_nothing(Some(&browser.holds.join(", ")))));
    page.cells("in the end", &each(|browser| browser.fate.to_owned()));
}

fn or_nothing(text: Option<&str>) -> String {
    text.filter(|text| !text.is_empty()).unwrap_or("nothing").to_owned()
}

/// Why a line was ignored or a cookie stays, and what would remove it.
fn reasons(page: &mut Page, report: &CookiesReport) {
    for LineReport { name, told, .. } in &report.lines {
        why(page, name, told);
    }
    for cookie in &report.cookies {
        let unsaid = cookie.told.iter().filter(|told| !is_said(told, &report.lines));
        why(page, &cookie.name, &unsaid.cloned().collect::<Vec<_>>());
    }
    let stays = |told: &Told| told.what != "cleared";
    for cookie in report.cookies.iter().filter(|cookie| cookie.told.iter().any(stays)) {
        page.row("would work", &cookie.line_that_would_work);
    }
}

/// Whether that browser gave the same reason for a line.
fn is_said(told: &Told, lines: &[LineReport]) -> bool {
    let same = |other: &Told| other.browser == told.browser && other.why == told.why;
    lines.iter().flat_map(|line| &line.told).any(same)
}

/// The reasons of one line or cookie; browsers that share one are named
/// together.
fn why(page: &mut Page, about: &str, told: &[Told]) {
    let mut reasons: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for Told { browser, why, source, .. } in told {
        let Some(why) = why else { continue };
        match reasons.iter_mut().find(|(known, ..)| known == why) {
            Some((_, _, browsers)) => browsers.push(browser),
            None => reasons.push((why, source, vec![browser])),
        }
    }
    for (why, source, browsers) in reasons {
        page.row("why", &format!("{about} in {}: {why} ({source})", browsers.join(" and ")));
    }
}

fn verdict(report: &CookiesReport) -> &'static str {
    match report.outcome {
        "cleared" => "cleared in Chromium and Firefox",
        "cleared-in-one" => "cleared in one browser only",
        _ => "not cleared",
    }
}

/// Text that grows downwards.
struct Page(String);

impl Page {
    fn gap(&mut self) {
        self.0.push('\n');
    }

    /// A label and a text beside it.
    fn row(&mut self, label: &str, text: &str) {
        self.columns(label, &[(wrap(&visible(text), TEXT), TEXT)]);
    }

    /// A label and a cell for each browser.
    fn cells(&mut self, label: &str, cells: &[String]) {
        let cells: Vec<_> = cells.iter().map(|cell| (wrap(&visible(cell), BROWSER - 1), BROWSER)).collect();
        self.columns(label, &cells);
    }

    fn columns(&mut self, label: &str, columns: &[(Vec<String>, usize)]) {
        let height = columns.iter().map(|(lines, _)| lines.len()).max().unwrap_or_default();
        for row in 0..height {
            let label = if row == 0 { visible(label) } else { String::new() };
            let mut line = padded(&label, LABEL);
            for (lines, width) in columns {
                line.push_str(&padded(lines.get(row).map_or("", String::as_str), *width));
            }
            // Writing to a String cannot fail.
            let _ = writeln!(self.0, "{}", line.trim_end());
        }
    }
}

/// The text with everything made visible that would break a column.
fn visible(text: &str) -> String {
    sanitise(text).replace('\t', "\\t").replace('\n', "\\n")
}

/// The text, filled up with spaces, one at least.
fn padded(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.width()).max(1);
    format!("{text}{}", " ".repeat(missing))
}
