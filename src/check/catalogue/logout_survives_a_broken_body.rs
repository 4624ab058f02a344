//! A logout needs no body, so no body may break it.

use crate::check::forgery::{NEEDS_A_SECOND_ACCOUNT, answers_to, victim};
use crate::check::judge::{describe, live};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Forgery, Missing, Probe, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "logout-survives-a-broken-body",
    title: "A logout whose body breaks off does not make the route fail",
    requirements: &[],
    references: &[reference::ASVS_16_5_3],
    level: Level::Warn,
    explain: "Clients that break off, proxies and scripts send bodies that are no JSON. A live session logs out with one; the answer may be a success (the body is ignored) or 400, 413 or 415, but no 5xx: then the user stays logged in because of a body that nobody needs. Forms and plain text from other sites count as well.",
    cause: "The route awaits request.json() without catching its error.",
    remedy: "Do not read the body of the logout; if there has to be one, answer 400 when it cannot be read.",
    needs: &[Phase::OddLogouts],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let plain = evidence.answer(Actor::Nobody, Step::LogoutBeforeLogin)?;
    if plain.answer.status >= 500 {
        return Err(Missing::depends_on("logout-requires-session", "the route fails whatever is sent to it"));
    }
    let actor = victim(evidence);
    let bodies =
        [Probe::ForgedLogout(Forgery::Form), Probe::ForgedLogout(Forgery::Text), Probe::BrokenBodyLogout];
    let answers = answers_to(evidence, &bodies)?;
    if let Some((probe, seen)) = answers.iter().find(|(_, seen)| seen.answer.status >= 500) {
        let actual = format!("{} when trying to {}", describe(seen.answer, profile), probe.name());
        return Ok(Finding::new("a logout, or 400", actual).at([seen.index]).into());
    }
    let broken = evidence.answer(actor, Step::Probe(Probe::BrokenBodyLogout))?;
    if actor == Actor::Nobody {
        return Ok(Verdict::Skip(NEEDS_A_SECOND_ACCOUNT.to_owned()));
    }
    live(evidence, profile, actor, Step::Probe(Probe::MeAfterForgeries))?;
    Ok(Verdict::Pass(format!("answered {}", broken.answer.status)))
}
