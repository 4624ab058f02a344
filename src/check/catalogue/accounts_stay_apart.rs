//! No cross-talk between accounts.

use crate::check::judge::{Identity, live};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Record, SessionFacts, Step};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "accounts-stay-apart",
    title: "Two accounts never see each other",
    requirements: &[],
    references: &[reference::ASVS_14_2_2, reference::CWE_488],
    level: Level::Deny,
    explain: "Whenever the protected route names somebody, it must be the owner of the cookie that asked. Looked at in every answer of the run. Needs a second account.",
    cause: "Sessions are cached under a key that does not depend on the cookie, or one process-wide client carries the last user.",
    remedy: "Key every cache by the session's own token, or do not cache sessions at all; keep nothing of a request in objects that requests share.",
    needs: &[Phase::FirstLogin, Phase::OtherAccount, Phase::Witness, Phase::AnonymousLogout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if !evidence.second_account {
        return Ok(Verdict::Skip(
            "needs a second account: PENGUIN_AUTH_SECOND_EMAIL and PENGUIN_AUTH_SECOND_PASSWORD".to_owned(),
        ));
    }
    let mut named = 0;
    for (index, record) in evidence.records.iter().enumerate() {
        let (Some(session), Ok(answer)) = (evidence.sessions.get(&record.actor), record.exchange.answer())
        else {
            continue;
        };
        if !carries_the_session(record, session) {
            continue;
        }
        let Some(identity) = Identity::of(answer, profile)
            .filter(|_| record.exchange.url.ends_with(profile.paths.me.as_str()))
        else {
            continue;
        };
        if is_somebody_else(&identity, session) {
            let actual = format!("the {} was answered with {}", record.actor.name(), identity.words());
            return Ok(Finding::new("each caller's own identity", actual).at([index]).into());
        }
        named += 1;
    }
    live(evidence, profile, Actor::Other, Step::Me)?;
    live(evidence, profile, Actor::First, Step::Me)?;
    Ok(Verdict::Pass(format!("{named} answers named somebody, each time the caller")))
}

/// Whether the request was made with the session's own cookie. After a logout
/// the jar may be empty, and then nobody in particular asks; a bad token and an
/// offered id are nobody's either.
fn carries_the_session(record: &Record, session: &SessionFacts) -> bool {
    let somebody_elses = matches!(record.step, Step::BadMe(_) | Step::MeWithOfferedId);
    !somebody_elses && session.carries(&record.exchange)
}

/// Whether the identity contradicts the session's account.
fn is_somebody_else(identity: &Identity, session: &SessionFacts) -> bool {
    identity.email.as_ref().is_some_and(|email| *email != session.email)
}
