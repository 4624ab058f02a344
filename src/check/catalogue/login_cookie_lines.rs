//! The lines of the login must be lines that everything on the way understands.

use crate::check::browser_story::at_login;
use crate::check::judge::no_cookie;
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::cookie::{Engine, Outcome, Rule, SetCookie};
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, SessionFacts, Step};
use crate::level::Level;

/// The longest Cookie header that common servers and proxies take, in octets.
const LONGEST_HEADER: usize = 8 * 1024;

/// The check.
pub(super) const CHECK: Check = Check {
    id: "login-cookie-lines",
    title: "The login sets each cookie once, in a line that everything understands",
    requirements: &[],
    references: &[reference::RFC_6265BIS_LINES, reference::ASVS_3_3_5],
    level: Level::Warn,
    explain: "Two lines with one name in one answer leave it to each client which counts, and a logout that clears one leaves the other. Lines joined by a comma, control bytes, tabs and more than 4096 octets make a browser drop or misread a line, and a Cookie header of more than 8 KiB is refused by many servers: then nobody can even log out. Every Set-Cookie line of the login is looked at.",
    cause: "headers.get('set-cookie') joins lines that getSetCookie() would keep apart; a cookie is set once for the host and once for the domain; or the token holds more than it needs.",
    remedy: "Append each line by itself: for (const line of answer.headers.getSetCookie()) response.headers.append('Set-Cookie', line). Keep tokens small.",
    needs: &[Phase::FirstLogin],
    judge,
};

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    if let Some(skip) = no_cookie(profile) {
        return Ok(skip);
    }
    let seen = evidence.answer(Actor::First, Step::Login)?;
    let session = evidence.session(Actor::First)?;
    let lines = &seen.answer.set_cookies;
    let found = set_twice(lines).or_else(|| joined(lines));
    let found = found.map_or_else(|| misread(evidence), |finding| Ok(Some(finding)))?;
    if let Some(finding) = found.or_else(|| too_long(session)) {
        return Ok(finding.at([seen.index]).into());
    }
    Ok(Verdict::Pass(match lines.len() {
        1 => "1 line".to_owned(),
        several => format!("{several} lines, each with a name of its own"),
    }))
}

/// Two lines with one name.
fn set_twice(lines: &[SetCookie]) -> Option<Finding> {
    let mut pairs = lines.iter().enumerate().filter_map(|(place, line)| {
        let earlier = lines.get(..place)?.iter().find(|earlier| earlier.name() == line.name())?;
        Some((earlier, line))
    });
    let (earlier, line) = pairs.next()?;
    let actual = format!("the login sets {} twice", line.name());
    Some(Finding::new("one line for each name", actual).detail(earlier.line()).detail(line.line()))
}

/// A line that swallowed another one.
fn joined(lines: &[SetCookie]) -> Option<Finding> {
    let (line, name) = lines.iter().find_map(|line| Some((line, line.swallowed().next()?)))?;
    let actual = format!("the line of {} swallowed {name} behind a comma", line.name());
    Some(Finding::new("one cookie in each line", actual).detail(line.line()))
}

/// A line that an engine drops for the way in which it is written.
fn misread(evidence: &Evidence) -> Result<Option<Finding>, Missing> {
    for engine in Engine::ALL {
        for (line, outcome) in at_login(evidence, engine)? {
            let Outcome::Ignored(rule) = &outcome else { continue };
            if is_about_spelling(rule) {
                let actual = format!("{}: {rule}", line.name());
                let finding = Finding::new("lines that every browser reads", actual);
                return Ok(Some(finding.detail(line.line())));
            }
        }
    }
    Ok(None)
}

const fn is_about_spelling(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::Ambiguous
            | Rule::ControlByte
            | Rule::DomainNotAscii { .. }
            | Rule::Empty
            | Rule::InnerTab
            | Rule::LongPath
            | Rule::Nameless
            | Rule::Nul
            | Rule::Oversized { .. }
            | Rule::TabInPath
    )
}

/// Session cookies that make a Cookie header too long.
fn too_long(session: &SessionFacts) -> Option<Finding> {
    let names = session.cookies.iter().flat_map(|cookie| &cookie.pieces).map(String::len).sum::<usize>();
    let octets = names + session.cookies.iter().map(|cookie| cookie.octets).sum::<usize>();
    let expected = format!("a Cookie header of at most {LONGEST_HEADER} octets");
    (octets > LONGEST_HEADER)
        .then(|| Finding::new(expected, format!("the session cookies alone have {octets} octets")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(lines: &[&str]) -> Vec<SetCookie> {
        lines.iter().map(|line| SetCookie::parse(line.as_bytes())).collect()
    }

    #[test]
    fn one_name_in_two_lines_is_found_and_chunks_are_not() {
        assert!(set_twice(&lines(&["a=1; Path=/", "b=2", "a=1; Domain=penguin.test"])).is_some());
        assert!(set_twice(&lines(&["a.0=1", "a.1=2", "A.0=3"])).is_none());
    }

    #[test]
    fn a_comma_join_is_found_and_the_comma_of_a_date_is_not() {
        assert!(joined(&lines(&["a=1; Path=/; HttpOnly, b=2; Path=/"])).is_some());
        assert!(joined(&lines(&["a=1; Expires=Tue, 22 Dec 2026 12:00:00 GMT; Path=/"])).is_none());
    }
}
