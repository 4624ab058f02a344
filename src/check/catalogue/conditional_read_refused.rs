//! "Not modified" is an answer too.

use super::session_ended_on_server::ended;
use crate::check::judge::{describe, is_refused, refusal};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Elsewhere, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "conditional-read-refused",
    title: "A conditional read after logout is refused, never 304",
    requirements: &[Requirement::Ac4],
    references: &[reference::RFC_9110_PRECONDITIONS, reference::ASVS_7_4_1],
    level: Level::Deny,
    explain: "If the live answer had an ETag or a Last-Modified, the captured cookie asks after the logout for what has changed since. A 304 tells the browser to show the private page that it has kept, as if the user were still logged in. The conditions of a request only count once it is known that the request itself would be answered.",
    cause: "A cache or a middleware compares ETags before the route looks at the session.",
    remedy: "Look at the session first, and send Cache-Control: no-store with private answers: then nobody asks for changes.",
    needs: &[Phase::ConditionalReplay, Phase::Logout, Phase::Replay, Phase::Witness],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let live = evidence.answer(Actor::First, Step::MeBeforeLogout)?;
    if live.answer.header("etag").or_else(|| live.answer.header("last-modified")).is_none() {
        return Ok(Verdict::Skip("the live answer has neither an ETag nor a Last-Modified".to_owned()));
    }
    ended(evidence, profile)?;
    let seen = evidence.answer(Actor::First, Step::Elsewhere(Elsewhere::ConditionalReplay))?;
    if is_refused(seen.answer, profile) {
        return Ok(Verdict::Pass(format!("{} whatever has changed", refusal(profile))));
    }
    let expected = format!("{} for a conditional read", refusal(profile));
    Ok(Finding::new(expected, describe(seen.answer, profile)).at([live.index, seen.index]).into())
}
