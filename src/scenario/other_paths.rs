//! The logout route under other spellings of its path: nobody logs out there,
//! before any login, and a GET of the third session where something answered.

use futures_util::future::join_all;
use reqwest::{Method, Url};

use super::driver::{Driver, Reply};
use crate::check::Phase;
use crate::evidence::{Actor, OtherPath, Probe, Step};
use crate::http::Request;

impl Driver<'_> {
    /// No session is open yet: whatever a logout does there, it does to nobody.
    pub(super) async fn log_out_on_other_paths(&self) {
        if self.wants(Phase::OtherPaths) {
            let log_out = |path| {
                let request = Request { url: self.logout_on(path), ..self.logout_of(Actor::Nobody) };
                self.send(Actor::Nobody, Step::Probe(Probe::PathLogout(path)), request)
            };
            join_all(OtherPath::ALL.map(log_out)).await;
        }
    }

    /// A GET to each that may be a route, side by side, and a question.
    pub(super) async fn get_other_paths(&self) {
        if !self.wants(Phase::OtherPaths) || self.plan.profile.logout.call.method == Method::GET {
            return;
        }
        let routes = OtherPath::ALL.into_iter().filter(|path| self.may_be_a_route(*path));
        let get = |path| {
            let request = Request::new(Method::GET, self.logout_on(path));
            self.as_session(Actor::Third, Step::Probe(Probe::PathGet(path)), request)
        };
        let replies: Vec<Option<Reply>> = join_all(routes.map(get)).await;
        if !replies.is_empty() {
            self.ask(Actor::Third, Step::Probe(Probe::MeAfterPathGets)).await;
        }
    }

    fn logout_on(&self, path: OtherPath) -> Url {
        self.plan.base.join(&path.of(&self.plan.profile.paths.logout))
    }

    /// Whether something answered there that sends nobody elsewhere.
    fn may_be_a_route(&self, path: OtherPath) -> bool {
        let evidence = self.evidence.borrow();
        let answer = evidence.answer(Actor::Nobody, Step::Probe(Probe::PathLogout(path)));
        answer.is_ok_and(|seen| !seen.answer.is_redirect() && seen.answer.status != 404)
    }
}
