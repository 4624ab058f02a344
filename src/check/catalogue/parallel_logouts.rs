//! Concurrency must not lose a logout.

use super::session_ended_on_server::ended;
use crate::check::judge::{describe, is_refused, is_turned_away, last_asked_after_all_trials, live};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step, is_unauthorized_logout};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "parallel-logouts",
    title: "Parallel logouts of several sessions, and of one session, end all of them",
    requirements: &[Requirement::T8],
    references: &[reference::ASVS_7_4_1],
    level: Level::Deny,
    explain: "Two sessions of the account log out at the same moment, each with two requests. Every answer is 200 or 401 and each session has a 200; afterwards both are dead. On real Nile, eight parallel logouts through the ticket's route left up to six sessions alive, and all of them had been answered 200.",
    cause: "The requests share state, so that one of them signs out with another's token.",
    remedy: "Let each request use its own cookies, and a CSRF token that was fetched for it.",
    needs: &[Phase::ParallelLogouts],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    ended(evidence, profile)?;
    live(evidence, profile, Actor::Second, Step::Witness)?;
    let mut actors = vec![Actor::Second];
    if third_was_live(evidence, profile) {
        actors.push(Actor::Third);
    }
    for actor in &actors {
        if let Some(finding) = answers_are_calm(evidence, profile, *actor)? {
            return Ok(finding.into());
        }
    }
    for actor in &actors {
        let seen = evidence.answer(*actor, Step::ReplayAfterParallel)?;
        if !is_refused(seen.answer, profile) {
            let logouts: Vec<usize> = evidence.indices(*actor, Step::Logout).collect();
            let actual = format!(
                "the {} is answered {} although its logout was answered with success",
                actor.name(),
                describe(seen.answer, profile)
            );
            return Ok(Finding::new("every session that logged out is dead", actual)
                .at(logouts)
                .at([seen.index])
                .into());
        }
    }
    live(evidence, profile, Actor::Again, Step::Me)?;
    Ok(Verdict::Pass(format!("{} sessions logged out twice each at once, all dead", actors.len())))
}

/// Whether the third session outlived everything that was tried on it.
fn third_was_live(evidence: &Evidence, profile: &Profile) -> bool {
    let last = last_asked_after_all_trials(evidence);
    live(evidence, profile, Actor::Third, last).is_ok()
}

/// Every answer to a session's parallel logouts is 200 or 401, and one of them
/// is a success.
fn answers_are_calm(
    evidence: &Evidence,
    profile: &Profile,
    actor: Actor,
) -> Result<Option<Finding>, Missing> {
    let logouts = evidence.answers(actor, Step::Logout)?;
    let calm = |answer| is_unauthorized_logout(answer, profile) || answer.is_success();
    let odd = logouts.iter().find(|seen| !calm(seen.answer));
    if let Some(seen) = odd.filter(|seen| seen.answer.status >= 400) {
        if matches!(super::second_logout::CHECK.judge(evidence, profile), Ok(Verdict::Fail(_))) {
            return Err(Missing::depends_on(
                "second-logout",
                "a logout with an ended session fails even without any hurry",
            ));
        }
        let actual =
            format!("one logout of the {} was answered {}", actor.name(), describe(seen.answer, profile));
        return Ok(Some(
            Finding::new(format!("{} for each of two parallel logouts", calm_statuses(profile)), actual)
                .at([seen.index]),
        ));
    }
    let none = logouts.iter().all(|seen| is_turned_away(seen.answer, profile));
    Ok(none.then(|| {
        let actual = format!("both logouts of the {} were refused", actor.name());
        Finding::new("one success at least", actual).at(logouts.iter().map(|seen| seen.index))
    }))
}

/// `200 or 401`.
fn calm_statuses(profile: &Profile) -> String {
    let success = profile.logout.success.statuses_in_words();
    match &profile.logout.unauthorized {
        Some(refusal) => format!("{success} or {}", refusal.statuses_in_words()),
        None => success,
    }
}
