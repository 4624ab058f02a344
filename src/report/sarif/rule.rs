//! A check as a rule: what holds, why it matters, how to mend it.

use serde_json::{Value, json};

use crate::check::{self, Check, Reference};
use crate::document::CheckReport;
use crate::level::Level;
use crate::redact::sanitise;

/// The rule of a check. A report of another version may know checks that this
/// one does not; then the title is all there is to say.
pub(super) fn rule(report: &CheckReport) -> Value {
    let known = check::find(&report.id);
    let title = sanitise(&report.title);
    let why = known.map_or(title.as_str(), |check| check.explain);
    let mut rule = json!({
        "id": report.id,
        "shortDescription": { "text": title },
        "fullDescription": { "text": why },
        "help": help(known, report),
        "defaultConfiguration": { "level": level(report.level) },
        "properties": { "tags": tags(report) },
    });
    if let Some(reference) = known.and_then(|check| check.references.first()) {
        rule["helpUri"] = reference.url.into();
    }
    rule
}

/// What a level is called here.
const fn level(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn => "warning",
        Level::Allow => "note",
    }
}

/// How to mend it, as text and as Markdown.
fn help(known: Option<&Check>, report: &CheckReport) -> Value {
    let Some(check) = known else { return json!({ "text": sanitise(&report.title) }) };
    let links =
        |link: fn(&Reference) -> String| check.references.iter().map(link).collect::<Vec<_>>().join("\n");
    let text = format!(
        "{}\n\nLikely cause: {}\n\nHow to mend it: {}\n\n{}",
        check.explain,
        check.cause,
        check.remedy,
        links(|reference| format!("{}: {}", reference.name, reference.url)),
    );
    let markdown = format!(
        "{}\n\n**Likely cause.** {}\n\n**How to mend it.** {}\n\n{}",
        check.explain,
        check.cause,
        check.remedy,
        links(|reference| format!("- [{}]({})", reference.name, reference.url)),
    );
    json!({ "text": text.trim_end(), "markdown": markdown.trim_end() })
}

/// Words to filter by: the lines of the ticket, and weaknesses in the spelling
/// that GitHub knows.
fn tags(report: &CheckReport) -> Vec<String> {
    let weaknesses = report.references.iter().filter_map(|name| name.strip_prefix("CWE-"));
    let mut tags = vec!["security".to_owned()];
    tags.extend(weaknesses.map(|number| format!("external/cwe/cwe-{number}")));
    tags.extend(report.requirements.iter().cloned());
    tags
}
