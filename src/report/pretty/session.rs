//! One session on a page: the sentence with its mark, and labelled lines.

use super::page::{Lead, Page};
use crate::document::session::{Row, SessionReport};
use crate::exit::Exit;
use crate::report::paint::{Tone, check_mark};
use crate::report::reporter::Style;
use crate::report::tally::Standing;

/// Room for the longest label and two spaces.
const LABEL: usize = 9;

/// The report as text.
#[must_use]
pub fn session(style: &Style, report: &SessionReport) -> String {
    let mut page = Page::new(style);
    let (tone, mark) = check_mark(style, standing(report.exit()));
    let mark = format!("{} ", mark.trim_end());
    page.put(
        Lead::mark(0, (tone, &mark)),
        Tone::Strong,
        &format!("{}.", report.sentence().trim_end_matches('.')),
    );
    for Row { label, text, whole } in report.rows() {
        let label = if label.is_empty() { String::new() } else { format!("{label:<LABEL$}") };
        if *whole {
            let line = format!("{label}{}", page.safe(text).replace('\n', " "));
            page.raw(&format!("  {}", page.paint(Tone::Dim, &line)));
        } else {
            page.put(Lead::mark(2, (Tone::Dim, &label)), Tone::Plain, text);
        }
    }
    page.into_text()
}

/// The mark follows the exit code, which the report does not decide.
const fn standing(exit: Exit) -> Standing {
    match exit {
        Exit::Passed => Standing::Passed,
        Exit::Failed => Standing::Failed,
        Exit::Blocked
        | Exit::Usage
        | Exit::ReportFailed
        | Exit::Bug
        | Exit::Interrupted
        | Exit::Terminated => Standing::Blocked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deployment::BaseUrl;
    use crate::document::session::not_logged_in;
    use crate::evidence::{Missing, MissingKind};
    use crate::report::Glyphs;

    fn refused(reason: &str, style: &Style) -> String {
        let missing = Missing::new(MissingKind::LoginRefused, reason, "check the password");
        let base = BaseUrl::parse("http://localhost:3000").unwrap();
        session(style, &not_logged_in(&base, "ada@penguin.test", &missing))
    }

    #[test]
    fn the_outcome_comes_first_and_what_belongs_to_it_hangs_below() {
        assert_eq!(
            refused("401", &Style::default()),
            "? Not logged in to http://localhost:3000 as ada@penguin.test: 401.\n  hint     check the password\n"
        );
    }

    #[test]
    fn a_terminal_is_not_steered_by_what_a_server_says() {
        let style = Style { terminal: true, ..Style::default() };
        let text = refused("401 \u{1b}[2Jgone \u{202e}", &style);
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text:?}");
    }

    #[test]
    fn without_unicode_the_page_is_ascii() {
        let style = Style { glyphs: Glyphs::Ascii, ..Style::default() };
        assert!(refused("401 …", &style).is_ascii());
    }
}
