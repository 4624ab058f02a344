//! A body must be what its header says.

use crate::check::answers::{Given, answers, listed, saw_a_session};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Evidence, Missing};
use crate::http::Ending;
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "content-type-fits",
    title: "Every body is what its Content-Type says",
    requirements: &[],
    references: &[reference::ASVS_4_1_1],
    level: Level::Warn,
    explain: "JSON that is sent as text/html is a page to a browser: a name with a script in it then runs. Sent as text/plain it only confuses clients. Every body of the run that came whole is compared with its Content-Type: JSON objects and arrays must be application/json, pages text/html, and what says JSON must be JSON.",
    cause: "The body is written or handed on as text, and the framework calls it so.",
    remedy: "Answer with what the framework has for JSON: that sets the type.",
    needs: &[Phase::Anonymous, Phase::FirstLogin, Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, _: &Profile) -> Result<Verdict, Missing> {
    saw_a_session(evidence)?;
    let bodies: Vec<Given<'_>> = answers(evidence).filter(is_comparable).collect();
    let wrong: Vec<(Given<'_>, &str)> =
        bodies.iter().filter_map(|given| Some((*given, mismatch(given)?))).collect();
    let Some((first, expected)) = wrong.first() else {
        return Ok(Verdict::Pass(format!("{} bodies are what they say", bodies.len())));
    };
    let said = first
        .header("content-type")
        .map_or_else(|| "no Content-Type".to_owned(), |value| format!("Content-Type: {value}"));
    let same = wrong.iter().filter(|(_, other)| other == expected);
    let places = listed(same.map(|(given, _)| *given));
    let finding = Finding::new(*expected, format!("{said} at {}", places.words));
    Ok(finding.at(places.exchanges).into())
}

/// Whether there is a body to compare: whole, not empty, and not packed.
fn is_comparable(given: &Given<'_>) -> bool {
    let body = &given.answer.body;
    body.ending == Ending::Whole && body.octets > 0 && given.header("content-encoding").is_none()
}

/// What the header had to say, if it says something else.
fn mismatch(given: &Given<'_>) -> Option<&'static str> {
    let says = given.answer.media_type();
    let json = given.answer.json();
    let structured = json.as_ref().is_some_and(|json| json.is_object() || json.is_array());
    let says_json = says == "application/json" || says.ends_with("+json");
    match () {
        () if structured && !says_json => Some("Content-Type: application/json for JSON"),
        () if says_json && json.is_none() => Some("JSON where Content-Type says so"),
        () if is_page(given) && !matches!(says.as_str(), "text/html" | "application/xhtml+xml") => {
            Some("Content-Type: text/html for a page")
        }
        () if says.is_empty() => Some("a Content-Type with every body"),
        () => None,
    }
}

/// Whether the body begins like a page.
fn is_page(given: &Given<'_>) -> bool {
    let start: String = given.answer.body.text.trim_start().chars().take(9).collect();
    let start = start.to_ascii_lowercase();
    start.starts_with("<!doctype") || start.starts_with("<html")
}
