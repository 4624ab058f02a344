//! A login must open a session.

use crate::check::judge::{is_logged_in, no_cookie};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::cookie::SetCookie;
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, SessionFacts, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "login-sets-session-cookie",
    title: "The login sets a session cookie",
    requirements: &[Requirement::T1],
    references: &[reference::ASVS_7_2_1],
    level: Level::Deny,
    explain: "A login that answers 200 without a session cookie has logged nobody in. An earlier version of the app had such a login: it accepted any password and returned a made-up token in the body. Everything else here needs a session, so this is looked at first.",
    cause: "The route answers before the session is created, drops the Set-Cookie lines that it was given, or returns a token in the body for a client to keep.",
    remedy: "Create the session first, and send its Set-Cookie line with the answer.",
    needs: &[Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    let (index, exchange) = evidence.exchange(Actor::First, Step::Login)?;
    if let Some(cookie) = evidence.sessions.get(&Actor::First).and_then(SessionFacts::main) {
        return Ok(Verdict::Pass(format!("{} holds a token: {}", cookie.name, cookie.kind.name())));
    }
    let succeeded = exchange.answer().is_ok_and(|answer| is_logged_in(answer, profile));
    if !succeeded {
        return Err(evidence
            .session(Actor::First)
            .err()
            .unwrap_or_else(|| Missing::not_taken(Actor::First, Step::Login)));
    }
    if let Some(line) = candidates(evidence, profile)?.first() {
        return Ok(Verdict::Pass(format!("{} is set, whether or not it can be sent", line.name())));
    }
    let finding =
        Finding::new("200 with a session cookie", "success without a cookie that could carry a session");
    Ok(finding.at([index]).into())
}

/// The lines of the login that set a cookie which could carry a session.
///
/// # Errors
/// If there was no login.
pub(super) fn candidates<'a>(
    evidence: &'a Evidence,
    profile: &Profile,
) -> Result<Vec<&'a SetCookie>, Missing> {
    let seen = evidence.answer(Actor::First, Step::Login)?;
    let could = |line: &&SetCookie| {
        !line.name().is_empty() && !line.is_blank() && profile.may_be_session(line.name())
    };
    Ok(seen.answer.set_cookies.iter().filter(could).collect())
}
