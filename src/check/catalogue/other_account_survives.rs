//! One logout, one session.

use crate::check::judge::{describe, is_refused, live};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "other-account-survives",
    title: "A logout does not touch another account",
    requirements: &[Requirement::T8],
    references: &[reference::ASVS_7_5_2, reference::CWE_488],
    level: Level::Deny,
    explain: "The second account's session must be answered 200 with its own identity after the first account logged out. Needs a second account.",
    cause: "The logout ends more than the session that asked for it.",
    remedy: "Delete by session token, never by account or tenant.",
    needs: &[Phase::Logout, Phase::Replay, Phase::OtherAccount],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if !evidence.second_account {
        return Ok(Verdict::Skip(
            "needs a second account: PENGUIN_AUTH_SECOND_EMAIL and PENGUIN_AUTH_SECOND_PASSWORD".to_owned(),
        ));
    }
    live(evidence, profile, Actor::Other, Step::MeBeforeLogout)?;
    super::session_ended_on_server::logged_out(evidence, profile, Actor::First)?;
    let seen = evidence.answer(Actor::Other, Step::Witness)?;
    if is_refused(seen.answer, profile) {
        return Ok(Finding::new("200 for the second account", describe(seen.answer, profile))
            .at([seen.index])
            .into());
    }
    live(evidence, profile, Actor::Other, Step::Witness)?;
    Ok(Verdict::Pass("the second account's session lives on".to_owned()))
}
