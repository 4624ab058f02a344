//! Concurrency must not lose a logout, however many there are.

use super::session_ended_on_server::ended;
use super::{parallel_logouts, sessions_end_one_by_one};
use crate::check::crowd::unless_many;
use crate::check::judge::{describe, is_refused, is_turned_away, live, unless_intrusive};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Intrusive, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "many-logouts-at-once",
    title: "Four sessions that log out at the same moment are all dead",
    requirements: &[Requirement::T8],
    references: &[reference::ASVS_7_4_1, reference::CWE_362],
    level: Level::Deny,
    explain: "With --intrusive: four sessions of the account log out at once, each with one request, and all of them are tried afterwards. Two at once, which every run looks at, may go well by chance: on real Nile three pairs of logouts through the ticket's route left one session alive in all, three groups of four left six, and each logout had been answered 200.",
    cause: "The requests share state that belongs to one of them, so several sign out with the token of one.",
    remedy: "Take the token from the request that is being answered, never from anything that outlives it.",
    needs: &[Phase::ManySessions, Phase::ParallelLogouts],
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
    unless_fewer_fail(evidence, profile)?;
    for actor in Actor::AT_ONCE {
        live(evidence, profile, actor, Step::Intrusive(Intrusive::MeAfterSecondOfMany))?;
    }
    if let Some(finding) = turned_away(evidence, profile)? {
        return Ok(finding.into());
    }
    match left_alive(evidence, profile)? {
        Some(finding) => Ok(finding.into()),
        None => Ok(Verdict::Pass(format!("{} sessions logged out at once, all dead", Actor::AT_ONCE.len()))),
    }
}

/// Whether it takes many sessions at all, or hurry, for a logout to be lost.
fn unless_fewer_fail(evidence: &Evidence, profile: &Profile) -> Result<(), Missing> {
    let explained = [
        (&parallel_logouts::CHECK, "two sessions at once are too many already"),
        (&sessions_end_one_by_one::CHECK, "a logout among many sessions fails even without any hurry"),
    ];
    let failed = |check: &Check| matches!(check.judge(evidence, profile), Ok(Verdict::Fail(_)));
    match explained.into_iter().find(|(check, _)| failed(check)) {
        Some((check, reason)) => Err(Missing::depends_on(check.id, reason)),
        None => Ok(()),
    }
}

/// A logout that was not carried out.
fn turned_away(evidence: &Evidence, profile: &Profile) -> Result<Option<Finding>, Missing> {
    for actor in Actor::AT_ONCE {
        let seen = evidence.answer(actor, Step::Intrusive(Intrusive::LogoutAtOnce))?;
        if is_turned_away(seen.answer, profile) {
            let actual =
                format!("the logout of the {} was answered {}", actor.name(), describe(seen.answer, profile));
            return Ok(Some(Finding::new("a success for each of them", actual).at([seen.index])));
        }
    }
    Ok(None)
}

/// The sessions that are answered although they logged out.
fn left_alive(evidence: &Evidence, profile: &Profile) -> Result<Option<Finding>, Missing> {
    let mut alive = Vec::new();
    for actor in Actor::AT_ONCE {
        let seen = evidence.answer(actor, Step::Intrusive(Intrusive::MeAfterAllAtOnce))?;
        if !is_refused(seen.answer, profile) {
            alive.push(seen);
        }
    }
    let Some(one) = alive.first() else { return Ok(None) };
    let logout = |actor| evidence.indices(actor, Step::Intrusive(Intrusive::LogoutAtOnce));
    let actual = format!(
        "{} of {} sessions are answered {} although their logouts were answered with success",
        alive.len(),
        Actor::AT_ONCE.len(),
        describe(one.answer, profile)
    );
    let finding = Finding::new("every session that logged out is dead", actual);
    Ok(Some(finding.at(Actor::AT_ONCE.into_iter().flat_map(logout)).at(alive.iter().map(|seen| seen.index))))
}
