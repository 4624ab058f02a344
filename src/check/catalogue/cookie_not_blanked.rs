//! Empty is not gone.

use crate::check::browser_story::Story;
use crate::check::judge::no_cookie;
use crate::check::left_over::LeftOver;
use crate::check::{Check, Phase, Verdict, reference};
use crate::cookie::Fate;
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "cookie-not-blanked",
    title: "The session cookie is removed, not only emptied",
    requirements: &[Requirement::Ac3],
    references: &[reference::RFC_6265BIS],
    level: Level::Warn,
    explain: "A line that empties the value but does not expire the cookie leaves an empty cookie in the browser, sent with every request until the browser closes or the old expiry passes. It logs nobody in, but code that only asks whether the cookie exists is fooled.",
    cause: "The line has no Max-Age and no Expires.",
    remedy: "Send both: Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT.",
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
    let blanked = LeftOver::of(&stories, names, |story, cookie| story.fate(cookie) == Fate::Blanked)?;
    if blanked.is_clear_everywhere() {
        return Ok(Verdict::Pass("no session cookie is left with an empty value".to_owned()));
    }
    Ok(blanked.finding(evidence, "an empty ").into())
}
