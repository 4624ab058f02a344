//! What is one person's must not stay behind on the way.

use std::borrow::Cow;

use crate::check::answers::{Given, answers, listed, saw_a_session};
use crate::check::judge::is_refused;
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Evidence, Missing};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "answers-not-stored",
    title: "Answers about a person carry Cache-Control: no-store",
    requirements: &[],
    references: &[reference::ASVS_14_3_2, reference::RFC_9111, reference::WSTG_ATHN_06, reference::CWE_525],
    level: Level::Warn,
    explain: "An answer without no-store may be kept by the browser, where the Back button shows it after the logout, and by caches on the way. It is wanted of every answer that shows an identity, opens a session or ends one; no-cache and private are weaker, since they allow to keep it. A refusal only must not be made to last: a stored 401 would lock a user out who has logged in meanwhile.",
    cause: "The route sets no Cache-Control, and nothing else does.",
    remedy: "Set Cache-Control: no-store in one place, for every route of the API.",
    needs: &[Phase::Anonymous, Phase::FirstLogin, Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    saw_a_session(evidence)?;
    let private: Vec<Given<'_>> = answers(evidence).filter(|given| given.is_private(profile)).collect();
    let storable: Vec<Given<'_>> = private.iter().copied().filter(|given| !has(given, "no-store")).collect();
    if let Some(first) = storable.first() {
        let same = storable.iter().copied().filter(|given| value_of(given) == value_of(first));
        let said = value_of(first).map_or_else(
            || "no Cache-Control".to_owned(),
            |value| format!("Cache-Control: {value}{}", without_vary(first)),
        );
        let places = listed(same).or_every(private.len(), "answer about a person");
        let actual = format!("{} came with {said}", places.words);
        return Ok(Finding::new("Cache-Control: no-store", actual).at(places.exchanges).into());
    }
    let lasting: Vec<Given<'_>> =
        answers(evidence).filter(|given| is_refused(given.answer, profile) && lasts(given)).collect();
    if let Some(first) = lasting.first() {
        let value = value_of(first).unwrap_or_default();
        let places = listed(lasting.iter().copied());
        let actual = format!("{} came with Cache-Control: {value}", places.words);
        let finding = Finding::new("a refusal that no cache repeats", actual).at(places.exchanges);
        return Ok(finding
            .because("the refusal may be repeated by a cache after the user has logged in")
            .into());
    }
    Ok(Verdict::Pass(format!("no-store with all {} answers about a person", private.len())))
}

/// What Cache-Control says.
fn value_of<'a>(given: &Given<'a>) -> Option<Cow<'a, str>> {
    given.header("cache-control")
}

/// Whether Cache-Control has that directive.
fn has(given: &Given<'_>, directive: &str) -> bool {
    value_of(given).is_some_and(|value| {
        let mut directives = value.split(',').map(|one| one.split('=').next().unwrap_or_default().trim());
        directives.any(|one| one.eq_ignore_ascii_case(directive))
    })
}

/// Whether the answer asks caches to repeat it.
fn lasts(given: &Given<'_>) -> bool {
    let zero = value_of(given).is_some_and(|value| value.contains("max-age=0"));
    has(given, "public") || has(given, "s-maxage") || has(given, "max-age") && !zero
}

/// What makes it worse: the cache is not even told that cookies differ.
fn without_vary(given: &Given<'_>) -> &'static str {
    let varies = given.header("vary").is_some_and(|value| {
        value.split(',').any(|name| matches!(name.trim().to_ascii_lowercase().as_str(), "cookie" | "*"))
    });
    if lasts(given) && !varies { " and no Vary: Cookie, so that one cookie's answer serves all" } else { "" }
}
