//! A guessed name shows itself.

use crate::check::browser_story::Story;
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::cookie::Outcome;
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Step};
use crate::level::Level;
use crate::requirement::Requirement;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "no-clear-of-unknown-cookie",
    title: "The logout clears no cookie that never existed",
    requirements: &[Requirement::Ac3],
    references: &[reference::RFC_6265BIS],
    level: Level::Warn,
    explain: "A deletion of a cookie that no answer ever set is a sign that somebody guessed the name. The ticket's own sample does so: it deletes nile-session, which Nile never sets.",
    cause: "The cookie name was copied from the sample (\"adjust cookie name\") and never adjusted.",
    remedy: "Clear the name that the login set. Clearing both spellings, with and without __Secure-, is fine.",
    needs: &[Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let seen = evidence.answer(Actor::First, Step::Logout)?;
    let stories = Story::of_each_engine(evidence, profile)?;
    let known: Vec<&str> = evidence
        .records
        .iter()
        .filter(|record| !matches!(record.step, Step::Logout | Step::CleanUp))
        .filter_map(|record| record.exchange.answer().ok())
        .flat_map(|answer| &answer.set_cookies)
        // The logouts that were only tried clear the same names.
        .filter(|line| !line.is_blank())
        .map(|line| without_prefix(line.name()))
        .collect();
    let unknown = stories.iter().flat_map(Story::lines).find(|(line, outcome)| {
        matches!(outcome, Outcome::DeletedNothing)
            && profile.may_be_session(line.name())
            && !known.contains(&without_prefix(line.name()))
    });
    let Some((line, _)) = unknown else {
        return Ok(Verdict::Pass("every cleared name had been set before".to_owned()));
    };
    let finding = Finding::new(
        "only cookies that were set are cleared",
        format!("{} is cleared, but nothing ever set it", line.name()),
    );
    Ok(finding.detail(format!("logout: {}", line.line())).at([seen.index]).into())
}

/// The name without the prefix that only says how it is protected.
fn without_prefix(name: &str) -> &str {
    name.trim_start_matches("__Secure-").trim_start_matches("__Host-")
}
