//! Everybody logs in.

use futures_util::future::{join, join_all};

use super::driver::{Driver, Reply, random_hex};
use crate::check::Phase;
use crate::cookie::SetCookie;
use crate::evidence::{Actor, Identity, Missing, MissingKind, Step};
use crate::http::{Credential, Request};
use crate::redact::Secret;
use crate::session::{Account, Jar, Session, explain_refusal, login_request, no_session, user_id};

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
    /// each of them is tried alone. Where all of them together are answered with
    /// an identity, one that is let in without any carries no session: the route
    /// lets everybody in.
    async fn learn_the_first(&self) {
        let together = self.ask(Actor::First, Step::Me).await;
        let named = together.is_some_and(|reply| self.names_somebody(&reply));
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
                let answered = reply.filter(|reply| reply.status.is_some());
                cookie.authenticates =
                    answered.map(|reply| reply.accepted && (!named || self.names_somebody(&reply)));
            }
        }
    }

    /// Whether an answer of the protected route has an identity.
    fn names_somebody(&self, reply: &Reply) -> bool {
        let evidence = self.evidence.borrow();
        let answer = evidence.records.get(reply.index).map(|record| record.exchange.answer());
        matches!(answer, Some(Ok(answer)) if Identity::of(answer, self.plan.profile).is_some())
    }

    async fn log_in_if(&self, actor: Actor, account: Option<&Account>, jar: Option<Jar>) {
        if let (Some(account), Some(jar)) = (account, jar) {
            self.log_in(actor, account, jar, None).await;
        }
    }

    /// The third session sends a session id with the login: the one that the
    /// deployment gave to nobody before, if it did, or else one of its own
    /// choice. A server that takes no id from outside may still keep its own.
    async fn log_in_with_offered_id(&self, jar: Option<Jar>) {
        let Some(jar) = jar else { return };
        let offered = self.sessions.borrow().get(&Actor::First).and_then(|session| {
            let given = self.given_id(session);
            let made_up = |value: &str| random_hex(value.len().clamp(32, 128) / 2);
            session.with_main_value(|value| given.clone().unwrap_or_else(|| made_up(value)))
        });
        *self.offered.borrow_mut() = offered.clone();
        self.log_in(Actor::Third, self.plan.first, jar, offered).await;
    }

    /// The value that a session cookie had before any login. Half of a token in
    /// chunks would be no id.
    fn given_id(&self, session: &Session) -> Option<String> {
        let given = self.given.borrow();
        let value = |name: &String| {
            let lines = given.iter().map(|line| SetCookie::parse(line.as_bytes()));
            let of_name = |line: SetCookie| (line.name() == name).then(|| line.value().to_owned());
            lines.filter_map(of_name).rfind(|value| !value.is_empty())
        };
        let whole: String = session.facts.main()?.pieces.iter().map(value).collect::<Option<_>>()?;
        Some(whole).filter(|whole| !whole.is_empty())
    }

    /// Logs an actor in; what stands in the way is written down.
    pub(super) async fn log_in(
        &self,
        actor: Actor,
        account: &Account,
        mut jar: Jar,
        offered: Option<Credential>,
    ) {
        if let Some(reason) = self.no_more_logins(actor) {
            self.disable(actor, reason);
            return;
        }
        let leaves_one = self.holds_a_session(actor);
        let request = self.login_with(&jar, &account.email, &account.password);
        let url = request.url.clone();
        let credential = both(jar.credential(&url), offered);
        let Some(mut reply) = self.send(actor, Step::Login, request.credential(credential)).await else {
            return;
        };
        jar.receive(&url, &reply.set_cookie);
        jar.keep_bearer(reply.secret.take());
        match self.open_session(actor, account, jar, &reply) {
            Ok(()) => self.evidence.borrow_mut().left_behind += usize::from(leaves_one),
            Err(reason) => self.disable(actor, in_the_name_of(actor, reason)),
        }
    }

    /// Keeps the session that the login's answer opened. The jar has its cookies.
    ///
    /// # Errors
    /// Why there is none.
    pub(super) fn open_session(
        &self,
        actor: Actor,
        account: &Account,
        jar: Jar,
        reply: &Reply,
    ) -> Result<(), Missing> {
        if let Some(reason) = self.refusal(reply.index) {
            if actor == Actor::First {
                // Nothing can be proven any more, and every further login
                // could lock the account.
                self.halt(reason.clone());
            }
            return Err(reason);
        }
        let redactor = self.client.redactor();
        let opened = Session::open(jar, &reply.set_cookie, self.me(), self.plan.profile, redactor);
        let mut session = opened.ok_or_else(|| no_session(self.plan.profile))?;
        session.facts.user_id = self.user_id(reply.index);
        session.facts.email = redactor.redact(&account.email);
        let mut sessions = self.sessions.borrow_mut();
        if let Some(first) = sessions.get(&Actor::First) {
            session.compare_with(first);
        }
        sessions.insert(actor, session);
        Ok(())
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
        // A login that takes the place of another leaves one for the wrong
        // password.
        let again = self.sessions.borrow().contains_key(&actor) && self.wants(Phase::RefusedLogins);
        self.take_login(usize::from(again)).err()
    }

    /// The login as the profile describes it, with the jar's CSRF token and
    /// without a credential.
    pub(super) fn login_with(&self, jar: &Jar, email: &str, password: &Secret) -> Request {
        let url = self.plan.base.join(&self.plan.profile.paths.login);
        let csrf = jar.csrf(self.plan.profile);
        login_request(self.plan.profile, url, (email, password), csrf.as_ref())
    }

    /// Why the login at that index opened no session, if so.
    fn refusal(&self, index: usize) -> Option<Missing> {
        let evidence = self.evidence.borrow();
        let record = &evidence.records[index];
        match record.exchange.answer() {
            Ok(answer) if answer.status == 429 => Some(Missing::rate_limited(record.step, answer)),
            Ok(answer) => explain_refusal(answer, self.plan.profile),
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
        if reason.kind == MissingKind::LoginRefused {
            reason.hint = "check PENGUIN_AUTH_SECOND_EMAIL and its password".to_owned();
        }
    }
    reason
}

/// Two credentials in one.
fn both(jar: Option<Credential>, offered: Option<Credential>) -> Option<Credential> {
    let (jar, offered) = (jar.unwrap_or_default(), offered.unwrap_or_default());
    let cookie = match (jar.cookie, offered.cookie) {
        (Some(jar), Some(offered)) => Some(both_headers(&jar, &offered)),
        (jar, offered) => jar.or(offered),
    };
    Some(Credential { cookie, bearer: jar.bearer.or(offered.bearer) })
}

/// The jar's cookies, and those that are offered beside them. The jar's own CSRF
/// cookie must stay the only one: of two, Nile takes the last.
fn both_headers(jar: &Secret, offered: &Secret) -> Secret {
    let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
    let own: Vec<&str> = jar.reveal().split("; ").collect();
    let is_new = |pair: &&str| !own.iter().any(|known| name(known) == name(pair));
    let beside = offered.reveal().split("; ").filter(is_new);
    Secret::new(own.iter().copied().chain(beside).collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offered_session_id_brings_no_second_csrf_cookie() {
        let header = both_headers(&Secret::new("csrf=mine; url=x"), &Secret::new("csrf=other; session=id"));
        assert_eq!(header, Secret::new("csrf=mine; url=x; session=id"));
    }
}
