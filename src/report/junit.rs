//! JUnit XML: one test case per check. `failure` is a deployment that is
//! wrong, `error` one that could not be looked at.

use std::io::{self, Write};
use std::time::Duration;

use quick_junit::{NonSuccessKind, Property, Report as Xml, TestCase, TestCaseStatus, TestSuite};

use super::foreign::disarm;
use super::groups::heading;
use super::layout::one_line;
use super::reporter::Reporter;
use super::story;
use super::tally::Standing;
use crate::document::{CheckReport, Report};
use crate::event::Event;
use crate::redact::sanitise;

/// Writes the document when the run is over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Junit;

impl Reporter for Junit {
    fn event(&mut self, event: &Event<'_>, sink: &mut dyn Write) -> io::Result<()> {
        match event {
            Event::Started { .. } | Event::Exchanged { .. } | Event::Judged(_) => Ok(()),
            Event::Finished(report) => {
                // First into a text: the serialiser hides what the sink
                // answered, and a reader that has left is no error.
                let text = document(report).to_string().map_err(io::Error::other)?;
                sink.write_all(text.as_bytes())
            }
        }
    }
}

/// The whole document: one suite, named after what was examined.
fn document(report: &Report) -> Xml {
    let mut suite = TestSuite::new(clean(&format!("AUTH-4.1 at {}", report.target.base_url)));
    suite.set_time(Duration::from_millis(report.duration_ms));
    suite.timestamp = report.started_at.parse().ok();
    suite.add_properties(properties(report));
    suite.add_test_cases(report.checks.iter().map(|check| test_case(check, report)));
    let mut xml = Xml::new(clean(&report.tool.name));
    xml.set_time(Duration::from_millis(report.duration_ms));
    xml.timestamp = report.started_at.parse().ok();
    xml.add_test_suite(suite);
    xml
}

/// What the run was, and how each line of the ticket came out.
fn properties(report: &Report) -> Vec<Property> {
    let mut properties = vec![
        Property::new("version", clean(&report.tool.version)),
        Property::new("run", clean(&report.tool.run)),
        Property::new("profile", clean(&report.target.profile)),
        Property::new("outcome", report.outcome.name()),
    ];
    for warning in &report.warnings {
        properties.push(Property::new("warning", clean(warning)));
    }
    for (id, status) in &report.requirements {
        properties.push(Property::new(clean(id), status.name()));
    }
    properties
}

/// One check.
fn test_case(check: &CheckReport, report: &Report) -> TestCase {
    let mut case = TestCase::new(clean(&check.id), status(check, report));
    case.set_classname(heading(check));
    case.set_time(Duration::from_millis(check.ms));
    if Standing::of(check) == Standing::Warned {
        // JUnit knows no warnings: the test passes, and its output says more.
        let story = story::text(check, &report.exchanges);
        case.set_system_out(clean(&format!("warning: {}\n{story}", check.title)));
    }
    case
}

/// How the check came out, in JUnit's words.
fn status(check: &CheckReport, report: &Report) -> TestCaseStatus {
    let skipped = |reason: &str| {
        let mut status = TestCaseStatus::skipped();
        status.set_message(clean(&one_line(reason)));
        status
    };
    match Standing::of(check) {
        Standing::Passed | Standing::Warned => TestCaseStatus::success(),
        Standing::Skipped => skipped(&check.note),
        Standing::Allowed => skipped(&format!("failed, but allowed: {}", actual(check))),
        Standing::Known => skipped(&format!("{}: {}", story::known(check), actual(check))),
        Standing::Outdated => trouble(NonSuccessKind::Failure, &story::known(check), check, report),
        Standing::Unjudged => skipped(&format!("could not be judged: {}", check.note)),
        Standing::Failed => trouble(NonSuccessKind::Failure, actual(check), check, report),
        Standing::Blocked => trouble(NonSuccessKind::Error, &check.note, check, report),
    }
}

/// A failure or an error: one line for the list, everything below it.
fn trouble(kind: NonSuccessKind, message: &str, check: &CheckReport, report: &Report) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_message(clean(&one_line(message)));
    status.set_type(check.obstacle.as_deref().map_or_else(|| "not-as-required".to_owned(), clean));
    let story = story::text(check, &report.exchanges);
    status.set_description(clean(&format!("{}\n{story}", check.title)));
    status
}

/// What was seen instead.
fn actual(check: &CheckReport) -> &str {
    check.finding.as_ref().map_or("", |finding| finding.actual.as_str())
}

/// Text that XML can hold: control characters are shown instead of dropped,
/// and the two characters that no XML document may contain are replaced.
fn clean(text: &str) -> String {
    disarm(&sanitise(text)).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::super::dummy;
    use super::super::reporter::{Format, Style};
    use super::*;

    /// What a reader of JUnit makes of the report.
    fn read(report: &Report) -> TestSuite {
        let text = dummy::render(Format::Junit, Style::default(), report);
        let mut xml = Xml::deserialize_from_str(&text).unwrap();
        assert_eq!(xml.test_suites.len(), 1);
        xml.test_suites.remove(0)
    }

    #[test]
    fn hostile_text_is_still_xml() {
        let suite = read(&dummy::mixed());
        let case = &suite.test_cases[dummy::HOSTILE_AT];
        let TestCaseStatus::NonSuccess { description: Some(description), .. } = &case.status else {
            panic!("the check with the hostile text failed")
        };
        assert!(description.as_str().contains("]]>"), "{description:?}");
        assert!(description.as_str().contains("\\u{1b}[31m"), "{description:?}");
    }

    #[test]
    fn there_is_one_test_case_per_check_and_the_counts_are_right() {
        for report in dummy::every() {
            let suite = read(&report);
            let tally = super::super::tally::Tally::of(&report.checks);
            assert_eq!(suite.tests, tally.total());
            assert_eq!(suite.failures, tally.failed + tally.outdated);
            assert_eq!(suite.errors, tally.blocked);
            assert_eq!(suite.skipped, tally.skipped + tally.allowed + tally.known + tally.unjudged);
        }
    }

    #[test]
    fn a_warning_passes_and_says_so_in_its_output() {
        let suite = read(&dummy::mixed());
        let warned =
            suite.test_cases.iter().find(|case| case.name.as_str() == "no-store-on-identity").unwrap();
        assert!(matches!(warned.status, TestCaseStatus::Success { .. }));
        assert!(warned.system_out.as_ref().unwrap().as_str().starts_with("warning: "));
    }

    #[test]
    fn the_class_of_a_test_case_is_the_line_of_the_ticket() {
        let suite = read(&dummy::mixed());
        let case = suite.test_cases.iter().find(|case| case.name.as_str() == "cookie-cleared").unwrap();
        let class = case.classname.as_ref().unwrap().as_str();
        assert_eq!(class, "AC3: logout removes the session cookie from the browser");
    }
}
