//! The cookies that a logout left in browsers, and the finding about them: the
//! lines that set them, what came at logout, what is to blame in which browser,
//! and the line that would have worked.

use super::browser_story::Story;
use super::finding::Finding;
use crate::cookie::{Cookie, SetCookie, line_that_would_work};
use crate::evidence::{Actor, Evidence, Missing, Step};

/// What is left of some cookies, browser by browser.
pub(super) struct LeftOver<'a> {
    /// Every browser that held any of them before the logout, and what it still
    /// has.
    browsers: Vec<(&'a Story, Vec<&'a Cookie>)>,
}

impl<'a> LeftOver<'a> {
    /// Looks for the cookies of those names of which `is_left` says so.
    ///
    /// # Errors
    /// If no browser ever held one of those names.
    pub(super) fn of<'n>(
        stories: &'a [Story],
        names: impl Iterator<Item = &'n String>,
        is_left: fn(&Story, &Cookie) -> bool,
    ) -> Result<Self, Missing> {
        let names: Vec<&String> = names.collect();
        let mut browsers = Vec::new();
        for story in stories {
            let held: Vec<&Cookie> = names.iter().flat_map(|name| story.held(name)).collect();
            if !held.is_empty() {
                let left = held.into_iter().filter(|cookie| is_left(story, cookie));
                browsers.push((story, left.collect()));
            }
        }
        if browsers.is_empty() {
            let reason = "a browser never held the session cookie";
            return Err(Missing::depends_on("browser-keeps-session-cookie", reason));
        }
        Ok(Self { browsers })
    }

    /// Whether some browser has nothing left.
    pub(super) fn is_clear_somewhere(&self) -> bool {
        self.browsers.iter().any(|(_, left)| left.is_empty())
    }

    /// Whether no browser has anything left.
    pub(super) fn is_clear_everywhere(&self) -> bool {
        self.browsers.iter().all(|(_, left)| left.is_empty())
    }

    /// The browsers that have nothing left: `Chromium and Firefox`.
    pub(super) fn clear_browsers(&self) -> String {
        in_words(self.browsers.iter().filter(|(_, left)| left.is_empty()).map(|(story, _)| *story))
    }

    /// What to tell about those that have. `article` stands before the names.
    pub(super) fn finding(&self, evidence: &Evidence, article: &str) -> Finding {
        let with_rest = || self.browsers.iter().filter(|(_, left)| !left.is_empty());
        let send = if with_rest().count() == 1 { "sends" } else { "send" };
        let mut cookies: Vec<&Cookie> = Vec::new();
        for cookie in with_rest().flat_map(|(_, left)| left) {
            if !cookies.iter().any(|other| other.is_same_cookie(cookie)) {
                cookies.push(cookie);
            }
        }
        let names: Vec<&str> = cookies.iter().map(|cookie| cookie.name.as_str()).collect();
        let browsers = in_words(with_rest().map(|(story, _)| *story));
        let mut finding = Finding::new(
            format!("a browser sends no {} after logout", names.join(", ")),
            format!("{browsers} still {send} {article}{}", names.join(", ")),
        );
        for line in set_lines(evidence, &names) {
            finding = finding.detail(format!("login:  {line}"));
        }
        let Some((story, _)) = with_rest().next() else { return finding };
        for (line, _) in story.lines() {
            finding = finding.detail(format!("logout: {}", line.line()));
        }
        for cookie in cookies {
            finding = finding.detail(format!("works:  {}", line_that_would_work(cookie)));
        }
        finding.because(self.causes()).at(story.exchanges.iter().copied().take(1))
    }

    /// Why they are left. A cause that not every browser shares names its own.
    fn causes(&self) -> String {
        let mut causes: Vec<(String, Vec<&Story>)> = Vec::new();
        for (story, left) in &self.browsers {
            for why in left.iter().filter_map(|cookie| story.why_left(cookie)) {
                match causes.iter_mut().find(|(known, _)| *known == why) {
                    Some((_, stories)) if stories.iter().any(|known| known.engine() == story.engine()) => {}
                    Some((_, stories)) => stories.push(story),
                    None => causes.push((why, vec![*story])),
                }
            }
        }
        let shared = self.browsers.len();
        let cause = |(why, stories): (String, Vec<&Story>)| match stories.len() {
            several if several == shared => why,
            _ => format!("{}: {why}", in_words(stories.into_iter())),
        };
        causes.into_iter().map(cause).collect::<Vec<_>>().join("; ")
    }
}

fn in_words<'a>(stories: impl Iterator<Item = &'a Story>) -> String {
    stories.map(|story| story.engine().to_string()).collect::<Vec<_>>().join(" and ")
}

/// The lines of the login that set those names.
fn set_lines(evidence: &Evidence, names: &[&str]) -> Vec<String> {
    let Ok(seen) = evidence.answer(Actor::First, Step::Login) else { return Vec::new() };
    let lines = seen.answer.set_cookies.iter().filter(|line| names.contains(&line.name()));
    lines.map(SetCookie::line).collect()
}
