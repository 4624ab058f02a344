//! A logout whose client hangs up.

use crate::check::judge::{describe, is_refused, live, unless_intrusive};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Intrusive, Missing, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "dropped-logout",
    title: "A logout whose client hangs up leaves nothing half done",
    requirements: &[],
    references: &[reference::ASVS_16_5_3, reference::ASVS_7_4_1],
    level: Level::Warn,
    explain: "With --intrusive: a logout is sent, and the connection is closed after half the time that the first one took, as a browser does when its tab is closed. Afterwards the session is either dead, or it is live and a second logout ends it.",
    cause: "The handler is cancelled between marking the session and ending it, and the next logout takes it for done.",
    remedy: "End the session in one statement, and do not tie it to the abort signal of the request.",
    needs: &[Phase::DroppedLogout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = unless_intrusive(evidence) {
        return Ok(skip);
    }
    super::session_ended_on_server::ended(evidence, profile)?;
    let answer = |step| evidence.answer(Actor::Fourth, Step::Intrusive(step));
    live(evidence, profile, Actor::Fourth, Step::Intrusive(Intrusive::MeBeforeDrop))?;
    let (_, dropped) = evidence.exchange(Actor::Fourth, Step::Intrusive(Intrusive::DroppedLogout))?;
    if dropped.answer().is_ok() {
        return Ok(Verdict::Skip("the logout was answered before the client could hang up".to_owned()));
    }
    let between = answer(Intrusive::MeAfterDrop)?;
    let again = answer(Intrusive::LogoutAfterDrop)?;
    let last = answer(Intrusive::MeAtLast)?;
    if again.answer.status >= 500 || !is_refused(last.answer, profile) {
        let worse = if again.answer.status >= 500 { again } else { last };
        let expected = "a second logout that ends the session";
        let finding = Finding::new(expected, describe(worse.answer, profile));
        return Ok(finding.at([between.index, again.index, last.index]).into());
    }
    Ok(Verdict::Pass(if is_refused(between.answer, profile) {
        "the session was over".to_owned()
    } else {
        "the session lived on, and a second logout ended it".to_owned()
    }))
}
