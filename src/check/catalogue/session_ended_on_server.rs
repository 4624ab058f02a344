//! The heart of AC2.

use crate::check::judge::{
    Identity, after, all_refused, describe, is_accepted, is_refused, is_turned_away, live, not_unauthorized,
    refusal,
};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, BadToken, Evidence, Missing, Seen, SessionFacts, Step, TokenKind};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "session-ended-on-server",
    title: "After logout the captured cookie is dead on the server",
    requirements: &[Requirement::Ac2, Requirement::T3],
    references: &[reference::ASVS_7_4_1, reference::WSTG_SESS_06, reference::CWE_613],
    level: Level::Deny,
    explain: "Whoever copied the cookie before the logout must not be able to use it afterwards. The exact Cookie header is replayed from fresh connections, several at once because several instances may stand behind one address, and each authenticating cookie alone. Every answer must be 401 while a live session asks beside them and is answered 200: a 401 while Nile is down proves nothing. A replay that is accepted is repeated until it is refused or a limit passes.",
    cause: "The logout only cleared the cookie, or ended another session, or a cache answers for the dead one.",
    remedy: "End the session where it is kept, and look there on every read. docs/frameworks.md shows it for several frameworks.",
    needs: &[Phase::Logout, Phase::Replay, Phase::Witness],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    live(evidence, profile, Actor::First, Step::MeBeforeLogout)?;
    logged_out(evidence, profile, Actor::First)?;
    let replays = replays(evidence)?;
    if let Some(accepted) = replays.iter().find(|seen| Identity::of(seen.answer, profile).is_some()) {
        if super::anonymous_sees_nobody::leaks(evidence, profile)
            && !dead_cookies_are_refused(evidence, profile)
        {
            return Err(Missing::depends_on(
                "anonymous-sees-nobody",
                "even an anonymous caller is answered with an identity",
            ));
        }
        return Ok(still_accepted(evidence, profile, &replays, accepted).into());
    }
    if let Err(seen) = all_refused(&replays, profile) {
        return Ok(not_unauthorized(&seen, profile).into());
    }
    live(evidence, profile, Actor::Second, Step::Witness)?;
    let refusal = refusal(profile);
    Ok(Verdict::Pass(format!(
        "{refusal} on {} fresh connections, while another session stayed 200",
        replays.len()
    )))
}

/// Whether cookies without a session behind them were refused: then a leak to
/// callers without any cookie does not explain an accepted replay.
fn dead_cookies_are_refused(evidence: &Evidence, profile: &Profile) -> bool {
    [BadToken::Garbage, BadToken::Tampered].into_iter().all(|kind| {
        evidence.answer(Actor::Third, Step::BadMe(kind)).is_ok_and(|seen| is_refused(seen.answer, profile))
    })
}

/// The replays right after the logout: the whole header, and each cookie
/// alone.
fn replays(evidence: &Evidence) -> Result<Vec<Seen<'_>>, Missing> {
    let mut replays = evidence.answers(Actor::First, Step::Replay)?;
    for (index, _) in evidence.session(Actor::First)?.authenticating() {
        let step = Step::ReplayAlone(index);
        if evidence.exchange(Actor::First, step).is_ok() {
            replays.extend(evidence.answers(Actor::First, step)?);
        }
    }
    Ok(replays)
}

/// The finding about an accepted replay: how often, for how long, and what is
/// true for this kind of token.
fn still_accepted(
    evidence: &Evidence,
    profile: &Profile,
    replays: &[Seen<'_>],
    accepted: &Seen<'_>,
) -> Finding {
    let count = replays.iter().filter(|seen| is_accepted(seen.answer, profile)).count();
    let mut actual =
        format!("{count} of {} replays were answered {}", replays.len(), describe(accepted.answer, profile));
    actual.push_str(&lag(evidence, profile));
    let kind = evidence.sessions.get(&Actor::First).and_then(SessionFacts::main).map(|cookie| cookie.kind);
    let finding =
        Finding::new(format!("{} for the captured cookie", refusal(profile)), actual).at([accepted.index]);
    match kind.filter(|_| !ended_late(evidence, profile)) {
        Some(TokenKind::Jwe | TokenKind::Jwt) => explain_stateless(finding),
        Some(TokenKind::Signed) => explain_signed(finding),
        Some(TokenKind::Opaque) | None => finding,
    }
}

/// What is true for a session that the cookie holds itself (measured on Flask
/// 3.1 and on Django 5.2 with signed cookies).
fn explain_signed(finding: Finding) -> Finding {
    finding
        .because(
            "the cookie holds the session itself, signed: it is valid because the signature is right, and the server keeps no record of it that a logout could end",
        )
        .mend(
            "keep sessions on the server and only a key to them in the cookie; docs/frameworks.md says how. Or keep a list of the sessions that were logged out, and look there on every request",
        )
}

/// What is true for a token that carries the session in itself (measured on
/// Nile Auth main: a password login gives a JWE, valid for 30 days, and
/// sign-out deletes a row that such a session never had).
fn explain_stateless(finding: Finding) -> Finding {
    finding
        .because(
            "the token is stateless: it is valid because it can be read with a key, and no record of it is kept that a sign-out could end. It stays valid until its expiry, whatever the logout answers: with Nile and Auth.js 30 days after login",
        )
        .mend(
            "put the session on a deny-list until its token expires, and look there on every session read; or use database sessions. docs/nextjs.md has the guard for Nile, and docs/frameworks.md other frameworks",
        )
}

/// Until when the replay was accepted.
fn lag(evidence: &Evidence, profile: &Profile) -> String {
    let Some(logout) = evidence.indices(Actor::First, Step::Logout).next() else { return String::new() };
    match last_poll(evidence) {
        None => String::new(),
        Some(last) if ended_late(evidence, profile) => {
            format!("; refused at last, {} after the logout", after(evidence, logout, last))
        }
        Some(last) => format!("; still accepted {} after the logout", after(evidence, logout, last)),
    }
}

/// The last replay of the polling that was answered.
fn last_poll(evidence: &Evidence) -> Option<usize> {
    let answered = |index: &usize| evidence.records[*index].exchange.answer().is_ok();
    evidence.indices(Actor::First, Step::ReplayPoll).rfind(answered)
}

/// Whether the session ended after all, while it was watched.
fn ended_late(evidence: &Evidence, profile: &Profile) -> bool {
    last_poll(evidence).is_some_and(|index| {
        evidence.records[index].exchange.answer().is_ok_and(|answer| is_refused(answer, profile))
    })
}

/// For checks that presuppose that a plain logout ends its session.
///
/// # Errors
/// That it does not, or that nobody could see.
pub(super) fn ended(evidence: &Evidence, profile: &Profile) -> Result<(), Missing> {
    match judge(evidence, profile)? {
        Verdict::Pass(_) => Ok(()),
        Verdict::Fail(_) | Verdict::Skip(_) | Verdict::NotPromised(_) => {
            Err(Missing::depends_on("session-ended-on-server", "a plain logout does not end its session"))
        }
    }
}

/// For checks that presuppose that the logout was answered with anything but
/// an error.
///
/// # Errors
/// That it was not.
pub(super) fn logged_out(evidence: &Evidence, profile: &Profile, actor: Actor) -> Result<(), Missing> {
    let logout = evidence.answer(actor, Step::Logout)?;
    if !is_turned_away(logout.answer, profile) {
        return Ok(());
    }
    let reason = format!("the logout of the {} was answered with an error", actor.name());
    Err(Missing::depends_on("logout-answers-200", reason))
}
