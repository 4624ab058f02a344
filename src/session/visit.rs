//! The few steps that the commands for one session share: fetch a CSRF cookie,
//! log in, ask who it is, log out and look whether the session is over. What
//! is seen comes back as plain data; [`fate`](super::Parting::fate) judges it.

use std::time::{Duration, Instant};

use futures_util::future::{join, join_all};
use reqwest::header::HeaderValue;
use reqwest::{Method, Url};

use super::{
    Account, Control, Jar, Parting, Session, csrf_request, explain_refusal, login_request, logout_request,
    no_session, user_id,
};
use crate::deployment::{BaseUrl, Profile};
use crate::evidence::{Missing, MissingKind, Step};
use crate::http::{Client, Credential, Exchange, FailureKind, Request};

/// Replays side by side: several instances may stand behind one address.
const REPLAYS: usize = 3;

/// The most earlier values of a rotating cookie that are replayed too.
const EARLIER: usize = 5;

/// Between the first replays that were accepted and the next ones; doubled
/// each time.
const FIRST_PAUSE: Duration = Duration::from_millis(50);

/// The longest pause between replays.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// How the name of every CSRF cookie of Nile ends.
const CSRF_COOKIE: &str = "csrf-token";

/// A deployment, and how to talk to it.
#[derive(Clone, Copy, Debug)]
pub struct Visit<'a> {
    /// How to send.
    pub client: &'a Client,
    /// Where.
    pub base: &'a BaseUrl,
    /// What is promised there.
    pub profile: &'a Profile,
}

impl Visit<'_> {
    /// Opens a session. The redactor learns the password first.
    ///
    /// # Errors
    /// What stood in the way.
    pub async fn log_in(&self, account: &Account) -> Result<Session, Missing> {
        let redactor = self.client.redactor();
        redactor.learn(account.password.reveal(), "<password>");
        let mut jar = Jar::new();
        self.fetch_csrf(&mut jar).await;
        let url = self.url(&self.profile.paths.login);
        let who = (account.email.as_str(), &account.password);
        let csrf = jar.csrf(self.profile);
        let request = login_request(self.profile, url.clone(), who, csrf.as_ref());
        let received = self.client.send(request.credential(jar.credential(&url))).await;
        let answer = received.exchange.answer().map_err(|failure| no_answer(Step::Login, failure))?;
        if answer.status == 429 {
            return Err(rate_limited(Step::Login, answer));
        }
        if let Some(refusal) = explain_refusal(answer, self.profile) {
            return Err(refusal);
        }
        jar.receive(&url, &received.set_cookie);
        jar.keep_bearer(received.secret);
        let opened = Session::open(jar, &received.set_cookie, self.me(), self.profile, redactor);
        let mut session = opened.ok_or_else(|| self.no_cookie(&received.set_cookie))?;
        session.facts.user_id = user_id(answer, self.profile);
        session.facts.email.clone_from(&account.email);
        Ok(session)
    }

    /// The session asks who it is. Its jar takes in what the answer sets.
    pub async fn ask(&self, session: &mut Session) -> Exchange {
        let url = self.me();
        let credential = session.jar.credential(&url).or_else(|| session.captured());
        let received = self.client.send(Request::new(Method::GET, url.clone()).credential(credential)).await;
        if received.exchange.answer().is_ok_and(super::is_identity_of(self.profile)) {
            session.receive(&url, &received.set_cookie);
        }
        received.exchange
    }

    /// The session that was handed over: of several ways to read it the one
    /// that the deployment knows, else the first. None if no cookie of it can
    /// be a session and would be sent.
    pub async fn choose(&self, candidates: Vec<(Jar, Vec<String>)>) -> Option<Session> {
        let redactor = self.client.redactor();
        let mut sessions = candidates.into_iter().filter_map(|(jar, mut names)| {
            jar.teach(redactor);
            names.retain(|name| self.profile.may_be_session(name));
            Session::resume(jar, names, self.me(), redactor)
        });
        let mut chosen = sessions.next()?;
        for mut session in sessions {
            if self.is_live(&mut chosen).await {
                break;
            }
            if self.is_live(&mut session).await {
                chosen = session;
            }
        }
        Some(chosen)
    }

    async fn is_live(&self, session: &mut Session) -> bool {
        self.ask(session).await.answer().is_ok_and(super::is_identity_of(self.profile))
    }

    /// Ends the session and looks whether it is over. `seen_live` says whether
    /// the deployment ever answered it with an identity: then a 401 means that
    /// there is nothing left to end.
    pub async fn end(&self, session: &mut Session, seen_live: bool, limit: Duration) -> Parting {
        let before = self.ask(session).await;
        let mut parting = Parting::new(before, seen_live);
        match parting.control(self.profile) {
            Control::Silent => return parting,
            Control::Refused if seen_live => {
                self.look(session, &mut parting, Duration::ZERO).await;
                return parting;
            }
            Control::Live(_) | Control::Refused | Control::Strange => {}
        }
        self.fetch_csrf(&mut session.jar).await;
        let url = self.url(&self.profile.paths.logout);
        let csrf = session.jar.csrf(self.profile);
        let request = logout_request(self.profile, url.clone(), csrf.as_ref());
        let request = request.credential(session.jar.credential(&url));
        // What the answer clears stays in the jar: if the session lives, it
        // must be possible to try again.
        parting.logout = Some(self.client.send(request).await.exchange);
        if parting.is_worth_a_replay(self.profile) {
            self.look(session, &mut parting, limit).await;
        }
        parting
    }

    /// Replays what the session was known by, on fresh connections, beside an
    /// anonymous caller; while that is accepted, again and again.
    async fn look(&self, session: &Session, parting: &mut Parting, limit: Duration) {
        let Some(captured) = session.captured() else { return };
        let earlier = session.rotated().into_iter().rev().take(EARLIER);
        let credentials: Vec<Credential> = (0..REPLAYS).map(|_| captured.clone()).chain(earlier).collect();
        parting.earlier = credentials.len() - REPLAYS;
        let nobody = async { self.client.send(Request::new(Method::GET, self.me()).fresh()).await.exchange };
        let (replays, nobody) = join(self.replay(&credentials), nobody).await;
        (parting.replays, parting.nobody) = (replays, Some(nobody));
        if parting.is_worth_watching(self.profile) {
            self.poll(&credentials, parting, limit).await;
        }
    }

    async fn replay(&self, credentials: &[Credential]) -> Vec<Exchange> {
        let send = |credential: &Credential| {
            let request = Request::new(Method::GET, self.me()).credential(Some(credential.clone())).fresh();
            async { self.client.send(request).await.exchange }
        };
        join_all(credentials.iter().map(send)).await
    }

    /// Repeats the replays until a whole round is refused or the limit passes.
    async fn poll(&self, credentials: &[Credential], parting: &mut Parting, limit: Duration) {
        let begun = Instant::now();
        let mut pause = FIRST_PAUSE;
        loop {
            let left = limit.saturating_sub(begun.elapsed());
            if left.is_zero() {
                return;
            }
            tokio::time::sleep(pause.min(left)).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
            parting.rounds.push(self.replay(credentials).await);
            if !parting.last_round_was_accepted(self.profile) {
                return;
            }
        }
    }

    /// Fetches a CSRF cookie where one is offered and the jar has none, and
    /// the token that belongs to it where one is sent. Where none is offered
    /// nothing is lost: what needs it will say so.
    async fn fetch_csrf(&self, jar: &mut Jar) {
        let Some(path) = &self.profile.paths.csrf else { return };
        let has_cookie = jar.names().iter().any(|name| name.ends_with(CSRF_COOKIE));
        let wants_token = self.profile.csrf.is_some();
        if jar.csrf(self.profile).is_some() || (has_cookie && !wants_token) {
            return;
        }
        let url = self.url(path);
        // A token belongs to the cookies that ask for it.
        let credential = jar.credential(&url).filter(|_| wants_token);
        let request = csrf_request(self.profile, url.clone()).credential(credential);
        let received = self.client.send(request).await;
        if received.exchange.answer().is_ok_and(|answer| answer.status == 200) {
            jar.receive(&url, &received.set_cookie);
            jar.keep_csrf(received.secret);
        }
    }

    fn me(&self) -> Url {
        self.url(&self.profile.paths.me)
    }

    fn url(&self, path: &str) -> Url {
        self.base.join(path)
    }

    /// A login that set nothing, or only what would not come back.
    fn no_cookie(&self, lines: &[HeaderValue]) -> Missing {
        let set = |line: &HeaderValue| {
            let cookie = crate::cookie::SetCookie::parse(line.as_bytes());
            !cookie.name().is_empty() && self.profile.may_be_session(cookie.name())
        };
        if !lines.iter().any(set) {
            return no_session(self.profile);
        }
        let me = &self.profile.paths.me;
        Missing::new(
            MissingKind::Unexpected,
            format!("the login set a session cookie, but a client does not send it back to {me}"),
            "look at its Domain, Path and Secure: a Secure cookie needs https in --base-url",
        )
    }
}

/// A request without an answer. The hints of [`Missing::no_answer`] speak of
/// checks where the deadline passed.
pub(super) fn no_answer(step: Step, failure: &crate::http::Failure) -> Missing {
    let missing = Missing::no_answer(step, failure);
    if failure.kind == FailureKind::Deadline {
        return Missing { hint: "raise --deadline".to_owned(), ..missing };
    }
    missing
}

/// The deployment answered 429.
pub(super) fn rate_limited(step: Step, answer: &crate::http::Answer) -> Missing {
    Missing { hint: "wait, then try again".to_owned(), ..Missing::rate_limited(step, answer) }
}
