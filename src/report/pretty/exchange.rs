//! What `-v` and `-vv` show of an exchange.

use super::super::layout::{count, cut};
use super::super::paint::Tone;
use super::super::story::{path, purpose};
use super::page::{Lead, Page};
use crate::evidence::Record;
use crate::http::{Answer, Body, Ending, Outcome};

/// Where bodies are cut.
const LONGEST_BODY: usize = 2048;

/// `  41  200     3 ms  POST /api/auth/logout  first session: log out`.
pub(super) fn line(page: &mut Page<'_>, index: usize, record: &Record) {
    let exchange = &record.exchange;
    let (tone, status, failure) = match &exchange.result {
        Outcome::Answer(answer) => (tone(answer.status), answer.status.to_string(), String::new()),
        Outcome::Failure(failure) => (Tone::Bad, "---".to_owned(), format!(": {}", failure.kind.name())),
    };
    let ms = exchange.duration().as_millis();
    let request = format!("{} {}{failure}  {}", exchange.method, path(&exchange.url), purpose(record));
    let lead = format!("{index:>4}  {status} {ms:>5} ms  ");
    page.put(Lead::mark(0, (tone, &lead)), Tone::Plain, &request);
}

/// The line, then everything that was sent and received.
pub(super) fn whole(page: &mut Page<'_>, index: usize, record: &Record) {
    line(page, index, record);
    let exchange = &record.exchange;
    for (name, value) in &exchange.request_headers {
        page.put(Lead::gutter(6, "> "), Tone::Plain, &format!("{name}: {value}"));
    }
    if let Some(body) = &exchange.request_body {
        page.put(Lead::gutter(6, "> "), Tone::Plain, &format!("\n{}", cut(body, LONGEST_BODY)));
    }
    match &exchange.result {
        Outcome::Answer(answer) => received(page, answer),
        Outcome::Failure(failure) => page.put(Lead::gutter(6, "! "), Tone::Bad, &failure.message),
    }
    page.raw("");
}

/// The answer's head and body.
fn received(page: &mut Page<'_>, answer: &Answer) {
    let lead = Lead::gutter(6, "< ");
    page.put(lead, Tone::Strong, &format!("{} {}", answer.version, answer.status));
    for (name, value) in &answer.headers {
        page.put(lead, Tone::Plain, &format!("{name}: {value}"));
    }
    for cookie in &answer.set_cookies {
        page.put(lead, Tone::Plain, &format!("set-cookie: {}", cookie.line()));
    }
    if !answer.body.text.is_empty() {
        page.put(lead, Tone::Plain, &format!("\n{}", cut(&answer.body.text, LONGEST_BODY)));
    }
    if let Some(note) = ending(&answer.body) {
        page.put(lead, Tone::Caution, &note);
    }
}

/// What is to be said of a body that did not come whole.
fn ending(body: &Body) -> Option<String> {
    let came = count(body.octets, "octet");
    match body.ending {
        Ending::Whole => None,
        Ending::CutAtLimit => Some(format!("(longer than the limit: only {came} were read)")),
        Ending::BrokenOff => Some(format!("(the server broke off after {came})")),
        Ending::TimedOut => Some(format!("(the rest did not come in time; {came} did)")),
    }
}

/// Server errors stand out; a 401 is half of what this program hopes for.
const fn tone(status: u16) -> Tone {
    match status {
        500.. => Tone::Bad,
        200..=299 => Tone::Good,
        _ => Tone::Plain,
    }
}
