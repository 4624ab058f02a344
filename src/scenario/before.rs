//! Before any login: what nobody gets, and whether the routes are there.

use futures_util::future::{join, join4};
use reqwest::{Method, Url};

use super::driver::{Driver, Reply};
use crate::deployment::Profile;
use crate::evidence::{Actor, Missing, MissingKind, Step};
use crate::http::Answer;
use crate::session::{Jar, route_missing};

impl Driver<'_> {
    /// Asks and logs out anonymously and looks for a CSRF token. Halts the run
    /// when nobody is there or a route is missing. Returns a jar that holds
    /// the CSRF cookie.
    pub(super) async fn before_any_login(&self) -> Jar {
        let csrf = async {
            match self.plan.profile.paths.csrf.as_deref().filter(|_| self.plan.csrf) {
                Some(path) => self.jar_from(Actor::Nobody, path).await,
                None => (None, Jar::new()),
            }
        };
        // The odd logouts after the plain one: where logouts are limited, it is
        // theirs that are refused.
        let logout = async {
            let request = self.logout_of(Actor::Nobody);
            let reply = self.send(Actor::Nobody, Step::LogoutBeforeLogin, request).await;
            join(self.log_out_over_two_schemes(), self.log_out_on_other_paths()).await;
            reply
        };
        let (me, logout, (csrf, jar), ()) = join4(
            self.anonymously(Step::Me, Method::GET, self.me()),
            logout,
            csrf,
            self.ask_for_an_unknown_route(),
        )
        .await;
        self.given.borrow_mut().extend(me.iter().flat_map(|reply| reply.set_cookie.clone()));
        let spoken = self.spoken_instead(me.as_ref(), logout.as_ref()).await;
        self.halt_if_pointless(me.as_ref(), logout.as_ref(), spoken.as_ref());
        let gave_something = |reply: &Reply| {
            reply.status == Some(200)
                && (!reply.set_cookie.is_empty() || jar.csrf(self.plan.profile).is_some())
        };
        if csrf.as_ref().is_some_and(gave_something) {
            self.csrf_offered.set(true);
            jar
        } else {
            Jar::new()
        }
    }

    /// No answer at all, no such route, or something in front of the
    /// deployment that answers in its stead: nothing can be proven, so no login
    /// is spent, and those answers are not judged.
    fn halt_if_pointless(&self, me: Option<&Reply>, logout: Option<&Reply>, spoken: Option<&Profile>) {
        let paths = &self.plan.profile.paths;
        let logout_method = self.plan.profile.logout.call.method.as_str();
        let in_front = self.something_in_front(me, logout);
        for (reply, method, path) in [(logout, logout_method, &paths.logout), (me, "GET", &paths.me)] {
            let Some(reply) = reply else { continue };
            let reason = {
                let evidence = self.evidence.borrow();
                let record = &evidence.records[reply.index];
                match record.exchange.answer() {
                    Err(failure) => Some(Missing::no_answer(record.step, failure)),
                    Ok(answer) if is_missing(answer, spoken) => {
                        Some(instead(route_missing(method, path, answer, self.plan.profile), spoken))
                    }
                    Ok(_) => in_front.clone(),
                }
            };
            if let Some(reason) = reason {
                self.evidence.borrow_mut().obstacles.push(reply.index);
                self.halt(reason);
            }
        }
    }

    /// What answers both routes in the deployment's stead, if anything does.
    fn something_in_front(&self, me: Option<&Reply>, logout: Option<&Reply>) -> Option<Missing> {
        let evidence = self.evidence.borrow();
        let answer = |reply: Option<&Reply>| evidence.records.get(reply?.index)?.exchange.answer().ok();
        let (me, logout) = (answer(me)?, answer(logout)?);
        let both = |holds: &dyn Fn(&Answer) -> bool| holds(me) && holds(logout);
        if both(&|answer| matches!(answer.status, 502..=504)) {
            return Some(deployment_down(me));
        }
        let is_wall = both(&|answer| matches!(answer.status, 401 | 403) && answer.is_html());
        if is_wall && me.body.text == logout.body.text {
            return Some(wall(me));
        }
        let elsewhere = elsewhere(&self.me(), me)?;
        self::elsewhere(&self.logout_url(), logout).map(|_| redirected(&elsewhere))
    }
}

/// Whether there is no such route. A 400 says so only where it is known that
/// the routes are others.
fn is_missing(answer: &Answer, spoken: Option<&Profile>) -> bool {
    matches!(answer.status, 404 | 405) || (answer.status == 400 && spoken.is_some())
}

/// A missing route of a deployment that speaks another profile needs no other
/// deployment.
fn instead(missing: Missing, spoken: Option<&Profile>) -> Missing {
    match spoken {
        None => missing,
        Some(Profile { name, .. }) => Missing {
            hint: format!("this deployment speaks the profile {name}: run again with --profile {name}"),
            ..missing
        },
    }
}

/// Where an answer sends the caller, if that is another server or scheme, or
/// the same route in another spelling. A redirect to a page of the deployment
/// itself is a wrong answer of the deployment, and judged.
fn elsewhere(asked: &Url, answer: &Answer) -> Option<Url> {
    let target = asked.join(answer.header("location").filter(|_| answer.is_redirect())?).ok()?;
    let same_route = target.path().trim_end_matches('/') == asked.path();
    (same_route || target.origin() != asked.origin()).then_some(target)
}

fn redirected(target: &Url) -> Missing {
    Missing::new(
        MissingKind::Unexpected,
        format!("every route redirects, to {}", target.origin().ascii_serialization()),
        "give the address to which it redirects as --base-url, or the header that opens a protected preview with --header",
    )
}

/// The same page for everybody on every route: preview protection, a VPN's
/// login page, basic authentication.
fn wall(answer: &Answer) -> Missing {
    Missing::new(
        MissingKind::Unexpected,
        format!(
            "every route answers {} with the same page: something in front asks for a login of its own",
            answer.status
        ),
        "give the header that opens it with --header, such as the bypass header of a protected preview",
    )
}

/// Every route answers 502, 503 or 504: no handler says so, a gateway does.
fn deployment_down(answer: &Answer) -> Missing {
    Missing::new(
        MissingKind::ServerError,
        format!("every route answers {}: the deployment is down, or not up yet", answer.status),
        "run again once it is up",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Body;

    fn redirect(location: &str) -> Answer {
        Answer {
            status: 308,
            version: "HTTP/1.1".to_owned(),
            headers: vec![("location".to_owned(), location.to_owned())],
            set_cookies: Vec::new(),
            body: Body::default(),
        }
    }

    #[test]
    fn a_redirect_of_the_whole_deployment_is_told_from_one_to_a_login_page() {
        let asked = Url::parse("http://app.test/api/users/me").unwrap();
        let leads = |location: &str| elsewhere(&asked, &redirect(location)).is_some();
        assert!(leads("https://app.test/api/users/me"));
        assert!(leads("https://sso.test/login"));
        assert!(leads("/api/users/me/"));
        assert!(!leads("/login"));
        assert!(!leads("/login?next=/api/users/me"));
    }
}
