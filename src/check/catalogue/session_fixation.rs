//! Login must choose the session id.

use crate::check::judge::{Identity, live, no_cookie, refusal};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Seen, SessionFacts, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "session-fixation",
    title: "A session id offered before login is not adopted",
    requirements: &[],
    references: &[reference::ASVS_7_2_4, reference::WSTG_SESS_03, reference::CWE_384],
    level: Level::Deny,
    explain: "A login is sent with a session cookie: the one that the deployment gave to nobody before, if it did, or else one whose value this program chose. Afterwards that value must authenticate nobody, and the session must have another one. Otherwise an attacker who fetches or makes up an id and plants it in a browser shares the session that its owner opens.",
    cause: "The login continues whatever session the request names instead of creating a new one.",
    remedy: "Create a new session id at every login and ignore the one in the request.",
    needs: &[Phase::FirstLogin, Phase::Fixation],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    let seen = evidence.answer(Actor::Third, Step::MeWithOfferedId)?;
    let adopted = evidence.sessions.get(&Actor::Third).is_some_and(|session| holds_offered(session, &seen));
    let accepted = Identity::of(seen.answer, profile).is_some();
    if accepted && super::anonymous_sees_nobody::leaks(evidence, profile) {
        return Err(Missing::depends_on(
            "anonymous-sees-nobody",
            "even an anonymous caller is answered with an identity",
        ));
    }
    if adopted || accepted {
        let actual = if accepted {
            "the offered id is logged in"
        } else {
            "the login repeats the offered id as its session"
        };
        return Ok(Finding::new(
            format!("a new session id, and {} for the offered one", refusal(profile)),
            actual,
        )
        .at([seen.index])
        .into());
    }
    live(evidence, profile, Actor::Third, Step::MeAfterAnonymousLogout)?;
    Ok(Verdict::Pass(format!("the offered id is answered {}, the session has another", seen.answer.status)))
}

/// Whether the session's token is the one that was offered: they have the same
/// fingerprint.
fn holds_offered(session: &SessionFacts, replay: &Seen<'_>) -> bool {
    let sent = replay.exchange.request_headers.iter().find(|(name, _)| name == "cookie");
    let offered = sent.map_or("", |(_, value)| value.as_str());
    session
        .main()
        .and_then(|cookie| cookie.fingerprints.first())
        .is_some_and(|token| offered.contains(token.as_str()))
}
