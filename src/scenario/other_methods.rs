//! What else is sent to the logout route: other methods, and GETs that pretend
//! to be more. None of it may end a session, so it is tried on the third one.

use futures_util::future::{join, join_all};
use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};

use super::driver::{Driver, Reply, random_hex};
use crate::check::Phase;
use crate::evidence::{Actor, OtherMethod, Probe, Step};
use crate::http::{Request, Stranger};

/// What a router and a browser say when they fetch a page ahead of a click.
const PREFETCH: [(&str, &str); 4] =
    [("sec-purpose", "prefetch"), ("purpose", "prefetch"), ("rsc", "1"), ("next-router-prefetch", "1")];

/// What frameworks take for the method that was meant.
const OVERRIDE: [(&str, &str); 2] = [("x-http-method-override", "POST"), ("x-method-override", "POST")];

/// What is looked for in an echo.
const TRACE: [(&str, &str); 1] = [("x-penguin-trace", "1")];

/// What a browser asks before a page of another site may send JSON.
const PREFLIGHT: [(&str, &str); 3] = [
    ("origin", Stranger::ORIGIN),
    ("access-control-request-method", "POST"),
    ("access-control-request-headers", "content-type"),
];

/// What a proxy says that took the request for another host.
const FORWARDED: [(&str, &str); 3] = [
    ("x-forwarded-host", Stranger::HOST),
    ("forwarded", "host=evil.example"),
    ("nile-origin", Stranger::ORIGIN),
];

/// A request that was meant for another site.
const FOREIGN: [(&str, &str); 1] = [("host", Stranger::HOST)];

/// What two proxies in a row make of the scheme.
const TWO_SCHEMES: [(&str, &str); 1] = [("x-forwarded-proto", "https,http")];

impl Driver<'_> {
    /// The GETs in disguise side by side, then the other methods: which of them
    /// ended the session is told by its answer. Then the session asks.
    pub(super) async fn try_other_methods(&self) {
        if self.wants(Phase::OtherMethods) {
            let replies = join_all(OtherMethod::DISGUISED.map(|method| self.try_other(method))).await;
            if replies.into_iter().flatten().any(|reply| did_something(&reply)) {
                self.ask(Actor::Third, Step::Probe(Probe::MeAfterDisguisedGets)).await;
            }
            join_all(OtherMethod::PLAIN.map(|method| self.try_other(method))).await;
            self.ask(Actor::Third, Step::Probe(Probe::MeAfterOtherMethods)).await;
        }
    }

    /// In the name of a page of another site.
    pub(super) async fn ask_from_another_site(&self) {
        if self.wants(Phase::CrossOriginMe) {
            let me = Request::new(Method::GET, self.me()).headers(headers(&PREFLIGHT[..1]));
            self.as_session(Actor::Third, Step::Probe(Probe::CrossOriginMe), me).await;
        }
    }

    /// None for the profile's own method, and for one that is spared.
    async fn try_other(&self, other: OtherMethod) -> Option<Reply> {
        if other.is_spare() && !self.plan.intrusive {
            return None;
        }
        let method = Method::from_bytes(other.method().as_bytes()).ok()?;
        if method == self.plan.profile.logout.call.method {
            return None;
        }
        let mut url = self.logout_url();
        let disguise: &[(&str, &str)] = match other {
            OtherMethod::Prefetch => &PREFETCH,
            OtherMethod::Override => {
                url.query_pairs_mut().append_pair("_method", "POST");
                &OVERRIDE
            }
            OtherMethod::Preflight => &PREFLIGHT,
            OtherMethod::Delete | OtherMethod::Put | OtherMethod::Patch => &[],
        };
        let request = Request::new(method, url).headers(headers(disguise));
        self.as_session(Actor::Third, Step::Probe(Probe::OtherMethod(other)), request).await
    }

    /// What anybody may ask without a session, beside the first steps.
    pub(super) async fn ask_what_anybody_may(&self) {
        self.name_another_host().await;
    }

    /// TRACE with a header that an echo would show. It comes last, for there are
    /// servers that end with it: whether this one did is asked afterwards.
    pub(super) async fn trace(&self) {
        if !self.wants(Phase::Trace) {
            return;
        }
        let request = Request::new(Method::TRACE, self.logout_url()).headers(headers(&TRACE));
        let reply = self.send(Actor::Nobody, Step::Probe(Probe::Trace), request).await;
        if reply.is_some_and(|reply| reply.status.is_none()) {
            self.anonymously(Step::Probe(Probe::MeAfterTrace), Method::GET, self.me()).await;
        }
    }

    /// Headers that a proxy in front of the deployment would set, and a Host
    /// that is another's.
    async fn name_another_host(&self) {
        if !self.wants(Phase::ForwardedHost) {
            return;
        }
        join(
            self.ask_saying(Probe::ForwardedHost, &FORWARDED),
            self.ask_saying(Probe::ForeignHost, &FOREIGN),
        )
        .await;
    }

    /// A logout by nobody that came over two schemes at once.
    pub(super) async fn log_out_over_two_schemes(&self) {
        if self.wants(Phase::ForwardedHost) {
            let request = self.logout_of(Actor::Nobody);
            let said = request.headers.iter().cloned().chain(headers(&TWO_SCHEMES)).collect();
            self.send(Actor::Nobody, Step::Probe(Probe::TwoSchemes), request.headers(said)).await;
        }
    }

    /// The CSRF route sets cookies and may hold URLs; where there is none, the
    /// protected route may redirect.
    async fn ask_saying(&self, probe: Probe, said: &[(&'static str, &'static str)]) {
        let path = self.plan.profile.paths.csrf.as_deref().filter(|_| self.csrf_offered.get());
        let mut url = path.map_or_else(|| self.me(), |path| self.plan.base.join(path));
        // A cache in between must not keep the answer for anybody else.
        url.query_pairs_mut().append_pair("penguin-auth", &random_hex(8));
        let request = Request::new(Method::GET, url).headers(headers(said));
        self.send(Actor::Nobody, Step::Probe(probe), request).await;
    }
}

/// Whether more came of it than a refusal.
fn did_something(reply: &Reply) -> bool {
    reply.status.is_some_and(|status| status < 400)
}

/// Headers that are always the same.
pub(super) fn headers(pairs: &[(&'static str, &'static str)]) -> Vec<(HeaderName, HeaderValue)> {
    let header = |(name, value): &(&'static str, &'static str)| {
        (HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    pairs.iter().map(header).collect()
}
