//! One page that needs nothing but itself: no script, nothing from elsewhere.
//! It can be read on paper, in the dark, and by ear: every colour stands beside
//! a word.

mod check;
mod exchange;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::foreign::disarm;
use super::layout::count;
use super::obstacle::obstacles;
use super::reporter::Reporter;
use super::summary;
use super::tally::{Standing, Tally};
use crate::document::{Outcome, Report, RequirementStatus};
use crate::event::Event;
use crate::redact::sanitise;
use crate::requirement::Requirement;

/// How it looks.
const STYLE: &str = include_str!("style.css");

/// What the page may load: nothing, but for the style that it brings.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Writes the page when the run is over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Html;

impl Reporter for Html {
    fn event(&mut self, event: &Event<'_>, sink: &mut dyn Write) -> io::Result<()> {
        match event {
            Event::Started { .. } | Event::Exchanged { .. } | Event::Judged(_) => Ok(()),
            Event::Finished(report) => writeln!(sink, "{}", page(report).into_string()),
        }
    }
}

/// Foreign text that neither a browser nor a CI log acts upon; the tags and
/// quotes in it are escaped where it is put into the page.
fn safe(text: &str) -> String {
    disarm(&sanitise(text))
}

fn page(report: &Report) -> Markup {
    let title = format!("{}: {}", outcome(report.outcome), report.target.base_url);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (safe(&title)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a .skip href="#results" { "Skip to the results" }
                header { (head(report)) }
                main #results {
                    (requirements(report))
                    (check::failures(report))
                    (not_judged(report))
                    (check::table(report))
                    (exchange::all(report))
                }
                footer { (foot(report)) }
            }
        }
    }
}

/// The verdict, what was examined, and what to know about it.
fn head(report: &Report) -> Markup {
    html! {
        h1 { "penguin-auth: " (summary::headline(report)) }
        p .verdict .(report.outcome.name()) {
            strong { (outcome(report.outcome)) } ": " (summary::counts(&Tally::of(&report.checks)))
        }
        dl { (facts(report)) }
        @if report.target.insecure {
            p .warning { strong { "Insecure:" } " certificates were not verified." }
        }
        @for warning in &report.warnings {
            p .warning { strong { "Warning:" } " " (safe(warning)) }
        }
    }
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "Passed",
        Outcome::Failed => "Failed",
        Outcome::Blocked => "Blocked",
    }
}

/// What was examined, when, and at which cost.
fn facts(report: &Report) -> Markup {
    let target = &report.target;
    let mock = if target.mock { " (embedded mock)" } else { "" };
    let facts = [
        ("Deployment", format!("{}{mock}", target.base_url)),
        ("Profile", target.profile.clone()),
        ("Accounts", target.accounts.join(", ")),
        ("Session cookie", target.session_cookies.join(", ")),
        ("Token", target.token.clone().unwrap_or_default()),
        ("Started", report.started_at.clone()),
        ("Spent", format!("{} in {}", summary::spent(report.spent), summary::seconds(report.duration_ms))),
    ];
    html! {
        @for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
            dt { (name) }
            dd { (safe(value)) }
        }
    }
}

/// The lines of the ticket.
fn requirements(report: &Report) -> Markup {
    html! {
        section aria-labelledby="requirements" {
            h2 #requirements { "AUTH-4.1" }
            table {
                caption { "The acceptance criteria and the testing list of the ticket" }
                thead { tr {
                    th scope="col" { "Line" }
                    th scope="col" { "What must hold" }
                    th scope="col" { "Result" }
                } }
                tbody {
                    @for wanted in Requirement::ALL {
                        @let (class, words) = status(summary::status(report, wanted));
                        tr {
                            th scope="row" { (wanted.short()) }
                            td { (wanted.text()) }
                            td .(class) { (words) }
                        }
                    }
                }
            }
        }
    }
}

/// The class and the words of a status.
const fn status(status: RequirementStatus) -> (&'static str, &'static str) {
    match status {
        RequirementStatus::Pass => ("passed", "✓ proven"),
        RequirementStatus::NotProven => ("open", "– not proven by this run"),
        RequirementStatus::Blocked => ("blocked", "? could not be judged"),
        RequirementStatus::Fail => ("failed", "✗ does not hold"),
    }
}

/// What stood in the way.
fn not_judged(report: &Report) -> Markup {
    let obstacles = obstacles(&report.checks);
    html! {
        @if !obstacles.is_empty() {
            section aria-labelledby="not-judged" {
                h2 #not-judged { "What could not be judged" }
                @for obstacle in obstacles {
                    article .blocked {
                        h3 { "? " (count(obstacle.checks.len(), "check")) }
                        dl {
                            dt { "why" } dd { (safe(&obstacle.sentence())) }
                            dt { "try" } dd { (safe(obstacle.hint)) }
                            dt { "checks" } dd { (safe(&obstacle.which(report))) }
                        }
                    }
                }
            }
        }
    }
}

/// Who wrote it.
fn foot(report: &Report) -> Markup {
    let tool = &report.tool;
    html! { p { (safe(&format!("{} {}, run {}", tool.name, tool.version, tool.run))) } }
}

/// The class, the mark and the word of a standing.
const fn standing(standing: Standing) -> (&'static str, &'static str) {
    match standing {
        Standing::Passed => ("passed", "✓ passed"),
        Standing::Failed => ("failed", "✗ failed"),
        Standing::Warned => ("warned", "! warning"),
        Standing::Allowed => ("open", "! failed, but allowed"),
        Standing::Known => ("open", "! failed, as is known"),
        Standing::Outdated => ("failed", "✗ listed, and fails no more"),
        Standing::Skipped => ("open", "– skipped"),
        Standing::Blocked | Standing::Unjudged => ("blocked", "? not judged"),
    }
}
