//! A session as a browser lived it: which cookies it held before the
//! logout, and what the logout made of them.

use time::OffsetDateTime;
use url::Url;

use crate::cookie::{Browser, Clearing, Cookie, Engine, Fate, Outcome, Response, SetCookie};
use crate::deployment::Profile;
use crate::evidence::{
    Actor, Elsewhere, Evidence, HeldCookie, Missing, MissingKind, Record, Step, is_refused,
};
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
        Ok(Engine::ALL.map(|engine| Self::of_actor(evidence, profile, Actor::First, engine)).into())
    }

    /// The story of the real browser, as the model of its engine has it.
    pub(super) fn of_the_real_browser(evidence: &Evidence, profile: &Profile) -> Self {
        Self::of_actor(evidence, profile, Actor::Browser, Engine::Chromium)
    }

    /// Tells in each engine of a browser that missed the logout's answer, and
    /// got another one in its place, when its session was over already.
    ///
    /// # Errors
    /// If there was no login.
    pub(super) fn of_each_engine_after(evidence: &Evidence, index: usize) -> Result<Vec<Self>, Missing> {
        evidence.session(Actor::First)?;
        let record = evidence.records.get(index);
        let other: Vec<_> =
            record.and_then(|record| chapter(evidence, index, &record.exchange)).into_iter().collect();
        Ok(Engine::ALL.map(|engine| Self::of(evidence, Actor::First, engine, &other)).into())
    }

    fn of_actor(evidence: &Evidence, profile: &Profile, actor: Actor, engine: Engine) -> Self {
        let asked = evidence.answer(actor, Step::MeAfterLogout);
        let refused_afterwards = asked.is_ok_and(|seen| is_refused(seen.answer, profile));
        let then = chapters(evidence, actor, is_from_logout_on);
        Self { refused_afterwards, ..Self::of(evidence, actor, engine, &then) }
    }

    fn of(evidence: &Evidence, actor: Actor, engine: Engine, then: &[Chapter<'_>]) -> Self {
        let mut browser = Browser::new(engine);
        for chapter in chapters(evidence, actor, is_before_logout) {
            chapter.tell(|response| browser.receive(response));
        }
        let mut clearing = Clearing::of(browser);
        for chapter in then {
            chapter.tell(|response| clearing.receive(response));
        }
        let exchanges = then.iter().map(|chapter| chapter.index).collect();
        Self { clearing, refused_afterwards: true, exchanges }
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

    /// The names of all cookies that the browser held before the logout.
    pub(super) fn names_held(&self) -> impl Iterator<Item = &str> {
        self.clearing.before().cookies().map(|cookie| cookie.name.as_str())
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

    /// The cookies before the logout that live at that time, as a browser shows
    /// them.
    pub(super) fn shown_before(&self, now: OffsetDateTime) -> Vec<HeldCookie> {
        shown(self.clearing.before(), now)
    }

    /// The same after the logout.
    pub(super) fn shown_after(&self, now: OffsetDateTime) -> Vec<HeldCookie> {
        shown(self.clearing.after(), now)
    }

    /// The cookie before the logout that a browser shows like that.
    pub(super) fn shown_as(&self, held: &HeldCookie) -> Option<&Cookie> {
        self.clearing.before().cookies().find(|cookie| HeldCookie::of(cookie) == *held)
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

/// The cookies that a browser holds at that time, as one shows them.
fn shown(browser: &Browser, now: OffsetDateTime) -> Vec<HeldCookie> {
    browser.cookies().filter(|cookie| !cookie.is_expired(now)).map(HeldCookie::of).collect()
}

/// The answers to that actor's jar that pass, in the order in which they came.
/// The first session's CSRF cookie was fetched before anybody was anybody.
fn chapters(evidence: &Evidence, actor: Actor, passes: fn(Step) -> bool) -> Vec<Chapter<'_>> {
    let records = evidence.records.iter().enumerate();
    let was_nobody =
        |record: &Record| actor == Actor::First && record.actor == Actor::Nobody && record.step == Step::Csrf;
    let is_own = |record: &Record| record.actor == actor || was_nobody(record);
    let own = records.filter(|(_, record)| is_own(record) && passes(record.step));
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
        Step::Csrf
            | Step::Login
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

/// What a browser of that session holds at the end, when it took in every answer
/// in the order in which they came, also those that came late.
pub(super) fn held_at_the_end(evidence: &Evidence, actor: Actor, engine: Engine) -> Vec<Cookie> {
    let mut browser = Browser::new(engine);
    let is_of_the_jar =
        |step: Step| matches!(step, Step::Csrf | Step::Login | Step::Me | Step::MeInFlight | Step::Logout);
    for (index, record) in evidence.records.iter().enumerate() {
        if record.actor == actor
            && is_of_the_jar(record.step)
            && let Some(chapter) = chapter(evidence, index, &record.exchange)
        {
            chapter.tell(|response| browser.receive(response));
        }
    }
    browser.cookies().cloned().collect()
}

/// The cookie that one line of an answer makes in an empty browser.
pub(super) fn made_by(evidence: &Evidence, index: usize, line: &SetCookie) -> Option<Cookie> {
    let exchange = &evidence.records.get(index)?.exchange;
    let chapter = chapter(evidence, index, exchange)?;
    let mut browser = Browser::new(Engine::Chromium);
    chapter.tell(|response| {
        let line = std::slice::from_ref(line);
        browser.receive(&Response { set_cookie: line, clear_site_data: &[], ..*response })
    });
    browser.cookies().next().cloned()
}

/// What an empty browser holds after one answer.
pub(super) fn after_one_answer(evidence: &Evidence, index: usize) -> Vec<Cookie> {
    let mut browser = Browser::new(Engine::Chromium);
    if let Some(chapter) = chapter(evidence, index, &evidence.records[index].exchange) {
        chapter.tell(|response| browser.receive(response));
    }
    browser.cookies().cloned().collect()
}
