//! Only the right password logs in.

use crate::check::judge::{describe, fits};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "login-refuses-wrong-password",
    title: "A wrong password is refused with 401",
    requirements: &[Requirement::T6],
    references: &[reference::ASVS_7_2_1],
    level: Level::Deny,
    explain: "One login with the right address and a wrong password. It comes last in a run, so that a deployment that locks the account spoils nothing. A login that accepts any password would make every other result worthless.",
    cause: "The error of a wrong password is not told from others, so it ends as a 500; or the login is still a mock.",
    remedy: "Catch that error and refuse the login; keep 500 for real failures.",
    needs: &[Phase::FirstLogin, Phase::LoginAgain, Phase::RefusedLogins],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let seen = evidence.answer(Actor::First, Step::WrongPassword)?;
    let refused = &profile.login.refused;
    if fits(seen.answer, refused) {
        evidence.session(Actor::First)?;
        let status = seen.answer.status;
        return Ok(Verdict::Pass(format!("{status} for a wrong password, a session for the right one")));
    }
    let finding = Finding::new(refused.to_string(), describe(seen.answer, profile)).at([seen.index]);
    Ok(if fits(seen.answer, &profile.login.success) {
        finding.because("the login accepts any password")
    } else {
        finding
    }
    .into())
}
