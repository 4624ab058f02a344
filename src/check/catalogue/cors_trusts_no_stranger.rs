//! What a page of another site may read.

use crate::check::forgery::victim;
use crate::check::judge::{live, no_cookie};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Forgery, Missing, OtherMethod, Probe, Seen, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "cors-trusts-no-stranger",
    title: "No page of another site may read who is logged in",
    requirements: &[],
    references: &[reference::ASVS_3_4_2, reference::WSTG_CLNT_07, reference::CWE_942],
    level: Level::Deny,
    explain: "Access-Control-Allow-Origin with the caller's own origin and Access-Control-Allow-Credentials: true lets every page read the answer with the user's cookies: one site sees the session of another. The protected route is asked with the Origin of a stranger, the logout is asked as in a preflight, and every forged logout counts as well, Origin: null among them. A star is no leak: browsers send no cookie with it.",
    cause: "The CORS middleware reflects any origin, such as cors({ origin: true, credentials: true }), or compares only a part of it.",
    remedy: "Send no CORS headers at all where the app calls its own API, or name each allowed origin in a list and compare whole origins.",
    needs: &[Phase::OtherMethods, Phase::CrossOriginMe],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(verdict) = no_cookie(profile) {
        return Ok(verdict);
    }
    let me = evidence.answer(Actor::Third, Step::Probe(Probe::CrossOriginMe))?;
    let preflight = evidence.answer(Actor::Third, Step::Probe(Probe::OtherMethod(OtherMethod::Preflight)))?;
    // A host below the deployment's may be allowed on purpose.
    let forged = [Forgery::Form, Forgery::LongerHost, Forgery::NullOrigin]
        .map(|it| Step::Probe(Probe::ForgedLogout(it)));
    let forged = forged.into_iter().filter_map(|step| evidence.answer(victim(evidence), step).ok());
    let asked: Vec<Seen<'_>> = [me, preflight].into_iter().chain(forged).collect();
    if let Some((seen, origin)) = asked.iter().find_map(|seen| Some((seen, trusted(seen)?))) {
        let route = format!("{} {}", seen.exchange.method, path(&seen.exchange.url));
        let actual = format!("{route} allows {origin} to read the answer with the user's cookies");
        let finding = Finding::new("no Access-Control-Allow-Origin for a stranger", actual);
        return Ok(finding
            .detail(format!("Access-Control-Allow-Origin: {origin}"))
            .detail("Access-Control-Allow-Credentials: true")
            .at([seen.index])
            .into());
    }
    live(evidence, profile, Actor::Third, Step::MeAfterAnonymousLogout)?;
    Ok(Verdict::Pass(format!(
        "{} requests with the Origin of a stranger, none is allowed to read",
        asked.len()
    )))
}

/// The origin that may read the answer, if it is the one that asked.
fn trusted<'a>(seen: &Seen<'a>) -> Option<&'a str> {
    let headers = &seen.exchange.request_headers;
    let (_, asking) = headers.iter().find(|(name, _)| name == "origin")?;
    let allowed = seen.answer.header("access-control-allow-origin")?.trim();
    let with_cookies = seen.answer.header("access-control-allow-credentials")?.trim();
    (allowed.eq_ignore_ascii_case(asking) && with_cookies == "true").then_some(allowed)
}

/// The path of a URL, without its query.
fn path(url: &str) -> String {
    url::Url::parse(url).map_or_else(|_| url.to_owned(), |url| url.path().to_owned())
}
