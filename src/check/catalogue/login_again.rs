//! Logging out must not lock out.

use crate::check::judge::{Identity, describe, live};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::cookie::SetCookie;
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, MissingKind, Record, SessionFacts, Step, TokenKind};
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
    if was_used(evidence, session, index) {
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

/// Whether another session had the token before, from its login or from a later
/// answer.
fn was_used(evidence: &Evidence, session: &SessionFacts, login: usize) -> bool {
    let mine = |facts: &SessionFacts| facts.main().map(|cookie| cookie.fingerprints.clone());
    let from_login =
        evidence.sessions.iter().any(|(actor, facts)| *actor != Actor::Again && mine(facts) == mine(session));
    let Some(main) = session.main() else { return from_login };
    // All of them: two signed tokens begin alike, and that may fill a chunk.
    let sets_mine = |lines: &[SetCookie]| {
        let mut pieces = main.pieces.iter().zip(&main.fingerprints);
        !main.pieces.is_empty()
            && pieces
                .all(|(name, token)| lines.iter().any(|line| line.name() == name && line.value() == token))
    };
    let of_sessions = |record: &&Record| !matches!(record.actor, Actor::Again | Actor::Nobody);
    let earlier = evidence.records.iter().take(login).filter(of_sessions);
    let mut answers = earlier.filter_map(|record| record.exchange.answer().ok());
    from_login || answers.any(|answer| sets_mine(&answer.set_cookies))
}
