//! Logouts and a login that the user did not ask for, as pages of other sites
//! make browsers send them. They come last, on the session of the second
//! account: nothing else depends on it any more. Without a second account they
//! are sent without a session.

use futures_util::future::join_all;
use reqwest::header::{HeaderValue, ORIGIN};
use reqwest::{Method, Url};
use serde_json::{Map, Value};

use super::driver::{Driver, Reply, random_hex};
use super::odd_logouts::ask_for;
use super::other_methods::headers;
use crate::check::Phase;
use crate::deployment::{Encoding, Profile};
use crate::evidence::{Actor, Forgery, Probe, Step, seems_logged_out};
use crate::http::{Payload, Request, Stranger};
use crate::redact::Secret;
use crate::session::logout_request;

/// What a browser says of a request that a page of another site makes.
const CROSS_SITE: [(&str, &str); 2] = [("origin", Stranger::ORIGIN), ("sec-fetch-site", "cross-site")];

/// Names under which frameworks take the page to go to after a logout.
pub(super) const TARGETS: [&str; 4] = ["callbackUrl", "redirect", "next", "returnTo"];

/// The most requests that the forgeries take, and the last ones beside them.
const MOST: usize = 11;

/// What came of forgeries that were sent together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// One of them was carried out.
    Done,
    /// One of them was not answered.
    Nothing,
    /// Neither.
    Refused,
}

impl Driver<'_> {
    /// The plainest forgery first: if it is carried out, the others show
    /// nothing. The rest side by side, for each answer tells what came of it.
    pub(super) async fn forge_logouts(&self) {
        if !self.wants(Phase::ForgedLogouts) {
            return;
        }
        let Some(actor) = self.victim() else { return };
        // The ticket's last checks are worth more than these.
        if !self.can_afford(MOST) {
            self.disable(actor, self.over_budget("leaves too few for them"));
            return;
        }
        let (plainest, others) = Forgery::ALL.split_at(1);
        let mut told = self.forge_together(actor, plainest).await;
        if told == Told::Refused {
            told = self.forge_together(actor, others).await;
        }
        if actor == Actor::Other {
            self.ask(actor, Step::Probe(Probe::MeAfterForgeries)).await;
        }
        // A route that does not answer would be waited for again and again.
        if self.wants(Phase::OddLogouts) && told != Told::Nothing {
            self.log_out_oddly(actor).await;
        }
    }

    async fn forge_together(&self, actor: Actor, kinds: &[Forgery]) -> Told {
        let replies = join_all(kinds.iter().map(|forgery| self.forge(actor, *forgery))).await;
        let sent: Vec<Reply> = replies.into_iter().flatten().collect();
        if sent.iter().any(|reply| reply.status.is_none()) {
            Told::Nothing
        } else if sent.iter().any(|reply| self.was_carried_out(reply)) {
            Told::Done
        } else {
            Told::Refused
        }
    }

    /// Whose session is tried: none of the first account's, for each of them
    /// proves something else.
    fn victim(&self) -> Option<Actor> {
        match self.plan.second {
            None => Some(Actor::Nobody),
            Some(_) => self.sessions.borrow().contains_key(&Actor::Other).then_some(Actor::Other),
        }
    }

    async fn forge(&self, actor: Actor, forgery: Forgery) -> Option<Reply> {
        if forgery.is_spare() && !self.plan.intrusive {
            return None;
        }
        let request = forged(self.plan.profile, self.logout_url(), forgery)?;
        self.send(actor, Step::Probe(Probe::ForgedLogout(forgery)), request.credential(self.captured(actor)))
            .await
    }

    /// A body that no parser takes; and if that kept the session from ending, a
    /// logout with nothing odd but where it wants to go.
    async fn log_out_oddly(&self, actor: Actor) {
        let mut broken = self.logout_of(actor);
        ask_for(Stranger::ORIGIN, &mut broken.url);
        let body = Payload::Text("application/json", "{\"callbackUrl\":".to_owned());
        let reply = self.send_as(actor, Step::Probe(Probe::BrokenBodyLogout), broken.body(Some(body))).await;
        if reply.is_none_or(|reply| reply.status.is_none() || self.was_carried_out(&reply)) {
            return;
        }
        let mut redirected = self.logout_of(actor);
        ask_for(Stranger::ORIGIN, &mut redirected.url);
        if let Some(Payload::Form(fields)) = &mut redirected.body {
            fields.push(("callbackUrl".to_owned(), Secret::new(Stranger::ORIGIN)));
        }
        self.send_as(actor, Step::Probe(Probe::RedirectedLogout), redirected).await;
    }

    /// What the answer would change in the jar is of no use any more.
    async fn send_as(&self, actor: Actor, step: Step, request: Request) -> Option<Reply> {
        self.send(actor, step, request.credential(self.captured(actor))).await
    }

    pub(super) fn was_carried_out(&self, reply: &Reply) -> bool {
        let evidence = self.evidence.borrow();
        let answer = evidence.records[reply.index].exchange.answer();
        answer.is_ok_and(|answer| seems_logged_out(answer, self.plan.profile))
    }

    /// The login form on a page of another site, with an address that nobody
    /// has: what matters is whether the origin or the password is looked at.
    pub(super) async fn forge_a_login(&self, email: &str) {
        if !self.wants(Phase::ForgedLogin) {
            return;
        }
        let login = &self.plan.profile.login;
        let who = [(&login.email_field, email), (&login.password_field, "wrong-anyway")];
        let fixed = login.call.fields.iter().map(|(name, value)| (name, value.as_str()));
        let fields = who.into_iter().chain(fixed);
        // A page of another site can send JSON only as plain text.
        let body = match login.call.encoding {
            Encoding::Form => {
                Payload::Form(fields.map(|(name, value)| (name.clone(), Secret::new(value))).collect())
            }
            Encoding::Json => {
                let object: Map<String, Value> =
                    fields.map(|(name, value)| (name.clone(), value.into())).collect();
                Payload::Text(Payload::PLAIN_TEXT, Value::Object(object).to_string())
            }
        };
        let url = self.plan.base.join(&self.plan.profile.paths.login);
        let request = Request::new(login.call.method.clone(), url).headers(headers(&CROSS_SITE));
        self.send(Actor::Nobody, Step::Probe(Probe::ForgedLogin), request.body(Some(body))).await;
    }
}

/// The logout as a page of another site makes a browser send it without asking
/// the server first: it does not know the CSRF token, and can write neither
/// headers of its own nor JSON that says so. None if there is no such forgery of
/// this deployment.
fn forged(profile: &Profile, url: Url, forgery: Forgery) -> Option<Request> {
    // Of these, a browser sends only POST for another site without asking.
    if profile.logout.call.method != Method::POST {
        return None;
    }
    // Where a token is asked for, no Origin makes up for it.
    let of_a_page = matches!(forgery, Forgery::Form | Forgery::Text | Forgery::WrongToken);
    if profile.csrf.is_some() && !of_a_page {
        return None;
    }
    let wrong = Secret::new(random_hex(32));
    let token = (forgery == Forgery::WrongToken).then_some(&wrong);
    let plain = logout_request(profile, url, token);
    let body = plain.body.clone().map(Payload::without_preflight);
    match forgery {
        Forgery::Form => Some(form(profile, plain).headers(headers(&CROSS_SITE))),
        Forgery::Text => {
            let text = body.filter(|body| matches!(body, Payload::Text(..)));
            let text = text.unwrap_or_else(|| Payload::Text(Payload::PLAIN_TEXT, "{}".to_owned()));
            Some(plain.body(Some(text)).headers(headers(&CROSS_SITE)))
        }
        Forgery::WrongToken => {
            profile.csrf.as_ref()?.field.as_ref()?;
            Some(plain.body(body).headers(headers(&CROSS_SITE)))
        }
        Forgery::LongerHost | Forgery::NullOrigin | Forgery::OtherScheme | Forgery::Subdomain => {
            let origin = HeaderValue::from_str(&origin(forgery, &plain.url)?).ok()?;
            Some(plain.body(body).headers(vec![(ORIGIN, origin)]))
        }
    }
}

/// The request as a web form sends it, asking for a page of another site
/// afterwards.
fn form(profile: &Profile, mut plain: Request) -> Request {
    ask_for(Stranger::ORIGIN, &mut plain.url);
    let fields = profile.logout.call.fields.iter();
    let fields = fields.map(|(name, value)| (name.clone(), Secret::new(value)));
    let targets = TARGETS.map(|name| (name.to_owned(), Secret::new(Stranger::ORIGIN)));
    plain.body(Some(Payload::Form(fields.chain(targets).collect())))
}

/// The Origin header of such a forgery; none for an address without names
/// below it.
fn origin(forgery: Forgery, url: &Url) -> Option<String> {
    let (scheme, host) = (url.scheme(), url.host_str()?);
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    match forgery {
        Forgery::LongerHost => Some(format!("{scheme}://{host}.{}", Stranger::HOST)),
        Forgery::NullOrigin => Some("null".to_owned()),
        Forgery::OtherScheme if scheme == "https" => Some(format!("http://{host}{port}")),
        Forgery::OtherScheme => Some(format!("https://{host}{port}")),
        Forgery::Subdomain => url.domain().map(|host| format!("{scheme}://evil.{host}{port}")),
        Forgery::Form | Forgery::Text | Forgery::WrongToken => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a browser would ask the server before it sends this for a page
    /// of another site (Fetch, 2.2.2 and 3.2.2). It writes these headers itself.
    fn needs_a_preflight(request: &Request) -> bool {
        let written = |name: &str| ["origin", "sec-fetch-site"].contains(&name);
        let simple = ["application/x-www-form-urlencoded", Payload::PLAIN_TEXT];
        request.headers.iter().any(|(name, _)| !written(name.as_str()))
            || request.body.as_ref().is_some_and(|body| !simple.contains(&body.media_type()))
    }

    #[test]
    fn a_forgery_is_what_a_browser_sends_without_asking_first() {
        let paths = "[paths]\nlogin = \"/in\"\nlogout = \"/out\"\nme = \"/me\"\ncsrf = \"/csrf\"\n";
        let body = "[logout]\nencoding = \"json\"\nfields = { all = \"no\" }\nheaders = { X-App = \"1\" }\n";
        let tokens = ["", "[csrf]\norigin = true\n", "[csrf]\ntoken = \"/t\"\nfield = \"t\"\n"];
        let by_header = "[csrf]\ntoken = \"/t\"\nheader = \"X-Token\"\n";
        let forgeries = |csrf: &str| -> Vec<Request> {
            let text = format!("name = \"json\"\n{paths}{csrf}{body}");
            let profile = Profile::read("test", &text).unwrap();
            let url = Url::parse("https://app.example.com/out").unwrap();
            Forgery::ALL.into_iter().filter_map(|forgery| forged(&profile, url.clone(), forgery)).collect()
        };
        assert_eq!(tokens.map(|csrf| forgeries(csrf).len()), [6, 6, 3]);
        assert_eq!(forgeries(by_header).len(), 2, "no page can write the header of a token");
        for request in tokens.into_iter().chain([by_header]).flat_map(forgeries) {
            assert!(!needs_a_preflight(&request), "{request:?}");
            assert!(request.body.unwrap().text().contains("all"));
        }
    }

    #[test]
    fn every_origin_is_another_one_than_the_deployments() {
        for base in ["https://app.example.com/", "http://localhost:3000/", "http://127.0.0.1:3000/"] {
            let url = Url::parse(base).unwrap();
            let ours = url.origin().ascii_serialization();
            for forgery in Forgery::ALL {
                assert_ne!(origin(forgery, &url).as_deref(), Some(ours.as_str()), "{forgery:?}");
            }
        }
        let url = Url::parse("https://app.example.com:8443/").unwrap();
        let of = |forgery| origin(forgery, &url).unwrap();
        assert_eq!(of(Forgery::LongerHost), "https://app.example.com.evil.example");
        assert_eq!(of(Forgery::OtherScheme), "http://app.example.com:8443");
        assert_eq!(of(Forgery::Subdomain), "https://evil.app.example.com:8443");
        let by_address = Url::parse("http://127.0.0.1:3000/").unwrap();
        assert_eq!(origin(Forgery::Subdomain, &by_address), None);
    }
}
