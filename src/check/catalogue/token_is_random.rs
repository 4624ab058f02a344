//! Nobody may guess a token.

use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, MissingKind, SessionCookie, Step, TokenContent, TokenKind};
use crate::level::Level;

/// What a token that leads to a record on the server must have.
const BITS: usize = 128;

/// A common beginning up to this length can be chance.
const CHANCE: usize = 3;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "token-is-random",
    title: "Session tokens are too long to guess and share no beginning",
    requirements: &[],
    references: &[reference::ASVS_7_2_3, reference::WSTG_SESS_01, reference::CWE_331],
    level: Level::Warn,
    explain: "Whoever guesses a token is logged in. The tokens of the logins of one account are compared when they are recorded: a beginning that they share tells nothing to guess, and the rest must leave room for 128 bits, each character counted as if it were drawn from its whole alphabet. That is an upper bound: a token that passes can still be made by a bad generator. A JWT or JWE is kept by its key, so its length says nothing.",
    cause: "The token is a number that counts up, a time, a hash of the user, or a short random text.",
    remedy: "Take at least 16 bytes from a cryptographic generator: randomBytes(32).toString('hex') in Node.",
    needs: &[Phase::FirstLogin, Phase::Witness],
    judge,
};

fn judge(evidence: &Evidence, _: &Profile) -> Result<Verdict, Missing> {
    let (cookie, content) = main(evidence, Actor::First)?;
    if cookie.kind != TokenKind::Opaque {
        return Ok(Verdict::Skip(format!(
            "it is a {}: its key protects it, not its length",
            cookie.kind.name()
        )));
    }
    evidence.session(Actor::Second)?;
    let others = [Actor::Second, Actor::Third].into_iter().filter_map(|actor| main(evidence, actor).ok());
    let shared = others.filter_map(|(_, content)| content.shared).min().unwrap_or_default();
    let shared = if shared > CHANCE { shared.min(cookie.octets) } else { 0 };
    let bits = content.bits.saturating_mul(cookie.octets - shared) / cookie.octets.max(1);
    if bits >= BITS {
        return Ok(Verdict::Pass(format!("at most {bits} bits to guess, and no beginning that tells")));
    }
    let actual = match shared {
        0 => format!("{} octets, which hold {bits} bits at most", cookie.octets),
        _ => format!(
            "{shared} of {} octets are the same in every token; the rest holds {bits} bits at most",
            cookie.octets
        ),
    };
    let login = evidence.indices(Actor::First, Step::Login).next();
    Ok(Finding::new(format!("room for {BITS} bits"), actual).at(login).into())
}

/// The main token of a session, and what it is made of.
pub(super) fn main(evidence: &Evidence, actor: Actor) -> Result<(&SessionCookie, &TokenContent), Missing> {
    let no_cookie = || Missing::depends_on("login-sets-session-cookie", "there is no session cookie");
    let cookie = evidence.session(actor)?.main().ok_or_else(no_cookie)?;
    let content = cookie.content.as_ref().ok_or_else(|| {
        Missing::new(
            MissingKind::NotTaken,
            "the version that kept this evidence did not look at what tokens are made of",
            "run again instead of judging it with --from",
        )
    })?;
    Ok((cookie, content))
}
