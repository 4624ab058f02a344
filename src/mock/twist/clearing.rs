//! Twists of the lines that set and delete cookies.

use http::request::Parts;

use crate::mock::cookie::{Purpose, Shape};
use crate::mock::defect::Defect;
use crate::mock::routes::App;

/// What the sample of the ticket sends: it deletes a cookie that does not exist
/// (measured on the real SDK).
const SAMPLE: &str = "nile-session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT";

impl App {
    /// The cookie as login sets it.
    pub(in crate::mock) fn partitioned<'a>(&self, shape: Shape<'a>) -> Shape<'a> {
        if self.has(Defect::ClearWithoutPartitioned) {
            return Shape { secure: true, partitioned: true, ..shape };
        }
        shape
    }

    /// The cookies that login sets, some of them twice.
    pub(in crate::mock) fn twins_of<'a>(&self, mut shapes: Vec<Shape<'a>>) -> Vec<Shape<'a>> {
        if self.has(Defect::TwinCookieLeft) {
            let host_only = |shape: &Shape<'a>| Shape { domain: None, ..shape.clone() };
            let twins: Vec<_> = shapes.iter().map(host_only).collect();
            shapes.splice(0..0, twins);
        }
        shapes
    }

    /// The cookies that logout deletes, and how it remembers them.
    pub(in crate::mock) fn bent_shapes<'a>(&self, mut shapes: Vec<Shape<'a>>) -> Vec<Shape<'a>> {
        if self.has(Defect::ChunkLeft) {
            shapes.retain(|shape| shape.chunk != Some(1));
        }
        if self.has(Defect::RememberMeLeft) {
            shapes.retain(|shape| shape.purpose != Purpose::RememberMe);
        }
        shapes.iter_mut().for_each(|shape| self.bend(shape));
        shapes
    }

    fn bend(&self, shape: &mut Shape<'_>) {
        if self.has(Defect::ClearWrongPath) {
            shape.path = Some(if self.dress.path == "/api" { "/" } else { "/api" });
        }
        if self.has(Defect::ClearDefaultPath) {
            shape.path = None;
        }
        if self.has(Defect::ClearWithoutDomain) {
            shape.domain = None;
        }
        if self.has(Defect::ClearPrefixWithoutSecure) {
            shape.secure = false;
        }
        if self.has(Defect::ClearWithoutPartitioned) {
            shape.partitioned = false;
        }
    }

    /// Whether a deletion is sent at all beside that of the session cookie, and
    /// with the 401 of a logout.
    pub(in crate::mock) fn clears_besides(&self, forgets: Defect) -> bool {
        let clear_little = [forgets, Defect::NoClear, Defect::ClearsWrongCookie, Defect::TicketSample];
        !clear_little.iter().any(|defect| self.has(*defect))
    }

    /// The lines that logout answers with.
    pub(in crate::mock) fn bent_deletions(
        &self,
        lines: Vec<String>,
        shapes: &[Shape<'_>],
        head: &Parts,
    ) -> Vec<String> {
        if self.has(Defect::NoClear) {
            return Vec::new();
        }
        if self.has(Defect::ClearsWrongCookie) || self.has(Defect::TicketSample) {
            return vec![SAMPLE.to_owned()];
        }
        if self.has(Defect::LogoutReplacesSession) {
            let anonymous = self.nile.made_up();
            return shapes.iter().map(|shape| shape.set(&anonymous)).collect();
        }
        if self.has(Defect::BlanksCookie) {
            return shapes.iter().map(|shape| shape.plain("")).collect();
        }
        if self.has(Defect::CommaJoined) {
            return vec![format!("nile.callback-url=%2F; Path=/, {}", lines.join(", "))];
        }
        if self.has(Defect::ClearWithTab) {
            return lines.iter().map(|line| format!("{line}; Comment=logged\tout")).collect();
        }
        self.with_more_lines(lines, head)
    }

    fn with_more_lines(&self, mut lines: Vec<String>, head: &Parts) -> Vec<String> {
        if self.has(Defect::ClearsUnknownToo) {
            lines.push(SAMPLE.to_owned());
        }
        if self.has(Defect::SetAfterClear) {
            let token = self.token_of(head).unwrap_or_default();
            lines.extend(self.cookie_lines(Purpose::Session, &token));
        }
        lines
    }
}
