//! Bad tokens open nothing.

use crate::check::judge::{live, not_refused};
use crate::check::{Check, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, BadToken, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "me-refuses-bad-tokens",
    title: "The protected route refuses tokens that are none, and never fails on them",
    requirements: &[Requirement::Ac4, Requirement::Ac6],
    references: &[reference::ASVS_9_1_1, reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "The same six values on the protected route: never a 200, never a 5xx. A server that compares only the beginning of a token, or does not check a signature, answers one of them.",
    cause: "The token is compared only in part or decoded without checking its integrity, or decoding throws and nobody catches it.",
    remedy: "Let the part that issues tokens judge them, treat every failure to read one as \"no session\", and answer 401.",
    needs: &[Phase::BadTokens, Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(finding) = not_refused(evidence, profile, &BadToken::ALL, Step::BadMe)? {
        return Ok(finding.into());
    }
    live(evidence, profile, Actor::Third, Step::MeBeforeAnonymousLogout)?;
    Ok(Verdict::Pass(format!("{} kinds of bad tokens refused", BadToken::ALL.len())))
}
