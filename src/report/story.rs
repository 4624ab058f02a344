//! What there is to say about one check, in the order in which it helps: the
//! same parts for every format.

use url::Url;

use super::layout::cut;
use crate::document::{CheckReport, ExchangeReport, Known, VerdictName};
use crate::evidence::Record;
use crate::http::Exchange;

/// Where evidence is cut; the JSON document has all of it.
const LONGEST: usize = 2048;

/// The most exchanges that a story lists.
const EXCHANGES: usize = 6;

/// A labelled piece of text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// What it is.
    pub(super) label: Label,
    /// The text, maybe of several lines, as it came: each format makes it safe
    /// in its own way.
    pub(super) text: String,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// What proved a pass.
    Proof,
    /// Why a check was skipped or could not be judged.
    Why,
    /// What to try next.
    Try,
    /// What had to be seen.
    Expected,
    /// What was seen.
    Actual,
    /// A line that shows it.
    Evidence,
    /// The likely cause.
    Cause,
    /// How to mend it.
    Fix,
    /// What the list of known failures says.
    Known,
    /// An exchange to look at.
    Exchange,
    /// The standards that ask for the same.
    Reference,
}

impl Label {
    /// The word before the text.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Proof => "proof",
            Self::Why => "why",
            Self::Try => "try",
            Self::Expected => "expected",
            Self::Actual => "actual",
            Self::Evidence => "evidence",
            Self::Cause => "cause",
            Self::Fix => "fix",
            Self::Known => "known",
            Self::Exchange => "exchange",
            Self::Reference => "see also",
        }
    }
}

/// The story of a check.
pub(super) fn story(check: &CheckReport, exchanges: &[ExchangeReport]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut tell = |label, text: &str| {
        if !text.trim().is_empty() {
            parts.push(Part { label, text: cut(text, LONGEST) });
        }
    };
    tell(Label::Known, &known(check));
    tell(note_label(check.verdict), &check.note);
    tell(Label::Try, &check.hint);
    if let Some(finding) = &check.finding {
        tell(Label::Expected, &finding.expected);
        tell(Label::Actual, &finding.actual);
        for line in &finding.details {
            tell(Label::Evidence, line);
        }
        tell(Label::Cause, &finding.cause);
        tell(Label::Fix, &finding.remedy);
        for line in seen_in(check, exchanges) {
            tell(Label::Exchange, &line);
        }
        tell(Label::Reference, &check.references.join(", "));
    }
    parts
}

/// What the list of known failures says about the check, and what is to be done
/// with that.
fn listed(verdict: VerdictName, known: &Known) -> String {
    let Known { reason, until, expired } = known;
    match verdict {
        VerdictName::Pass => {
            format!("it passes: take it out of the known failures (until {until}: {reason})")
        }
        VerdictName::Fail if *expired => {
            format!("known only until {until}, which has gone by: mend it, or set another date ({reason})")
        }
        VerdictName::Fail | VerdictName::Skip | VerdictName::Blocked => {
            format!("known until {until}: {reason}")
        }
    }
}

/// The same in one line, for formats that have no room for a story; nothing if
/// the check is not listed.
pub(super) fn known(check: &CheckReport) -> String {
    check.known.as_ref().map_or_else(String::new, |known| listed(check.verdict, known))
}

/// What a check's note says.
const fn note_label(verdict: VerdictName) -> Label {
    match verdict {
        VerdictName::Pass => Label::Proof,
        VerdictName::Fail | VerdictName::Skip | VerdictName::Blocked => Label::Why,
    }
}

/// The story as text: a line per part, evidence indented.
pub(super) fn text(check: &CheckReport, exchanges: &[ExchangeReport]) -> String {
    let line = |part: Part| format!("{}: {}", part.label.name(), part.text);
    story(check, exchanges).into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The exchanges that a check points to.
pub(super) fn exchanges_of<'a>(
    check: &'a CheckReport,
    exchanges: &'a [ExchangeReport],
) -> impl Iterator<Item = &'a ExchangeReport> {
    check.exchanges.iter().filter_map(|index| exchanges.iter().find(|exchange| exchange.index == *index))
}

/// One line for each of them, up to a limit.
fn seen_in(check: &CheckReport, exchanges: &[ExchangeReport]) -> Vec<String> {
    let line = |seen: &ExchangeReport| {
        format!("{}: {} ({}: {})", seen.index, summary(&seen.exchange), seen.actor, seen.step)
    };
    let mut lines: Vec<_> = exchanges_of(check, exchanges).take(EXCHANGES).map(line).collect();
    let more = check.exchanges.len().saturating_sub(EXCHANGES);
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines
}

/// `POST /api/auth/logout → 200 in 3 ms`.
pub(super) fn summary(exchange: &Exchange) -> String {
    let ms = exchange.duration().as_millis();
    format!("{} {} → {} in {ms} ms", exchange.method, path(&exchange.url), exchange.status_text())
}

/// `first session: log out`.
pub(super) fn purpose(record: &Record) -> String {
    format!("{}: {}", record.actor.name(), record.step.name())
}

/// The URL without scheme and host, which are the same all over a report.
pub(super) fn path(url: &str) -> String {
    Url::parse(url).map_or_else(
        |_| url.to_owned(),
        |parsed| match parsed.query() {
            Some(query) => format!("{}?{query}", parsed.path()),
            None => parsed.path().to_owned(),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::dummy;
    use super::*;

    #[test]
    fn a_failure_is_told_from_expectation_to_remedy() {
        let report = dummy::mixed();
        let check = report.checks.iter().find(|check| check.id == "cookie-cleared").unwrap();
        let labels: Vec<_> = story(check, &report.exchanges).iter().map(|part| part.label).collect();
        assert_eq!(
            labels,
            [
                Label::Expected,
                Label::Actual,
                Label::Evidence,
                Label::Evidence,
                Label::Cause,
                Label::Fix,
                Label::Exchange,
                Label::Reference
            ]
        );
    }

    #[test]
    fn an_exchange_is_summed_up_in_one_line() {
        let report = dummy::mixed();
        assert_eq!(summary(&report.exchanges[1].exchange), "POST /api/auth/logout → 200 in 3 ms");
    }

    #[test]
    fn long_lists_of_exchanges_end_with_their_number() {
        let mut report = dummy::mixed();
        let check = report.checks.iter_mut().find(|check| check.id == "cookie-cleared").unwrap();
        check.exchanges = vec![1; 20];
        let lines = seen_in(check, &report.exchanges);
        assert_eq!(lines.len(), EXCHANGES + 1);
        assert_eq!(lines[EXCHANGES], "and 14 more");
    }
}
