//! What is one person's must not come from a memory that others share.

use crate::check::answers::{Given, answers, listed, saw_a_session};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Evidence, Missing};
use crate::level::Level;

/// Headers in which caches say that they answered. `Age` stands for itself.
const TELLING: [&str; 7] = [
    "cache-status",
    "cf-cache-status",
    "x-cache",
    "x-cache-status",
    "x-nextjs-cache",
    "x-proxy-cache",
    "x-vercel-cache",
];

/// What they say when the answer was stored before.
const STORED: [&str; 3] = ["hit", "stale", "updating"];

/// The check.
pub(super) const CHECK: Check = Check {
    id: "no-answer-from-a-cache",
    title: "No answer about a person comes from a cache",
    requirements: &[],
    references: &[reference::ASVS_14_2_2, reference::CWE_524],
    level: Level::Deny,
    explain: "HTTP protects answers to requests with Authorization from shared caches, but not those to requests with a cookie. A cache that kept an answer with an identity gives it to the next caller, whoever that is, and after the logout too. Caches say so in Age, X-Cache and headers like these; every answer that shows an identity, opens a session or ends one is looked at.",
    cause: "A CDN caches the API by path, or a framework takes the route for static.",
    remedy: "Send Cache-Control: no-store with these answers, export dynamic = 'force-dynamic' from the routes, and leave /api/ out of the rules of the CDN.",
    needs: &[Phase::FirstLogin, Phase::Logout],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    saw_a_session(evidence)?;
    let private: Vec<Given<'_>> = answers(evidence).filter(|given| given.is_private(profile)).collect();
    let stored: Vec<(&Given<'_>, String)> =
        private.iter().filter_map(|given| Some((given, sign_of_a_cache(given)?))).collect();
    if let Some((given, sign)) = stored.first() {
        let actual =
            format!("{} of {} came from one: {} has {sign}", stored.len(), private.len(), given.words());
        let finding = Finding::new("answers that the deployment made for this caller", actual);
        return Ok(finding.at(listed(stored.iter().map(|(given, _)| **given)).exchanges).into());
    }
    Ok(Verdict::Pass(format!("{} answers about a person, none from a cache", private.len())))
}

/// The header in which a cache says that it answered. `Age: 0` comes with what
/// was fetched just now.
fn sign_of_a_cache(given: &Given<'_>) -> Option<String> {
    let age = given.header("age").filter(|age| age.trim().parse::<u64>().is_ok_and(|age| age > 0));
    if let Some(age) = age {
        return Some(format!("Age: {age}"));
    }
    let says = |name: &&str| {
        let value = given.header(name)?;
        let lower = value.to_ascii_lowercase();
        let mut words = lower.split(|c: char| !c.is_ascii_alphanumeric());
        words.any(|word| STORED.contains(&word)).then(|| format!("{name}: {value}"))
    };
    TELLING.iter().find_map(says)
}
