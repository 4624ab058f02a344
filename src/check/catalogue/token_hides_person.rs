//! A readable token must not say who its bearer is.

use super::token_is_random::main;
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step, TokenKind};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "token-hides-person",
    title: "A token that anybody can read does not name its bearer",
    requirements: &[],
    references: &[reference::WSTG_SESS_10, reference::CWE_315],
    level: Level::Warn,
    explain: "The claims of a signed JWT are base64: everything on the way, and everybody at the machine after the logout, can read them. An id is enough to find the user. The names of the claims are looked at when the token is recorded, and whether an e-mail address stands in one; what stands there is not kept.",
    cause: "The user object was put into the token whole.",
    remedy: "Keep only ids in the token and look the rest up, or encrypt it.",
    needs: &[Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, _: &Profile) -> Result<Verdict, Missing> {
    let (cookie, content) = main(evidence, Actor::First)?;
    match cookie.kind {
        TokenKind::Opaque => {
            return Ok(Verdict::Skip("the token is opaque: there is nothing in it to read".to_owned()));
        }
        TokenKind::Jwe => return Ok(Verdict::Pass("the token is encrypted: nobody can read it".to_owned())),
        TokenKind::Signed => {
            return Ok(Verdict::Skip(
                "its framework writes the data in a way that is not read here".to_owned(),
            ));
        }
        TokenKind::Jwt => {}
    }
    if content.personal.is_empty() {
        return Ok(Verdict::Pass(format!("it shows {}", content.claims.join(", "))));
    }
    let actual = format!("anybody can read {} in it", content.personal.join(", "));
    let login = evidence.indices(Actor::First, Step::Login).next();
    Ok(Finding::new("claims that name no person", actual).at(login).into())
}
