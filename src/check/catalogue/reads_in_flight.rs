//! A logout must not be undone by a read.

use super::session_ended_on_server::ended;
use crate::check::browser_story::held_at_the_end;
use crate::check::judge::{describe, is_accepted, is_refused, live, refusal};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::cookie::{Cookie, Engine};
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
    explain: "A page that polls has requests on the way when the user logs out. A server that writes the session back, or signs its token anew, when such a read ends undoes the logout. Several reads are started around a logout; when all have come back, every value that the session cookie ever had must be dead. The lines of all these answers are also taken through the model of a browser in the order in which they came: a late line wins there, and the report says what the browser is left with.",
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
        let finding = match left_in_browsers(evidence).as_str() {
            "" => finding,
            left => finding.detail(left),
        };
        return Ok(if signed {
            finding.because("a read that was in flight answered with a new session cookie, and it is live")
        } else {
            finding
        }
        .into());
    }
    let served = reads.iter().filter(|seen| is_accepted(seen.answer, profile)).count();
    let left = match left_in_browsers(evidence) {
        left if left.is_empty() => left,
        dead => format!("; {dead}, which is dead"),
    };
    Ok(Verdict::Pass(format!(
        "{} reads across the logout, {served} of them served; afterwards {}{left}",
        reads.len(),
        refusal(profile)
    )))
}

/// What a line that came late left in browsers: `Chromium and Firefox end with
/// a=b`. Empty if nothing.
fn left_in_browsers(evidence: &Evidence) -> String {
    let Ok(session) = evidence.session(Actor::Again) else { return String::new() };
    let names: Vec<&String> = session.authenticating().flat_map(|(_, cookie)| &cookie.pieces).collect();
    let left = |engine| {
        let held = held_at_the_end(evidence, Actor::Again, engine);
        let session = held.iter().filter(|cookie| names.contains(&&cookie.name) && !cookie.is_blank());
        session.map(Cookie::pair).collect::<Vec<_>>().join("; ")
    };
    let ends = Engine::ALL.map(|engine| (engine, left(engine)));
    let ends = ends.iter().filter(|(_, left)| !left.is_empty());
    ends.map(|(engine, left)| format!("{engine} ends with {left}")).collect::<Vec<_>>().join(", ")
}
