//! Logging out must not lock out.

use crate::check::judge::{Identity, describe, live};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, MissingKind, SessionFacts, Step, TokenKind};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "login-again",
    title: "The user can log in again and gets a new token",
    requirements: &[Requirement::T6, Requirement::Ac4],
    references: &[reference::ASVS_7_2_4],
    level: Level::Deny,
    explain: "After the logout the same account logs in, is answered with its own identity, and has a token that no earlier session had.",
    cause: "The logout marks the user instead of the session, or the login hands out a stored token again.",
    remedy: "End the session only; create a new token at every login.",
    needs: &[Phase::LoginAgain],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    live(evidence, profile, Actor::First, Step::Me)?;
    super::session_ended_on_server::logged_out(evidence, profile, Actor::First)?;
    let (index, _) = evidence.exchange(Actor::Again, Step::Login)?;
    let session = match evidence.session(Actor::Again) {
        Ok(session) => session,
        Err(missing)
            if matches!(
                missing.kind,
                MissingKind::LoginRefused | MissingKind::Unexpected | MissingKind::ServerError
            ) =>
        {
            return Ok(Finding::new("a new session", missing.reason).at([index]).into());
        }
        Err(missing) => return Err(missing),
    };
    let mine = |facts: &SessionFacts| facts.main().map(|cookie| cookie.fingerprints.clone());
    let used =
        evidence.sessions.iter().any(|(actor, facts)| *actor != Actor::Again && mine(facts) == mine(session));
    if used {
        // A token that is data and the second in which it was signed is the same
        // after two logins of one second: nothing else could tell them apart.
        if session.main().is_some_and(|cookie| cookie.kind == TokenKind::Signed) {
            super::session_ended_on_server::ended(evidence, profile)?;
        }
        return Ok(Finding::new(
            "a token that no session had before",
            "the login handed out an old token again",
        )
        .at([index])
        .into());
    }
    let seen = evidence.answer(Actor::Again, Step::Me)?;
    if Identity::of(seen.answer, profile).is_some_and(|identity| identity.is(session, profile)) {
        return Ok(Verdict::Pass("200 with the account's identity and a new token".to_owned()));
    }
    Ok(Finding::new("200 with the account's identity", describe(seen.answer, profile))
        .at([index, seen.index])
        .into())
}
