//! Everybody logs in.

use futures_util::future::{join, join_all};
use reqwest::Method;

use super::driver::{Driver, random_hex};
use crate::check::Phase;
use crate::evidence::{Actor, Missing, Step};
use crate::http::Request;
use crate::redact::Secret;
use crate::session::{Account, Jar, Session, credentials, explain_refusal, no_session_cookie, user_id};

impl Driver<'_> {
    /// The first session logs in alone: if its password is refused, nobody
    /// tries it a second time. Then the others, side by side.
    pub(super) async fn log_everybody_in(&self, jar: Jar) {
        let wants = |phase| self.wants(phase);
        let jars = join(
            self.jar_if(wants(Phase::Witness), Actor::Second),
            self.jar_if(wants(Phase::Fixation), Actor::Third),
        );
        let first = async {
            if wants(Phase::FirstLogin) || wants(Phase::Witness) {
                self.log_in(Actor::First, self.plan.first, jar, None).await;
            }
        };
        let ((second, third), ()) = join(jars, first).await;
        if self.several_cookies() {
            // Which of them is the session must be known before the third
            // session offers an id of its own choice.
            self.learn_the_first().await;
            self.log_the_others_in(second, third).await;
        } else {
            join(self.learn_the_first(), self.log_the_others_in(second, third)).await;
        }
        self.spread_what_was_learned();
    }

    async fn log_the_others_in(&self, second: Option<Jar>, third: Option<Jar>) {
        join(
            self.log_in_if(Actor::Second, Some(self.plan.first), second),
            self.log_in_with_offered_id(third),
        )
        .await;
    }

    /// The second account logs in. After the anonymous logout, and before the
    /// one that is proven: a deployment may keep what a login left behind, and
    /// sign the next caller out with it.
    pub(super) async fn log_the_second_account_in(&self) {
        if !self.wants(Phase::OtherAccount) || self.halted() {
            return;
        }
        let jar = self.jar_if(self.plan.second.is_some(), Actor::Other).await;
        self.log_in_if(Actor::Other, self.plan.second, jar).await;
        self.spread_what_was_learned();
        self.ask(Actor::Other, Step::Me).await;
    }

    fn several_cookies(&self) -> bool {
        self.sessions.borrow().get(&Actor::First).is_some_and(|session| session.facts.cookies.len() > 1)
    }

    /// Tells every session which cookies were seen to authenticate alone.
    pub(super) fn spread_what_was_learned(&self) {
        let mut sessions = self.sessions.borrow_mut();
        let Some(known) = sessions.get(&Actor::First).map(|session| session.facts.clone()) else { return };
        for session in sessions.values_mut() {
            session.learn_from(&known);
        }
    }

    async fn jar_if(&self, wanted: bool, actor: Actor) -> Option<Jar> {
        if wanted { Some(self.jar(actor).await) } else { None }
    }

    /// The first session says who it is; if its login set several cookies,
    /// each of them is tried alone.
    async fn learn_the_first(&self) {
        self.ask(Actor::First, Step::Me).await;
        if !self.several_cookies() {
            return;
        }
        let cookies =
            self.sessions.borrow().get(&Actor::First).map_or(0, |session| session.facts.cookies.len());
        let alone = |index| {
            let header = self.sessions.borrow().get(&Actor::First).and_then(|session| session.alone(index));
            self.ask_with(Actor::First, Step::MeWithCookie(index), header)
        };
        let replies = join_all((0..cookies).map(alone)).await;
        if let Some(session) = self.sessions.borrow_mut().get_mut(&Actor::First) {
            for (cookie, reply) in session.facts.cookies.iter_mut().zip(replies) {
                cookie.authenticates = reply.and_then(|reply| reply.status).map(|status| status == 200);
            }
        }
    }

    async fn log_in_if(&self, actor: Actor, account: Option<&Account>, jar: Option<Jar>) {
        if let (Some(account), Some(jar)) = (account, jar) {
            self.log_in(actor, account, jar, None).await;
        }
    }

    /// The third session sends a session id of its own choice with the login.
    async fn log_in_with_offered_id(&self, jar: Option<Jar>) {
        let Some(jar) = jar else { return };
        let offered =
            self.sessions.borrow().get(&Actor::First).and_then(|session| {
                session.with_main_value(|value| random_hex(value.len().clamp(32, 128) / 2))
            });
        *self.offered.borrow_mut() = offered.clone();
        self.log_in(Actor::Third, self.plan.first, jar, offered).await;
    }

    /// Logs an actor in; what stands in the way is written down.
    pub(super) async fn log_in(&self, actor: Actor, account: &Account, jar: Jar, offered: Option<Secret>) {
        if let Some(reason) = self.no_more_logins(actor) {
            self.disable(actor, reason);
            return;
        }
        let url = self.plan.base.join(&self.plan.profile.paths.login);
        let request = Request::new(Method::POST, url.clone())
            .cookie(both(jar.header(&url), offered))
            .json(self.credentials(&account.email, &account.password));
        let Some(reply) = self.send(actor, Step::Login, request).await else {
            return;
        };
        jar.receive(&url, &reply.set_cookie);
        let refusal = self.refusal(reply.index);
        if let Some(reason) = refusal {
            if actor == Actor::First {
                // Nothing can be proven any more, and every further login
                // could lock the account.
                self.halt(reason.clone());
            }
            self.disable(actor, in_the_name_of(actor, reason));
            return;
        }
        let redactor = self.client.redactor();
        let opened = Session::open(jar, &reply.set_cookie, self.me(), self.plan.profile, redactor);
        let Some(mut session) = opened else {
            self.disable(actor, no_session_cookie());
            return;
        };
        session.facts.user_id = self.user_id(reply.index);
        session.facts.email = redactor.redact(&account.email);
        self.sessions.borrow_mut().insert(actor, session);
    }

    /// Why the actor must not log in: the account's password was refused
    /// before, or its logins are used up. If nothing is in the way, the login
    /// is counted.
    fn no_more_logins(&self, actor: Actor) -> Option<Missing> {
        if actor == Actor::Other {
            return None;
        }
        if let Some(reason) = self.evidence.borrow().unable.get(&Actor::First) {
            return Some(reason.clone());
        }
        self.take_login().err()
    }

    /// The login's JSON body.
    pub(super) fn credentials(&self, email: &str, password: &Secret) -> Secret {
        credentials(&self.plan.profile.login, email, password)
    }

    /// Why the login at that index opened no session, if so.
    fn refusal(&self, index: usize) -> Option<Missing> {
        let evidence = self.evidence.borrow();
        let record = &evidence.records[index];
        match record.exchange.answer() {
            Ok(answer) => explain_refusal(answer),
            Err(failure) => Some(Missing::no_answer(record.step, failure)),
        }
    }

    /// The user id in the login's answer.
    fn user_id(&self, index: usize) -> Option<String> {
        let evidence = self.evidence.borrow();
        user_id(evidence.records[index].exchange.answer().ok()?, self.plan.profile)
    }
}

/// Says whose login it was when it was not the first account's.
fn in_the_name_of(actor: Actor, mut reason: Missing) -> Missing {
    if actor == Actor::Other {
        reason.reason = format!("{}: {}", actor.name(), reason.reason);
        reason.hint = "check PENGUIN_AUTH_SECOND_EMAIL and its password".to_owned();
    }
    reason
}

/// Two Cookie headers in one.
fn both(jar: Option<Secret>, offered: Option<Secret>) -> Option<Secret> {
    match (jar, offered) {
        (Some(jar), Some(offered)) => Some(Secret::new(format!("{}; {}", jar.reveal(), offered.reveal()))),
        (jar, offered) => jar.or(offered),
    }
}
