//! What login sets must survive in a browser.

use crate::check::browser_story::at_login;
use crate::check::judge::no_cookie;
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::cookie::{Engine, Outcome};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "browser-keeps-session-cookie",
    title: "A browser keeps the session cookie that login sets",
    requirements: &[Requirement::T4],
    references: &[reference::RFC_6265BIS, reference::RFC_6265BIS_PREFIXES],
    level: Level::Deny,
    explain: "A command-line client keeps cookies that a browser refuses: a __Secure- name without Secure, SameSite=None without Secure, a Secure cookie over plain http. Then the login works in every test and for no user. Judged by the model of Chromium and Firefox in this program: users of either must be able to log in.",
    cause: "The attributes of the cookie do not fit its name or the scheme: a production build served over plain http sets __Secure- names, for instance.",
    remedy: "Serve the app over https from end to end, or leave out Secure and the prefix __Secure- where plain http is meant. Give SameSite=None and __Secure- names the Secure attribute.",
    needs: &[Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    let seen = evidence.answer(Actor::First, Step::Login)?;
    let names = names(evidence, profile)?;
    for engine in Engine::ALL {
        for (line, outcome) in at_login(evidence, engine)? {
            let Outcome::Ignored(rule) = &outcome else { continue };
            if names.iter().any(|name| name == line.name()) {
                let actual = format!("{engine} does not keep it: {rule}");
                let finding = Finding::new(format!("every browser keeps {}", line.name()), actual);
                return Ok(finding.detail(format!("login: {}", line.line())).at([seen.index]).into());
            }
        }
    }
    evidence.session(Actor::First)?;
    Ok(Verdict::Pass(format!("Chromium and Firefox keep {}", names.join(", "))))
}

/// The cookies that carry the session; before anybody knows, those that could.
fn names(evidence: &Evidence, profile: &Profile) -> Result<Vec<String>, Missing> {
    if let Some(session) = evidence.sessions.get(&Actor::First) {
        return Ok(session.authenticating().flat_map(|(_, cookie)| cookie.pieces.clone()).collect());
    }
    let lines = super::login_sets_session_cookie::candidates(evidence, profile)?;
    if lines.is_empty() {
        return Err(Missing::depends_on("login-sets-session-cookie", "the login set no session cookie"));
    }
    Ok(lines.into_iter().map(|line| line.name().to_owned()).collect())
}
