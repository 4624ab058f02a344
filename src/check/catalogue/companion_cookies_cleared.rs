//! Remember-me must not outlive the logout.

use crate::check::browser_story::Story;
use crate::check::judge::no_cookie;
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::cookie::{Cookie, Engine, SetCookie};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, SessionCookie, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "companion-cookies-cleared",
    title: "Every other cookie that logs in by itself is gone as well",
    requirements: &[Requirement::Ac3],
    references: &[reference::RFC_6265BIS],
    level: Level::Deny,
    explain: "A remember-me or cached-session cookie that authenticates without the session cookie logs the browser in again behind the user's back. When a login sets several cookies, each is tried alone before the logout, and those that work must be gone afterwards.",
    cause: "The logout knows only the session cookie.",
    remedy: "Clear every cookie that the login set, each with its own Path and Domain.",
    needs: &[Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    let session = evidence.session(Actor::First)?;
    let companions: Vec<&SessionCookie> = session.companions().collect();
    if companions.is_empty() {
        return Ok(Verdict::Skip("only one cookie of this login authenticates".to_owned()));
    }
    super::session_ended_on_server::logged_out(evidence, profile, Actor::First)?;
    let story = Story::of(evidence, profile, Engine::Chromium)?;
    let held: Vec<&Cookie> =
        companions.iter().flat_map(|cookie| &cookie.pieces).flat_map(|name| story.held(name)).collect();
    if held.is_empty() {
        return Err(Missing::depends_on("browser-keeps-session-cookie", "a browser never held them"));
    }
    let left: Vec<&Cookie> = held.into_iter().filter(|cookie| story.is_left(cookie)).collect();
    if left.is_empty() {
        let names: Vec<_> = companions.iter().map(|cookie| cookie.name.as_str()).collect();
        return Ok(Verdict::Pass(format!("Chromium sends no {} any more", names.join(", "))));
    }
    Ok(left_over(evidence, &story, &left).into())
}

/// The finding about cookies that a browser still sends: for each the line
/// that set it, what came at logout, the attribute that is to blame, and the
/// line that would have worked.
pub(super) fn left_over(evidence: &Evidence, story: &Story<'_>, left: &[&Cookie]) -> Finding {
    let names: Vec<&str> = left.iter().map(|cookie| cookie.name.as_str()).collect();
    let expected = format!("a browser sends no {} after logout", names.join(", "));
    let mut finding = Finding::new(expected, format!("Chromium still sends {}", names.join(", ")));
    for line in set_lines(evidence, &names) {
        finding = finding.detail(format!("login:  {line}"));
    }
    for (line, _) in story.lines() {
        finding = finding.detail(format!("logout: {}", line.line()));
    }
    let mut reasons: Vec<String> = Vec::new();
    for cookie in left {
        let (reason, works) = story.diagnosis(cookie);
        finding = finding.detail(format!("works:  {works}"));
        reasons.extend(reason.filter(|reason| !reasons.contains(reason)));
    }
    finding.because(reasons.join("; ")).at(story.exchanges.iter().copied().take(1))
}

/// The lines of the login that set those names.
fn set_lines(evidence: &Evidence, names: &[&str]) -> Vec<String> {
    let Ok(seen) = evidence.answer(Actor::First, Step::Login) else { return Vec::new() };
    let lines = seen.answer.set_cookies.iter().filter(|line| names.contains(&line.name()));
    lines.map(SetCookie::line).collect()
}
