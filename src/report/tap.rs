//! Test Anything Protocol, version 14. A harness fails on `not ok` unless it
//! says `# TODO`: so that is what a failure below level deny says.

use std::io::{self, Write};

use super::layout::one_line;
use super::reporter::Reporter;
use super::story::{self, Part};
use super::tally::Standing;
use crate::document::{CheckReport, Report};
use crate::event::Event;
use crate::redact::sanitise;

/// Writes the stream when the run is over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tap;

impl Reporter for Tap {
    fn event(&mut self, event: &Event<'_>, sink: &mut dyn Write) -> io::Result<()> {
        match event {
            Event::Started { .. } | Event::Exchanged { .. } | Event::Judged(_) => Ok(()),
            Event::Finished(report) => stream(report, sink),
        }
    }
}

/// Plan, then a line per check, with a diagnostic block where there is more
/// to say.
fn stream(report: &Report, sink: &mut dyn Write) -> io::Result<()> {
    writeln!(sink, "TAP version 14\n1..{}", report.checks.len())?;
    let target = one_line(&sanitise(&report.target.base_url));
    writeln!(sink, "# {} {}, {target}", report.tool.name, report.tool.version)?;
    for warning in &report.warnings {
        writeln!(sink, "# warning: {}", one_line(&sanitise(warning)))?;
    }
    for (number, check) in (1..).zip(&report.checks) {
        writeln!(sink, "{}", test_line(number, check))?;
        match Standing::of(check) {
            Standing::Passed | Standing::Skipped => {}
            Standing::Failed
            | Standing::Warned
            | Standing::Allowed
            | Standing::Known
            | Standing::Outdated
            | Standing::Blocked
            | Standing::Unjudged => diagnostic(check, report, sink)?,
        }
    }
    writeln!(sink, "# {}", report.outcome.name())
}

/// `not ok 3 - cookie-cleared: what had to hold`, and the directive.
fn test_line(number: usize, check: &CheckReport) -> String {
    let (ok, directive) = match Standing::of(check) {
        Standing::Passed => ("ok", String::new()),
        Standing::Failed | Standing::Outdated | Standing::Blocked => ("not ok", String::new()),
        Standing::Known => ("not ok", format!(" # TODO {}", escape(&story::known(check)))),
        Standing::Warned => ("not ok", " # TODO a warning at level warn".to_owned()),
        Standing::Allowed => ("not ok", " # TODO allowed".to_owned()),
        Standing::Skipped => ("ok", format!(" # SKIP {}", escape(&check.note))),
        Standing::Unjudged => ("ok", format!(" # SKIP could not be judged: {}", escape(&check.note))),
    };
    format!("{ok} {number} - {}: {}{directive}", escape(&check.id), escape(&check.title))
}

/// The YAML block below a line.
fn diagnostic(check: &CheckReport, report: &Report, sink: &mut dyn Write) -> io::Result<()> {
    writeln!(sink, "  ---")?;
    writeln!(sink, "  verdict: {}\n  level: {}", check.verdict.name(), check.level.name())?;
    if !check.requirements.is_empty() {
        writeln!(sink, "  requirements: {}", quote(&check.requirements.join(" ")))?;
    }
    let story = story::story(check, &report.exchanges);
    for group in story.chunk_by(|one, next| one.label == next.label) {
        entry(group, sink)?;
    }
    writeln!(sink, "  ...")
}

/// One key: a string, or a list where the story has several of that label.
fn entry(parts: &[Part], sink: &mut dyn Write) -> io::Result<()> {
    match parts {
        [] => Ok(()),
        [only] => writeln!(sink, "  {}: {}", key(only), quote(&only.text)),
        [first, ..] => {
            writeln!(sink, "  {}:", key(first))?;
            parts.iter().try_for_each(|part| writeln!(sink, "    - {}", quote(&part.text)))
        }
    }
}

/// The label as a YAML key.
fn key(part: &Part) -> String {
    part.label.name().replace(' ', "_")
}

/// A string that YAML reads back: a JSON string is one, once the characters
/// that YAML does not allow are gone.
fn quote(text: &str) -> String {
    serde_json::Value::from(sanitise(text)).to_string()
}

/// Text inside a test line: `#` would begin a directive.
fn escape(text: &str) -> String {
    one_line(&sanitise(text)).replace('\\', "\\\\").replace('#', "\\#")
}

#[cfg(test)]
mod tests {
    use super::super::dummy;
    use super::super::reporter::{Format, Style};
    use super::*;

    fn tap(report: &Report) -> String {
        dummy::render(Format::Tap, Style::default(), report)
    }

    /// The lines that a harness counts.
    fn test_lines(text: &str) -> Vec<&str> {
        text.lines().filter(|line| line.starts_with("ok ") || line.starts_with("not ok ")).collect()
    }

    #[test]
    fn the_plan_is_kept() {
        for report in dummy::every() {
            let text = tap(&report);
            let mut lines = text.lines();
            assert_eq!(lines.next(), Some("TAP version 14"));
            assert_eq!(lines.next(), Some(format!("1..{}", report.checks.len()).as_str()));
            for (number, line) in (1..).zip(test_lines(&text)) {
                assert!(line.contains(&format!("ok {number} - ")), "{line}");
            }
            assert_eq!(test_lines(&text).len(), report.checks.len());
        }
    }

    #[test]
    fn only_what_counts_fails_a_harness() {
        for report in dummy::every() {
            let text = tap(&report);
            let failing = |line: &&&str| line.starts_with("not ok") && !line.contains(" # TODO");
            let tally = super::super::tally::Tally::of(&report.checks);
            assert_eq!(
                test_lines(&text).iter().filter(failing).count(),
                tally.failed + tally.outdated + tally.blocked
            );
        }
    }

    #[test]
    fn every_diagnostic_block_is_closed_and_holds_only_quoted_foreign_text() {
        let text = tap(&dummy::mixed());
        let count = |wanted: &str| text.lines().filter(|line| *line == wanted).count();
        assert!(count("  ---") > 0);
        assert_eq!(count("  ---"), count("  ..."));
        let actual =
            text.lines().find(|line| line.starts_with("  actual: ") && line.contains("]]>")).unwrap();
        let value: String = serde_json::from_str(actual.trim_start_matches("  actual: ")).unwrap();
        assert_eq!(value, sanitise(dummy::HOSTILE));
    }

    #[test]
    fn a_number_sign_in_a_text_begins_no_directive() {
        let mut check = dummy::check("some-check", "holds # SKIP not");
        check.note = "line\nfeed".to_owned();
        assert_eq!(test_line(1, &check), "ok 1 - some-check: holds \\# SKIP not");
    }
}
