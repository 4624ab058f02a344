//! A prefix promises nothing if the server does not insist on it.

use crate::check::judge::{Identity, describe, live, no_cookie, refusal};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::cookie::Prefix;
use crate::deployment::Profile;
use crate::evidence::{Actor, Elsewhere, Evidence, Missing, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "unprefixed-cookie-refused",
    title: "The session cookie without its name prefix logs nobody in",
    requirements: &[],
    references: &[reference::RFC_6265BIS_INTEGRITY, reference::WSTG_SESS_03],
    level: Level::Warn,
    explain: "Only a secure page can set a cookie whose name begins with __Secure- or __Host-; that is what the prefix is for. The live value is sent under the name without it. A server that accepts it takes a session from whoever can set plain cookies: a page over http, or a sibling host.",
    cause: "The name is looked up with and without the prefix, so that one code serves http and https.",
    remedy: "Choose the one name by the scheme of the deployment when it starts, and read no other.",
    needs: &[Phase::WithoutPrefix],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    let session = evidence.session(Actor::Third)?;
    let pieces = session.main().map(|cookie| cookie.pieces.as_slice()).unwrap_or_default();
    let Some(name) = pieces.iter().find(|name| Prefix::of(name) != Prefix::None) else {
        return Ok(Verdict::Skip("the session cookie's name has no prefix".to_owned()));
    };
    let seen = evidence.answer(Actor::Third, Step::Elsewhere(Elsewhere::MeWithoutPrefix))?;
    live(evidence, profile, Actor::Third, Step::MeBeforeAnonymousLogout)?;
    if Identity::of(seen.answer, profile).is_some() {
        let expected = format!("{} for the value of {name} under the bare name", refusal(profile));
        return Ok(Finding::new(expected, describe(seen.answer, profile)).at([seen.index]).into());
    }
    Ok(Verdict::Pass(format!("{} for the bare name", seen.answer.status)))
}
