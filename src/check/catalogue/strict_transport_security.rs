//! A browser must remember that the deployment is reached over https.

use crate::check::answers::{Given, answers, is_on_this_machine, listed, saw_a_session};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;

/// One year, in seconds.
const YEAR: u64 = 31_536_000;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "strict-transport-security",
    title: "A browser is told to come over https for a year",
    requirements: &[],
    references: &[reference::ASVS_3_4_1, reference::WSTG_CONF_07, reference::CWE_319],
    level: Level::Warn,
    explain: "The first request of somebody who types the name goes over plain http, and who sits in between can keep them there and take the session. Strict-Transport-Security makes the browser ask over https from then on. It is wanted with every answer, for a year at least. Looked at where the deployment is reached over https under a real name: on localhost it would bind every other project there.",
    cause: "Neither the app nor the proxy in front sets the header, or the API is left out.",
    remedy: "Set Strict-Transport-Security: max-age=31536000; includeSubDomains in the app or at the proxy. Leave includeSubDomains out while some host below has no https.",
    needs: &[Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, _: &Profile) -> Result<Verdict, Missing> {
    saw_a_session(evidence)?;
    let (_, login) = evidence.exchange(Actor::First, Step::Login)?;
    if !login.url.starts_with("https:") {
        return Ok(Verdict::Skip("the deployment is reached over plain http".to_owned()));
    }
    if is_on_this_machine(&login.url) {
        return Ok(Verdict::Skip("the deployment runs on this machine".to_owned()));
    }
    let given: Vec<Given<'_>> = answers(evidence).collect();
    let short: Vec<Given<'_>> =
        given.iter().copied().filter(|given| max_age(given).is_none_or(|age| age < YEAR)).collect();
    let Some(first) = short.first() else {
        let value = given.first().and_then(|given| given.header(HEADER)).unwrap_or_default();
        return Ok(Verdict::Pass(format!("{} answers with {value}", given.len())));
    };
    let same = short.iter().copied().filter(|given| given.header(HEADER) == first.header(HEADER));
    let said = first.header(HEADER).map_or_else(|| "nothing of it".to_owned(), |value| format!("{value:?}"));
    let places = listed(same).or_every(given.len(), "answer");
    let actual = format!("{said} in {}", places.words);
    let finding = Finding::new(format!("Strict-Transport-Security: max-age={YEAR}"), actual);
    Ok(finding.at(places.exchanges).into())
}

const HEADER: &str = "strict-transport-security";

/// The seconds for which the header binds a browser. Of several headers only
/// the first counts.
fn max_age(given: &Given<'_>) -> Option<u64> {
    let value = given.answer.header(HEADER)?;
    let directives = value.split(';').filter_map(|one| one.split_once('='));
    let mut ages = directives.filter(|(name, _)| name.trim().eq_ignore_ascii_case("max-age"));
    ages.next()?.1.trim().trim_matches('"').parse().ok()
}
