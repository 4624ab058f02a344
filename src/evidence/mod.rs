//! What was seen: plain data between the driver, which writes it, and the
//! checks, which read it. Nothing here can reach the network.

mod actor;
mod content;
mod elsewhere;
mod forgery;
mod identity;
mod intrusive;
mod missing;
mod odd_logout;
mod other_method;
mod other_path;
mod outage;
mod probe;
mod promise;
mod real_browser;
mod record;
mod recording;
mod spent;
mod step;
mod token;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

pub use actor::Actor;
pub use content::{TokenContent, shared_beginning};
pub use elsewhere::{Elsewhere, OddCookies};
pub use forgery::Forgery;
pub use identity::{Identity, describe};
pub use intrusive::Intrusive;
pub use missing::{Missing, MissingKind};
pub use odd_logout::{OddLogout, Spelling};
pub use other_method::OtherMethod;
pub use other_path::OtherPath;
pub use outage::{Outage, Untried, claims_success};
pub use probe::Probe;
pub use promise::{
    fits, is_accepted, is_logged_in, is_refused, is_turned_away, is_unauthorized_logout, says_what_it_must,
    seems_logged_out,
};
pub use real_browser::{HeldCookie, IgnoredLine, RealBrowser};
pub use record::Record;
pub use recording::Recording;
pub use spent::{Spent, is_a_real_logout};
pub use step::{BadToken, Step};
pub use token::{SessionCookie, SessionFacts, TokenKind};

use crate::http::{Answer, Exchange};

/// Everything that a run saw, in the order in which the answers came.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Evidence {
    /// The local clock when the run began; a browser needs it for Expires.
    #[serde(with = "time::serde::rfc3339")]
    pub started_at: OffsetDateTime,
    /// Every exchange; a finding points here by index.
    pub records: Vec<Record>,
    /// What is known of each session that was opened.
    pub sessions: BTreeMap<Actor, SessionFacts>,
    /// Sessions that could not be logged out before another took their place.
    pub left_behind: usize,
    /// Why the run ended early, such as an unreachable host.
    pub halted: Option<Missing>,
    /// The exchanges that ended it: obstacles, not something to judge.
    pub obstacles: Vec<usize>,
    /// Why an actor could not act at all, such as a refused login.
    pub unable: BTreeMap<Actor, Missing>,
    /// Whether there is a second account to compare with.
    pub second_account: bool,
    /// Whether anything was tried that a deployment may take for an attack.
    #[serde(default)]
    pub intrusive: bool,
    /// The failures of Nile that were switched on, in this order.
    pub outages: Vec<Outage>,
    /// Those of them that met no call of the deployment.
    pub unnoticed: Vec<Outage>,
    /// Why the others were not.
    pub untried: Untried,
    /// Whether a real browser was to go through it as well.
    pub with_browser: bool,
    /// What that browser held, if it came to its end.
    pub browser: Option<RealBrowser>,
    /// The most anybody waited for an old session to end, in milliseconds.
    pub replay_limit_ms: u64,
}

/// An answer together with the index of its exchange.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// Index into [`Evidence::records`].
    pub index: usize,
    /// The exchange.
    pub exchange: &'a Exchange,
    /// Its answer.
    pub answer: &'a Answer,
}

impl Default for Evidence {
    fn default() -> Self {
        Self {
            started_at: OffsetDateTime::UNIX_EPOCH,
            records: Vec::new(),
            sessions: BTreeMap::new(),
            left_behind: 0,
            halted: None,
            obstacles: Vec::new(),
            unable: BTreeMap::new(),
            second_account: false,
            intrusive: false,
            outages: Vec::new(),
            unnoticed: Vec::new(),
            untried: Untried::default(),
            with_browser: false,
            browser: None,
            replay_limit_ms: 0,
        }
    }
}

impl Evidence {
    /// Adds an exchange and returns its index. Its times are kept to the
    /// microsecond, as they are written, so that a verdict on what was read back
    /// is the verdict on what was seen.
    pub fn record(&mut self, actor: Actor, step: Step, mut exchange: Exchange) -> usize {
        for time in [&mut exchange.started, &mut exchange.finished] {
            *time -= Duration::from_nanos(u64::from(time.subsec_nanos() % 1000));
        }
        self.records.push(Record { actor, step, exchange });
        self.records.len() - 1
    }

    /// Indices of every exchange of that actor and step, oldest first.
    pub fn indices(&self, actor: Actor, step: Step) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let matches = move |record: &Record| record.actor == actor && record.step == step;
        self.records.iter().enumerate().filter(move |(_, record)| matches(record)).map(|(index, _)| index)
    }

    /// The first exchange of that actor and step, answered or not.
    ///
    /// # Errors
    /// Why the step was not taken.
    pub fn exchange(&self, actor: Actor, step: Step) -> Result<(usize, &Exchange), Missing> {
        let index = self.indices(actor, step).next().ok_or_else(|| self.why_not(actor, step))?;
        Ok((index, &self.records[index].exchange))
    }

    /// The answer to the first exchange of that actor and step.
    ///
    /// # Errors
    /// Why the step was not taken, why no answer came, or that the server
    /// refused for the number of requests (429), which says nothing about it.
    pub fn answer(&self, actor: Actor, step: Step) -> Result<Seen<'_>, Missing> {
        let (index, _) = self.exchange(actor, step)?;
        self.seen(index)
    }

    /// All answers of that actor and step.
    ///
    /// # Errors
    /// As [`Evidence::answer`], for the first of them that has none.
    pub fn answers(&self, actor: Actor, step: Step) -> Result<Vec<Seen<'_>>, Missing> {
        let seen: Vec<_> =
            self.indices(actor, step).map(|index| self.seen(index)).collect::<Result<_, _>>()?;
        if seen.is_empty() { Err(self.why_not(actor, step)) } else { Ok(seen) }
    }

    /// The answer at that index.
    fn seen(&self, index: usize) -> Result<Seen<'_>, Missing> {
        let record = &self.records[index];
        let exchange = &record.exchange;
        let answer = exchange.answer().map_err(|failure| Missing::no_answer(record.step, failure))?;
        if answer.status == 429 {
            return Err(Missing::rate_limited(record.step, answer));
        }
        if let Some(missing) = self.halted.as_ref().filter(|_| self.obstacles.contains(&index)) {
            return Err(missing.clone());
        }
        Ok(Seen { index, exchange, answer })
    }

    /// Why a step has no exchange.
    #[must_use]
    pub fn why_not(&self, actor: Actor, step: Step) -> Missing {
        let known = self.unable.get(&actor).or(self.halted.as_ref());
        known.cloned().unwrap_or_else(|| Missing::not_taken(actor, step))
    }

    /// What is known of the actor's session.
    ///
    /// # Errors
    /// Why there is no session.
    pub fn session(&self, actor: Actor) -> Result<&SessionFacts, Missing> {
        self.sessions.get(&actor).ok_or_else(|| self.why_not(actor, Step::Login))
    }
}
