//! Which cookies login sets, and the lines that delete every one of them.

use http::request::Parts;

use super::app::App;
use crate::mock::cookie::{Purpose, Shape, token_of, value_of};
use crate::mock::defect::Defect;
use crate::mock::nile::SignedIn;

impl App {
    /// The lines that a login answers with.
    pub(super) fn login_cookies(&self, signed_in: &SignedIn) -> Vec<String> {
        if self.keeps_cookies_back() {
            return Vec::new();
        }
        let mut lines: Vec<String> = self.balancer().into_iter().collect();
        lines.extend(self.cookie_lines(Purpose::Session, &signed_in.token));
        if let Some(value) = &signed_in.remember {
            lines.extend(self.cookie_lines(Purpose::RememberMe, value));
        }
        lines
    }

    /// The lines that set one cookie, which may come in two chunks.
    pub(in crate::mock) fn cookie_lines(&self, purpose: Purpose, token: &str) -> Vec<String> {
        let halves = token.split_at_checked(token.len() / 2).unwrap_or((token, ""));
        let shapes = self.twins_of(self.shapes(purpose));
        let value = |shape: &Shape<'_>| match shape.chunk {
            None => token,
            Some(0) => halves.0,
            Some(_) => halves.1,
        };
        shapes.iter().map(|shape| self.login_line(shape.set(value(shape)))).collect()
    }

    /// The lines that delete everything that login set (criterion 3), and the
    /// CSRF cookie that goes with it.
    pub(super) fn deletions(&self, head: &Parts) -> Vec<String> {
        let shapes = self.bent_shapes(self.all_shapes());
        let lines = shapes.iter().map(|shape| shape.clear(self.dress.clear)).collect();
        let mut lines = self.bent_deletions(lines, &shapes, head);
        let csrf = Purpose::Csrf.name(self.dress.secure_names);
        if value_of(&head.headers, csrf).is_some() && self.clears_besides(Defect::CsrfCookieLeft) {
            lines.push(Shape::of_csrf(&self.dress).clear(self.dress.clear));
        }
        lines
    }

    /// The lines that delete the cookies of a session that is over.
    pub(super) fn deletions_of_the_dead(&self, head: &Parts) -> Vec<String> {
        let carried = token_of(&head.headers, Purpose::Session, &self.dress).is_some();
        if !carried || !self.clears_besides(Defect::DeadCookieLeft) {
            return Vec::new();
        }
        self.all_shapes().iter().map(|shape| shape.clear(self.dress.clear)).collect()
    }

    /// All cookies that login sets.
    fn all_shapes(&self) -> Vec<Shape<'_>> {
        let mut shapes = self.shapes(Purpose::Session);
        if self.dress.remember_me {
            shapes.extend(self.shapes(Purpose::RememberMe));
        }
        shapes
    }

    /// The cookie of a load balancer in front, in a busy dress.
    pub(super) fn balancer(&self) -> Option<String> {
        self.dress.busy.then(|| format!("AWSALB={}; Path=/", self.nile.made_up()))
    }

    /// What a busy deployment sets for whoever has no session: an anonymous one
    /// that authenticates nobody.
    pub(super) fn for_nobody(&self) -> Vec<String> {
        if !self.dress.busy {
            return Vec::new();
        }
        let anonymous = self.nile.made_up();
        self.note_issued(&anonymous);
        let lines = self.cookie_lines(Purpose::Session, &anonymous);
        self.balancer().into_iter().chain(lines).collect()
    }

    fn shapes(&self, purpose: Purpose) -> Vec<Shape<'_>> {
        let shape = self.careless(Shape::of(purpose, &self.dress));
        if self.dress.chunked && purpose == Purpose::Session {
            return vec![shape.in_chunk(0), shape.in_chunk(1)];
        }
        vec![shape]
    }
}
