//! A refusal has to say what would have been right.

use crate::check::answers::{Given, answers, listed, saw_a_session};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Evidence, Missing};
use crate::level::Level;

/// The refusals, the header that each must carry, and what would be right.
const OWED: [(u16, &str, &str); 2] = [
    (401, "www-authenticate", "WWW-Authenticate with a 401, such as Cookie realm=\"app\""),
    (405, "allow", "Allow with a 405, such as POST"),
];

/// The check.
pub(super) const CHECK: Check = Check {
    id: "refusals-name-the-way",
    title: "A 401 says how to log in, and a 405 which methods there are",
    requirements: &[],
    references: &[reference::RFC_9110_401, reference::RFC_9110_405],
    level: Level::Allow,
    explain: "HTTP demands WWW-Authenticate with every 401 and Allow with every 405. Browsers do not need either for an app with a login page of its own, and hardly any such app sends them, so this is for clients that are written to the standard. Every 401 and 405 of the run is looked at.",
    cause: "The framework answers by itself, and leaves both out.",
    remedy: "Add WWW-Authenticate: Cookie realm=\"app\" to the 401. Never Basic, which makes browsers ask for a password. For Allow export the other methods and answer 405 by hand.",
    needs: &[Phase::Anonymous, Phase::FirstLogin, Phase::Methods],
    judge,
};

fn judge(evidence: &Evidence, _: &Profile) -> Result<Verdict, Missing> {
    saw_a_session(evidence)?;
    let mut told = Vec::new();
    for (status, header, right) in OWED {
        let refusals: Vec<Given<'_>> =
            answers(evidence).filter(|given| given.answer.status == status).collect();
        let bare: Vec<Given<'_>> =
            refusals.iter().copied().filter(|given| given.header(header).is_none()).collect();
        if !bare.is_empty() {
            let places = listed(bare.iter().copied()).or_every(refusals.len(), &format!("{status}"));
            let actual = format!("without it: {}", places.words);
            return Ok(Finding::new(right, actual).at(places.exchanges).into());
        }
        if let Some(value) = refusals.first().and_then(|given| given.header(header)) {
            told.push(format!("{status} with {header}: {value}"));
        }
    }
    if told.is_empty() {
        return Ok(Verdict::Skip("nothing was answered 401 or 405".to_owned()));
    }
    Ok(Verdict::Pass(told.join(", ")))
}
