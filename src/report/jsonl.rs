//! One JSON object per line and event, as it happens. The lines together say
//! what the JSON document says.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::json;
use super::reporter::Reporter;
use crate::document::{ExchangeReport, Outcome, Report, RequirementStatus, Target, Tool};
use crate::event::Event;
use crate::evidence::Spent;

/// Writes each event at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Jsonl;

impl Reporter for Jsonl {
    fn event(&mut self, event: &Event<'_>, sink: &mut dyn Write) -> io::Result<()> {
        let line = match *event {
            Event::Started { base_url, checks } => line("started", &Started { base_url, checks }),
            Event::Exchanged { index, record } => line("exchange", &ExchangeReport::new(index, record)),
            Event::Judged(check) => line("check", check),
            Event::Finished(report) => line("finished", &Finished::of(report)),
        }?;
        writeln!(sink, "{line}")
    }
}

/// A value with the name of its event in front.
#[derive(Serialize)]
struct Line<'a, T> {
    event: &'static str,
    #[serde(flatten)]
    value: &'a T,
}

fn line(event: &'static str, value: &impl Serialize) -> io::Result<String> {
    json::line(&Line { event, value })
}

/// The beginning.
#[derive(Serialize)]
struct Started<'a> {
    base_url: &'a str,
    checks: usize,
}

/// The document without what earlier lines have said.
#[derive(Serialize)]
struct Finished<'a> {
    schema: u32,
    tool: &'a Tool,
    target: &'a Target,
    outcome: Outcome,
    exit_code: u8,
    requirements: &'a BTreeMap<String, RequirementStatus>,
    warnings: &'a [String],
    spent: Spent,
    started_at: &'a str,
    duration_ms: u64,
}

impl<'a> Finished<'a> {
    fn of(report: &'a Report) -> Self {
        Self {
            schema: report.schema,
            tool: &report.tool,
            target: &report.target,
            outcome: report.outcome,
            exit_code: report.exit_code,
            requirements: &report.requirements,
            warnings: &report.warnings,
            spent: report.spent,
            started_at: &report.started_at,
            duration_ms: report.duration_ms,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value};

    use super::super::dummy;
    use super::super::reporter::{Format, Style};
    use super::*;

    /// The lines, parsed.
    fn lines(report: &Report) -> Vec<Map<String, Value>> {
        let text = dummy::render(Format::Jsonl, Style::default(), report);
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn every_event_is_one_line_with_its_name() {
        let report = dummy::mixed();
        let lines = lines(&report);
        let named = |name: &str| lines.iter().filter(|line| line["event"] == name).count();
        assert_eq!(lines.first().unwrap()["event"], "started");
        assert_eq!(lines.last().unwrap()["event"], "finished");
        assert_eq!(named("exchange"), report.exchanges.len());
        assert_eq!(named("check"), report.checks.len());
        assert_eq!(lines.len(), report.exchanges.len() + report.checks.len() + 2);
    }

    #[test]
    fn the_lines_together_are_the_document() {
        let report = dummy::mixed();
        let mut document: Map<String, Value> =
            serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
        let mut joined = Map::new();
        let mut lists = BTreeMap::from([("check", Vec::new()), ("exchange", Vec::new())]);
        for mut line in lines(&report) {
            let event = line.remove("event").unwrap();
            match lists.get_mut(event.as_str().unwrap()) {
                Some(list) => list.push(Value::Object(line)),
                None if event == "finished" => joined = line,
                None => {}
            }
        }
        for (event, list) in lists {
            joined.insert(format!("{event}s"), Value::Array(list));
        }
        document.sort_keys();
        joined.sort_keys();
        assert_eq!(joined, document);
    }
}
