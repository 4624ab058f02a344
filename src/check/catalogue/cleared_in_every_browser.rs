//! Cleared in one browser is not cleared.

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
    id: "cleared-in-every-browser",
    title: "Chromium and Firefox both remove what logs in",
    requirements: &[Requirement::Ac3],
    references: &[reference::RFC_6265BIS],
    level: Level::Warn,
    explain: "Browsers disagree about lines at the edge of the standard: a tab inside an attribute, a __Host- name without Path, a cookie without a name, Clear-Site-Data for a cookie with Domain. A logout that relies on such a line works for the users of one browser and not for those of the other. When the cookie is left in both, cookie-cleared fails instead.",
    cause: "The deletion leans on something that only one browser does.",
    remedy: "Send the plain line marked `works:`, for each cookie, and nothing cleverer.",
    needs: &[Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    let session = evidence.session(Actor::First)?;
    super::session_ended_on_server::logged_out(evidence, profile, Actor::First)?;
    let stories = Story::of_each_engine(evidence, profile)?;
    let names = session.authenticating().flat_map(|(_, cookie)| &cookie.pieces);
    let left = LeftOver::of(&stories, names, Story::is_left)?;
    if left.is_clear_everywhere() {
        return Ok(Verdict::Pass(format!("nothing that logs in is left in {}", left.clear_browsers())));
    }
    if !left.is_clear_somewhere() {
        let fails = "no browser is cleared, which is what other checks of AC3 say";
        return Ok(Verdict::Skip(fails.to_owned()));
    }
    Ok(left.finding(evidence, "").into())
}
