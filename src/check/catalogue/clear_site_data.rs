//! What a page kept should go with the session.

use super::session_ended_on_server::logged_out;
use crate::check::answers::{Given, answers, is_on_this_machine};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;

/// The types that a browser knows, in the only spelling that it takes.
const KNOWN: [&str; 8] = [
    "\"*\"",
    "\"cache\"",
    "\"clientHints\"",
    "\"cookies\"",
    "\"executionContexts\"",
    "\"prefetchCache\"",
    "\"prerenderCache\"",
    "\"storage\"",
];

/// What to send.
const RIGHT: &str = "Clear-Site-Data: \"cache\", \"storage\"";

/// The check.
pub(super) const CHECK: Check = Check {
    id: "clear-site-data",
    title: "The logout lets the browser drop what pages kept",
    requirements: &[],
    references: &[reference::CLEAR_SITE_DATA, reference::ASVS_14_3_1],
    level: Level::Allow,
    explain: "Pages keep copies of what a user saw: in localStorage, in caches of service workers, in the browser's own cache. Clear-Site-Data on the logout empties them even if the page's own script never runs. The types stand in double quotes and lower case; a browser passes over every other spelling in silence (measured in Chromium 156 and Firefox 153).",
    cause: "The header is not sent, or its types are written without quotes.",
    remedy: "Send Clear-Site-Data: \"cache\", \"storage\" with the successful logout. Leave \"cookies\" to the Set-Cookie lines: Chromium does not look at them beside it, and clears the cookies of sister apps too.",
    needs: &[Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    logged_out(evidence, profile, Actor::First)?;
    let seen = evidence.answer(Actor::First, Step::Logout)?;
    let url = &seen.exchange.url;
    if url.starts_with("http:") && !is_on_this_machine(url) {
        return Ok(Verdict::Skip("a browser hears it only on https".to_owned()));
    }
    let header = answers(evidence).find(|given| given.index == seen.index);
    let Some(value) = header.and_then(|given: Given<'_>| given.header("clear-site-data")) else {
        return Ok(Finding::new(RIGHT, "the logout sends no Clear-Site-Data").at([seen.index]).into());
    };
    if let Some(unknown) = value.split(',').map(str::trim).find(|kind| !KNOWN.contains(kind)) {
        let actual = format!("Clear-Site-Data: {value}: browsers pass over {unknown}");
        return Ok(Finding::new(RIGHT, actual).at([seen.index]).into());
    }
    Ok(Verdict::Pass(format!("Clear-Site-Data: {value}")))
}
