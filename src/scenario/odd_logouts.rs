//! Logouts of `--intrusive` that are odd and may still be carried out: each has
//! a session of its own. They go two at a time.

use futures_util::future::join_all;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Method, Url};

use super::driver::Driver;
use super::forgeries::TARGETS;
use crate::check::Phase;
use crate::deployment::Encoding;
use crate::evidence::{Actor, Intrusive, OddLogout, Step};
use crate::http::{Payload, Request};
use crate::redact::Secret;

/// The octets of a body that nobody needs.
const LARGE: usize = 64 * 1024;

/// The cookie in which a login leaves the page to go to, whatever stands before
/// its name.
const CALLBACK_COOKIE: &str = "callback-url";

impl Driver<'_> {
    /// One pair after another.
    pub(super) async fn try_odd_logouts(&self) {
        if !self.wants(Phase::OddLogouts) {
            return;
        }
        for pair in OddLogout::ALL.chunks(2) {
            let pair = pair.iter().zip([Actor::Fourth, Actor::Fifth]);
            join_all(pair.map(|(odd, actor)| self.end_a_session_oddly(actor, *odd))).await;
        }
    }

    /// Logs in, and out in that way; then in the usual way, if it was not
    /// carried out.
    async fn end_a_session_oddly(&self, actor: Actor, odd: OddLogout) {
        let jar = self.jar(actor).await;
        self.log_in(actor, self.plan.first, jar, None).await;
        self.spread_what_was_learned();
        if !self.holds_a_session(actor) {
            return;
        }
        let Some(request) = self.odd_logout(actor, odd) else { return };
        let reply = self.send(actor, Step::Intrusive(Intrusive::OddLogout(odd)), request).await;
        if reply.is_none_or(|reply| !self.was_carried_out(&reply)) {
            self.close(actor).await;
        }
    }

    fn odd_logout(&self, actor: Actor, odd: OddLogout) -> Option<Request> {
        let plain = self.logout_of(actor).credential(Some(self.captured(actor)?));
        match odd {
            OddLogout::Towards(spelling) => Some(self.towards(&spelling.target(&self.logout_url()), plain)),
            OddLogout::LargeBody => Some(plain.body(Some(Payload::Padding(LARGE)))),
        }
    }

    /// The logout, asking in its query, its body and its cookies for that page.
    fn towards(&self, target: &str, mut request: Request) -> Request {
        ask_for(target, &mut request.url);
        if request.method != Method::GET {
            let fields = TARGETS.map(|name| (name.to_owned(), Secret::new(target)));
            let empty = || match self.plan.profile.logout.call.encoding {
                Encoding::Form => Payload::Form(Vec::new()),
                Encoding::Json => Payload::Json(Secret::new("{}")),
            };
            request.body = Some(request.body.unwrap_or_else(empty).with(fields));
        }
        let encoded = utf8_percent_encode(target, NON_ALPHANUMERIC).to_string();
        let names = TARGETS.into_iter().chain([CALLBACK_COOKIE]);
        let credential = names.fold(request.credential, |all, name| all.with_cookie(name, &encoded));
        Request { credential, ..request }
    }
}

/// Every name that a framework might know, each with that page.
pub(super) fn ask_for(target: &str, url: &mut Url) {
    let mut query = url.query_pairs_mut();
    for name in TARGETS {
        query.append_pair(name, target);
    }
}
