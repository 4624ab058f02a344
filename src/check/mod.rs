//! What must hold. A check is data and one pure function: it cannot reach the
//! network, so it cannot hang, and it cannot confuse "the server is wrong" with
//! "nobody could look".

mod answers;
mod browser_story;
#[cfg(test)]
mod by_hand;
mod catalogue;
mod crowd;
mod finding;
mod forgery;
mod guesses;
mod judge;
mod known;
mod left_over;
mod method_trial;
mod odd_logout;
mod on_nile;
mod outage;
mod phase;
mod real_browser;
mod reference;
mod selection;
mod session_cookies;
mod stranger;
mod timing;

pub use catalogue::CATALOGUE;
pub use finding::{Finding, Verdict};
pub use known::{KnownFailure, KnownFailures};
pub use on_nile::{ON_NILE, OnNile, on_nile};
pub use phase::Phase;
pub use selection::{Means, Selection, SelectionError};

use crate::deployment::Profile;
use crate::evidence::{Evidence, Missing};
use crate::level::Level;
use crate::requirement::Requirement;

/// A standard that asks for the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// `OWASP ASVS 5.0 7.4.1`, `RFC 9110 9.2.1`.
    pub name: &'static str,
    /// Where to read it.
    pub url: &'static str,
    /// Whether it is more than advice: an RFC that says MUST, a SHALL of NIST,
    /// or OWASP ASVS level 1, the floor for every application.
    pub must: bool,
}

/// The pure function that judges.
pub type Judge = fn(&Evidence, &Profile) -> Result<Verdict, Missing>;

/// One check, whole. It lives in a file named like its id.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// The file name in kebab-case; never a number, never used again.
    pub id: &'static str,
    /// What holds when it passes, a short sentence.
    pub title: &'static str,
    /// The lines of the ticket that it proves.
    pub requirements: &'static [Requirement],
    /// Standards that ask for the same.
    pub references: &'static [Reference],
    /// How much a failure matters unless the command line says otherwise.
    pub level: Level,
    /// Why it matters and how it is proven.
    pub explain: &'static str,
    /// What is usually behind a failure, wherever it runs; [`on_nile()`] knows
    /// more about apps on Nile.
    pub cause: &'static str,
    /// How to mend it, wherever it runs.
    pub remedy: &'static str,
    /// What the driver has to do for it.
    pub needs: &'static [Phase],
    /// The judgement.
    pub judge: Judge,
}

impl Check {
    /// Judges the evidence.
    ///
    /// # Errors
    /// What could not be seen, so that there is nothing to judge.
    pub fn judge(&self, evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
        (self.judge)(evidence, profile)
    }

    /// Whether a standard asks for it with a MUST.
    #[must_use]
    pub fn is_a_must(&self) -> bool {
        self.references.iter().any(|reference| reference.must)
    }

    /// Whether there is nothing to judge where Nile cannot be made to fail.
    #[must_use]
    pub fn needs_nile_to_fail(&self) -> bool {
        self.needs.iter().any(|phase| matches!(phase, Phase::NileFailure | Phase::Outage(_)))
    }

    /// Whether there is nothing to judge without a real browser.
    #[must_use]
    pub fn needs_a_browser(&self) -> bool {
        self.needs.contains(&Phase::RealBrowser)
    }

    /// Whether there is nothing to judge without `--intrusive`.
    #[must_use]
    pub fn is_intrusive(&self) -> bool {
        self.needs.iter().any(|phase| phase.is_intrusive())
    }
}

/// The check of that id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Check> {
    CATALOGUE.iter().copied().find(|check| check.id == id)
}
