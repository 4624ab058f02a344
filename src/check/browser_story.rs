//! The first session as a browser lived it: which cookies it held before the
//! logout, and what the logout made of them.

use time::OffsetDateTime;
use url::Url;

use crate::cookie::{
    Browser, Cookie, Engine, Outcome, Response, Sent, SetCookie, line_that_would_work, why_not_cleared,
};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, MissingKind, Step, is_refused};
use crate::http::{Answer, Exchange};

/// What became of one cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// The browser removed it.
    Cleared,
    /// The name is still sent, with an empty value.
    Blanked,
    /// The old value is still sent.
    Survives,
    /// The name is still sent, with another value.
    Replaced,
}

/// One answer of the story as a browser sees it.
struct Chapter<'a> {
    url: Url,
    answer: &'a Answer,
    now: OffsetDateTime,
    index: usize,
}

/// The browser before and after the logout.
pub(super) struct Story<'a> {
    before: Browser,
    after: Browser,
    /// Each line sent at or after the logout, and what came of it.
    lines: Vec<(&'a SetCookie, Outcome, Url)>,
    /// Whether the jar that saw the logout was refused.
    refused_afterwards: bool,
    /// Indices of the exchanges that set cookies from the logout on.
    pub(super) exchanges: Vec<usize>,
}

impl<'a> Story<'a> {
    /// Tells the story of the first session in that engine.
    ///
    /// # Errors
    /// If there was no login or no logout.
    pub(super) fn of(evidence: &'a Evidence, profile: &Profile, engine: Engine) -> Result<Self, Missing> {
        evidence.session(Actor::First)?;
        evidence.answer(Actor::First, Step::Logout)?;
        let mut before = Browser::new(engine);
        for chapter in chapters(evidence, is_before_logout) {
            chapter.tell(&mut before);
        }
        let mut after = before.clone();
        let mut lines = Vec::new();
        let mut exchanges = Vec::new();
        for chapter in chapters(evidence, is_from_logout_on) {
            let outcomes = chapter.tell(&mut after);
            exchanges.push(chapter.index);
            let told = chapter.answer.set_cookies.iter().zip(outcomes);
            lines.extend(told.map(|(line, outcome)| (line, outcome, chapter.url.clone())));
        }
        let asked = evidence.answer(Actor::First, Step::MeAfterLogout);
        let refused_afterwards = asked.is_ok_and(|seen| is_refused(seen.answer, profile));
        Ok(Self { before, after, lines, refused_afterwards, exchanges })
    }

    /// The cookies of that name that the browser held before the logout: twins
    /// with another domain or path count each for itself.
    pub(super) fn held(&self, name: &str) -> Vec<&Cookie> {
        self.before.cookies().filter(|cookie| cookie.name == name).collect()
    }

    /// What became of a cookie.
    pub(super) fn fate(&self, cookie: &Cookie) -> Fate {
        let same = |other: &&Cookie| {
            other.name == cookie.name
                && other.domain == cookie.domain
                && other.host_only == cookie.host_only
                && other.path == cookie.path
                && other.partitioned == cookie.partitioned
        };
        match self.after.cookies().find(same) {
            None => Fate::Cleared,
            Some(left) if matches!(left.value.as_str(), "" | "\"\"") => Fate::Blanked,
            Some(left) if left.value == cookie.value => Fate::Survives,
            Some(_) => Fate::Replaced,
        }
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

    /// Why a cookie was not removed, as a sentence, and the line that would
    /// have removed it.
    pub(super) fn diagnosis(&self, cookie: &Cookie) -> (Option<String>, String) {
        let sent: Vec<Sent<'_>> =
            self.lines.iter().map(|(line, outcome, url)| Sent { line, outcome, url }).collect();
        let reason = why_not_cleared(self.after.engine(), cookie, &sent);
        (reason.map(|reason| reason.to_string()), line_that_would_work(cookie))
    }

    /// The lines that the logout sent.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&'a SetCookie, &Outcome)> + '_ {
        self.lines.iter().map(|(line, outcome, _)| (*line, outcome))
    }
}

impl Chapter<'_> {
    fn tell(&self, browser: &mut Browser) -> Vec<Outcome> {
        let clear: Vec<&str> = self
            .answer
            .headers
            .iter()
            .filter(|(name, _)| name == "clear-site-data")
            .map(|(_, value)| value.as_str())
            .collect();
        browser.receive(&Response {
            url: &self.url,
            set_cookie: &self.answer.set_cookies,
            date: self.answer.header("date"),
            clear_site_data: &clear,
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
    )
}

const fn is_from_logout_on(step: Step) -> bool {
    matches!(step, Step::Logout | Step::MeAfterLogout)
}

/// What the browser makes of the login's answer: the line and outcome of each
/// cookie of that name.
///
/// # Errors
/// If there was no login.
pub(super) fn at_login(evidence: &Evidence) -> Result<Vec<(&SetCookie, Outcome)>, Missing> {
    let seen = evidence.answer(Actor::First, Step::Login)?;
    let chapter = chapter(evidence, seen.index, seen.exchange).ok_or_else(|| {
        Missing::new(MissingKind::Unexpected, "the login's URL cannot be read again", "report this as a bug")
    })?;
    let outcomes = chapter.tell(&mut Browser::new(Engine::Chromium));
    Ok(seen.answer.set_cookies.iter().zip(outcomes).collect())
}

/// What an empty browser holds after one answer.
pub(super) fn after_one_answer(evidence: &Evidence, index: usize) -> Vec<Cookie> {
    let mut browser = Browser::new(Engine::Chromium);
    if let Some(chapter) = chapter(evidence, index, &evidence.records[index].exchange) {
        chapter.tell(&mut browser);
    }
    browser.cookies().cloned().collect()
}
