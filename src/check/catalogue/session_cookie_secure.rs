//! On https the session cookie must stay there.

use crate::check::judge::no_cookie;
use crate::check::session_cookies::{names_of, session_lines};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::cookie::Prefix;
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "session-cookie-secure",
    title: "On https the session cookie is Secure, and its name says so",
    requirements: &[],
    references: &[reference::ASVS_3_3_1, reference::RFC_6265BIS_PREFIXES, reference::CWE_614],
    level: Level::Warn,
    explain: "Without Secure a browser sends the cookie over plain http too, to whoever sits in between: one link to http:// is enough. A name that begins with __Host- or __Secure- lets a browser refuse a cookie that somebody planted over plain http. Every line of the run that sets a session cookie is looked at, where the deployment is reached over https.",
    cause: "Secure cookies are switched off, or the app behind a proxy takes itself for an http app.",
    remedy: "Set Secure wherever the app is reached over https, and tell an app behind a proxy that it is.",
    needs: &[Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    let (_, login) = evidence.exchange(Actor::First, Step::Login)?;
    if !login.url.starts_with("https:") {
        return Ok(Verdict::Skip("the deployment is reached over plain http".to_owned()));
    }
    let lines = session_lines(evidence)?;
    if let Some(open) = lines.iter().find(|line| !line.cookie.secure) {
        return Ok(open.lacks("Secure").into());
    }
    let unnamed = lines.iter().find(|line| Prefix::of(line.line.name()) == Prefix::None);
    if let Some(unnamed) = unnamed {
        let name = unnamed.line.name();
        let finding = Finding::new(
            "a name that begins with __Host- or __Secure-",
            format!("{name} begins with neither"),
        );
        let finding = finding.because("the cookie is Secure, but its name does not say so: it can be planted over plain http, and the server cannot tell");
        return Ok(unnamed.shown(finding).into());
    }
    Ok(Verdict::Pass(format!("{} is Secure in {} lines", names_of(&lines), lines.len())))
}
