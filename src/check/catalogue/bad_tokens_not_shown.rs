//! What is refused is not repeated.

use crate::check::judge::live;
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, BadToken, Evidence, Missing, Record, SessionFacts, Step};
use crate::http::Answer;
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "bad-tokens-not-shown",
    title: "A refused token is neither shown nor taken over",
    requirements: &[],
    references: &[reference::CWE_209, reference::ASVS_16_5_1],
    level: Level::Warn,
    explain: "A session id is input like any other. The answers to bad tokens, on both routes, are searched for the value that was sent: in a body or a header it ends in logs and error trackers, and some of these values are nearly a live token; in a Set-Cookie line the server makes the caller's choice its session.",
    cause: "The message of the library that reads the token is passed on (\"jwt malformed\", \"invalid compact JWE\"), or a framework starts a session under whatever id the cookie holds.",
    remedy: "Answer { error: 'Unauthorized' } and nothing else, log a hash of the token instead of the token, and never create a session under an id from a request.",
    needs: &[Phase::BadTokens, Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let mut searched = 0;
    let asked = BadToken::ALL.into_iter().map(Step::BadMe);
    for step in asked.chain(BadToken::AT_LOGOUT.into_iter().map(Step::BadLogout)) {
        let (index, exchange) = evidence.exchange(Actor::Third, step)?;
        let Ok(answer) = exchange.answer() else { continue };
        searched += 1;
        if let Some(place) = place_of_what_was_sent(evidence, &evidence.records[index], answer) {
            let actual = format!("the answer to \"{}\" shows it in {place}", step.name());
            return Ok(Finding::new("the refused token nowhere", actual).at([index]).into());
        }
    }
    live(evidence, profile, Actor::Third, Step::MeBeforeAnonymousLogout)?;
    Ok(Verdict::Pass(format!("{searched} answers to bad tokens searched")))
}

/// Where the answer shows the token of its own request. Both were recorded with
/// the same fingerprint in its place; a token too short for one is a word.
fn place_of_what_was_sent(evidence: &Evidence, record: &Record, answer: &Answer) -> Option<String> {
    let sent = sent_token(evidence.sessions.get(&Actor::Third)?, record)?;
    if answer.body.text.contains(sent) {
        return Some("the body".to_owned());
    }
    let line = answer.set_cookies.iter().find(|line| line.value().contains(sent));
    let header = answer.headers.iter().find(|(_, value)| value.contains(sent));
    let cookie = line.map(|line| format!("the cookie {}", line.name()));
    cookie.or_else(|| header.map(|(name, _)| format!("the header {name}")))
}

/// The fingerprint of the token in a request.
fn sent_token<'a>(session: &SessionFacts, record: &'a Record) -> Option<&'a str> {
    let header = |wanted: &str| {
        let mut headers = record.exchange.request_headers.iter();
        headers.find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    };
    let value = match session.main()?.pieces.first() {
        Some(name) => {
            let mut pairs = header("cookie")?.split("; ").filter_map(|pair| pair.split_once('='));
            pairs.find(|(key, _)| key == name)?.1
        }
        None => header("authorization")?.strip_prefix("Bearer ")?,
    };
    value.starts_with("<token:").then_some(value)
}
