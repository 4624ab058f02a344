//! For a ticket or a job summary: the verdict, the lines of the ticket as a
//! table, what is wrong in full, and the rest folded away.

use std::io::{self, Write};

use super::foreign::disarm;
use super::groups::short_requirements;
use super::layout::{count, one_line};
use super::obstacle::obstacles;
use super::reporter::Reporter;
use super::story::{self, Label, Part, story};
use super::summary;
use super::tally::{Standing, Tally};
use crate::document::{CheckReport, Outcome, Report, RequirementStatus};
use crate::event::Event;
use crate::redact::sanitise;
use crate::requirement::Requirement;

/// Writes the document when the run is over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Markdown;

impl Reporter for Markdown {
    fn event(&mut self, event: &Event<'_>, sink: &mut dyn Write) -> io::Result<()> {
        match event {
            Event::Started { .. } | Event::Exchanged { .. } | Event::Judged(_) => Ok(()),
            Event::Finished(report) => document(report, sink),
        }
    }
}

fn document(report: &Report, sink: &mut dyn Write) -> io::Result<()> {
    head(report, sink)?;
    table(report, sink)?;
    for obstacle in obstacles(&report.checks) {
        writeln!(sink, "### ❔ {} could not be judged\n", count(obstacle.checks.len(), "check"))?;
        writeln!(sink, "- **why:** {}", escape(&obstacle.sentence()))?;
        writeln!(sink, "- **try:** {}", escape(obstacle.hint))?;
        writeln!(sink, "- **checks:** {}\n", escape(&obstacle.which(report)))?;
    }
    for (wanted, icon) in [(Standing::Failed, "❌"), (Standing::Outdated, "❌"), (Standing::Warned, "⚠️")]
    {
        for check in report.checks.iter().filter(|check| Standing::of(check) == wanted) {
            failure(check, icon, report, sink)?;
        }
    }
    rest(report, sink)?;
    let spent = summary::spent(report.spent);
    let time = summary::seconds(report.duration_ms);
    writeln!(
        sink,
        "{} {}, run {}: {spent} in {time}.",
        escape(&report.tool.name),
        escape(&report.tool.version),
        escape(&report.tool.run)
    )
}

/// Headline, target, warnings.
fn head(report: &Report, sink: &mut dyn Write) -> io::Result<()> {
    let icon = match report.outcome {
        Outcome::Passed => "✅",
        Outcome::Failed => "❌",
        Outcome::Blocked => "❔",
    };
    writeln!(sink, "## {icon} penguin-auth: {}\n", summary::headline(report))?;
    let mock = if report.target.mock { " (embedded mock)" } else { "" };
    let counts = summary::counts(&Tally::of(&report.checks));
    writeln!(sink, "{}{mock}: {counts}.\n", code(&report.target.base_url))?;
    if report.target.insecure {
        writeln!(sink, "> **Insecure:** certificates were not verified.\n")?;
    }
    for warning in &report.warnings {
        writeln!(sink, "> **Warning:** {}\n", escape(warning))?;
    }
    Ok(())
}

/// The lines of the ticket.
fn table(report: &Report, sink: &mut dyn Write) -> io::Result<()> {
    writeln!(sink, "| AUTH-4.1 | what must hold | result |\n| --- | --- | --- |")?;
    for wanted in Requirement::ALL {
        let result = match summary::status(report, wanted) {
            RequirementStatus::Pass => "✅ proven",
            RequirementStatus::NotProven => "➖ not proven by this run",
            RequirementStatus::Blocked => "❔ could not be judged",
            RequirementStatus::Fail => "❌ does not hold",
        };
        writeln!(sink, "| {} | {} | {result} |", wanted.short(), wanted.text())?;
    }
    writeln!(sink)
}

/// One failure in full.
fn failure(check: &CheckReport, icon: &str, report: &Report, sink: &mut dyn Write) -> io::Result<()> {
    let proven = match short_requirements(check) {
        none if none.is_empty() => none,
        some => format!(" ({})", escape(&some)),
    };
    writeln!(sink, "### {icon} {}{proven}\n", code(&check.id))?;
    writeln!(sink, "{}\n", escape(&check.title))?;
    let story = story(check, &report.exchanges);
    for group in story.chunk_by(|one, next| one.label == next.label) {
        match group {
            [first, ..] if first.label == Label::Evidence => fenced(group, sink)?,
            parts => parts.iter().try_for_each(|part| bullet(part, sink))?,
        }
    }
    writeln!(sink)
}

/// A labelled line.
fn bullet(part: &Part, sink: &mut dyn Write) -> io::Result<()> {
    writeln!(sink, "- **{}:** {}", part.label.name(), escape(&part.text))
}

/// Evidence as it came, behind a fence longer than any in it.
fn fenced(parts: &[Part], sink: &mut dyn Write) -> io::Result<()> {
    let text = parts.iter().map(|part| disarm(&sanitise(&part.text))).collect::<Vec<_>>().join("\n");
    let fence = "`".repeat((longest_run(&text) + 1).max(3));
    writeln!(sink, "\n{fence}text\n{text}\n{fence}\n")
}

/// What passed, was skipped or is allowed to fail, folded.
fn rest(report: &Report, sink: &mut dyn Write) -> io::Result<()> {
    let groups = [
        (Standing::Passed, "passed"),
        (Standing::Skipped, "skipped"),
        (Standing::Allowed, "failed but allowed"),
        (Standing::Known, "failed as known"),
    ];
    for (wanted, word) in groups {
        let checks: Vec<_> = report.checks.iter().filter(|check| Standing::of(check) == wanted).collect();
        if checks.is_empty() {
            continue;
        }
        writeln!(sink, "<details><summary>{} {word}</summary>\n", count(checks.len(), "check"))?;
        for check in checks {
            writeln!(sink, "- {}: {}", code(&check.id), escape(&rest_text(check, wanted)))?;
        }
        writeln!(sink, "\n</details>\n")?;
    }
    Ok(())
}

/// What the folded line says.
fn rest_text(check: &CheckReport, standing: Standing) -> String {
    match standing {
        Standing::Skipped => check.note.clone(),
        Standing::Known => format!("{} ({})", check.title, story::known(check)),
        Standing::Passed
        | Standing::Failed
        | Standing::Warned
        | Standing::Allowed
        | Standing::Outdated
        | Standing::Blocked
        | Standing::Unjudged => check.title.clone(),
    }
}

/// Foreign text as Markdown text on one line: nothing in it is a link, a
/// table, a tag or emphasis.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::new();
    for c in one_line(&sanitise(text)).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' => {
                safe.push('\\');
                safe.push(c);
            }
            _ => safe.push(c),
        }
    }
    safe
}

/// Foreign text as a code span, behind more backticks than it holds.
fn code(text: &str) -> String {
    let text = one_line(&sanitise(text));
    let ticks = "`".repeat(longest_run(&text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::dummy;
    use super::super::reporter::{Format, Style};
    use super::*;

    fn markdown(report: &Report) -> String {
        dummy::render(Format::Markdown, Style::default(), report)
    }

    #[test]
    fn foreign_text_is_neither_markup_nor_a_tag() {
        assert_eq!(escape("a|b <script> `c` *d* \\"), "a\\|b &lt;script&gt; \\`c\\` \\*d\\* \\\\");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        let text = markdown(&dummy::mixed());
        let outside: String = text.split("```").step_by(2).collect();
        assert!(!outside.contains("<script"), "{outside}");
    }

    #[test]
    fn a_fence_is_longer_than_any_in_the_evidence() {
        let part = Part { label: Label::Evidence, text: "a\n````\nb".to_owned() };
        let mut text = Vec::new();
        fenced(&[part], &mut text).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), "\n`````text\na\n````\nb\n`````\n\n");
    }

    #[test]
    fn the_table_has_a_row_per_line_of_the_ticket_and_three_columns() {
        for report in dummy::every() {
            let text = markdown(&report);
            let rows: Vec<_> = text.lines().filter(|line| line.starts_with("| ")).collect();
            assert_eq!(rows.len(), Requirement::ALL.len() + 2);
            assert!(rows.iter().all(|row| row.matches('|').count() == 4), "{rows:?}");
        }
    }

    #[test]
    fn every_folded_part_is_closed() {
        let text = markdown(&dummy::mixed());
        assert_eq!(text.matches("<details>").count(), text.matches("</details>").count());
        assert!(text.contains("<details>"));
    }
}
