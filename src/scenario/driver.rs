//! What every part of the story uses: sending as somebody, recording, and
//! stopping early when nothing more can be learned.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt::{self, Debug, Formatter};

use data_encoding::HEXLOWER;
use futures_util::future::join;
use reqwest::header::HeaderValue;
use reqwest::{Method, Url};
use ring::rand::{SecureRandom, SystemRandom};

use super::Scenario;
use super::rate_limit::may_be_429;
use crate::check::Phase;
use crate::deployment::BaseUrl;
use crate::evidence::{
    Actor, Evidence, Missing, MissingKind, Probe, Record, Spelling, Step, is_a_real_logout, is_accepted,
};
use crate::http::{Client, Credential, FailureKind, Received, Request};
use crate::redact::{Redactor, Secret};
use crate::session::{Jar, Session, csrf_request, logout_request};

/// Told of every exchange as it is recorded.
pub type Observer<'a> = &'a dyn Fn(usize, &Record);

/// Runs a scenario.
pub(super) struct Driver<'a> {
    pub(super) plan: &'a Scenario<'a>,
    pub(super) client: &'a Client,
    pub(super) evidence: RefCell<Evidence>,
    pub(super) sessions: RefCell<BTreeMap<Actor, Session>>,
    pub(super) csrf_offered: Cell<bool>,
    /// Logins of the first account, counted when they are sent: several may be
    /// on their way at once.
    logins: Cell<usize>,
    /// The Set-Cookie lines that nobody was given before any login.
    pub(super) given: RefCell<Vec<HeaderValue>>,
    /// The session id that was offered before a login.
    pub(super) offered: RefCell<Option<Credential>>,
    observer: Observer<'a>,
    /// The protected route and the logout, which nearly every request goes to.
    me: Url,
    logout: Url,
}

/// What a step needs to know of its answer.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) index: usize,
    pub(super) status: Option<u16>,
    /// Whether the protected route let the caller in.
    pub(super) accepted: bool,
    pub(super) set_cookie: Vec<HeaderValue>,
    /// The token that was expected.
    pub(super) secret: Option<Secret>,
}

impl Debug for Driver<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Driver").field("plan", &self.plan).finish_non_exhaustive()
    }
}

impl<'a> Driver<'a> {
    pub(super) fn new(plan: &'a Scenario<'a>, client: &'a Client, observer: Observer<'a>) -> Self {
        if plan.intrusive {
            spare_public_addresses(plan.base, client.redactor());
        }
        let evidence = Evidence {
            started_at: time::OffsetDateTime::now_utc() - client.elapsed(),
            second_account: plan.second.is_some(),
            intrusive: plan.intrusive,
            untried: plan.untried.clone(),
            with_browser: plan.browser.is_some(),
            replay_limit_ms: u64::try_from(plan.replay_limit.as_millis()).unwrap_or(u64::MAX),
            ..Evidence::default()
        };
        Self {
            plan,
            client,
            evidence: RefCell::new(evidence),
            sessions: RefCell::default(),
            csrf_offered: Cell::new(false),
            logins: Cell::new(0),
            given: RefCell::default(),
            offered: RefCell::default(),
            observer,
            me: plan.base.join(&plan.profile.paths.me),
            logout: plan.base.join(&plan.profile.paths.logout),
        }
    }

    /// The whole story.
    pub(super) async fn run(&self) {
        // Boxed: the story is long, and threads of tests have a small stack.
        join(Box::pin(self.tell()), self.ask_in_the_clear()).await;
    }

    async fn tell(&self) {
        let csrf = self.before_any_login().await;
        if self.halted() {
            return;
        }
        join(self.log_everybody_in(csrf), self.ask_what_anybody_may()).await;
        self.try_what_must_not_end_a_session().await;
        self.log_the_first_out().await;
        join(self.log_out_in_parallel(), self.log_out_twice()).await;
        self.log_in_again().await;
        self.let_nile_fail().await;
        self.race_reads_against_logout().await;
        if self.plan.intrusive {
            self.try_what_needs_more_sessions().await;
        }
        self.let_a_browser_log_out().await;
        let end = async {
            self.forge_logouts().await;
            self.leave_nothing_behind().await;
        };
        if self.plan.intrusive {
            self.log_in_wrongly().await;
            self.guess_passwords().await;
            Box::pin(end).await;
            self.trace().await;
        } else {
            join(self.log_in_wrongly(), Box::pin(end)).await;
        }
    }

    /// The evidence, with what is known of each session.
    pub(super) fn finish(self) -> Evidence {
        if self.plan.stop.get() {
            self.halt(Missing::interrupted());
        }
        let mut evidence = self.evidence.into_inner();
        for (actor, session) in self.sessions.into_inner() {
            evidence.sessions.insert(actor, session.into_facts());
        }
        evidence
    }

    pub(super) fn wants(&self, phase: Phase) -> bool {
        self.plan.phases.contains(&phase)
    }

    pub(super) fn halted(&self) -> bool {
        self.evidence.borrow().halted.is_some()
    }

    /// Ends the run: later steps are not taken, for this reason.
    pub(super) fn halt(&self, reason: Missing) {
        self.evidence.borrow_mut().halted.get_or_insert(reason);
    }

    /// The actor cannot act, for this reason.
    pub(super) fn disable(&self, actor: Actor, reason: Missing) {
        self.evidence.borrow_mut().unable.insert(actor, reason);
    }

    /// Takes one of the first account's logins, and leaves as many as are kept.
    ///
    /// # Errors
    /// That none is left.
    pub(super) fn take_login(&self, kept: usize) -> Result<(), Missing> {
        let limit = self.plan.max_logins;
        if self.logins.get() + kept >= limit {
            let noun = if limit == 1 { "login" } else { "logins" };
            return Err(Missing::new(
                MissingKind::Budget,
                format!("the limit of {limit} {noun} was reached"),
                "raise --max-logins if the deployment's rate limit allows it",
            ));
        }
        self.logins.set(self.logins.get() + 1);
        Ok(())
    }

    pub(super) fn me(&self) -> Url {
        self.me.clone()
    }

    pub(super) fn logout_url(&self) -> Url {
        self.logout.clone()
    }

    /// Sends and records, unless the run has been halted or the limit on
    /// requests is reached.
    pub(super) async fn send(&self, actor: Actor, step: Step, request: Request) -> Option<Reply> {
        self.may_send().ok()?;
        Some(self.send_regardless(actor, step, request).await)
    }

    /// Whether another request may be sent. If not, the run is over.
    ///
    /// # Errors
    /// Why it is.
    pub(super) fn may_send(&self) -> Result<(), Missing> {
        if self.plan.stop.get() {
            self.halt(Missing::interrupted());
        }
        if !self.can_afford(1) {
            self.halt(self.over_budget("was reached"));
        }
        self.evidence.borrow().halted.clone().map_or(Ok(()), Err)
    }

    /// Whether so many requests are left. One for each open session is kept back
    /// for its logout.
    pub(super) fn can_afford(&self, requests: usize) -> bool {
        let spent = self.client.sent() + requests;
        let sessions = self.sessions.borrow();
        // Which of them are open is looked up only where it matters.
        let open = || sessions.iter().filter(|(actor, session)| self.is_open(**actor, session)).count();
        spent + sessions.len() <= self.plan.max_requests || spent + open() <= self.plan.max_requests
    }

    /// What the limit on requests keeps from being done.
    pub(super) fn over_budget(&self, verb: &str) -> Missing {
        Missing::new(
            MissingKind::Budget,
            format!("the limit of {} requests {verb}", self.plan.max_requests),
            "raise --max-requests",
        )
    }

    /// Sends and records.
    pub(super) async fn send_regardless(&self, actor: Actor, step: Step, request: Request) -> Reply {
        // On the heap: a step that sends several side by side holds as many of
        // these, each of many kilobytes, and is moved with them.
        let received = Box::pin(self.client.send(request)).await;
        self.take(actor, step, received)
    }

    /// Records what came.
    pub(super) fn take(&self, actor: Actor, step: Step, received: Received) -> Reply {
        let answer = received.exchange.answer();
        let status = answer.ok().map(|answer| answer.status);
        let accepted = answer.is_ok_and(|answer| is_accepted(answer, self.plan.profile));
        match answer {
            Ok(answer) if answer.status == 429 && !may_be_429(step) => {
                self.halt(Missing::rate_limited(step, answer));
            }
            Err(failure) if failure.kind == FailureKind::Deadline => {
                self.halt(Missing::no_answer(step, failure));
            }
            Ok(_) | Err(_) => {}
        }
        let mut evidence = self.evidence.borrow_mut();
        let index = evidence.record(actor, step, received.exchange);
        (self.observer)(index, &evidence.records[index]);
        Reply { index, status, accepted, set_cookie: received.set_cookie, secret: received.secret }
    }

    /// A request of a session with its jar.
    pub(super) async fn as_session(&self, actor: Actor, step: Step, request: Request) -> Option<Reply> {
        let url = request.url.clone();
        let credential = self.sessions.borrow().get(&actor)?.jar.credential(&url);
        let reply = self.send(actor, step, request.credential(credential)).await?;
        let mut sessions = self.sessions.borrow_mut();
        let session = sessions.get_mut(&actor)?;
        if may_end_the_session(step) {
            session.receive_aside(&url, &reply.set_cookie);
        } else {
            session.receive(&url, &reply.set_cookie);
        }
        Some(reply)
    }

    /// A session asks who it is.
    pub(super) async fn ask(&self, actor: Actor, step: Step) -> Option<Reply> {
        self.as_session(actor, step, Request::new(Method::GET, self.me())).await
    }

    /// A session logs out with its jar.
    pub(super) async fn log_out(&self, actor: Actor, step: Step) -> Option<Reply> {
        self.as_session(actor, step, self.logout_of(actor)).await
    }

    /// The logout as the profile describes it, with the CSRF token of that
    /// actor and without a credential.
    pub(super) fn logout_of(&self, actor: Actor) -> Request {
        let sessions = self.sessions.borrow();
        let csrf = sessions.get(&actor).and_then(|session| session.jar.csrf(self.plan.profile));
        logout_request(self.plan.profile, self.logout_url(), csrf.as_ref())
    }

    /// Really no Cookie header, on a connection of its own.
    pub(super) async fn anonymously(&self, step: Step, method: Method, url: Url) -> Option<Reply> {
        self.send(Actor::Nobody, step, Request::new(method, url).fresh()).await
    }

    /// The protected route with a given credential, outside of any jar.
    pub(super) async fn ask_with(
        &self,
        actor: Actor,
        step: Step,
        credential: Option<Credential>,
    ) -> Option<Reply> {
        self.send(actor, step, Request::new(Method::GET, self.me()).credential(Some(credential?))).await
    }

    /// The same on a fresh connection: nothing but the credential can help it.
    pub(super) async fn replay(
        &self,
        actor: Actor,
        step: Step,
        credential: Option<Credential>,
    ) -> Option<Reply> {
        let request = Request::new(Method::GET, self.me()).credential(Some(credential?));
        self.send(actor, step, request.fresh()).await
    }

    /// Whether the actor has a session that was not logged out.
    pub(super) fn holds_a_session(&self, actor: Actor) -> bool {
        self.sessions.borrow().get(&actor).is_some_and(|session| self.is_open(actor, session))
    }

    /// The credential last captured from a session.
    pub(super) fn captured(&self, actor: Actor) -> Option<Credential> {
        self.sessions.borrow().get(&actor)?.captured()
    }

    /// A jar, with a CSRF cookie and token in it where the deployment offers
    /// them.
    pub(super) async fn jar(&self, actor: Actor) -> Jar {
        match self.plan.profile.paths.csrf.as_deref().filter(|_| self.csrf_offered.get()) {
            Some(path) => self.jar_from(actor, path).await.1,
            None => Jar::new(),
        }
    }

    /// What a CSRF route answers, and a jar with what it gave.
    pub(super) async fn jar_from(&self, actor: Actor, path: &str) -> (Option<Reply>, Jar) {
        let mut jar = Jar::new();
        let url = self.plan.base.join(path);
        let mut reply = self.send(actor, Step::Csrf, csrf_request(self.plan.profile, url.clone())).await;
        if let Some(reply) = &mut reply {
            jar.receive(&url, &reply.set_cookie);
            jar.keep_csrf(reply.secret.take());
        }
        (reply, jar)
    }
}

/// A cookie may hold the deployment's own address, or one that a logout asked
/// for. Replaced as secrets, they would hide where an answer leads.
fn spare_public_addresses(base: &BaseUrl, redactor: &Redactor) {
    let own = base.join("/");
    redactor.spare(&own.origin().ascii_serialization());
    for spelling in Spelling::ALL {
        redactor.spare(&spelling.target(&own));
    }
}

/// Whether a cookie that comes with the answer may belong to another session
/// than the one that asked: many servers hand out an anonymous one at logout.
const fn may_end_the_session(step: Step) -> bool {
    let after_one = matches!(
        step,
        Step::MeAfterLogout
            | Step::GetLogout
            | Step::HeadLogout
            | Step::Probe(Probe::OtherMethod(_) | Probe::PathGet(_))
    );
    after_one || is_a_real_logout(step)
}

/// Random octets in hex, two digits each.
pub(super) fn random_hex(octets: usize) -> String {
    let mut bytes = vec![0; octets];
    // Without randomness the value is all zeros: still no token of anybody's.
    let _ = SystemRandom::new().fill(&mut bytes);
    HEXLOWER.encode(&bytes)
}
