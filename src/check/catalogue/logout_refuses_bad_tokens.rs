//! Bad tokens log nobody out.

use crate::check::judge::{is_refused, live, not_refused};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, BadToken, Evidence, Missing, Step, is_unauthorized_logout};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "logout-refuses-bad-tokens",
    title: "The logout refuses tokens that are none, and never fails on them",
    requirements: &[Requirement::Ac1, Requirement::Ac6],
    references: &[reference::ASVS_9_1_1, reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "Six values in place of the session token: empty, garbage, 8 KiB, only the first characters of a live token, a live token without its last character, and one with that character changed. Never a success, never a 5xx (the ticket: handle errors gracefully), and the session from which they were made must live on.",
    cause: "The token is compared only in part or decoded without checking its integrity, or decoding throws and nobody catches it.",
    remedy: "Let the part that issues tokens judge them, treat every failure to read one as \"no session\", and answer 401.",
    needs: &[Phase::BadTokens, Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(finding) = not_refused(evidence, profile, &BadToken::AT_LOGOUT, Step::BadLogout)? {
        return Ok(finding.into());
    }
    live(evidence, profile, Actor::Third, Step::MeAfterAnonymousLogout)?;
    let after = evidence.answer(Actor::Third, Step::MeAfterBadTokens)?;
    if is_refused(after.answer, profile) {
        let actual = "the session from whose token they were made is gone";
        return Ok(Finding::new("every live session lives on", actual).at([after.index]).into());
    }
    live(evidence, profile, Actor::Third, Step::MeAfterBadTokens)?;
    if is_unauthorized_logout(evidence.answer(Actor::First, Step::Logout)?.answer, profile) {
        return Err(Missing::depends_on(
            "logout-answers-200",
            "a logout with a live session is refused as well, so the refusals prove nothing",
        ));
    }
    let kinds = BadToken::ALL.len();
    Ok(Verdict::Pass(match profile.logout.unauthorized {
        Some(_) => format!("{kinds} kinds of bad tokens refused, the live session lives on"),
        None => format!("no failure on {kinds} kinds of bad tokens, the live session lives on"),
    }))
}
