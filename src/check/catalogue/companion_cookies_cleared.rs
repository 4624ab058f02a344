//! Remember-me must not outlive the logout.

use crate::check::browser_story::Story;
use crate::check::judge::no_cookie;
use crate::check::left_over::LeftOver;
use crate::check::{Check, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, SessionCookie};
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
    let stories = Story::of_each_engine(evidence, profile)?;
    let left = LeftOver::of(&stories, companions.iter().flat_map(|cookie| &cookie.pieces), Story::is_left)?;
    if left.is_clear_somewhere() {
        let names: Vec<_> = companions.iter().map(|cookie| cookie.name.as_str()).collect();
        return Ok(Verdict::Pass(format!("no {} is left in {}", names.join(", "), left.clear_browsers())));
    }
    Ok(left.finding(evidence, "").into())
}
