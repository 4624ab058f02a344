//! A session must end by itself.

use std::time::SystemTime;

use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use crate::check::session_cookies::{SessionLine, session_lines};
use crate::check::{Check, Finding, Phase, Verdict, reference};
use crate::cookie::SetCookie;
use crate::deployment::Profile;
use crate::evidence::{Actor, Evidence, Missing, Seen, Step, TokenKind};
use crate::level::Level;

/// The longest that a session may be declared to last: as long as on Nile and
/// next-auth. An hour is left for clocks.
const LONGEST: Duration = Duration::hours(30 * 24 + 1);

/// Beyond this a browser has cut the end of a cookie, which it does at 400 days
/// (RFC 6265bis 5.5). A day is left for clocks.
const CUT: Duration = Duration::days(399);

/// How far two ends of one session may lie apart.
const CONSISTENT: Duration = Duration::seconds(60);

/// The check.
pub(super) const CHECK: Check = Check {
    id: "session-lifetime",
    title: "A session that nobody logs out ends by itself within 30 days",
    requirements: &[],
    references: &[reference::ASVS_7_3_2, reference::WSTG_SESS_07, reference::CWE_613],
    level: Level::Warn,
    explain: "A user who closes the lid does not log out: then only the expiry ends the session. What the login declares is compared: the end of the cookie, the claim exp of a token that can be read, and the field expires of the answer that says who is asking. None may lie more than 30 days ahead, which is what Nile does, and token and answer must not outlive the cookie. Whether the server keeps to it cannot be seen in so short a time.",
    cause: "maxAge is set to years, a JWT is made without exp, or token and cookie get their lifetime from different settings.",
    remedy: "Set one maxAge for both, as short as users bear, and give every self-contained token an exp.",
    needs: &[Phase::FirstLogin],
    judge,
};

/// An end that is declared somewhere.
struct End {
    place: String,
    at: OffsetDateTime,
    exchange: usize,
    /// The attribute that asks for it, of a cookie.
    sent: Option<String>,
}

/// What a login declares.
struct Declared {
    begun: OffsetDateTime,
    /// Whether a cookie carries the session.
    has_cookie: bool,
    /// The end of that cookie, unless it ends with the browser.
    cookie: Option<End>,
    /// What token and answer say.
    inner: Vec<End>,
}

fn judge(evidence: &Evidence, profile: &Profile) -> Result<Verdict, Missing> {
    let login = evidence.answer(Actor::First, Step::Login)?;
    let main = evidence.session(Actor::First)?.main();
    let content = main.and_then(|cookie| cookie.content.as_ref());
    let is_readable = main.is_some_and(|cookie| cookie.kind == TokenKind::Jwt);
    if is_readable && content.is_some_and(|content| content.expires.is_none()) {
        let actual = "the token has no exp: it is valid for ever";
        return Ok(Finding::new("a token with the claim exp", actual).at([login.index]).into());
    }
    let lines = if profile.bearer().is_none() { session_lines(evidence)? } else { Vec::new() };
    let of_login = lines.iter().filter(|line| line.index == login.index);
    let end_of_token = |seconds: i64| {
        let at = OffsetDateTime::from_unix_timestamp(seconds).ok()?;
        let at = by_the_clock_here(at, evidence, &login);
        Some(End { place: "the claim exp of the token".to_owned(), at, exchange: login.index, sent: None })
    };
    let token = content.and_then(|content| content.expires).and_then(end_of_token);
    let declared = Declared {
        begun: evidence.started_at + login.exchange.finished,
        has_cookie: !lines.is_empty(),
        cookie: of_login.filter_map(end_of_cookie).max_by_key(|end| end.at),
        inner: token.into_iter().chain(said_by_the_route(evidence)).collect(),
    };
    let finding = declared.too_late().or_else(|| declared.outliving());
    Ok(finding.map_or_else(|| declared.told(), Verdict::from))
}

impl Declared {
    /// An end that lies too far ahead.
    fn too_late(&self) -> Option<Finding> {
        let late = self.inner.iter().chain(&self.cookie).find(|end| end.at - self.begun > LONGEST)?;
        let ahead = late.at - self.begun;
        let actual = match &late.sent {
            Some(sent) if ahead > CUT => {
                format!("{} is set by {sent}, which browsers cut to 400 days", late.place)
            }
            _ => format!("{} lies {} ahead", late.place, in_words(ahead)),
        };
        Some(Finding::new("an end within 30 days", actual).at([late.exchange]))
    }

    /// A token or an answer that outlives the cookie.
    fn outliving(&self) -> Option<Finding> {
        let cookie = self.cookie.as_ref()?;
        let late = self.inner.iter().find(|end| end.at - cookie.at > CONSISTENT)?;
        let later = in_words(late.at - cookie.at);
        let actual = format!("{} lies {later} after {}", late.place, cookie.place);
        Some(Finding::new("a session that ends with its cookie", actual).at([late.exchange]))
    }

    /// The verdict on ends that are all in order.
    fn told(&self) -> Verdict {
        let after = |end: &End| format!("{} lies {} ahead", end.place, in_words(end.at - self.begun));
        let mut ends: Vec<String> = self.cookie.iter().chain(&self.inner).map(after).collect();
        if self.cookie.is_none() && self.has_cookie {
            ends.insert(0, "the cookie ends with the browser".to_owned());
        }
        if ends.is_empty() {
            return Verdict::Skip("neither the token nor an answer says when the session ends".to_owned());
        }
        Verdict::Pass(ends.join(", "))
    }
}

fn end_of_cookie(line: &SessionLine<'_>) -> Option<End> {
    let place = format!("the end of the cookie {}", line.line.name());
    Some(End { place, at: line.cookie.expires?, exchange: line.index, sent: sent_end(line.line) })
}

/// What a line says about its end: `Max-Age=315360000`.
fn sent_end(line: &SetCookie) -> Option<String> {
    let said = |name: &str| Some(format!("{name}={}", line.attribute(&name.to_ascii_lowercase())?));
    said("Max-Age").or_else(|| said("Expires"))
}

/// The field `expires` that Auth.js and Nile show beside the user.
fn said_by_the_route(evidence: &Evidence) -> Option<End> {
    let seen = evidence.answer(Actor::First, Step::Me).ok()?;
    let json = seen.answer.json()?;
    let at = OffsetDateTime::parse(json.get("expires")?.as_str()?, &Rfc3339).ok()?;
    let at = by_the_clock_here(at, evidence, &seen);
    Some(End { place: "the field expires of the answer".to_owned(), at, exchange: seen.index, sent: None })
}

/// A moment of the server's clock by the one here, as browsers correct the end of
/// a cookie: by the Date of the answer.
fn by_the_clock_here(at: OffsetDateTime, evidence: &Evidence, seen: &Seen<'_>) -> OffsetDateTime {
    let date = seen.answer.header("date").and_then(|date| httpdate::parse_http_date(date).ok());
    let now = evidence.started_at + seen.exchange.finished;
    date.map_or(at, |date: SystemTime| at.saturating_add(now - OffsetDateTime::from(date)))
}

/// A lifetime in words: `30 days`, `8 hours`, `90 seconds`.
fn in_words(time: Duration) -> String {
    // Seconds pass between a login and its record.
    let time = time + CONSISTENT;
    match (time.whole_days(), time.whole_hours()) {
        (2.., _) => format!("{} days", time.whole_days()),
        (_, 2..) => format!("{} hours", time.whole_hours()),
        _ => format!("{} seconds", (time - CONSISTENT).whole_seconds()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lifetime_is_said_in_the_largest_fitting_unit() {
        assert_eq!(in_words(Duration::days(30) - Duration::SECOND), "30 days");
        assert_eq!(in_words(Duration::hours(8)), "8 hours");
        assert_eq!(in_words(Duration::seconds(90)), "90 seconds");
    }
}
