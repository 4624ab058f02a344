//! A logout ends what was there when it came.

use crate::check::judge::{describe, is_refused, live, refusal, unless_intrusive};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Intrusive, Missing, Step, is_logged_in, is_turned_away};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "login-beside-logout",
    title: "A login while another session logs out opens a session that lives",
    requirements: &[],
    references: &[reference::ASVS_7_4_1, reference::CWE_362],
    level: Level::Warn,
    explain: "With --intrusive: one session of the account logs out in the same moment in which the account logs in elsewhere. Afterwards the old one must be dead and the new one live.",
    cause: "The logout deletes the sessions of the user instead of the one that was named, or it writes back a list of sessions that it had read before the login.",
    remedy: "Delete by session token, in one statement.",
    needs: &[Phase::RacingLogin],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = unless_intrusive(evidence) {
        return Ok(skip);
    }
    super::session_ended_on_server::ended(evidence, profile)?;
    live(evidence, profile, Actor::Fourth, Step::Intrusive(Intrusive::MeBeforeRace))?;
    let logout = evidence.answer(Actor::Fourth, Step::Intrusive(Intrusive::RacingLogout))?;
    let after = Step::Intrusive(Intrusive::MeAfterRace);
    let old = evidence.answer(Actor::Fourth, after)?;
    let new = evidence.answer(Actor::Fifth, after)?;
    let wrong = |expected: &str, actual: String, index| {
        Ok(Finding::new(expected, actual).at([logout.index, index]).into())
    };
    if is_turned_away(logout.answer, profile) {
        let expected = "a logout that works while the account logs in";
        return wrong(expected, describe(logout.answer, profile), logout.index);
    }
    if !is_refused(old.answer, profile) {
        return wrong("the session that logged out is dead", describe(old.answer, profile), old.index);
    }
    let login = evidence.indices(Actor::Fifth, Step::Login).rfind(|index| *index < new.index);
    let opened = login.and_then(|index| evidence.records[index].exchange.answer().ok());
    if is_refused(new.answer, profile) && opened.is_some_and(|login| is_logged_in(login, profile)) {
        return wrong(
            "the session that was opened meanwhile lives",
            describe(new.answer, profile),
            new.index,
        );
    }
    live(evidence, profile, Actor::Fifth, after)?;
    Ok(Verdict::Pass(format!("{} for the old cookie, 200 for the new one", refusal(profile))))
}
