//! What is wrong, in full: obstacles, warnings, failures.

use super::super::groups::short_requirements;
use super::super::layout::{columns, count, shell_lines};
use super::super::obstacle::{self, Obstacle};
use super::super::paint::{Tone, check_mark, gutter};
use super::super::reporter::Verbosity;
use super::super::story::{Label, Part, exchanges_of, story};
use super::super::tally::Standing;
use super::page::{Lead, Page};
use crate::document::{CheckReport, Report};
use crate::level::Level;

/// The columns of a label.
const LABEL: usize = 10;

/// Each obstacle once, with the checks behind it.
pub(super) fn obstacles(page: &mut Page<'_>, report: &Report) {
    for obstacle in obstacle::obstacles(&report.checks) {
        page.blank();
        let counts = obstacle.checks.iter().any(|check| check.level == Level::Deny);
        let standing = if counts { Standing::Blocked } else { Standing::Unjudged };
        title(page, standing, &obstacle_title(&obstacle, report));
        part(page, (Tone::Caution, "why"), &obstacle.sentence());
        if !obstacle.hint.is_empty() {
            part(page, (Tone::Strong, "try"), obstacle.hint);
        }
        if !obstacle.hides_everything(report) {
            part(page, (Tone::Dim, "checks"), &obstacle.which(report));
        }
    }
}

/// How much the obstacle hides.
fn obstacle_title(obstacle: &Obstacle<'_>, report: &Report) -> String {
    let number = obstacle.checks.len();
    if obstacle.hides_everything(report) {
        format!("none of the {number} checks could be judged")
    } else {
        format!("{} could not be judged", count(number, "check"))
    }
}

/// Warnings, then failures: the worst stands nearest to the verdict.
pub(super) fn failures(page: &mut Page<'_>, report: &Report) {
    for wanted in [Standing::Warned, Standing::Outdated, Standing::Failed] {
        for check in report.checks.iter().filter(|check| Standing::of(check) == wanted) {
            page.blank();
            failure(page, check, report);
        }
    }
}

/// One of them.
fn failure(page: &mut Page<'_>, check: &CheckReport, report: &Report) {
    let proven = short_requirements(check);
    title(page, Standing::of(check), &format!("{}  {proven}", check.id));
    page.put(Lead::indent(indent(page)), Tone::Plain, &check.title);
    let mut story = story(check, &report.exchanges);
    if Standing::of(check) == Standing::Warned && page.style.verbosity < Verbosity::Exchanges {
        story.retain(|told| !is_background(told.label));
    }
    for group in story.chunk_by(|one, next| one.label == next.label) {
        for (number, told) in group.iter().enumerate() {
            // A label is not said twice in a row.
            told_part(page, told, if number == 0 { told.label.name() } else { "" });
        }
    }
    if page.style.curl {
        curl(page, check, report);
    }
}

/// What a warning leaves to `-v` and to `penguin-auth explain`: a deployment may
/// get many at once, and the failures are to be found among them.
const fn is_background(label: Label) -> bool {
    match label {
        Label::Cause | Label::Why | Label::Reference | Label::Exchange => true,
        Label::Expected
        | Label::Actual
        | Label::Evidence
        | Label::Fix
        | Label::Try
        | Label::Known
        | Label::Proof => false,
    }
}

/// The mark and the headline.
fn title(page: &mut Page<'_>, standing: Standing, text: &str) {
    let (tone, mark) = check_mark(page.style, standing);
    page.put(Lead::mark(0, (tone, &format!("{mark} "))), Tone::Strong, text);
}

/// The column below the headline.
fn indent(page: &Page<'_>) -> usize {
    let (_, mark) = check_mark(page.style, Standing::Failed);
    columns(mark) + 1
}

/// A part of the story, each kind in its tone.
fn told_part(page: &mut Page<'_>, told: &Part, label: &str) {
    match told.label {
        Label::Expected => part(page, (Tone::Good, label), &told.text),
        Label::Actual => part(page, (Tone::Bad, label), &told.text),
        Label::Evidence => {
            let gutter = gutter(page.style);
            page.put(Lead::gutter(indent(page) + LABEL, gutter), Tone::Plain, &told.text);
        }
        Label::Exchange | Label::Reference => {
            let lead = format!("{label:<LABEL$}");
            page.put(Lead::mark(indent(page), (Tone::Dim, &lead)), Tone::Dim, &told.text);
        }
        Label::Fix | Label::Try => part(page, (Tone::Strong, label), &told.text),
        Label::Known => part(page, (Tone::Caution, label), &told.text),
        Label::Proof | Label::Why | Label::Cause => part(page, (Tone::Dim, label), &told.text),
    }
}

/// A label and the text beside it.
fn part(page: &mut Page<'_>, (tone, label): (Tone, &str), text: &str) {
    let label = format!("{label:<LABEL$}");
    page.put(Lead::mark(indent(page), (tone, &label)), Tone::Plain, text);
}

/// Lines to paste into a shell. They may be wider than the page: a command
/// broken in the wrong place is worth nothing.
fn curl(page: &mut Page<'_>, check: &CheckReport, report: &Report) {
    let left = indent(page);
    let room = page.width().saturating_sub(left);
    let mut commands: Vec<_> = exchanges_of(check, &report.exchanges).map(|seen| &seen.curl).collect();
    // Twenty replays are one command.
    commands.dedup();
    for command in commands {
        page.blank();
        for line in shell_lines(&page.safe(command), room) {
            page.raw(&format!("{}{line}", " ".repeat(left)));
        }
    }
}
