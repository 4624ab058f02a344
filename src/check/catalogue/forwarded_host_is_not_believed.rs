//! Headers that only a proxy in front may set.

use crate::check::judge::unless_intrusive;
use crate::check::stranger::{what_it_names, where_it_leads};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Probe, Seen, Step};
use crate::http::FailureKind;
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "forwarded-host-is-not-believed",
    title: "A caller cannot choose the host that the deployment takes for its own",
    requirements: &[],
    references: &[reference::ASVS_4_1_3, reference::WSTG_INPV_17],
    level: Level::Warn,
    explain: "X-Forwarded-Host, Forwarded and Nile's nile-origin say where a request was really sent. If the app believes them from anybody, a cached redirect, a cookie's Domain or a link in a mail leads to the caller's site. They are sent with the name of another site to the CSRF route, or to the protected route where there is none; so is a request whose Host is that site, over HTTP/1.1. Both have a query of their own, so that no cache keeps an answer for others. An anonymous logout says X-Forwarded-Proto: https,http, as two proxies in a row write it. No answer may lead to that site, in its Location, Content-Location, Link or Refresh, in a cookie, in JSON or in an attribute of a page, and none may fail that does not fail without it. A foreign Host may be refused in any way, with a 429, a page that names it, or silence too: what answers it may not be the app. A proxy on the way to an http:// address puts the right Host back (RFC 9112, 3.2.2): through one, that request proves nothing.",
    cause: "Nothing in front of the app removes these headers, and the app builds URLs from them or from Host.",
    remedy: "Set or remove them at the edge, let only the app's own hosts in, and give the app its own origin in the configuration.",
    needs: &[Phase::ForwardedHost],
    judge,
};

fn judge(evidence: &Evidence, _: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = unless_intrusive(evidence) {
        return Ok(skip);
    }
    let mut answered = Vec::new();
    for probe in [Probe::ForwardedHost, Probe::ForeignHost, Probe::TwoSchemes] {
        let Some(seen) = answer(evidence, probe)? else {
            answered.push("not at all".to_owned());
            continue;
        };
        if let Some(actual) = what_is_wrong(evidence, &seen, probe) {
            let actual = format!("{actual} when trying to {}", probe.name());
            return Ok(Finding::new("the same answer as without it", actual).at([seen.index]).into());
        }
        answered.push(seen.answer.status.to_string());
    }
    Ok(Verdict::Pass(format!("answered {}, and leads to no other site", answered.join(", "))))
}

/// The answer, or none where a foreign Host got none: a firewall may drop it, or
/// a server for many names end the handshake. A 429 refuses it like any other.
fn answer(evidence: &Evidence, probe: Probe) -> Result<Option<Seen<'_>>, Missing> {
    let step = Step::Probe(probe);
    if probe != Probe::ForeignHost {
        return evidence.answer(Actor::Nobody, step).map(Some);
    }
    let (index, exchange) = evidence.exchange(Actor::Nobody, step)?;
    match exchange.answer() {
        Ok(answer) => Ok(Some(Seen { index, exchange, answer })),
        Err(failure) if failure.kind == FailureKind::Deadline => Err(Missing::no_answer(step, failure)),
        Err(_) => Ok(None),
    }
}

/// Where the answer leads, or that it failed. With a foreign Host it may come
/// from something in front, which knows no such site and may say so with a 503
/// and a page that names it.
fn what_is_wrong(evidence: &Evidence, seen: &Seen<'_>, probe: Probe) -> Option<String> {
    let status = seen.answer.status;
    let is_refusal = probe == Probe::ForeignHost && status >= 400;
    let place = if is_refusal { where_it_leads(seen) } else { what_it_names(seen) };
    if let Some(place) = place {
        return Some(format!("answered {status}, and {place},"));
    }
    let plain = [Step::Csrf, Step::Me, Step::LogoutBeforeLogin];
    let plain = plain.map(|step| evidence.answer(Actor::Nobody, step));
    let worked = plain.iter().flatten().all(|plain| plain.answer.status < 500);
    (worked && status >= 500 && probe != Probe::ForeignHost).then(|| format!("answered {status}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::by_hand::{answer, evidence, exchange};
    use crate::http::{Answer, Failure, Outcome};

    /// Everything is answered 200 but one, which comes to that.
    fn judged(odd: Probe, result: &Outcome) -> Result<Verdict, Missing> {
        let mut evidence = evidence([(Actor::Nobody, Step::Me, answer(401, ""))]);
        for probe in [Probe::ForwardedHost, Probe::ForeignHost, Probe::TwoSchemes] {
            let usual = Outcome::Answer(answer(200, ""));
            let result = if probe == odd { result.clone() } else { usual };
            let mut exchange = exchange(result);
            exchange.url = "http://localhost:3000/api/auth/csrf?penguin-auth=1".to_owned();
            evidence.record(Actor::Nobody, Step::Probe(probe), exchange);
        }
        judge(&evidence, &Profile::ticket().unwrap())
    }

    fn answered(status: u16) -> Outcome {
        Outcome::Answer(answer(status, ""))
    }

    #[test]
    fn a_foreign_host_may_be_refused_in_any_way() {
        let failed = |kind| Outcome::Failure(Failure { kind, message: String::new() });
        let silent = [FailureKind::Closed, FailureKind::Timeout, FailureKind::Tls].map(failed);
        let refused = [404, 421, 429, 503].map(answered).into_iter().chain(silent);
        for refused in refused {
            assert!(matches!(judged(Probe::ForeignHost, &refused), Ok(Verdict::Pass(_))), "{refused:?}");
        }
        judged(Probe::ForeignHost, &failed(FailureKind::Deadline)).unwrap_err();
        judged(Probe::TwoSchemes, &failed(FailureKind::Closed)).unwrap_err();
        judged(Probe::TwoSchemes, &answered(429)).unwrap_err();
    }

    #[test]
    fn a_page_or_a_header_may_name_the_site_as_well() {
        let body = r#"<!doctype html><link rel="canonical" href="https://evil.example/login">"#;
        let page = Outcome::Answer(answer(200, body));
        let link = ("link".to_owned(), "<https://evil.example/>; rel=canonical".to_owned());
        let header = Outcome::Answer(Answer { headers: vec![link], ..answer(200, "") });
        for away in [page, header] {
            assert!(matches!(judged(Probe::ForwardedHost, &away), Ok(Verdict::Fail(_))), "{away:?}");
        }
        let refusal = Outcome::Answer(answer(404, body));
        assert!(matches!(judged(Probe::ForeignHost, &refusal), Ok(Verdict::Pass(_))));
    }

    #[test]
    fn a_header_may_neither_break_the_route_nor_lead_away() {
        let location = ("location".to_owned(), "https://evil.example/login".to_owned());
        let away = || Outcome::Answer(Answer { headers: vec![location.clone()], ..answer(307, "") });
        for probe in [Probe::ForwardedHost, Probe::ForeignHost, Probe::TwoSchemes] {
            assert!(matches!(judged(probe, &away()), Ok(Verdict::Fail(_))), "{probe:?}");
        }
        for probe in [Probe::ForwardedHost, Probe::TwoSchemes] {
            assert!(matches!(judged(probe, &answered(500)), Ok(Verdict::Fail(_))), "{probe:?}");
        }
    }
}
