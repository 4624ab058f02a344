//! Nothing of the login should stay in the browser.

use super::session_ended_on_server::logged_out;
use crate::check::browser_story::Story;
use crate::check::judge::no_cookie;
use crate::check::left_over::LeftOver;
use crate::check::{Check, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "other-cookies-cleared",
    title: "The logout also clears the cookies that only go with the session",
    requirements: &[],
    references: &[reference::ASVS_14_3_1, reference::WSTG_SESS_06],
    level: Level::Allow,
    explain: "CSRF token, callback URL and tenant are no sessions, but they belong to one: the next user of the browser inherits them, and a left tenant id sends their first requests to another tenant. The cookies that the profile calls no session are taken through the model of a browser, from the login to the logout.",
    cause: "The logout clears only the session cookie.",
    remedy: "Append a clearing line for each of the others as well, if the request carried it.",
    needs: &[Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    logged_out(evidence, profile, Actor::First)?;
    let stories = Story::of_each_engine(evidence, profile)?;
    let mut names: Vec<String> = stories.iter().flat_map(Story::names_held).map(ToOwned::to_owned).collect();
    names.retain(|name| !profile.may_be_session(name));
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return Ok(Verdict::Skip("the login came with no cookie but those of the session".to_owned()));
    }
    let left = LeftOver::of(&stories, names.iter(), Story::is_left)?;
    if left.is_clear_somewhere() {
        return Ok(Verdict::Pass(format!("no {} is left in {}", names.join(", "), left.clear_browsers())));
    }
    if matches!(super::cookie_cleared::CHECK.judge(evidence, profile), Ok(Verdict::Fail(_))) {
        return Err(Missing::depends_on("cookie-cleared", "not even the session cookie is cleared"));
    }
    Ok(left.finding(evidence, "").into())
}
