//! A browser should not carry a dead session for ever.

use super::session_ended_on_server::ended;
use crate::check::browser_story::Story;
use crate::check::judge::no_cookie;
use crate::check::left_over::LeftOver;
use crate::check::{Check, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "dead-cookie-cleared",
    title: "A logout with an ended session clears its cookie too",
    requirements: &[],
    references: &[reference::WSTG_SESS_06],
    level: Level::Allow,
    explain: "A session also ends by expiry, or by a logout whose answer never arrived. Then the browser still sends the dead cookie, and the only logout that the user can press is answered 401. If that answer clears the cookie as well, the browser is clean; browsers take Set-Cookie with any status. The answer to the second logout is taken through the model of a browser that still has the cookie.",
    cause: "The route returns early when there is no session, before it comes to the clearing lines.",
    remedy: "Send the clearing lines with the 401 as well, for every session cookie that the request carried.",
    needs: &[Phase::Logout, Phase::Replay, Phase::Witness, Phase::SecondLogout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    ended(evidence, profile)?;
    let seen = evidence.answer(Actor::First, Step::SecondLogout)?;
    let status = seen.answer.status;
    if status >= 500 {
        return Err(Missing::depends_on("second-logout", format!("the second logout was answered {status}")));
    }
    let session = evidence.session(Actor::First)?;
    let pieces = session.main().map(|cookie| cookie.pieces.as_slice()).unwrap_or_default();
    let stories = Story::of_each_engine_after(evidence, seen.index)?;
    let left = LeftOver::of(&stories, pieces.iter(), Story::is_left)?;
    if left.is_clear_somewhere() {
        return Ok(Verdict::Pass(format!("the {status} leaves no {} either", pieces.join(", "))));
    }
    if matches!(super::cookie_cleared::CHECK.judge(evidence, profile), Ok(Verdict::Fail(_))) {
        return Err(Missing::depends_on("cookie-cleared", "the first logout does not clear it either"));
    }
    Ok(left.finding(evidence, "the dead ").into())
}
