//! TRACE is for debugging, and shows what scripts must not read.

use crate::check::judge::unless_intrusive;
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Probe, Step};
use crate::http::FailureKind;
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "trace-shows-nothing",
    title: "TRACE does not send the request back",
    requirements: &[],
    references: &[reference::ASVS_13_4_4, reference::WSTG_CONF_06],
    level: Level::Warn,
    explain: "With --intrusive. The answer to TRACE is the request as it arrived, with its Cookie header and with what proxies added. HttpOnly hides a cookie from scripts, and an echo would show it. TRACE is sent to the logout route with a header of its own and without a cookie; the answer must not hold that header. It comes last, and the server must still answer afterwards: to Fetch, and so to frameworks that turn every request into one, TRACE is an error, and where nobody catches it the process ends. Measured on better-auth 1.7.25 with Node.js: one such request stopped it.",
    cause: "A web server in front has TRACE switched on, or nothing in front keeps TRACE away from a handler that cannot take it.",
    remedy: "Switch it off in front of the app (Apache: TraceEnable Off), or answer 405 before a framework sees the request.",
    needs: &[Phase::Trace],
    judge,
};

/// The header that is sent along.
const HEADER: &str = "x-penguin-trace";

fn judge(evidence: &Evidence, _: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = unless_intrusive(evidence) {
        return Ok(skip);
    }
    let (index, exchange) = evidence.exchange(Actor::Nobody, Step::Probe(Probe::Trace))?;
    if exchange.answer().is_err_and(|failure| failure.kind == FailureKind::Closed) {
        let (after, later) = evidence.exchange(Actor::Nobody, Step::Probe(Probe::MeAfterTrace))?;
        if later.answer().is_err_and(|failure| is_gone(failure.kind)) {
            let actual = "the connection was closed, and nobody answers since: the server has stopped, or shuts this client out";
            return Ok(Finding::new("405 or 501", actual).at([index, after]).into());
        }
        return Ok(Verdict::Pass("the connection was closed instead of an answer".to_owned()));
    }
    let answer = evidence.answer(Actor::Nobody, Step::Probe(Probe::Trace))?.answer;
    if answer.body.text.to_ascii_lowercase().contains(HEADER) || answer.media_type() == "message/http" {
        let actual = format!("{} with the request in the body", answer.status);
        return Ok(Finding::new("405 or 501", actual).at([index]).into());
    }
    Ok(Verdict::Pass(format!("answered {} without an echo", answer.status)))
}

/// Whether nobody is there, or the last of it is going.
const fn is_gone(kind: FailureKind) -> bool {
    matches!(kind, FailureKind::Closed | FailureKind::Refused)
}
