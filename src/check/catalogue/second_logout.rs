//! Logging out twice is normal.

use super::session_ended_on_server::ended;
use crate::check::browser_story::after_one_answer;
use crate::check::judge::{describe, fits};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::cookie::Cookie;
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Seen, SessionFacts, Step, is_unauthorized_logout};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "second-logout",
    title: "A second logout with the ended session is answered calmly",
    requirements: &[Requirement::Ac6],
    references: &[reference::RFC_9110_401],
    level: Level::Deny,
    explain: "The ticket says both: an unauthenticated request gets 401, and the endpoint should work even if the session is already invalid. So 401 and the 200 of a successful logout both pass, and the report says which it is. A 5xx fails, and so does an answer that sets a session cookie, unless callers without any cookie are given one, too: that is an anonymous session.",
    cause: "The handler throws when the session is not known any more.",
    remedy: "Treat \"no session\" as an answer, not as an error: 401, with the clearing lines once more.",
    needs: &[Phase::Logout, Phase::Replay, Phase::Witness, Phase::SecondLogout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    ended(evidence, profile)?;
    let seen = evidence.answer(Actor::First, Step::SecondLogout)?;
    let answer = seen.answer;
    let finding = || Finding::new(expected(profile), describe(answer, profile)).at([seen.index]);
    let session = evidence.session(Actor::First)?;
    let alive = sets_a_session(&seen, session, evidence);
    if alive {
        return Ok(finding().because("the answer sets a session cookie again").into());
    }
    let status = answer.status;
    if is_unauthorized_logout(answer, profile) {
        return Ok(Verdict::Pass(format!("answered {status}: an ended session is no session (AC6)")));
    }
    if fits(answer, &profile.logout.success) {
        return Ok(Verdict::Pass(format!(
            "answered {status}: it works even if the session is already invalid (the ticket's note)"
        )));
    }
    Ok(finding().into())
}

/// What is calm: a refusal, or the same as the first time.
fn expected(profile: &Profile) -> String {
    let success = profile.logout.success.statuses_in_words();
    match &profile.logout.unauthorized {
        Some(refusal) => {
            format!("{}, or {success} with the success body", refusal.statuses_in_words())
        }
        None => profile.logout.success.to_string(),
    }
}

/// Whether a browser would hold a session cookie with a value after the answer.
/// Where a caller without any cookie got one from the same route, it is an
/// anonymous session, as express-session opens with saveUninitialized.
fn sets_a_session(seen: &Seen<'_>, session: &SessionFacts, evidence: &Evidence) -> bool {
    let is_session = |name: &str| {
        session.authenticating().any(|(_, cookie)| cookie.pieces.iter().any(|piece| piece == name))
    };
    let given = |index| after_one_answer(evidence, index).into_iter().filter(|cookie| !is_blank(cookie));
    let to_nobody: Vec<String> = evidence
        .indices(Actor::Nobody, Step::LogoutBeforeLogin)
        .flat_map(given)
        .map(|cookie| cookie.name)
        .collect();
    given(seen.index).any(|cookie| is_session(&cookie.name) && !to_nobody.contains(&cookie.name))
}

/// Whether a cookie is there but has no value.
fn is_blank(cookie: &Cookie) -> bool {
    matches!(cookie.value.as_str(), "" | "\"\"")
}
