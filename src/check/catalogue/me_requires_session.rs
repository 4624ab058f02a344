//! Nobody gets an identity without a session.

use crate::check::judge::{all_refused, live, not_unauthorized, refusal};
use crate::check::{Check, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "me-requires-session",
    title: "The protected route refuses an anonymous caller with 401",
    requirements: &[Requirement::Ac4, Requirement::T5],
    references: &[reference::ASVS_7_2_1, reference::RFC_9110_401],
    level: Level::Deny,
    explain: "The same route that answers a live session must answer 401 to a caller without any cookie, asked on a connection of its own before anybody logs in. A redirect, an HTML page, a 403 or a 200 without identity is not a 401: API clients act on the status.",
    cause: "A middleware redirects API calls to the login page, or the handler treats \"no session\" as an empty profile.",
    remedy: "Answer 401 when the session has no user id; that there is a session is not enough.",
    needs: &[Phase::Anonymous, Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let answers = evidence.answers(Actor::Nobody, Step::Me)?;
    if let Err(seen) = all_refused(&answers, profile) {
        return Ok(not_unauthorized(&seen, profile).into());
    }
    live(evidence, profile, Actor::First, Step::Me)?;
    Ok(Verdict::Pass(format!("{} without a cookie, 200 with the live session", refusal(profile))))
}
