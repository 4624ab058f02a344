//! Passwords must not be guessed without end.

use crate::check::guesses::{Defence, defence};
use crate::check::judge::{describe, unless_intrusive};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::deployment::Profile;
use crate::evidence::{Evidence, Missing};
use crate::level::Level;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "login-limits-guesses",
    title: "The login defends an account against guessed passwords",
    requirements: &[],
    references: &[reference::ASVS_6_3_1, reference::RFC_6585_429, reference::CWE_307],
    level: Level::Allow,
    explain: "With --intrusive, as the last thing of a run: wrong passwords for the account, up to forty, until one is answered otherwise than the first: 429, a lock, a question for more. If none is, the right password is tried: an account may be locked without a word. The proof says after how many, and how long the deployment asks to wait. The account may be locked afterwards.",
    cause: "Nothing counts failed logins, or only a proxy in front does that was gone around.",
    remedy: "Count failed logins for each address and for each client, answer 429 with Retry-After after a few, and count unknown addresses in the same way.",
    needs: &[Phase::GuessedPasswords],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = unless_intrusive(evidence) {
        return Ok(skip);
    }
    Ok(match defence(evidence, profile)? {
        Defence::Answered { after, seen } if seen.answer.status >= 500 => {
            let actual = format!("{} after {after} wrong passwords", describe(seen.answer, profile));
            Finding::new("429 or another refusal", actual).at([seen.index]).into()
        }
        Defence::Answered { after, seen } => {
            let wait = seen.answer.header("retry-after");
            let wait = wait.map_or_else(String::new, |wait| format!(", Retry-After: {wait}"));
            Verdict::Pass(format!("{} after {after} wrong passwords{wait}", seen.answer.status))
        }
        Defence::Silent { after } => {
            Verdict::Pass(format!("after {after} wrong passwords the right one is refused"))
        }
        Defence::None { after, index } => {
            let actual =
                format!("{after} wrong passwords were refused alike, and then the right one logged in");
            Finding::new("a limit or a lock after some wrong passwords", actual).at([index]).into()
        }
    })
}
