//! One browser before and after the answers that should clear its cookies.

use url::Url;

use super::browser::{Browser, Outcome, Response};
use super::diagnosis::{Sent, why_not_cleared};
use super::reason::Reason;
use super::set_cookie::SetCookie;
use super::stored::Cookie;

/// A browser that has logged in, and what the answers since then made of its cookies.
#[derive(Clone, Debug)]
pub struct Clearing {
    before: Browser,
    after: Browser,
    told: Vec<Told>,
}

/// What became of one cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The name is still there, with an empty value.
    Blanked,
    /// The browser removed it.
    Cleared,
    /// The name is still there, with another value.
    Replaced,
    /// The old value is still there.
    Survives,
}

/// One line, where it came from and what came of it.
#[derive(Clone, Debug)]
struct Told {
    line: SetCookie,
    outcome: Outcome,
    url: Url,
}

impl Clearing {
    /// Begins with a browser as it is before the logout.
    #[must_use]
    pub fn of(before: Browser) -> Self {
        Self { after: before.clone(), before, told: Vec::new() }
    }

    /// Takes in an answer of the logout, or one that came after it.
    pub fn receive(&mut self, response: &Response<'_>) {
        let outcomes = self.after.receive(response);
        let told = response.set_cookie.iter().zip(outcomes).map(|(line, outcome)| Told {
            line: line.clone(),
            outcome,
            url: response.url.clone(),
        });
        self.told.extend(told);
    }

    /// The browser as it was.
    #[must_use]
    pub const fn before(&self) -> &Browser {
        &self.before
    }

    /// The browser as it is now.
    #[must_use]
    pub const fn after(&self) -> &Browser {
        &self.after
    }

    /// What became of a cookie that the browser held before.
    #[must_use]
    pub fn fate(&self, cookie: &Cookie) -> Fate {
        match self.after.cookies().find(|other| other.is_same_cookie(cookie)) {
            None => Fate::Cleared,
            Some(left) if left.is_blank() => Fate::Blanked,
            Some(left) if left.value == cookie.value => Fate::Survives,
            Some(_) => Fate::Replaced,
        }
    }

    /// Why a cookie was not removed; `None` if a line did remove it.
    #[must_use]
    pub fn why_left(&self, cookie: &Cookie) -> Option<Reason> {
        let sent: Vec<Sent<'_>> = self
            .told
            .iter()
            .map(|told| Sent { line: &told.line, outcome: &told.outcome, url: &told.url })
            .collect();
        why_not_cleared(self.after.engine(), cookie, &sent)
    }

    /// The lines that came, in order, and what came of each.
    pub fn lines(&self) -> impl Iterator<Item = (&SetCookie, &Outcome)> {
        self.told.iter().map(|told| (&told.line, &told.outcome))
    }
}
