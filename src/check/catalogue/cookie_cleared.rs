//! The heart of AC3.

use crate::check::browser_story::Story;
use crate::check::judge::no_cookie;
use crate::check::{Check, Phase, Verdict, reference};
use crate::cookie::{Cookie, Engine};
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
    explain: "A browser removes a cookie only for a line with the same name, Domain and Path, with Secure where the name or the old cookie asks for it, and with an expiry in the past; a later line must not set it again, and every chunk counts. A cookie jar that is empty afterwards proves nothing: the jars of HTTP libraries differ from Chromium in up to a third of the recorded cases. So the login's and the logout's lines go through a model of Chromium that agrees with it in all of them.",
    cause: "The logout clears another name (the ticket's sample deletes nile-session; Nile's cookie is nile.session-token or __Secure-nile.session-token), or leaves out an attribute that the browser compares.",
    remedy: "Forward the Set-Cookie lines of Nile's sign-out, or append a line for each cookie by hand, last, without touching response.cookies: Next.js drops or rewrites appended lines when it does. See docs/nextjs.md.",
    needs: &[Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    let session = evidence.session(Actor::First)?;
    super::session_ended_on_server::logged_out(evidence, profile, Actor::First)?;
    let story = Story::of(evidence, profile, Engine::Chromium)?;
    let main = session
        .main()
        .ok_or_else(|| Missing::depends_on("login-sets-session-cookie", "there is no session cookie"))?;
    let held: Vec<&Cookie> = main.pieces.iter().flat_map(|name| story.held(name)).collect();
    if held.is_empty() {
        return Err(Missing::depends_on(
            "browser-keeps-session-cookie",
            "a browser never held the session cookie",
        ));
    }
    let left: Vec<&Cookie> = held.iter().copied().filter(|cookie| story.is_left(cookie)).collect();
    if left.is_empty() {
        return Ok(Verdict::Pass(format!("Chromium sends no {} any more", main.pieces.join(", "))));
    }
    Ok(super::companion_cookies_cleared::left_over(evidence, &story, &left).into())
}
