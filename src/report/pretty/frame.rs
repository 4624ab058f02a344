//! What stands around the checks: what was examined above them, the verdict
//! below.

use super::super::layout::{columns, count};
use super::super::paint::{Mark, Tone, outcome_tone, requirement_mark};
use super::super::reporter::Verbosity;
use super::super::summary::{self, criteria, testing_list};
use super::super::tally::{Standing, Tally};
use super::page::{Lead, Page};
use crate::document::{Report, RequirementStatus};
use crate::requirement::Requirement;

/// The column where the texts beside the labels begin.
const LABEL: usize = 10;

/// Which program looked at what.
pub(super) fn header(page: &mut Page<'_>, report: &Report) {
    let target = &report.target;
    let mock = if target.mock { " (embedded mock)" } else { "" };
    let name = format!("{} {}", report.tool.name, report.tool.version);
    page.put(Lead::indent(0), Tone::Strong, &format!("{name} · {}{mock}", target.base_url));
    let mut facts = vec![format!("profile {}", target.profile)];
    if !target.accounts.is_empty() {
        facts.push(target.accounts.join(" and "));
    }
    facts.push(format!("run {}", report.tool.run));
    page.put(Lead::indent(0), Tone::Dim, &facts.join(" · "));
    if !target.session_cookies.is_empty() {
        let kind = target.token.as_deref().map(token).unwrap_or_default();
        let cookies = target.session_cookies.join(", ");
        page.put(Lead::indent(0), Tone::Dim, &format!("session in {cookies}{kind}"));
    }
}

/// What the kind of token means for a logout.
fn token(kind: &str) -> String {
    let meaning = match kind {
        "jwe" => "encrypted token (JWE): lives on unless the server keeps a list",
        "jwt" => "signed token (JWT): lives on unless the server keeps a list",
        "signed" => "signed data: lives on unless the server keeps a list",
        "opaque" => "opaque, a key to a record on the server",
        other => other,
    };
    format!(" · {meaning}")
}

/// What no check judges, where nobody can miss it.
pub(super) fn warnings(page: &mut Page<'_>, report: &Report) {
    page.blank();
    if report.target.insecure {
        let text =
            "INSECURE: certificates were not verified; anybody on the way could have given these answers";
        page.put(Lead::mark(0, (Tone::Bad, "! ")), Tone::Bad, text);
    }
    for warning in &report.warnings {
        page.put(Lead::mark(0, (Tone::Caution, "! ")), Tone::Plain, warning);
    }
}

/// The lines of the ticket, what the run cost, and how it ended.
pub(super) fn verdict(page: &mut Page<'_>, report: &Report) {
    page.blank();
    let tally = Tally::of(&report.checks);
    if page.style.verbosity > Verbosity::Quiet {
        if !summary::nothing_judged(&tally) {
            matrix(page, "AUTH-4.1", report, criteria());
            matrix(page, "testing", report, testing_list());
        }
        cost(page, report);
    }
    left(page, report);
    page.blank();
    end(page, report, &tally);
}

/// What the run leaves behind: said even when little else is.
fn left(page: &mut Page<'_>, report: &Report) {
    if report.spent.sessions_left > 0 {
        let left = count(report.spent.sessions_left, "session");
        labelled(page, (Tone::Caution, "left"), &format!("{left} of ours may still be alive"));
    }
}

/// What the run spent.
fn cost(page: &mut Page<'_>, report: &Report) {
    let spent = summary::spent(report.spent);

    labelled(page, (Tone::Dim, "spent"), &format!("{spent} in {}", summary::seconds(report.duration_ms)));
    if let Some(check) = report.checks.iter().find(|check| Standing::of(check) == Standing::Failed) {
        let text = format!("{} explain {}, or add --curl or -vv", report.tool.name, check.id);
        labelled(page, (Tone::Dim, "more"), &text);
    }
}

/// The last lines: how it ended.
fn end(page: &mut Page<'_>, report: &Report, tally: &Tally) {
    let tone = outcome_tone(report.outcome);
    let word = report.outcome.name().to_uppercase();
    labelled(page, (tone, &word), &summary::headline(report));
    for wanted in [Standing::Failed, Standing::Outdated] {
        let ids = summary::ids(report, wanted);
        if !ids.is_empty() {
            labelled(page, (Tone::Plain, ""), &ids);
        }
    }
    if !summary::nothing_judged(tally) {
        page.put(Lead::indent(LABEL), Tone::Dim, &summary::counts(tally));
    }
}

/// A label in the left column and text beside it.
fn labelled(page: &mut Page<'_>, (tone, label): (Tone, &str), text: &str) {
    page.put(Lead::mark(0, (tone, &format!("{label:<LABEL$}"))), Tone::Plain, text);
}

/// `AC1 ✓  AC2 ✓`: laid out by hand, because the marks are painted one by one.
fn matrix(
    page: &mut Page<'_>,
    label: &str,
    report: &Report,
    requirements: impl Iterator<Item = Requirement>,
) {
    let mut line = page.paint(Tone::Dim, &format!("{label:<LABEL$}"));
    let mut used = LABEL;
    let mut unproven = Vec::new();
    for wanted in requirements {
        let status = summary::status(report, wanted);
        if status == RequirementStatus::NotProven {
            unproven.push(wanted.short());
        }
        let mark = requirement_mark(page.style, status);
        used += columns(wanted.short()) + columns(mark.1) + 3;
        if used > page.width() + 2 {
            page.raw(&line);
            line = " ".repeat(LABEL);
            used = LABEL + columns(wanted.short()) + columns(mark.1) + 3;
        }
        line.push_str(&cell(page, wanted, mark));
    }
    page.raw(&line);
    legend(page, &unproven);
}

/// One requirement of the matrix.
fn cell(page: &Page<'_>, wanted: Requirement, (tone, mark): Mark) -> String {
    format!("{} {}  ", wanted.short(), page.paint(tone, mark))
}

/// What a dash in the matrix means.
fn legend(page: &mut Page<'_>, unproven: &[&str]) {
    if !unproven.is_empty() {
        let text = format!("not proven by this run: {}", unproven.join(", "));
        page.put(Lead::indent(LABEL), Tone::Dim, &text);
    }
}
