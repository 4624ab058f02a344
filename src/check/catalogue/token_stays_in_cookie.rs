//! Tokens belong in cookies only.

use crate::check::judge::no_cookie;
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Elsewhere, Evidence, Missing, Record, SessionFacts, Step};
use crate::http::Answer;
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "token-stays-in-cookie",
    title: "The session token appears in Set-Cookie and nowhere else",
    requirements: &[],
    references: &[reference::ASVS_14_2_1],
    level: Level::Warn,
    explain: "A token that also stands in a body, a header or a URL ends up where scripts, logs and proxies can read it; HttpOnly protects only the cookie. Every answer of the run is searched for every token that it saw, but for the answer to a request that had the token in its URL.",
    cause: "The login returns the token, or debug output with it, to the client.",
    remedy: "Answer the login with the user only: { success: true, user: { id, email } }. Switch debug off in production.",
    needs: &[Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    evidence.session(Actor::First)?;
    let records = || evidence.records.iter().enumerate().filter(|(_, record)| !sent_a_bad_token(record));
    for (index, record) in records() {
        let Ok(answer) = record.exchange.answer() else { continue };
        if let Some(place) = place_of_a_token(answer, evidence) {
            let actual = format!("the answer to \"{}\" shows it in {place}", record.step.name());
            return Ok(Finding::new("the token only in Set-Cookie", actual).at([index]).into());
        }
    }
    Ok(Verdict::Pass(format!("{} answers searched", records().count())))
}

/// Whether what was sent is no token of a session, or one with something beside
/// it, which may be taken for one that is longer: that such a thing comes back
/// is another check. A redirect to the login may name the URL that was asked for.
fn sent_a_bad_token(record: &Record) -> bool {
    matches!(
        record.step,
        Step::MeWithOfferedId
            | Step::BadMe(_)
            | Step::BadLogout(_)
            | Step::Elsewhere(Elsewhere::OddMe(_) | Elsewhere::ReplayInUrl)
    )
}

/// Where an answer shows the token of a session, outside of Set-Cookie.
fn place_of_a_token(answer: &Answer, evidence: &Evidence) -> Option<String> {
    if shows_a_token(&answer.body.text, evidence) {
        return Some("the body".to_owned());
    }
    let header = answer.headers.iter().find(|(_, value)| shows_a_token(value, evidence));
    header.map(|(name, _)| match name.as_str() {
        "location" => "the URL to which it redirects (Location)".to_owned(),
        _ => format!("the header {name}"),
    })
}

/// Every token was replaced by its fingerprint when it was recorded, so hardly
/// any text has to be searched for all of them.
fn shows_a_token(text: &str, evidence: &Evidence) -> bool {
    let tokens = || {
        evidence
            .sessions
            .values()
            .flat_map(SessionFacts::authenticating)
            .flat_map(|(_, cookie)| &cookie.fingerprints)
    };
    text.contains("<token:") && tokens().any(|token| text.contains(token.as_str()))
}
