//! After the logout a real Chromium is nobody.

use crate::check::browser_story::Story;
use crate::check::judge::{describe, get_me, is_accepted, is_refused, live, no_cookie, refusal};
use crate::check::{Check, Finding, Phase, Verdict, real_browser, reference};
use crate::cookie::{Cookie, SetCookie, line_that_would_work};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, HeldCookie, Missing, RealBrowser, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "real-browser-signs-out",
    title: "A real Chromium is signed out by the logout",
    requirements: &[Requirement::Ac3],
    references: &[reference::RFC_6265BIS],
    level: Level::Deny,
    explain: "With --browser a headless Chromium logs in, asks, logs out and asks again, with requests from a page of the deployment. Its own cookie store is read before and after: nothing that logs in may be left there, and the last question must be refused. This is what a user has in front of them; the other checks of AC3 rest on a model of browsers.",
    cause: "The logout's Set-Cookie line does not remove the cookie: its name, Path, Domain or Secure is not that of the line that set it.",
    remedy: "Send the line marked `works:`, for each cookie.",
    needs: &[Phase::RealBrowser],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    let Some(browser) = real_browser::seen(evidence) else { return Ok(real_browser::not_asked_for()) };
    let browser = browser?;
    live(evidence, profile, Actor::Browser, Step::MeBeforeLogout)?;
    super::session_ended_on_server::logged_out(evidence, profile, Actor::Browser)?;
    let after = evidence.answer(Actor::Browser, Step::MeAfterLogout)?;
    let is_out = is_refused(after.answer, profile);
    let left = left(evidence, browser, is_out)?;
    let answered = format!("{} answers it {}", get_me(profile), describe(after.answer, profile));
    if left.is_empty() && is_out {
        return Ok(Verdict::Pass(format!("{} holds nothing that logs in, and {answered}", browser.name)));
    }
    if left.is_empty() && !is_accepted(after.answer, profile) {
        let reason = format!("{} holds nothing that logs in, but {answered}", browser.name);
        return Err(Missing::depends_on("me-401-after-logout", reason));
    }
    let names: Vec<&str> = left.iter().map(|cookie| cookie.name.as_str()).collect();
    let held = if names.is_empty() { "no session cookie".to_owned() } else { names.join(", ") };
    let expected = format!("a browser without a session cookie, which is answered {}", refusal(profile));
    let mut finding = Finding::new(expected, format!("{} holds {held}, and {answered}", browser.name))
        .at(exchanges(evidence))
        .at([after.index]);
    for line in lines(evidence, &left) {
        finding = finding.detail(line);
    }
    Ok(explained(finding, &Story::of_the_real_browser(evidence, profile), &left).into())
}

/// What the model of Chromium knows of those that are left: the lines that would
/// have worked, and why the others did not.
fn explained(mut finding: Finding, story: &Story, left: &[&HeldCookie]) -> Finding {
    let known: Vec<&Cookie> = left.iter().filter_map(|held| story.shown_as(held)).collect();
    let mut causes: Vec<String> = known.iter().filter_map(|cookie| story.why_left(cookie)).collect();
    causes.dedup();
    for cookie in known {
        finding = finding.detail(format!("works:  {}", line_that_would_work(cookie)));
    }
    if causes.is_empty() { finding } else { finding.because(causes.join("; ")) }
}

/// What is left in the store of all that logs in. An empty value logs nobody
/// in; a new one may stand for a session without an identity, as the question
/// after the logout shows.
fn left<'a>(
    evidence: &Evidence,
    browser: &'a RealBrowser,
    is_out: bool,
) -> Result<Vec<&'a HeldCookie>, Missing> {
    let session = evidence.session(Actor::Browser)?;
    let logs_in = |name: &String| session.authenticating().any(|(_, cookie)| cookie.pieces.contains(name));
    let is_blank = |cookie: &HeldCookie| matches!(cookie.value.as_str(), "" | "\"\"");
    let is_left = |cookie: &&HeldCookie| {
        logs_in(&cookie.name) && !is_blank(cookie) && (!is_out || browser.before.contains(cookie))
    };
    Ok(browser.after.iter().filter(is_left).collect())
}

/// The login and the logout.
fn exchanges(evidence: &Evidence) -> impl Iterator<Item = usize> {
    [Step::Login, Step::Logout].into_iter().filter_map(|step| evidence.indices(Actor::Browser, step).next())
}

/// The lines that set what is left, and what came at logout.
fn lines(evidence: &Evidence, left: &[&HeldCookie]) -> Vec<String> {
    let of = |step| evidence.answer(Actor::Browser, step).map_or(&[][..], |seen| &seen.answer.set_cookies);
    let set = |line: &&SetCookie| left.iter().any(|cookie| cookie.name == line.name());
    let login = of(Step::Login).iter().filter(set).map(|line| format!("login:  {}", line.line()));
    let logout = of(Step::Logout).iter().map(|line| format!("logout: {}", line.line()));
    login.chain(logout).collect()
}
