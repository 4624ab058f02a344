//! The heart of AC3.

use crate::check::browser_story::Story;
use crate::check::judge::no_cookie;
use crate::check::left_over::LeftOver;
use crate::check::{Check, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "cookie-cleared",
    title: "After logout the session cookie is gone in a browser",
    requirements: &[Requirement::Ac3, Requirement::T4],
    references: &[reference::RFC_6265BIS, reference::RFC_6265BIS_PREFIXES],
    level: Level::Deny,
    explain: "A browser removes a cookie only for a line with the same name, Domain and Path, with Secure where the name or the old cookie asks for it, and with an expiry in the past; a later line must not set it again, and every chunk counts. A cookie jar that is empty afterwards proves nothing: the jars of HTTP libraries differ from Chromium in up to a third of the recorded cases. So the login's and the logout's lines go through a model of Chromium and Firefox that agrees with both in all of them. This check fails when the cookie is left in both; cleared-in-every-browser says when it is left in one.",
    cause: "The logout clears another name than the login set, or leaves out an attribute that the browser compares.",
    remedy: "Clear the cookie with the name, Path, Domain and Secure that the login gave it.",
    needs: &[Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    let session = evidence.session(Actor::First)?;
    super::session_ended_on_server::logged_out(evidence, profile, Actor::First)?;
    let main = session
        .main()
        .ok_or_else(|| Missing::depends_on("login-sets-session-cookie", "there is no session cookie"))?;
    let stories = Story::of_each_engine(evidence, profile)?;
    let left = LeftOver::of(&stories, main.pieces.iter(), Story::is_left)?;
    if left.is_clear_somewhere() {
        return Ok(Verdict::Pass(format!(
            "no {} is left in {}",
            main.pieces.join(", "),
            left.clear_browsers()
        )));
    }
    Ok(left.finding(evidence, "").into())
}
