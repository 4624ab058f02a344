//! The first session as a browser lived it: which cookies it held before the
//! logout, and what the logout made of them.

use time::OffsetDateTime;
use url::Url;

use crate::cookie::{Browser, Clearing, Cookie, Engine, Fate, Outcome, Response, SetCookie};
use crate::deployment::Profile;
use crate::evidence::{Actor, Elsewhere, Evidence, Missing, MissingKind, Step, is_refused};
use crate::http::{Answer, Exchange};

/// One answer of the story as a browser sees it.
struct Chapter<'a> {
    url: Url,
    answer: &'a Answer,
    now: OffsetDateTime,
    index: usize,
}

/// The browser before and after the logout.
pub(super) struct Story {
    clearing: Clearing,
    /// Whether the jar that saw the logout was refused.
    refused_afterwards: bool,
    /// Indices of the exchanges that set cookies from the logout on.
    pub(super) exchanges: Vec<usize>,
}

impl Story {
    /// Tells the story of the first session in each engine.
    ///
    /// # Errors
    /// If there was no login or no logout.
    pub(super) fn of_each_engine(evidence: &Evidence, profile: &Profile) -> Result<Vec<Self>, Missing> {
        evidence.session(Actor::First)?;
        evidence.answer(Actor::First, Step::Logout)?;
        Ok(Engine::ALL.map(|engine| Self::of(evidence, profile, engine)).into())
    }

    fn of(evidence: &Evidence, profile: &Profile, engine: Engine) -> Self {
        let mut browser = Browser::new(engine);
        for chapter in chapters(evidence, is_before_logout) {
            chapter.tell(|response| browser.receive(response));
        }
        let mut clearing = Clearing::of(browser);
        let mut exchanges = Vec::new();
        for chapter in chapters(evidence, is_from_logout_on) {
            chapter.tell(|response| clearing.receive(response));
            exchanges.push(chapter.index);
        }
        let asked = evidence.answer(Actor::First, Step::MeAfterLogout);
        let refused_afterwards = asked.is_ok_and(|seen| is_refused(seen.answer, profile));
        Self { clearing, refused_afterwards, exchanges }
    }

    /// The engine that the story is told of.
    pub(super) const fn engine(&self) -> Engine {
        self.clearing.after().engine()
    }

    /// The cookies of that name that the browser held before the logout: twins
    /// with another domain or path count each for itself.
    pub(super) fn held(&self, name: &str) -> Vec<&Cookie> {
        self.clearing.before().cookies().filter(|cookie| cookie.name == name).collect()
    }

    /// What became of a cookie.
    pub(super) fn fate(&self, cookie: &Cookie) -> Fate {
        self.clearing.fate(cookie)
    }

    /// Whether the browser is left with the session in that cookie. Many servers
    /// put an anonymous session under the same name: that is none, as the jar's
    /// next question shows.
    pub(super) fn is_left(&self, cookie: &Cookie) -> bool {
        match self.fate(cookie) {
            Fate::Survives => true,
            Fate::Replaced => !self.refused_afterwards,
            Fate::Blanked | Fate::Cleared => false,
        }
    }

    /// Why a cookie was not removed, as a sentence.
    pub(super) fn why_left(&self, cookie: &Cookie) -> Option<String> {
        self.clearing.why_left(cookie).map(|reason| reason.to_string())
    }

    /// The lines that the logout sent.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&SetCookie, &Outcome)> {
        self.clearing.lines()
    }
}

impl Chapter<'_> {
    fn tell<T>(&self, to: impl FnOnce(&Response<'_>) -> T) -> T {
        let clear: Vec<&str> = self
            .answer
            .headers
            .iter()
            .filter(|(name, _)| name == "clear-site-data")
            .map(|(_, value)| value.as_str())
            .collect();
        to(&Response {
            url: &self.url,
            set_cookie: &self.answer.set_cookies,
            date: self.answer.header("date"),
            clear_site_data: &clear,
            first_party: true,
            now: self.now,
        })
    }
}

/// The answers of the first session's jar that pass, in the order in which
/// they came.
fn chapters(evidence: &Evidence, passes: fn(Step) -> bool) -> Vec<Chapter<'_>> {
    let records = evidence.records.iter().enumerate();
    let own = records.filter(|(_, record)| record.actor == Actor::First && passes(record.step));
    own.filter_map(|(index, record)| chapter(evidence, index, &record.exchange)).collect()
}

fn chapter<'a>(evidence: &Evidence, index: usize, exchange: &'a Exchange) -> Option<Chapter<'a>> {
    let answer = exchange.answer().ok()?;
    let url = Url::parse(&exchange.url).ok()?;
    Some(Chapter { url, answer, now: evidence.started_at + exchange.finished, index })
}

const fn is_before_logout(step: Step) -> bool {
    matches!(
        step,
        Step::Login
            | Step::Me
            | Step::MeBeforeAnonymousLogout
            | Step::MeAfterAnonymousLogout
            | Step::MeBeforeLogout
            | Step::Elsewhere(Elsewhere::SessionRead)
    )
}

const fn is_from_logout_on(step: Step) -> bool {
    matches!(step, Step::Logout | Step::MeAfterLogout)
}

/// What that browser makes of each line of the login's answer.
///
/// # Errors
/// If there was no login.
pub(super) fn at_login(evidence: &Evidence, engine: Engine) -> Result<Vec<(&SetCookie, Outcome)>, Missing> {
    let seen = evidence.answer(Actor::First, Step::Login)?;
    let chapter = chapter(evidence, seen.index, seen.exchange).ok_or_else(|| {
        Missing::new(MissingKind::Unexpected, "the login's URL cannot be read again", "report this as a bug")
    })?;
    let outcomes = chapter.tell(|response| Browser::new(engine).receive(response));
    Ok(seen.answer.set_cookies.iter().zip(outcomes).collect())
}

/// What an empty browser holds after one answer.
pub(super) fn after_one_answer(evidence: &Evidence, index: usize) -> Vec<Cookie> {
    let mut browser = Browser::new(Engine::Chromium);
    if let Some(chapter) = chapter(evidence, index, &evidence.records[index].exchange) {
        chapter.tell(|response| browser.receive(response));
    }
    browser.cookies().cloned().collect()
}
