//! Workflow commands for GitHub Actions. Each becomes an annotation on the
//! run's page; GitHub shows ten of a kind per step, so blocked checks with one
//! obstacle share one.

use std::io::{self, Write};

use super::groups::short_requirements;
use super::layout::{count, cut};
use super::obstacle::{Obstacle, obstacles};
use super::reporter::Reporter;
use super::story;
use super::summary;
use super::tally::{Standing, Tally};
use crate::document::{CheckReport, Report};
use crate::event::Event;
use crate::level::Level;
use crate::redact::sanitise;

/// The most characters of an annotation; GitHub cuts at 4 KiB.
const LONGEST: usize = 3500;

/// What is annotated, and how loud.
const STANDINGS: [(Standing, &str); 4] = [
    (Standing::Failed, "error"),
    (Standing::Outdated, "error"),
    (Standing::Warned, "warning"),
    (Standing::Known, "notice"),
];

/// Writes the commands when the run is over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Github;

impl Reporter for Github {
    fn event(&mut self, event: &Event<'_>, sink: &mut dyn Write) -> io::Result<()> {
        match event {
            Event::Started { .. } | Event::Exchanged { .. } | Event::Judged(_) => Ok(()),
            Event::Finished(report) => annotations(report, sink),
        }
    }
}

/// Failures first, because they are what GitHub must not leave out.
fn annotations(report: &Report, sink: &mut dyn Write) -> io::Result<()> {
    for (standing, command) in STANDINGS {
        for check in report.checks.iter().filter(|check| Standing::of(check) == standing) {
            let message = format!("{}\n{}", check.title, story::text(check, &report.exchanges));
            annotate(sink, command, &title(check), &message)?;
        }
    }
    for obstacle in obstacles(&report.checks) {
        blocked(&obstacle, report, sink)?;
    }
    for warning in &report.warnings {
        annotate(sink, "warning", &report.tool.name, warning)?;
    }
    let title = format!("{} {}", report.tool.name, report.outcome.name());
    let message = format!("{}: {}", report.target.base_url, summary::counts(&Tally::of(&report.checks)));
    annotate(sink, "notice", &title, &message)
}

/// One annotation for everything that one obstacle blocks.
fn blocked(obstacle: &Obstacle<'_>, report: &Report, sink: &mut dyn Write) -> io::Result<()> {
    let holds_up = obstacle.checks.iter().any(|check| check.level == Level::Deny);
    let command = if holds_up { "error" } else { "warning" };
    let title = format!("could not judge {}", count(obstacle.checks.len(), "check"));
    let message =
        format!("{}\ntry: {}\nchecks: {}", obstacle.sentence(), obstacle.hint, obstacle.which(report));
    annotate(sink, command, &title, &message)
}

/// `cookie-cleared (AC3 T4)`.
fn title(check: &CheckReport) -> String {
    match short_requirements(check).as_str() {
        "" => check.id.clone(),
        proven => format!("{} ({proven})", check.id),
    }
}

/// One command. Whatever is in the texts, it stays one line.
fn annotate(sink: &mut dyn Write, command: &str, title: &str, message: &str) -> io::Result<()> {
    let message = data(&cut(message, LONGEST));
    writeln!(sink, "::{command} title={}::{message}", property(title))
}

/// Text after the second `::`.
fn data(text: &str) -> String {
    sanitise(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text of a property, where a colon or a comma would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::dummy;
    use super::super::reporter::{Format, Style};
    use super::*;

    fn github(report: &Report) -> String {
        dummy::render(Format::Github, Style::default(), report)
    }

    #[test]
    fn every_line_is_one_command_whatever_the_texts_hold() {
        for report in dummy::every() {
            for line in github(&report).lines() {
                let rest = line.strip_prefix("::").unwrap();
                let (command, message) = rest.split_once("::").unwrap();
                let (name, title) = command.split_once(" title=").unwrap();
                assert!(["error", "warning", "notice"].contains(&name), "{line}");
                assert!(!title.is_empty() && !message.is_empty(), "{line}");
                assert!(!title.contains([':', ',']), "{line}");
            }
        }
    }

    #[test]
    fn a_percent_sign_in_a_text_is_not_read_as_an_escape() {
        assert_eq!(data("100%0A\r\nnext"), "100%250A\\u{d}%0Anext");
        assert_eq!(property("a: b, c"), "a%3A b%2C c");
        assert!(github(&dummy::mixed()).contains("%250A"));
    }

    #[test]
    fn a_host_that_is_down_is_one_annotation_and_the_summary() {
        let text = github(&dummy::unreachable());
        assert_eq!(text.lines().count(), 2, "{text}");
        assert!(text.starts_with("::error title=could not judge"), "{text}");
    }

    #[test]
    fn a_run_without_trouble_is_one_notice() {
        let text = github(&dummy::all_pass());
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.starts_with("::notice title=penguin-auth passed::"), "{text}");
    }
}
