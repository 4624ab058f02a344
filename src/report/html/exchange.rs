//! The exchanges of the page, each folded: what was sent and what came back.

use maud::{Markup, html};

use super::super::layout::cut;
use super::super::story::summary;
use super::safe;
use crate::document::{ExchangeReport, Report};
use crate::http::{Answer, Ending, Headers, Outcome};

/// Where bodies are cut; the JSON document has all that was kept of them.
const LONGEST_BODY: usize = 4096;

/// Every exchange that a check points to.
pub(super) fn all(report: &Report) -> Markup {
    html! {
        @if !report.exchanges.is_empty() {
            section aria-labelledby="exchanges" {
                h2 #exchanges { "Exchanges" }
                p { "What was sent and what came back. Passwords and tokens are replaced." }
                @for seen in &report.exchanges { (folded(seen)) }
            }
        }
    }
}

/// One exchange. A browser unfolds it when a link leads into it, so what the
/// link names stands inside.
fn folded(seen: &ExchangeReport) -> Markup {
    let exchange = &seen.exchange;
    let line = format!("{}: {} ({}: {})", seen.index, summary(exchange), seen.actor, seen.step);
    html! {
        details {
            summary { (safe(&line)) }
            div id={ "exchange-" (seen.index) } {
                h3 { "Request" }
                pre tabindex="0" { (safe(&request(seen))) }
                h3 { "Answer" }
                pre tabindex="0" { (safe(&answer(&exchange.result))) }
                h3 { "To repeat it" }
                pre tabindex="0" { (safe(&seen.curl)) }
            }
        }
    }
}

fn request(seen: &ExchangeReport) -> String {
    let exchange = &seen.exchange;
    let body = exchange.request_body.as_deref().unwrap_or_default();
    format!(
        "{} {}\n{}\n{}",
        exchange.method,
        exchange.url,
        lines(&exchange.request_headers),
        cut(body, LONGEST_BODY)
    )
}

fn answer(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Failure(failure) => format!("none: {} ({})", failure.kind.name(), failure.message),
        Outcome::Answer(answer) => received(answer),
    }
}

fn received(answer: &Answer) -> String {
    let cookies: String =
        answer.set_cookies.iter().map(|cookie| format!("set-cookie: {}\n", cookie.line())).collect();
    let octets = answer.body.octets;
    let ending = match answer.body.ending {
        Ending::Whole => String::new(),
        Ending::CutAtLimit => format!("\n(longer than the limit: only {octets} octets were read)"),
        Ending::BrokenOff => format!("\n(the server broke off after {octets} octets)"),
        Ending::TimedOut => format!("\n(the rest did not come in time; {octets} octets did)"),
    };
    format!(
        "{} {}\n{}{cookies}\n{}{ending}",
        answer.version,
        answer.status,
        lines(&answer.headers),
        cut(&answer.body.text, LONGEST_BODY)
    )
}

/// Headers, one on each line.
fn lines(headers: &Headers) -> String {
    headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect()
}
