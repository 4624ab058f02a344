//! The session is over everywhere.

use super::session_ended_on_server::ended;
use crate::check::judge::{Identity, describe, is_refused};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Elsewhere, Evidence, Missing, MissingKind, Seen, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "other-routes-refuse",
    title: "Every other protected route refuses the ended session",
    requirements: &[Requirement::Ac4, Requirement::T5],
    references: &[reference::ASVS_7_4_1, reference::WSTG_SESS_06],
    level: Level::Deny,
    explain: "One route that looks at the session proves nothing about the others. Each path of --protected, and of paths.protected in the profile, is read three times: by the live session, by nobody, and with the captured cookie after the logout. The ended session must be answered like nobody, and nobody otherwise than the live session.",
    cause: "Routes look at the session in different ways: middleware only decodes the token, or a page trusts what it cached.",
    remedy: "Let every route ask the same function for the session, and let that one look into the store.",
    needs: &[Phase::OtherRoutes, Phase::Logout, Phase::Replay, Phase::Witness],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let asked = |at: &usize| {
        evidence.indices(Actor::First, Step::Elsewhere(Elsewhere::OtherRoute(*at))).next().is_some()
    };
    let routes = (0..).take_while(asked).count();
    if routes == 0 {
        if !profile.paths.protected.is_empty() {
            return Err(evidence.why_not(Actor::First, Step::Elsewhere(Elsewhere::OtherRoute(0))));
        }
        return Ok(Verdict::Skip("no further route is named: --protected PATH names one".to_owned()));
    }
    ended(evidence, profile)?;
    for route in 0..routes {
        if let Some(finding) = still_open(evidence, profile, route)? {
            return Ok(finding.into());
        }
    }
    let noun = if routes == 1 { "route" } else { "routes" };
    Ok(Verdict::Pass(format!("{routes} further {noun} answered the ended session like nobody")))
}

/// What is wrong with a route: it answers the ended session otherwise than
/// nobody.
fn still_open(evidence: &Evidence, profile: &Profile, route: usize) -> Result<Option<Finding>, Missing> {
    let live = evidence.answer(Actor::First, Step::Elsewhere(Elsewhere::OtherRoute(route)))?;
    let nobody = evidence.answer(Actor::Nobody, Step::Elsewhere(Elsewhere::OtherRoute(route)))?;
    let ended = evidence.answer(Actor::First, Step::Elsewhere(Elsewhere::OtherRouteAfterLogout(route)))?;
    let what = format!("{} {}", live.exchange.method, live.exchange.url);
    if !live.answer.is_success() {
        let reason = format!("{what} answered the live session {}", describe(live.answer, profile));
        return Err(Missing::new(MissingKind::Unexpected, reason, "name a route that its user may read"));
    }
    if is_let_in(&nobody, profile) && nobody.answer.body.text == live.answer.body.text {
        let reason = format!("{what} answers nobody like a live session, so a logout can take nothing away");
        return Err(Missing::new(
            MissingKind::Unexpected,
            reason,
            "name a route that only its user may read",
        ));
    }
    if ended.answer.status >= 500 {
        let reason = format!("{what} answered the ended session {}", describe(ended.answer, profile));
        return Err(Missing::new(MissingKind::ServerError, reason, "look into the deployment's log"));
    }
    let is_shown = || {
        let text = &ended.answer.body.text;
        let user = evidence.sessions.get(&Actor::First).map_or("", |session| session.email.as_str());
        *text == live.answer.body.text
            || (!user.is_empty() && text.contains(user))
            || Identity::of(ended.answer, profile).is_some()
    };
    let open = is_let_in(&ended, profile) && (!is_let_in(&nobody, profile) || is_shown());
    if !open && is_let_in(&ended, profile) && ended.answer.body.text != nobody.answer.body.text {
        let reason =
            format!("{what} answers nobody too, and the ended session otherwise: nothing tells whose it is");
        return Err(Missing::new(MissingKind::Unexpected, reason, "name a route that refuses nobody"));
    }
    Ok(open.then(|| {
        let actual = describe(ended.answer, profile);
        Finding::new(format!("{what} answers the ended session like nobody"), actual)
            .at([live.index, nobody.index, ended.index])
            .detail(format!("nobody: {}", describe(nobody.answer, profile)))
    }))
}

/// Whether something was shown that is no refusal.
fn is_let_in(seen: &Seen<'_>, profile: &Profile) -> bool {
    seen.answer.is_success() && !is_refused(seen.answer, profile)
}
