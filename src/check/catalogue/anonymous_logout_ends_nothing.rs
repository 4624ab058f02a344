//! Nobody can log others out without a cookie.

use crate::check::judge::{is_refused, live, refusal};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "anonymous-logout-ends-nothing",
    title: "A logout without a session ends nobody's session",
    requirements: &[Requirement::Ac1],
    references: &[reference::ASVS_7_2_1, reference::CWE_488],
    level: Level::Deny,
    explain: "A 401 is not enough: the request must also have done nothing. Several sessions are live while a logout arrives without any cookie; all of them must be live afterwards.",
    cause: "The route acts on a session that it keeps outside of the request.",
    remedy: "Take the session from the request's own cookies only.",
    needs: &[Phase::FirstLogin, Phase::Witness, Phase::AnonymousLogout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let anonymous = evidence.answer(Actor::Nobody, Step::LogoutWhileOthersLive)?;
    let mut alive = 0;
    for actor in [Actor::First, Actor::Second, Actor::Third] {
        if live(evidence, profile, actor, Step::MeBeforeAnonymousLogout).is_err() {
            continue;
        }
        let seen = evidence.answer(actor, Step::MeAfterAnonymousLogout)?;
        if is_refused(seen.answer, profile) {
            let actual = format!("after it the {} is answered {}", actor.name(), refusal(profile));
            return Ok(Finding::new("every live session lives on", actual)
                .at([anonymous.index, seen.index])
                .into());
        }
        live(evidence, profile, actor, Step::MeAfterAnonymousLogout)?;
        alive += 1;
    }
    if alive == 0 {
        live(evidence, profile, Actor::First, Step::MeBeforeAnonymousLogout)?;
    }
    Ok(Verdict::Pass(format!("{alive} sessions were live before it and after it")))
}
