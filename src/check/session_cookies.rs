//! The session cookies as a browser takes them in, each with the line that set
//! it, wherever in the run that was.

use super::Finding;
use super::browser_story::made_by;
use crate::cookie::{Cookie, SetCookie};
use crate::evidence::{Actor, Evidence, Missing};

/// A session cookie and the line that set it.
pub(super) struct SessionLine<'a> {
    /// The exchange whose answer holds the line.
    pub(super) index: usize,
    /// The line.
    pub(super) line: &'a SetCookie,
    /// What a browser makes of it.
    pub(super) cookie: Cookie,
    /// What the exchange was for.
    step: String,
}

impl SessionLine<'_> {
    /// A finding about the line, with what had to stand in it as well.
    pub(super) fn lacks(&self, attribute: &str) -> Finding {
        let name = self.line.name();
        let finding = Finding::new(
            format!("{name} with {attribute}"),
            format!("the answer to \"{}\" sets {name} without {attribute}", self.step),
        );
        self.shown(finding).detail(format!("right: {}; {attribute}", self.line.line()))
    }

    /// A finding with the line.
    pub(super) fn shown(&self, finding: Finding) -> Finding {
        finding.detail(format!("line:  {}", self.line.line())).at([self.index])
    }
}

/// Every line of the run that gives a cookie of the session a value, in the
/// order in which they came. A line that removes one, or that no browser takes,
/// is not among them.
///
/// # Errors
/// If there is no session, or no browser takes any of the lines.
pub(super) fn session_lines(evidence: &Evidence) -> Result<Vec<SessionLine<'_>>, Missing> {
    let session = evidence.session(Actor::First)?;
    let names: Vec<&str> =
        session.authenticating().flat_map(|(_, cookie)| &cookie.pieces).map(String::as_str).collect();
    let mut lines = Vec::new();
    for (index, record) in evidence.records.iter().enumerate() {
        let Ok(answer) = record.exchange.answer() else { continue };
        let sets = |line: &&SetCookie| names.contains(&line.name()) && !line.is_blank();
        lines.extend(answer.set_cookies.iter().filter(sets).filter_map(|line| {
            let cookie = made_by(evidence, index, line)?;
            Some(SessionLine { index, line, cookie, step: record.step.name() })
        }));
    }
    if lines.is_empty() {
        let reason = "no browser takes a line that sets the session cookie";
        return Err(Missing::depends_on("browser-keeps-session-cookie", reason));
    }
    Ok(lines)
}

/// The names of the cookies, each once: `a.0, a.1`.
pub(super) fn names_of(lines: &[SessionLine<'_>]) -> String {
    let mut names: Vec<&str> = lines.iter().map(|line| line.line.name()).collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}
