//! Every check in one line, under the line of the ticket that it proves.

use super::super::groups::{Group, groups};
use super::super::layout::{columns, count};
use super::super::paint::{Tone, check_mark};
use super::super::reporter::Verbosity;
use super::super::story::known;
use super::super::summary::nothing_judged;
use super::super::tally::{Standing, Tally};
use super::page::{Lead, Page};
use crate::document::{CheckReport, Report};

/// The column of the headings' text and of the marks.
const INDENT: usize = 5;

/// So many checks are not named one by one.
const MANY: usize = 5;

/// The list. Where nothing could be judged there is none: the obstacle below
/// says it once.
pub(super) fn list(page: &mut Page<'_>, report: &Report) {
    if nothing_judged(&Tally::of(&report.checks)) {
        return;
    }
    page.blank();
    let column = id_column(page, report);
    for group in groups(&report.checks) {
        section(page, &group, column);
    }
}

/// The checks of one heading: what was judged, what holds beyond the ticket, what
/// was skipped, and how many could not be judged.
fn section(page: &mut Page<'_>, group: &Group<'_>, column: Option<usize>) {
    heading(page, group);
    let of = |wanted: &dyn Fn(&CheckReport) -> bool| -> Vec<&CheckReport> {
        group.checks.iter().copied().filter(|check| wanted(check)).collect()
    };
    let verbosity = page.style.verbosity;
    let folded = of(&|check| is_folded(check, group, verbosity)).len();
    let skipped = of(&|check| Standing::of(check) == Standing::Skipped);
    let blocked = of(&|check| is_blocked(Standing::of(check))).len();
    for check in of(&|check| is_judged(Standing::of(check)) && !is_folded(check, group, verbosity)) {
        line(page, check, column);
    }
    summary(page, Standing::Passed, folded, &|checks| {
        format!("{checks} of standards passed (-v shows each)")
    });
    let (told, untold): (Vec<_>, Vec<_>) =
        by_note(skipped).into_iter().partition(|alike| is_told(alike, group, verbosity));
    for alike in told {
        skipped_line(page, &alike);
    }
    let untold = untold.iter().map(Vec::len).sum();
    summary(page, Standing::Skipped, untold, &|checks| {
        format!("{checks} found nothing to look at (-v says why)")
    });
    summary(page, Standing::Blocked, blocked, &|checks| format!("{checks} not judged, see below"));
}

/// One line for several checks, unless there are none.
fn summary(page: &mut Page<'_>, standing: Standing, number: usize, text: &dyn Fn(String) -> String) {
    if number > 0 {
        let (tone, mark) = check_mark(page.style, standing);
        let body = if standing == Standing::Passed { Tone::Plain } else { Tone::Dim };
        page.put(Lead::mark(INDENT, (tone, &format!("{mark} "))), body, &text(count(number, "check")));
    }
}

/// What no line of the ticket asks for is said once when it holds: there is much
/// of it, and who wants to read it all asks for exchanges too.
fn is_folded(check: &CheckReport, group: &Group<'_>, verbosity: Verbosity) -> bool {
    group.requirement.is_none() && verbosity < Verbosity::Exchanges && Standing::of(check) == Standing::Passed
}

/// `AC3  logout removes the session cookie from the browser`.
fn heading(page: &mut Page<'_>, group: &Group<'_>) {
    match group.short() {
        "" => page.put(Lead::indent(0), Tone::Strong, group.text()),
        short => page.put(Lead::indent(0), Tone::Strong, &format!("{short:<INDENT$}{}", group.text())),
    }
}

/// One check, with its id to the right where all of them fit.
fn line(page: &mut Page<'_>, check: &CheckReport, column: Option<usize>) {
    let standing = Standing::of(check);
    let (tone, mark) = check_mark(page.style, standing);
    let lead = format!("{mark} ");
    let title = match standing {
        // The list is all that tells of it, so it names what to ask `explain` for.
        Standing::Allowed => format!("{} (allowed: {})", check.title, check.id),
        Standing::Known => format!("{} ({})", check.title, known(check)),
        Standing::Passed
        | Standing::Failed
        | Standing::Warned
        | Standing::Outdated
        | Standing::Skipped
        | Standing::Blocked
        | Standing::Unjudged => check.title.clone(),
    };
    let used = INDENT + columns(&lead) + columns(&title);
    match column {
        Some(column) if used < column => {
            let mark = page.paint(tone, &lead);
            let gap = " ".repeat(column - used);
            let id = page.paint(Tone::Dim, &check.id);
            page.raw(&format!("{}{mark}{}{gap}{id}", " ".repeat(INDENT), page.safe(&title)));
        }
        Some(_) | None => page.put(Lead::mark(INDENT, (tone, &lead)), body_tone(standing), &title),
    }
    if page.style.verbosity >= Verbosity::Exchanges {
        let actual = check.finding.as_ref().map(|finding| &finding.actual);
        let told = if standing == Standing::Allowed { actual } else { None };
        let told = if standing == Standing::Passed { Some(&check.note) } else { told };
        if let Some(told) = told {
            page.put(Lead::indent(INDENT + columns(&lead)), Tone::Dim, told);
        }
    }
}

/// Skipped checks together with all that were skipped for the same reason.
fn by_note(skipped: Vec<&CheckReport>) -> Vec<Vec<&CheckReport>> {
    let mut alike: Vec<Vec<&CheckReport>> = Vec::new();
    for check in skipped {
        match alike.iter_mut().find(|checks| checks.iter().all(|other| other.note == check.note)) {
            Some(checks) => checks.push(check),
            None => alike.push(vec![check]),
        }
    }
    alike
}

/// One line for all that were skipped for one reason.
fn skipped_line(page: &mut Page<'_>, alike: &[&CheckReport]) {
    let Some(first) = alike.first() else { return };
    let (tone, mark) = check_mark(page.style, Standing::Skipped);
    let text = format!("{}: {}", names(first, alike), first.note);
    page.put(Lead::mark(INDENT, (tone, &format!("{mark} "))), body_tone(Standing::Skipped), &text);
}

/// Whether a reason to skip is told. Beyond the ticket only one that many checks
/// have in common is: they wait for something that can be asked for.
fn is_told(alike: &[&CheckReport], group: &Group<'_>, verbosity: Verbosity) -> bool {
    group.requirement.is_some() || verbosity >= Verbosity::Exchanges || alike.len() >= MANY
}

/// `nile-failure-* (12 checks)`, where they have a beginning in common; where many
/// have none, how many there are.
fn names(first: &CheckReport, alike: &[&CheckReport]) -> String {
    let all_begin = |beginning: &&str| alike.iter().all(|check| check.id.starts_with(*beginning));
    let beginnings = first.id.match_indices('-').map(|(at, _)| first.id.get(..=at).unwrap_or_default());
    match beginnings.rev().find(all_begin) {
        Some(beginning) if alike.len() > 1 => format!("{beginning}* ({})", count(alike.len(), "check")),
        Some(_) | None if alike.len() >= MANY => count(alike.len(), "check"),
        Some(_) | None => alike.iter().map(|check| check.id.as_str()).collect::<Vec<_>>().join(", "),
    }
}

/// Where the column of ids begins, if the page is wide enough for one.
fn id_column(page: &Page<'_>, report: &Report) -> Option<usize> {
    let widest =
        |text: fn(&CheckReport) -> &str| report.checks.iter().map(|check| columns(text(check))).max();
    let (_, mark) = check_mark(page.style, Standing::Passed);
    let column = INDENT + columns(mark) + 1 + widest(|check| &check.title)? + 2;
    (column + widest(|check| &check.id)? <= page.style.width).then_some(column)
}

/// Only what does not count is dimmed.
const fn body_tone(standing: Standing) -> Tone {
    match standing {
        Standing::Passed
        | Standing::Failed
        | Standing::Warned
        | Standing::Known
        | Standing::Outdated
        | Standing::Blocked => Tone::Plain,
        Standing::Allowed | Standing::Skipped | Standing::Unjudged => Tone::Dim,
    }
}

/// Whether there is a verdict.
const fn is_judged(standing: Standing) -> bool {
    !is_blocked(standing) && !matches!(standing, Standing::Skipped)
}

/// Whether an obstacle stands in for the check.
const fn is_blocked(standing: Standing) -> bool {
    match standing {
        Standing::Blocked | Standing::Unjudged => true,
        Standing::Passed
        | Standing::Failed
        | Standing::Warned
        | Standing::Allowed
        | Standing::Known
        | Standing::Outdated
        | Standing::Skipped => false,
    }
}
