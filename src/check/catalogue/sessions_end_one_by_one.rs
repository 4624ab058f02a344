//! A logout ends its own session, however many there are.

use super::session_ended_on_server::ended;
use crate::check::crowd::unless_many;
use crate::check::judge::{describe, is_refused, live, unless_intrusive};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Intrusive, Missing, Seen, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "sessions-end-one-by-one",
    title: "Of many sessions of an account each logout ends its own and no other",
    requirements: &[Requirement::T8],
    references: &[reference::WSTG_SESS_11, reference::ASVS_7_4_1],
    level: Level::Deny,
    explain: "With --intrusive: six sessions of the account are open at a time, as on two telephones and four computers. The two oldest log out one after the other. After each its captured cookie must be refused; the second must still be answered after the first, and the other four after both, with the account's identity. Where a deployment ends the oldest of too many sessions itself, there is nothing to judge.",
    cause: "The logout looks for its session in a list of the account's sessions that is cut off, or ends the newest or the oldest of them instead of its own.",
    remedy: "Find the session by its token alone, and delete that one row.",
    needs: &[Phase::ManySessions],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = unless_intrusive(evidence) {
        return Ok(skip);
    }
    ended(evidence, profile)?;
    if let Some(skip) = unless_many(evidence, profile)? {
        return Ok(skip);
    }
    let [first, second] = Actor::IN_TURN;
    let turns = [
        (first, std::slice::from_ref(&second), Intrusive::MeAfterFirstOfMany),
        (second, &Actor::AT_ONCE, Intrusive::MeAfterSecondOfMany),
    ];
    for (actor, others, after) in turns {
        let logout = evidence.answer(actor, Step::Intrusive(Intrusive::LogoutAmongMany))?;
        let after = Step::Intrusive(after);
        if let Some(finding) = still_alive(evidence, profile, actor, after)? {
            return Ok(finding.at([logout.index]).into());
        }
        if let Some(finding) = gone_too(evidence, profile, others, after)? {
            return Ok(finding.at([logout.index]).into());
        }
    }
    Ok(Verdict::Pass(format!(
        "{} of {} sessions logged out in turn, and each of them died alone",
        Actor::IN_TURN.len(),
        Actor::MANY.len()
    )))
}

/// The session that logged out is answered all the same.
fn still_alive(
    evidence: &Evidence,
    profile: &Profile,
    actor: Actor,
    after: Step,
) -> Result<Option<Finding>, Missing> {
    let seen = evidence.answer(actor, after)?;
    let brought =
        |seen: &Seen<'_>| format!("the {} is answered {}", actor.name(), describe(seen.answer, profile));
    let finding = || Finding::new("the session that logged out is dead", brought(&seen)).at([seen.index]);
    Ok((!is_refused(seen.answer, profile)).then(finding))
}

/// A session that did not log out is refused.
fn gone_too(
    evidence: &Evidence,
    profile: &Profile,
    others: &[Actor],
    after: Step,
) -> Result<Option<Finding>, Missing> {
    for actor in others {
        let seen = evidence.answer(*actor, after)?;
        if is_refused(seen.answer, profile) {
            let actual = format!("the {} is gone too", actor.name());
            return Ok(Some(Finding::new("every other session lives on", actual).at([seen.index])));
        }
        live(evidence, profile, *actor, after)?;
    }
    Ok(None)
}
