//! The answers of the whole run, for checks of what each of them carries.

use std::borrow::Cow;

use url::Url;

use super::judge::{Identity, fits, is_logged_in};
use crate::deployment::Profile;
use crate::evidence::{Actor, Elsewhere, Evidence, Missing, Probe, Record, Step};
use crate::http::Answer;

/// One answer and its exchange.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    /// Index of the exchange.
    pub(super) index: usize,
    /// The exchange and what it was for.
    pub(super) record: &'a Record,
    /// The answer.
    pub(super) answer: &'a Answer,
}

impl<'a> Given<'a> {
    /// What was asked: `GET /api/users/me`. A path that was made up tells nobody
    /// anything.
    pub(super) fn request(&self) -> String {
        let exchange = &self.record.exchange;
        if self.record.step == Step::Elsewhere(Elsewhere::UnknownRoute) {
            return format!("{} of a route that nobody has", exchange.method);
        }
        let path =
            Url::parse(&exchange.url).map_or_else(|_| exchange.url.clone(), |url| url.path().to_owned());
        format!("{} {path}", exchange.method)
    }

    /// The same with the status: `GET /api/users/me (401)`.
    pub(super) fn words(&self) -> String {
        format!("{} ({})", self.request(), self.answer.status)
    }

    /// All values of a header in one, or none if it is not there.
    pub(super) fn header(&self, name: &str) -> Option<Cow<'a, str>> {
        let named = self.answer.headers.iter().filter(|(key, _)| key == name);
        let values = named.map(|(_, value)| Cow::Borrowed(value.as_str()));
        values.reduce(|all, value| all + ", " + value)
    }

    /// Whether the answer is for one person's eyes: it says who that is, opens
    /// a session, or ends one.
    pub(super) fn is_private(&self, profile: &Profile) -> bool {
        let step = self.record.step;
        let is_logout = matches!(step, Step::Logout | Step::SecondLogout | Step::CleanUp);
        is_logout && fits(self.answer, &profile.logout.success)
            || step == Step::Login && is_logged_in(self.answer, profile)
            || Identity::of(self.answer, profile).is_some()
    }
}

/// Every answer, but for those that something else gave in the deployment's
/// stead: a proxy, or whatever listens for plain http before it.
pub(super) fn answers(evidence: &Evidence) -> impl Iterator<Item = Given<'_>> {
    let records = evidence.records.iter().enumerate();
    let judged = records.filter(|(index, record)| {
        !evidence.obstacles.contains(index) && record.step != Step::Probe(Probe::PlainHttp)
    });
    judged.filter_map(|(index, record)| {
        let answer = record.exchange.answer().ok()?;
        Some(Given { index, record, answer })
    })
}

/// A control for checks of all answers: the run came as far as a session.
///
/// # Errors
/// Why there is none.
pub(super) fn saw_a_session(evidence: &Evidence) -> Result<(), Missing> {
    evidence.session(Actor::First)?;
    evidence.answer(Actor::First, Step::Me).map(|_| ())
}

/// How many are named before the rest is only counted.
const NAMED: usize = 3;

/// Answers to tell about, each request and status once.
pub(super) struct Listed {
    /// `GET /api/users/me (401), POST /api/auth/login (200) and 2 more`.
    pub(super) words: String,
    /// Indices of the first of each.
    pub(super) exchanges: Vec<usize>,
    /// How many answers they are.
    count: usize,
}

impl Listed {
    /// The same in words for all of them, if these are all that there are.
    pub(super) fn or_every(self, all: usize, what: &str) -> Self {
        let words = if self.count == all && all > 1 { format!("every {what}") } else { self.words };
        Self { words, ..self }
    }
}

/// Lists answers.
pub(super) fn listed<'a>(answers: impl IntoIterator<Item = Given<'a>>) -> Listed {
    let mut words: Vec<String> = Vec::new();
    let mut exchanges = Vec::new();
    let mut count = 0;
    for given in answers {
        count += 1;
        let told = given.words();
        if !words.contains(&told) {
            words.push(told);
            exchanges.push(given.index);
        }
    }
    Listed { words: shortened(&words), exchanges, count }
}

/// The first few, and how many more there are.
fn shortened(words: &[String]) -> String {
    let named = words.get(..NAMED).unwrap_or(words);
    match words.len() - named.len() {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// Whether a URL leads to this very machine: a rule for real names would bind
/// whatever else runs here.
pub(super) fn is_on_this_machine(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| crate::http::is_on_this_machine(&url))
}

#[cfg(test)]
mod tests {
    use super::{Listed, shortened};

    #[test]
    fn three_are_named_and_the_rest_is_counted() {
        let told = |count| shortened(&["a", "b", "c", "d", "e"].map(str::to_owned)[..count]);
        assert_eq!(
            (told(1).as_str(), told(3).as_str(), told(5).as_str()),
            ("a", "a, b, c", "a, b, c and 2 more")
        );
    }

    #[test]
    fn only_what_all_share_is_said_of_every_one() {
        let words = |all| {
            let two = Listed { words: "a, b".to_owned(), exchanges: vec![0, 1], count: 2 };
            two.or_every(all, "answer").words
        };
        assert_eq!((words(2).as_str(), words(3).as_str()), ("every answer", "a, b"));
    }
}
