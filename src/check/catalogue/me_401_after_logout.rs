//! The heart of AC4.

use crate::check::judge::{is_refused, live, not_unauthorized, refusal};
use crate::check::{Check, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "me-401-after-logout",
    title: "After logout the protected route answers 401",
    requirements: &[Requirement::Ac4, Requirement::T5],
    references: &[reference::RFC_9110_401, reference::WSTG_SESS_06],
    level: Level::Deny,
    explain: "The client that logged out asks again with the cookies that it has left. It was 200 with the account's identity right before the logout; now it must be 401, while another live session is still answered 200 beside it. 403, 404, 5xx, a redirect, a page or a 200 without identity is not a 401.",
    cause: "The cookie was not cleared and the session not ended; or an answer comes from a cache that outlives the session.",
    remedy: "End the session where it is kept, clear the cookie, and look the session up on every request instead of caching it per process.",
    needs: &[Phase::Logout, Phase::Witness, Phase::Replay],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    live(evidence, profile, Actor::First, Step::MeBeforeLogout)?;
    super::session_ended_on_server::logged_out(evidence, profile, Actor::First)?;
    let seen = evidence.answer(Actor::First, Step::MeAfterLogout)?;
    if !is_refused(seen.answer, profile) {
        return Ok(not_unauthorized(&seen, profile).into());
    }
    live(evidence, profile, Actor::Second, Step::Witness)?;
    let refusal = refusal(profile);
    Ok(Verdict::Pass(format!("200 before the logout, {refusal} after it, while another session stayed 200")))
}
