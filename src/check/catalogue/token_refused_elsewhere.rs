//! A token is dead wherever it stands.

use super::session_ended_on_server::ended;
use crate::check::judge::{Identity, describe, no_cookie, refusal, unless_intrusive};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Elsewhere, Evidence, Missing, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "token-refused-elsewhere",
    title: "The ended session's token opens nothing as a bearer token or in a URL",
    requirements: &[],
    references: &[reference::ASVS_7_4_1, reference::ASVS_14_2_1, reference::CWE_613],
    level: Level::Warn,
    explain: "Servers often accept a token in more places than they give it out in: beside the cookie in Authorization: Bearer, or in the URL. After the logout the token is sent in both. An identity in the answer means that such a place has a check of its own, one that no logout reaches; and a token in a URL ends in logs.",
    cause: "A gateway or an older API reads tokens from other places and only decodes them.",
    remedy: "Accept the session in its cookie alone, or let every place ask the same function for the session.",
    needs: &[Phase::OtherCarriers, Phase::Logout, Phase::Replay, Phase::Witness],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile).or_else(|| unless_intrusive(evidence)) {
        return Ok(skip);
    }
    ended(evidence, profile)?;
    let places = [
        (Step::Elsewhere(Elsewhere::ReplayAsBearer), "Authorization: Bearer"),
        (Step::Elsewhere(Elsewhere::ReplayInUrl), "the URL"),
    ];
    for (step, place) in places {
        let seen = evidence.answer(Actor::First, step)?;
        if Identity::of(seen.answer, profile).is_some() {
            if super::anonymous_sees_nobody::leaks(evidence, profile) {
                let reason = "even an anonymous caller is answered with an identity";
                return Err(Missing::depends_on("anonymous-sees-nobody", reason));
            }
            let expected = format!("{} for the dead token in {place}", refusal(profile));
            return Ok(Finding::new(expected, describe(seen.answer, profile)).at([seen.index]).into());
        }
    }
    Ok(Verdict::Pass("no identity in Authorization: Bearer or in the URL".to_owned()))
}
