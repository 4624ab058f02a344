//! The live session in odd requests, and the ended one on other routes and in
//! other places than its cookie.

use futures_util::future::{join, join_all};
use reqwest::header::{
    COOKIE, ETAG, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
};
use reqwest::{Method, Url};

use super::driver::{Driver, Reply, random_hex};
use crate::check::Phase;
use crate::evidence::{Actor, Elsewhere, OddCookies, Step};
use crate::http::Request;
use crate::session::{Jar, Session};

/// The cookie of the second line.
const BESIDE: HeaderValue = HeaderValue::from_static("penguin-auth-probe=1");

impl Driver<'_> {
    /// A route that nobody has, beside the others and as deep as the first part
    /// of the protected one.
    pub(super) async fn ask_for_an_unknown_route(&self) {
        if self.wants(Phase::UnknownRoute) {
            let path = unknown_beside(&self.plan.profile.paths.me);
            self.anonymously(
                Step::Elsewhere(Elsewhere::UnknownRoute),
                Method::GET,
                self.plan.base.join(&path),
            )
            .await;
        }
    }

    /// The third session asks with its cookies in disorder.
    pub(super) async fn ask_with_odd_cookies(&self) {
        let kinds = OddCookies::ALL.into_iter().filter(|_| self.wants(Phase::OddCookies));
        let odd = join_all(kinds.map(|kind| self.ask_in_disorder(kind)));
        let without_prefix = async {
            if self.wants(Phase::WithoutPrefix) {
                let credential = self.of_session(Actor::Third, Session::without_prefix);
                self.ask_with(Actor::Third, Step::Elsewhere(Elsewhere::MeWithoutPrefix), credential).await;
            }
        };
        join(odd, without_prefix).await;
    }

    async fn ask_in_disorder(&self, kind: OddCookies) {
        let garbage = random_hex(16);
        let odd = self.of_session(Actor::Third, |session| session.in_odd_cookies(kind, &garbage));
        let Some(credential) = odd else { return };
        let beside = (kind == OddCookies::TwoLines).then_some((COOKIE, BESIDE));
        let request = Request::new(Method::GET, self.me()).headers(beside.into_iter().collect());
        let reply = self
            .send(Actor::Third, Step::Elsewhere(Elsewhere::OddMe(kind)), request.credential(Some(credential)))
            .await;
        // A session may get a new value with every answer; what comes with a
        // refusal is for somebody else.
        if let Some(reply) = reply.filter(|reply| reply.accepted)
            && let Some(session) = self.sessions.borrow_mut().get_mut(&Actor::Third)
        {
            session.receive(&self.me(), &reply.set_cookie);
        }
    }

    /// What the first session may read besides the protected route, as a
    /// control. Nobody asks for the same, to know what is open to everybody.
    pub(super) async fn read_other_routes(&self) {
        let session = async {
            if let Some(url) = self.session_route() {
                self.as_session(
                    Actor::First,
                    Step::Elsewhere(Elsewhere::SessionRead),
                    Request::new(Method::GET, url),
                )
                .await;
            }
        };
        let others = self.other_routes().into_iter().map(|(step, _, url)| {
            let request = Request::new(Method::GET, url.clone());
            join(self.as_session(Actor::First, step, request), self.anonymously(step, Method::GET, url))
        });
        join(session, join_all(others)).await;
    }

    /// The ended session on those routes, and in other places than its cookie.
    pub(super) async fn look_elsewhere(&self) {
        let others = self.other_routes().into_iter().map(|(_, step, url)| self.replay_at(step, url));
        let routes = join(self.read_the_ended_session(), join_all(others));
        let carriers = join(self.replay_in_other_places(), self.replay_what_has_not_changed());
        join(routes, carriers).await;
    }

    fn session_route(&self) -> Option<Url> {
        let path = self.plan.profile.paths.session.as_ref().filter(|_| self.wants(Phase::SessionRead))?;
        Some(self.plan.base.join(path))
    }

    /// The steps before and after the logout for each further route.
    fn other_routes(&self) -> Vec<(Step, Step, Url)> {
        let paths = self.plan.profile.paths.protected.iter().filter(|_| self.wants(Phase::OtherRoutes));
        let steps = |(at, path): (usize, &String)| {
            (
                Step::Elsewhere(Elsewhere::OtherRoute(at)),
                Step::Elsewhere(Elsewhere::OtherRouteAfterLogout(at)),
                self.plan.base.join(path),
            )
        };
        paths.enumerate().map(steps).collect()
    }

    async fn replay_at(&self, step: Step, url: Url) -> Option<Reply> {
        let captured = self.captured(Actor::First)?;
        let request = Request::new(Method::GET, url).credential(Some(captured)).fresh();
        self.send(Actor::First, step, request).await
    }

    /// The session route with the captured cookies. If it answers with session
    /// cookies, they are tried: they may be an anonymous session's.
    async fn read_the_ended_session(&self) {
        let Some(url) = self.session_route() else { return };
        let Some(reply) =
            self.replay_at(Step::Elsewhere(Elsewhere::SessionReadAfterLogout), url.clone()).await
        else {
            return;
        };
        let jar = Jar::new();
        jar.receive(&url, &reply.set_cookie);
        let is_session = |session: &Session| {
            let pieces = &session.facts.main()?.pieces;
            jar.names().iter().any(|name| pieces.contains(name)).then(|| jar.credential(&self.me()))?
        };
        let given = self.of_session(Actor::First, is_session);
        self.ask_with(Actor::First, Step::Elsewhere(Elsewhere::MeAfterSessionRead), given).await;
    }

    async fn replay_in_other_places(&self) {
        if !self.wants(Phase::OtherCarriers) {
            return;
        }
        let bearer = self.of_session(Actor::First, Session::as_bearer);
        let url = self.of_session(Actor::First, |session| session.in_url(self.me()));
        let in_url = async {
            let request = Request::new(Method::GET, url?).fresh();
            self.send(Actor::First, Step::Elsewhere(Elsewhere::ReplayInUrl), request).await
        };
        join(self.replay(Actor::First, Step::Elsewhere(Elsewhere::ReplayAsBearer), bearer), in_url).await;
    }

    async fn replay_what_has_not_changed(&self) {
        if !self.wants(Phase::ConditionalReplay) {
            return;
        }
        let conditions = self.conditions();
        let Some(captured) = self.captured(Actor::First).filter(|_| !conditions.is_empty()) else { return };
        let request = Request::new(Method::GET, self.me()).credential(Some(captured)).headers(conditions);
        self.send(Actor::First, Step::Elsewhere(Elsewhere::ConditionalReplay), request.fresh()).await;
    }

    /// What the live answer said about its state, as conditions.
    fn conditions(&self) -> Vec<(HeaderName, HeaderValue)> {
        let evidence = self.evidence.borrow();
        let Ok(live) = evidence.answer(Actor::First, Step::MeBeforeLogout) else { return Vec::new() };
        let pairs = [(ETAG, IF_NONE_MATCH), (LAST_MODIFIED, IF_MODIFIED_SINCE)];
        let condition = |(said, asked): (HeaderName, HeaderName)| {
            Some((asked, HeaderValue::from_str(live.answer.header(said.as_str())?).ok()?))
        };
        pairs.into_iter().filter_map(condition).collect()
    }

    fn of_session<T>(&self, actor: Actor, make: impl Fn(&Session) -> Option<T>) -> Option<T> {
        self.sessions.borrow().get(&actor).and_then(make)
    }
}

/// A path that nobody has: `/api/…/…` for `/api/users/me`. One part alone may
/// be somebody's number: beside `/users/me` there is `/users/{id}`.
fn unknown_beside(path: &str) -> String {
    let mut parts = path.split('/').skip(1);
    let made_up = format!("penguin-auth-{}/nothing", random_hex(6));
    match (parts.next(), parts.next()) {
        (Some(first), Some(_)) => format!("/{first}/{made_up}"),
        (Some(_) | None, _) => format!("/{made_up}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unknown_route_stands_where_the_first_part_of_the_known_one_leads() {
        assert!(unknown_beside("/api/users/me").starts_with("/api/penguin-auth-"));
        assert!(unknown_beside("/me").starts_with("/penguin-auth-"));
        assert_ne!(unknown_beside("/me"), unknown_beside("/me"));
    }
}
