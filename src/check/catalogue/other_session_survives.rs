//! A logout ends one session.

use crate::check::judge::{describe, is_refused, live};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "other-session-survives",
    title: "A second session of the same account lives on",
    requirements: &[Requirement::T8],
    references: &[reference::ASVS_7_5_2, reference::WSTG_SESS_11],
    level: Level::Deny,
    explain: "The ticket ends the current session. A second session of the account, opened by a login of its own, must still be answered 200 after the first one logged out.",
    cause: "The logout deletes by user instead of by session.",
    remedy: "Delete by session token, not by user. \"Log out everywhere\" is another endpoint.",
    needs: &[Phase::Logout, Phase::Witness, Phase::Replay],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    live(evidence, profile, Actor::Second, Step::MeBeforeLogout)?;
    super::session_ended_on_server::logged_out(evidence, profile, Actor::First)?;
    let seen = evidence.answer(Actor::Second, Step::Witness)?;
    if is_refused(seen.answer, profile) {
        let finding = Finding::new("200 for the second session", describe(seen.answer, profile));
        return Ok(finding.at([seen.index]).into());
    }
    live(evidence, profile, Actor::Second, Step::Witness)?;
    Ok(Verdict::Pass("200 with the account's identity after the first session's logout".to_owned()))
}
