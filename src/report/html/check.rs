//! The checks of the page: what is wrong in full, then all of them as a table.

use maud::{Markup, html};

use super::super::groups::short_requirements;
use super::super::story::{Label, Part, exchanges_of, story, summary};
use super::super::tally::Standing;
use super::{safe, standing};
use crate::document::{CheckReport, Report};

/// What is wrong, worst first.
const WRONG: [Standing; 5] =
    [Standing::Failed, Standing::Outdated, Standing::Warned, Standing::Known, Standing::Allowed];

/// What is wrong, in full.
pub(super) fn failures(report: &Report) -> Markup {
    let of = |wanted| report.checks.iter().filter(move |check| Standing::of(check) == wanted);
    let wrong: Vec<_> = WRONG.into_iter().flat_map(of).collect();
    html! {
        @if !wrong.is_empty() {
            section aria-labelledby="wrong" {
                h2 #wrong { "What is wrong" }
                @for check in wrong { (failure(check, report)) }
            }
        }
    }
}

/// One failure in full.
fn failure(check: &CheckReport, report: &Report) -> Markup {
    let (class, words) = standing(Standing::of(check));
    let story = story(check, &report.exchanges);
    html! {
        article .(class) {
            h3 { (words) ": " code { (safe(&check.id)) } " " (safe(&short_requirements(check))) }
            p { (safe(&check.title)) }
            dl {
                @for parts in story.chunk_by(|one, next| one.label == next.label) { (labelled(parts)) }
                (links(check, report))
            }
        }
    }
}

/// The parts of one label. Lines that were seen keep their form.
fn labelled(parts: &[Part]) -> Markup {
    let Some(label) = parts.first().map(|part| part.label) else { return html! {} };
    html! {
        @if label == Label::Evidence {
            dt { (label.name()) }
            dd { pre tabindex="0" {
                @for part in parts { (safe(&part.text)) "\n" }
            } }
        } @else if label != Label::Exchange {
            dt { (label.name()) }
            @for part in parts { dd { (safe(&part.text)) } }
        }
    }
}

/// The exchanges that show it, further down on the page.
fn links(check: &CheckReport, report: &Report) -> Markup {
    let seen: Vec<_> = exchanges_of(check, &report.exchanges).collect();
    html! {
        @if !seen.is_empty() {
            dt { "exchanges" }
            @for one in seen {
                dd { a href={ "#exchange-" (one.index) } { (one.index) ": " (safe(&summary(&one.exchange))) } }
            }
        }
    }
}

/// Every check in one line.
pub(super) fn table(report: &Report) -> Markup {
    html! {
        section aria-labelledby="checks" {
            h2 #checks { "All checks" }
            table {
                caption { "Every check of this run, in the order of the catalogue" }
                thead { tr {
                    th scope="col" { "Check" }
                    th scope="col" { "Proves" }
                    th scope="col" { "Level" }
                    th scope="col" { "Result" }
                    th scope="col" { "What holds, and what showed it" }
                } }
                tbody { @for check in &report.checks { (row(check)) } }
            }
        }
    }
}

fn row(check: &CheckReport) -> Markup {
    let (class, words) = standing(Standing::of(check));
    html! {
        tr {
            th scope="row" { code { (safe(&check.id)) } }
            td { (safe(&short_requirements(check))) }
            td { (check.level.name()) }
            td .(class) { (words) }
            td {
                (safe(&check.title))
                @if !check.note.is_empty() { br; small { (safe(&check.note)) } }
            }
        }
    }
}
