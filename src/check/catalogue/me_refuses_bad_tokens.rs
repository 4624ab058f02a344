//! Bad tokens open nothing.

use crate::check::{Check, Finding, Phase, reference, Verdict};
use crate::check::judge::{describe, live};
use crate::deployment::Profile;
use crate::evidence::{Actor, BadToken, Evidence, Missing, Step};
use crate::http::{FailureKind};
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
    remedy: "Let Nile judge the token, treat every failure to read it as \"no session\", and answer 401.",
    needs: &[Phase::BadTokens, Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    for kind in BadToken::ALL {
        let (index, exchange) = evidence.exchange(Actor::Third, Step::BadMe(kind))?;
        let answer = match exchange.answer() {
            Ok(answer) => answer,
            Err(failure) if kind == BadToken::Oversized && failure.kind == FailureKind::Closed => continue,
            Err(failure) => return Err(Missing::no_answer(Step::BadMe(kind), failure)),
        };
        if answer.is_success() || answer.status >= 500 {
            return Ok(Finding::new(format!("401 for {}", kind.name()), describe(answer, profile)).at([index]).into());
        }
    }
    live(evidence, profile, Actor::Third, Step::MeBeforeAnonymousLogout)?;
    Ok(Verdict::Pass(format!("{} kinds of bad tokens refused", BadToken::ALL.len())))
}
