//! Who else gets the session cookie must be said.

use crate::check::judge::no_cookie;
use crate::check::session_cookies::{names_of, session_lines};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::cookie::SameSite;
use crate::deployment::Profile;
use crate::evidence::{Evidence, Missing};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "session-cookie-same-site",
    title: "The session cookie says that other sites cannot send it",
    requirements: &[],
    references: &[reference::ASVS_3_3_2, reference::WSTG_SESS_02, reference::CWE_1275],
    level: Level::Warn,
    explain: "With SameSite=Lax or Strict a form on another site cannot log a user out or act for them. Without the attribute each browser decides by itself: Chromium lets the cookie go with a POST from another site for two minutes after it was set. With None every site can send it. Of a route that does not look at Origin it is the only defence.",
    cause: "The cookie is set by hand without sameSite, or with None because a page of another site embeds the app.",
    remedy: "Set SameSite=Lax. Where the app has to be embedded, keep None and check Origin on every route that changes something.",
    needs: &[Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    let lines = session_lines(evidence)?;
    if let Some(silent) = lines.iter().find(|line| line.cookie.same_site == SameSite::Default) {
        return Ok(silent.lacks("SameSite=Lax").into());
    }
    if let Some(open) = lines.iter().find(|line| line.cookie.same_site == SameSite::None) {
        let actual = format!("{} has SameSite=None: every site can send it", open.line.name());
        return Ok(open.shown(Finding::new("SameSite=Lax or Strict", actual)).into());
    }
    Ok(Verdict::Pass(format!("{} says so in {} lines", names_of(&lines), lines.len())))
}
