//! A real browser logs in and out as well, from a page of the deployment.

use reqwest::Method;

use super::driver::{Driver, Reply};
use crate::check::Phase;
use crate::chromium::{BrowserOptions, Chromium};
use crate::evidence::{Actor, Missing, MissingKind, RealBrowser, Step};
use crate::http::{FailureKind, Request};
use crate::session::{Jar, csrf_request};

/// What is sent for a browser at the most: two pages, a CSRF token, a login,
/// two questions, a logout, and one more if that failed.
const REQUESTS: usize = 8;

impl Driver<'_> {
    /// Requests that the polling of a dead session must leave for this.
    pub(super) fn kept_for_a_browser(&self) -> usize {
        if self.browser_options().is_some() { REQUESTS } else { 0 }
    }

    /// How to start the browser, if there is anything to see in one: a bearer
    /// token is no business of browsers.
    fn browser_options(&self) -> Option<&BrowserOptions> {
        let has_cookies = self.plan.profile.bearer().is_none();
        self.plan.browser.as_ref().filter(|_| has_cookies && self.wants(Phase::RealBrowser))
    }

    /// The browser's whole story. What keeps it from its end is written down:
    /// it says nothing about the deployment.
    pub(super) async fn let_a_browser_log_out(&self) {
        let Some(options) = self.browser_options().filter(|_| !self.halted()) else { return };
        let lived = async {
            let chromium = Chromium::start(options, self.client).await?;
            let lived = self.log_a_browser_out(&chromium).await;
            chromium.close().await;
            lived
        };
        match lived.await {
            Ok(browser) => self.evidence.borrow_mut().browser = Some(browser),
            Err(reason) => self.disable(Actor::Browser, reason),
        }
    }

    async fn log_a_browser_out(&self, chromium: &Chromium<'_>) -> Result<RealBrowser, Missing> {
        self.open_a_page(chromium).await?;
        self.log_a_browser_in(chromium).await?;
        let me = || Request::new(Method::GET, self.me());
        self.in_browser(chromium, Step::MeBeforeLogout, me()).await?;
        let before = chromium.cookies().await?;
        self.in_browser(chromium, Step::Logout, self.logout_of(Actor::Browser)).await?;
        self.in_browser(chromium, Step::MeAfterLogout, me()).await?;
        let after = chromium.cookies().await?;
        Ok(RealBrowser { name: chromium.name().to_owned(), before, after, ignored: chromium.ignored() })
    }

    /// Any page of the deployment will do. The protected route is one request;
    /// where it refuses without a body, there is no page, and the root has one.
    /// The story begins without what such a page may have set.
    async fn open_a_page(&self, chromium: &Chromium<'_>) -> Result<(), Missing> {
        for url in [self.me(), self.plan.base.join("/")] {
            self.may_send()?;
            let (received, is_there) = chromium.open(Request::new(Method::GET, url)).await;
            let reply = self.take(Actor::Browser, Step::OpenPage, received);
            if is_there {
                return chromium.forget_cookies().await;
            }
            self.answered(Step::OpenPage, &reply)?;
        }
        Err(Missing::new(
            MissingKind::Unexpected,
            format!(
                "a browser can open neither {} nor the root of the deployment",
                self.plan.profile.paths.me
            ),
            "give the root a page, such as the one for unknown paths: requests are made from there",
        ))
    }

    /// The first account logs in, with a CSRF token where one is offered.
    async fn log_a_browser_in(&self, chromium: &Chromium<'_>) -> Result<(), Missing> {
        self.take_login(usize::from(self.wants(Phase::RefusedLogins)))?;
        let mut jar = Jar::new();
        let profile = self.plan.profile;
        if let Some(path) = profile.paths.csrf.as_deref().filter(|_| self.csrf_offered.get()) {
            let url = self.plan.base.join(path);
            let reply = self.in_browser(chromium, Step::Csrf, csrf_request(profile, url.clone())).await?;
            jar.receive(&url, &reply.set_cookie);
            jar.keep_csrf(reply.secret);
        }
        let account = self.plan.first;
        let request = self.login_with(&jar, &account.email, &account.password);
        let url = request.url.clone();
        let reply = self.in_browser(chromium, Step::Login, request).await?;
        jar.receive(&url, &reply.set_cookie);
        self.open_session(Actor::Browser, account, jar, &reply)?;
        self.spread_what_was_learned();
        Ok(())
    }

    /// Sends a request from the browser and records it.
    async fn in_browser(
        &self,
        chromium: &Chromium<'_>,
        step: Step,
        request: Request,
    ) -> Result<Reply, Missing> {
        self.may_send()?;
        let reply = self.take(Actor::Browser, step, chromium.send(request).await);
        self.answered(step, &reply)?;
        Ok(reply)
    }

    /// Without an answer the story ends.
    fn answered(&self, step: Step, reply: &Reply) -> Result<(), Missing> {
        let evidence = self.evidence.borrow();
        let answer = evidence.records[reply.index].exchange.answer();
        answer.map(drop).map_err(|failure| {
            let missing = Missing::no_answer(step, failure);
            if failure.kind == FailureKind::Tls { without_authorities(missing) } else { missing }
        })
    }
}

/// What to try where Chromium does not know who signed the certificate.
fn without_authorities(missing: Missing) -> Missing {
    let hint = "--cacert is not for Chromium: let its own store know the authority, or give --insecure for a test deployment";
    Missing { hint: hint.to_owned(), ..missing }
}
