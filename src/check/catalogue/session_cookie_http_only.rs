//! Scripts must not read the session cookie.

use crate::check::judge::no_cookie;
use crate::check::session_cookies::{names_of, session_lines};
use crate::check::{Check, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Evidence, Missing};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "session-cookie-http-only",
    title: "No script can read the session cookie",
    requirements: &[],
    references: &[reference::ASVS_3_3_4, reference::WSTG_SESS_02, reference::CWE_1004],
    level: Level::Warn,
    explain: "A cookie without HttpOnly is in document.cookie: any script that gets into a page carries the session away, and a logout comes too late. Every line of the run that sets a session cookie is looked at, also where a later answer sets it anew.",
    cause: "The cookie is set by hand without httpOnly, or so that the client can read its own token.",
    remedy: "Set HttpOnly wherever the cookie is given a value.",
    needs: &[Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    let lines = session_lines(evidence)?;
    if let Some(readable) = lines.iter().find(|line| !line.cookie.http_only) {
        return Ok(readable.lacks("HttpOnly").into());
    }
    Ok(Verdict::Pass(format!("{} is HttpOnly in {} lines", names_of(&lines), lines.len())))
}
