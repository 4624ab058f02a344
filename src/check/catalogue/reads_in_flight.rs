//! A logout must not be undone by a read.

use super::session_ended_on_server::ended;
use crate::check::judge::{describe, is_accepted, is_refused, live, refusal};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "reads-in-flight",
    title: "Reads in flight across a logout bring nothing back",
    requirements: &[Requirement::Ac2, Requirement::T3],
    references: &[reference::ASVS_7_4_1],
    level: Level::Deny,
    explain: "A page that polls has requests on the way when the user logs out. A server that writes the session back, or signs its token anew, when such a read ends undoes the logout. Several reads are started around a logout; when all have come back, every value that the session cookie ever had must be dead.",
    cause: "A rolling session is saved after the read without looking whether it still exists (better: UPDATE … WHERE), or a session read answers with a fresh token.",
    remedy: "Never create a session on a read: update it only if it still exists, and check revocation before a token is signed again.",
    needs: &[Phase::ReadsInFlight, Phase::Replay],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    ended(evidence, profile)?;
    if matches!(super::rotated_values_ended::CHECK.judge(evidence, profile), Ok(Verdict::Fail(_))) {
        return Err(Missing::depends_on(
            "rotated-values-ended",
            "earlier values of the cookie outlive the session anyway",
        ));
    }
    live(evidence, profile, Actor::Again, Step::Me)?;
    super::session_ended_on_server::logged_out(evidence, profile, Actor::Again)?;
    let reads = evidence.answers(Actor::Again, Step::MeInFlight)?;
    let replays = evidence.answers(Actor::Again, Step::MeAfterRace)?;
    if let Some(alive) = replays.iter().find(|seen| !is_refused(seen.answer, profile)) {
        let signed = reads.iter().any(|seen| !seen.answer.set_cookies.is_empty());
        let finding = Finding::new(
            format!("{} for every value of the cookie", refusal(profile)),
            describe(alive.answer, profile),
        )
        .at([alive.index]);
        return Ok(if signed {
            finding.because("a read that was in flight answered with a new session cookie, and it is live")
        } else {
            finding
        }
        .into());
    }
    let served = reads.iter().filter(|seen| is_accepted(seen.answer, profile)).count();
    Ok(Verdict::Pass(format!(
        "{} reads across the logout, {served} of them served; afterwards {}",
        reads.len(),
        refusal(profile)
    )))
}
