//! SARIF 2.1.0 for GitHub's code scanning and other places that collect
//! findings. Only what is wrong is a result: whoever reads SARIF takes a result
//! that is gone for one that was mended, so what could not be judged is told as
//! a notification, and the run then says that it was not successful.

mod place;
mod rule;

use std::io::{self, Write};

use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use super::json;
use super::obstacle::{Obstacle, obstacles};
use super::reporter::Reporter;
use super::story;
use super::tally::Standing;
use crate::document::{CheckReport, Outcome, Report};
use crate::event::Event;
use crate::level::Level;
use crate::redact::sanitise;

/// Where the schema of the format is.
const SCHEMA_URI: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Where the program comes from.
const HOME: &str = "https://github.com/penguinmails/penguin-auth";

/// Writes the document when the run is over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sarif;

impl Reporter for Sarif {
    fn event(&mut self, event: &Event<'_>, sink: &mut dyn Write) -> io::Result<()> {
        match event {
            Event::Started { .. } | Event::Exchanged { .. } | Event::Judged(_) => Ok(()),
            Event::Finished(report) => sink.write_all(json::document(&log(report))?.as_bytes()),
        }
    }
}

/// The whole log: one run.
fn log(report: &Report) -> Value {
    let Report { tool, target, .. } = report;
    let rules: Vec<Value> = report.checks.iter().map(rule::rule).collect();
    let checks = report.checks.iter().enumerate();
    let results: Vec<Value> = checks.filter_map(|(index, check)| result(index, check, report)).collect();
    json!({
        "$schema": SCHEMA_URI,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": tool.name,
                "semanticVersion": tool.version,
                "informationUri": HOME,
                "rules": rules,
            } },
            // What stands before the last slash is the category by which code
            // scanning tells the analyses of one commit apart.
            "automationDetails": { "id": format!("{}/{}/{}", tool.name, target.profile, tool.run) },
            "invocations": [invocation(report)],
            "results": results,
            "columnKind": "unicodeCodePoints",
            "properties": {
                "baseUrl": target.base_url,
                "outcome": report.outcome,
                "requirements": report.requirements,
            },
        }],
    })
}

/// How the run went, and what it could not see.
fn invocation(report: &Report) -> Value {
    let obstacles = obstacles(&report.checks);
    let blocked = obstacles.iter().map(|obstacle| blocked(obstacle, report));
    let warnings = report.warnings.iter().map(|warning| notification("warning", warning));
    let outdated = report.checks.iter().filter(|check| Standing::of(check) == Standing::Outdated);
    let mut invocation = json!({
        "executionSuccessful": report.outcome != Outcome::Blocked,
        "exitCode": report.exit_code,
        "toolExecutionNotifications": blocked.chain(warnings).collect::<Vec<_>>(),
        "toolConfigurationNotifications": outdated.map(stale).collect::<Vec<_>>(),
    });
    if let Ok(start) = OffsetDateTime::parse(&report.started_at, &Rfc3339) {
        let lasted = Duration::milliseconds(i64::try_from(report.duration_ms).unwrap_or_default());
        let end = start.saturating_add(lasted).format(&Rfc3339);
        invocation["startTimeUtc"] = report.started_at.as_str().into();
        invocation["endTimeUtc"] = end.unwrap_or_default().into();
    }
    invocation
}

/// Everything that one obstacle blocks.
fn blocked(obstacle: &Obstacle<'_>, report: &Report) -> Value {
    let holds_up = obstacle.checks.iter().any(|check| check.level == Level::Deny);
    let text = format!(
        "could not judge {}: {}; try: {}",
        obstacle.which(report),
        obstacle.sentence(),
        obstacle.hint
    );
    notification(if holds_up { "error" } else { "warning" }, &text)
}

/// A listing among the known failures that is no longer true. It is the list
/// that is wrong: the finding itself is gone.
fn stale(check: &CheckReport) -> Value {
    notification("error", &format!("{}: {}", check.id, story::known(check)))
}

fn notification(level: &str, text: &str) -> Value {
    json!({ "level": level, "message": { "text": sanitise(text) } })
}

/// A check that failed.
fn result(index: usize, check: &CheckReport, report: &Report) -> Option<Value> {
    let level = match Standing::of(check) {
        Standing::Failed => "error",
        Standing::Warned => "warning",
        // Also where suppressions are not read, it is no louder than the run.
        Standing::Allowed | Standing::Known => "note",
        Standing::Passed
        | Standing::Outdated
        | Standing::Skipped
        | Standing::Blocked
        | Standing::Unjudged => return None,
    };
    let text = format!("{}\n{}", check.title, story::text(check, &report.exchanges));
    Some(json!({
        "ruleId": check.id,
        "ruleIndex": index,
        "level": level,
        "message": { "text": sanitise(&text) },
        "locations": [place::location(check, report)],
        // Not the address: a preview deployment has a new one for each commit,
        // and the finding is the same. The key is the one that GitHub compares.
        "partialFingerprints": { "primaryLocationLineHash": format!("{}:1", check.id) },
        "suppressions": suppressions(check),
    }))
}

/// The entry among the known failures, while it holds. If one result of a run
/// has a list of suppressions, all of them must (SARIF 2.1.0, 3.27.23).
fn suppressions(check: &CheckReport) -> Vec<Value> {
    let known = (Standing::of(check) == Standing::Known).then(|| sanitise(&story::known(check)));
    let suppression = |why: String| json!({ "kind": "external", "status": "accepted", "justification": why });
    known.map(suppression).into_iter().collect()
}

#[cfg(test)]
mod tests;
