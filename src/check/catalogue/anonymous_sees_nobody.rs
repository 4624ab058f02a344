//! The cross-user leak.

use crate::check::judge::{Identity, describe, live, refusal};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Record, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "anonymous-sees-nobody",
    title: "An anonymous caller is never answered with an identity",
    requirements: &[Requirement::Ac4],
    references: &[reference::ASVS_14_2_2, reference::CWE_488],
    level: Level::Deny,
    explain: "Really no Cookie header, on connections of their own: before anybody logs in, while sessions are live, while a logout is in flight, and at the very end. Any identity in such an answer is one user's session given to another. Measured on the real SDK: after a server-side sign-in, ten of ten anonymous requests were answered as the user who had logged in last.",
    cause: "A session that the whole process shares, or a session cache keyed by the word \"anonymous\".",
    remedy: "Answer 401 at once when the request has no session cookie, before anything else is asked.",
    needs: &[Phase::Anonymous, Phase::FirstLogin, Phase::Witness, Phase::AnonymousLogout, Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let asked: Vec<(usize, &Record)> = evidence
        .records
        .iter()
        .enumerate()
        .filter(|(_, record)| is_canary(record) && record.exchange.answer().is_ok())
        .collect();
    let leaks: Vec<usize> =
        asked.iter().filter(|(_, record)| is_leak(record, profile)).map(|(index, _)| *index).collect();
    if let Some(index) = leaks.first() {
        let answer = evidence.records[*index]
            .exchange
            .answer()
            .map_or_else(|_| String::new(), |answer| describe(answer, profile));
        let actual = format!(
            "{} of {} anonymous requests were answered with an identity: {answer}",
            leaks.len(),
            asked.len()
        );
        return Ok(Finding::new(format!("{} for a caller without a cookie", refusal(profile)), actual)
            .at(leaks)
            .into());
    }
    evidence.answer(Actor::Nobody, Step::Canary)?;
    live(evidence, profile, Actor::First, Step::Me)?;
    Ok(Verdict::Pass(format!(
        "{} anonymous requests before, during and after, none with an identity",
        asked.len()
    )))
}

/// Whether anybody anonymous was answered with an identity in this run.
pub(super) fn leaks(evidence: &Evidence, profile: &Profile) -> bool {
    evidence.records.iter().any(|record| is_canary(record) && is_leak(record, profile))
}

fn is_canary(record: &Record) -> bool {
    record.actor == Actor::Nobody && matches!(record.step, Step::Me | Step::Canary)
}

fn is_leak(record: &Record, profile: &Profile) -> bool {
    record.exchange.answer().is_ok_and(|answer| Identity::of(answer, profile).is_some())
}
