//! Whoever logs in again leaves nothing behind.

use crate::check::judge::{describe, is_refused, live, refusal, unless_intrusive};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Intrusive, Missing, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "login-replaces-session",
    title: "A login with a live session ends that session",
    requirements: &[],
    references: &[reference::ASVS_7_2_4, reference::WSTG_SESS_03],
    level: Level::Warn,
    explain: "With --intrusive: an account logs in with the cookies of a session that is live. The browser forgets the old cookie, so nobody can log that session out any more: the login has to end it. The captured cookie must be refused, while the new one is live.",
    cause: "The login only sets a new cookie. A token that carries the session in itself cannot be ended at all.",
    remedy: "Sign the session of the request out before the new one begins.",
    needs: &[Phase::LoginWhileLoggedIn],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = unless_intrusive(evidence) {
        return Ok(skip);
    }
    super::session_ended_on_server::ended(evidence, profile)?;
    live(evidence, profile, Actor::Fourth, Step::Intrusive(Intrusive::MeBeforeSecondLogin))?;
    let after = Step::Intrusive(Intrusive::MeAfterSecondLogin);
    live(evidence, profile, Actor::Fifth, after)?;
    let old = evidence.answer(Actor::Fourth, after)?;
    if is_refused(old.answer, profile) {
        return Ok(Verdict::Pass(format!("{} for the old cookie, 200 for the new one", refusal(profile))));
    }
    let expected = format!("{} for the session that was live at the login", refusal(profile));
    Ok(Finding::new(expected, describe(old.answer, profile)).at([old.index]).into())
}
