//! A deployment on https has no door in the clear.

use url::Url;

use crate::check::judge::is_refused;
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, MissingKind, Probe, Step};
use crate::http::{Answer, Exchange, FailureKind, in_the_clear, is_on_this_machine};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "nothing-over-plain-http",
    title: "Over plain http the deployment answers nothing and sets no cookie",
    requirements: &[],
    references: &[reference::ASVS_12_2_1, reference::ASVS_4_1_2, reference::CWE_319],
    level: Level::Warn,
    explain: "What is sent over http can be read and changed by everybody on the way. The protected route is asked over http on port 80 of the same host, without any cookie. A closed port is best, a refusal is fine, and so is a redirect to https, although a client that sends a token there has shown it already. An answer of the app itself or a Set-Cookie fails. No answer within two seconds proves nothing: the check is blocked then. Deployments on http, on a port of their own or on this machine are left alone, and so are those for which --connect-to names a port.",
    cause: "The server listens on both ports with the same routes, or the balancer forwards http as it is.",
    remedy: "Close port 80, or answer everything on it with 308 to https at the edge, and send Strict-Transport-Security.",
    needs: &[Phase::PlainHttp],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(reason) = why_nothing_is_asked(evidence) {
        return Ok(Verdict::Skip(reason.to_owned()));
    }
    let step = Step::Probe(Probe::PlainHttp);
    let (index, exchange) = match evidence.exchange(Actor::Nobody, step) {
        Err(missing) if missing.kind == MissingKind::NotTaken => {
            return Ok(Verdict::Skip("--connect-to leads past port 80".to_owned()));
        }
        seen => seen?,
    };
    let answer = match exchange.answer() {
        Ok(answer) => answer,
        Err(failure) => {
            return match failure.kind {
                // Who is slow may yet answer.
                FailureKind::Deadline | FailureKind::Timeout => Err(Missing::no_answer(step, failure)),
                FailureKind::Closed
                | FailureKind::Dns
                | FailureKind::Refused
                | FailureKind::Tls
                | FailureKind::Unusable => {
                    Ok(Verdict::Pass(format!("nothing speaks http there: {}", failure.kind.name())))
                }
            };
        }
    };
    let Some(actual) = wrong(exchange, answer, profile) else {
        return Ok(Verdict::Pass(format!("http is answered {}", answer.status)));
    };
    Ok(Finding::new("no answer, a refusal, or a redirect to https", actual).at([index]).into())
}

/// Why none of the deployment's routes has a place in the clear. The request
/// there may itself be the first that ended.
fn why_nothing_is_asked(evidence: &Evidence) -> Option<&'static str> {
    let asked = evidence.records.iter().filter(|record| record.step != Step::Probe(Probe::PlainHttp));
    let first = asked.map(|record| Url::parse(&record.exchange.url)).next()?.ok()?;
    match in_the_clear(&first) {
        Some(_) => None,
        None if is_on_this_machine(&first) => Some("the deployment runs on this machine"),
        None if first.scheme() == "https" => Some("the deployment has a port of its own"),
        None => Some("the deployment is reached over plain http"),
    }
}

/// What is wrong with an answer in the clear.
fn wrong(exchange: &Exchange, answer: &Answer, profile: &Profile) -> Option<String> {
    if let Some(cookie) = answer.set_cookies.first() {
        return Some(format!("{} over http, and Set-Cookie: {}", answer.status, cookie.line()));
    }
    if answer.is_success() || is_refused(answer, profile) {
        return Some(format!("{} over http: the app itself answers", answer.status));
    }
    if !answer.is_redirect() {
        return None;
    }
    let target = Url::parse(&exchange.url).ok()?.join(answer.header("location")?).ok()?;
    (target.scheme() != "https").then(|| format!("{} over http, to {target}", answer.status))
}
