//! What is no token at all.

use crate::check::judge::{is_refused, live, not_refused, unless_intrusive};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, BadToken, Evidence, Intrusive, Missing, Step, TokenKind};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "malformed-tokens-refused",
    title: "Malformed and forged tokens are refused, and nothing fails on them",
    requirements: &[Requirement::Ac1, Requirement::Ac6],
    references: &[reference::ASVS_9_1_1, reference::ASVS_16_5_3],
    level: Level::Deny,
    explain: "With --intrusive: the words undefined and null, a broken percent sign, encoded control bytes, overlong UTF-8, a condition of SQL, a JSON operator, 16 and 64 KiB, and garbage among 200 cookies in place of the session token, on both routes. If the live token is a signed JWT, it is also sent unsigned, without its signature, and with another payload. Never a success, never a 5xx, and the live session lives on.",
    cause: "decodeURIComponent throws on a broken percent sign and nobody catches it, a value reaches a query as it is, or the algorithm of a JWT is taken from its own header.",
    remedy: "Treat every failure to read the token as \"no session\" and answer 401; name the one algorithm that is accepted when a JWT is verified.",
    needs: &[Phase::MalformedTokens, Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = unless_intrusive(evidence) {
        return Ok(skip);
    }
    let main = evidence.session(Actor::Third)?.main();
    let is_jwt = main.is_some_and(|cookie| cookie.kind == TokenKind::Jwt);
    let kinds = BadToken::MALFORMED.into_iter().filter(|kind| is_jwt || !kind.needs_a_jwt());
    let kinds: Vec<BadToken> = kinds.collect();
    for route in [Step::BadMe, Step::BadLogout] {
        if let Some(finding) = not_refused(evidence, profile, &kinds, route)? {
            return Ok(finding.into());
        }
    }
    live(evidence, profile, Actor::Third, Step::MeBeforeAnonymousLogout)?;
    live(evidence, profile, Actor::Third, Step::MeAfterBadTokens)?;
    let step = Step::Intrusive(Intrusive::MeAfterMalformed);
    let after = evidence.answer(Actor::Third, step)?;
    if is_refused(after.answer, profile) {
        let actual = "the session from whose token they were made is gone";
        return Ok(Finding::new("every live session lives on", actual).at([after.index]).into());
    }
    live(evidence, profile, Actor::Third, step)?;
    Ok(Verdict::Pass(format!("{} kinds refused on both routes, the live session lives on", kinds.len())))
}
