//! A CSRF token belongs to one browser.

use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::{CsrfSource, Profile};
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::http::Answer;
use crate::level::Level;

/// How a token begins that was replaced when it was recorded.
const FINGERPRINT: &str = "<token:";

/// The check.
pub(super) const CHECK: Check = Check {
    id: "csrf-token-is-fresh",
    title: "Every browser gets a CSRF token of its own, and another after the logout",
    requirements: &[],
    references: &[reference::CSRF_CHEAT_SHEET, reference::WSTG_SESS_05],
    level: Level::Allow,
    explain: "A CSRF token proves a request only while nobody else can know it. One that is the same for everybody, or that the account keeps for ever, can be fetched beforehand by whoever forges the request. Each session of a run fetches its token with an empty jar, the last one after the logout: no two of these may be equal. Whether the browser itself is rid of the old token is told by other-cookies-cleared.",
    cause: "The token is a constant, or is computed from the account and a secret alone.",
    remedy: "Make the token from a cryptographic generator when a browser has none, as next-auth does, and clear its cookie at logout.",
    needs: &[Phase::LoginAgain],
    judge,
};

/// The tokens that one answer gave.
struct Given {
    index: usize,
    actor: Actor,
    tokens: Vec<String>,
}

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    // A control: the run came as far as the login that follows the logout.
    evidence.answer(Actor::Again, Step::Login)?;
    let given = given(evidence, profile);
    if !given.iter().any(|given| given.actor == Actor::Again) {
        return Ok(Verdict::Skip("no CSRF token is fetched, or none can be told".to_owned()));
    }
    let mut pairs = given.iter().enumerate().filter_map(|(place, later)| {
        let earlier = given.get(..place)?.iter().find(|earlier| shares(earlier, later))?;
        Some((earlier, later))
    });
    if let Some((earlier, later)) = pairs.next() {
        let actual = format!("the {} got the token of the {}", later.actor.name(), earlier.actor.name());
        let finding = Finding::new("another token for each empty jar", actual);
        return Ok(finding.at([earlier.index, later.index]).into());
    }
    Ok(Verdict::Pass(format!("{} tokens for empty jars, all different", given.len())))
}

/// What the CSRF route gave to jars that were empty. A real browser may ask
/// twice with one.
fn given(evidence: &Evidence, profile: &Profile) -> Vec<Given> {
    let records = evidence.records.iter().enumerate();
    let asked = records.filter(|(_, record)| record.step == Step::Csrf && record.actor != Actor::Browser);
    let given = asked.filter_map(|(index, record)| {
        let tokens = tokens_of(record.exchange.answer().ok()?, profile);
        Some(Given { index, actor: record.actor, tokens })
    });
    given.filter(|given| !given.tokens.is_empty()).collect()
}

fn shares(one: &Given, other: &Given) -> bool {
    one.tokens.iter().any(|token| other.tokens.contains(token))
}

/// The tokens that stand in an answer: where the profile says so, or else
/// anywhere in its body.
fn tokens_of(answer: &Answer, profile: &Profile) -> Vec<String> {
    match profile.csrf.as_ref().map(|csrf| &csrf.source) {
        Some(CsrfSource::Cookie(name)) => {
            let lines = answer.set_cookies.iter().filter(|line| line.name().ends_with(name.as_str()));
            lines.filter(|line| !line.is_blank()).map(|line| line.value().to_owned()).collect()
        }
        Some(CsrfSource::Answer(pointer)) => token_at(answer, pointer).into_iter().collect(),
        None => fingerprints(&answer.body.text),
    }
}

/// The token at that place of a JSON body; what else was replaced in the body may
/// be the same for everybody.
fn token_at(answer: &Answer, pointer: &str) -> Option<String> {
    let json = answer.json()?;
    json.pointer(pointer)?.as_str().filter(|token| !token.is_empty()).map(ToOwned::to_owned)
}

/// The replaced tokens in a text.
fn fingerprints(text: &str) -> Vec<String> {
    let parts = text.split(FINGERPRINT).skip(1);
    parts.filter_map(|part| part.split_once('>')).map(|(digits, _)| digits.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{fingerprints, tokens_of};
    use crate::check::by_hand::answer;
    use crate::deployment::Profile;

    #[test]
    fn what_else_stands_beside_the_token_is_none() {
        let profile = Profile::built_in("authjs").unwrap().unwrap();
        let tokens = |body| tokens_of(&answer(200, body), &profile);
        assert_eq!(tokens(r#"{"csrfToken":"<token:1>","site":"<token:2>"}"#), ["<token:1>"]);
        for without in [r#"{"csrfToken":null,"site":"<token:2>"}"#, r#"{"csrfToken":""}"#, "<token:2>"] {
            assert!(tokens(without).is_empty(), "{without}");
        }
    }

    #[test]
    fn only_what_was_replaced_is_a_token() {
        assert_eq!(fingerprints(r#"{"csrfToken":"<token:1a2b3c4d>"}"#), ["1a2b3c4d"]);
        assert_eq!(fingerprints("<token:1><token:2> token:3 <token:4"), ["1", "2"]);
        assert!(fingerprints(r#"{"csrfToken":null}"#).is_empty());
    }
}
