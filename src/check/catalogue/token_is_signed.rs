//! A token that speaks for itself must be signed.

use super::token_is_random::main;
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step, TokenKind};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "token-is-signed",
    title: "A token that speaks for itself names an algorithm that protects it",
    requirements: &[],
    references: &[reference::ASVS_9_1_2, reference::WSTG_SESS_10, reference::CWE_347],
    level: Level::Warn,
    explain: "A JWT says in its header how it is signed. With \"none\" it is not: whoever can write base64 can write a session for anybody, and no logout ends that. The header of the token that the login gave is looked at; whether the server would take a forged one is not tried here.",
    cause: "The token is made with a library's default for tests, or is decoded instead of verified.",
    remedy: "Sign with one algorithm and name it when verifying: jwtVerify(token, key, { algorithms: ['HS256'] }). Never decide by the token's own header.",
    needs: &[Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, _: &Profile) -> Result<Verdict, Missing> {
    let (cookie, content) = main(evidence, Actor::First)?;
    match cookie.kind {
        TokenKind::Opaque => {
            return Ok(Verdict::Skip("the token is opaque: it says nothing by itself".to_owned()));
        }
        TokenKind::Signed => {
            return Ok(Verdict::Skip("it is signed in its framework's own way, without a header".to_owned()));
        }
        TokenKind::Jwe | TokenKind::Jwt => {}
    }
    let algorithm = content.algorithm.as_deref().unwrap_or_default();
    if algorithm.is_empty() || algorithm.eq_ignore_ascii_case("none") {
        let actual = match algorithm {
            "" => "the header of the token names no algorithm".to_owned(),
            named => format!("the header of the token says \"alg\":\"{named}\""),
        };
        let login = evidence.indices(Actor::First, Step::Login).next();
        return Ok(Finding::new("a token that is signed or encrypted", actual).at(login).into());
    }
    Ok(Verdict::Pass(format!("{}: alg {algorithm}", cookie.kind.name())))
}
