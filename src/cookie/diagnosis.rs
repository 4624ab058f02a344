//! From a cookie that is still there, back to the attribute that is to blame.

use url::Url;

use super::browser::{Engine, Outcome};
use super::judge;
use super::reason::Reason;
use super::rule::Rule;
use super::set_cookie::SetCookie;
use super::stored::Cookie;
use super::text::key;

/// One line that was sent at or after logout, and what came of it.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// The line.
    pub line: &'a SetCookie,
    /// What the browser made of it.
    pub outcome: &'a Outcome,
    /// Where the response came from; the default path and the host depend on it.
    pub url: &'a Url,
}

/// Why the lines of a logout, in order, left `stored` in the browser; `None` if they did remove it.
///
/// Of several lines with the right name, the one that comes nearest is explained, and of equals the
/// last.
#[must_use]
pub fn why_not_cleared(engine: Engine, stored: &Cookie, lines: &[Sent<'_>]) -> Option<Reason> {
    if lines.is_empty() {
        return Some(Reason::NoLine);
    }
    let name = key(&stored.name);
    let named: Vec<_> = lines.iter().filter(|sent| sent.line.name_key(engine) == name).collect();
    if named.is_empty() {
        return Some(without_its_name(engine, stored, lines));
    }
    let attempts: Vec<_> = named.iter().map(|sent| Attempt::new(engine, stored, sent)).collect();
    match attempts.iter().rposition(|attempt| matches!(attempt, Attempt::Removed)) {
        Some(last) => attempts.iter().skip(last + 1).any(Attempt::sets_again).then_some(Reason::SetAgain),
        None => attempts.into_iter().rev().min_by_key(Attempt::distance).and_then(Attempt::reason),
    }
}

fn without_its_name(engine: Engine, stored: &Cookie, lines: &[Sent<'_>]) -> Reason {
    let joined = lines.iter().find(|sent| sent.line.swallowed().any(|name| name == stored.name));
    if let Some(sent) = joined {
        return Reason::JoinedByComma { first: sent.line.name_in(engine).to_owned() };
    }
    let names = |clearing_only: bool| -> Vec<String> {
        let wanted = lines.iter().filter(|sent| !clearing_only || asks_for_removal(sent.outcome));
        wanted.map(|sent| sent.line.name_in(engine).to_owned()).collect()
    };
    let cleared = names(true);
    Reason::OtherName { cleared: if cleared.is_empty() { names(false) } else { cleared } }
}

const fn asks_for_removal(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Deleted | Outcome::DeletedNothing => true,
        Outcome::Ignored(_) | Outcome::Replaced | Outcome::Stored => false,
    }
}

/// What a line with the right name did to the cookie.
enum Attempt {
    /// It went elsewhere; how many parts of the place differ, and the first of them.
    Elsewhere(usize, Reason),
    /// The browser ignored it.
    Ignored(Rule),
    /// It was the right place, and the cookie stayed or came back.
    Kept { blanked: bool },
    /// It removed the cookie, or found it gone.
    Removed,
}

impl Attempt {
    fn new(engine: Engine, stored: &Cookie, sent: &Sent<'_>) -> Self {
        let asked = match judge::read(engine, sent.line, sent.url) {
            Ok(cookie) => cookie,
            Err(rule) => return Self::Ignored(rule),
        };
        if let Outcome::Ignored(rule) = sent.outcome {
            return Self::Ignored(rule.clone());
        }
        let mut differences = differences(stored, &asked).into_iter();
        match differences.next() {
            Some(first) => Self::Elsewhere(1 + differences.count(), first),
            None if asks_for_removal(sent.outcome) => Self::Removed,
            None => Self::Kept { blanked: sent.line.is_blank() },
        }
    }

    /// How far the line was from removing the cookie.
    const fn distance(&self) -> usize {
        match self {
            Self::Removed => 0,
            Self::Kept { .. } => 1,
            Self::Ignored(_) => 2,
            Self::Elsewhere(differences, _) => 2 + *differences,
        }
    }

    const fn sets_again(&self) -> bool {
        match self {
            Self::Kept { .. } => true,
            Self::Elsewhere(..) | Self::Ignored(_) | Self::Removed => false,
        }
    }

    fn reason(self) -> Option<Reason> {
        match self {
            Self::Elsewhere(_, reason) => Some(reason),
            Self::Ignored(rule) => Some(ignored(rule)),
            Self::Kept { blanked } => Some(Reason::NotExpired { blanked }),
            Self::Removed => None,
        }
    }
}

fn differences(stored: &Cookie, asked: &Cookie) -> Vec<Reason> {
    let domain = (stored.domain != asked.domain || stored.host_only != asked.host_only)
        .then(|| Reason::DomainDiffers { stored: stored.domain_in_words(), sent: asked.domain_in_words() });
    let path = (stored.path != asked.path)
        .then(|| Reason::PathDiffers { stored: stored.path.clone(), sent: asked.path.clone() });
    let partition = match (stored.partition, asked.partition) {
        (Some(stored), Some(asked)) => {
            (stored != asked).then_some(Reason::PartitionSchemeDiffers { stored, sent: asked })
        }
        (Some(_), None) => Some(Reason::PartitionDiffers { stored: true }),
        (None, Some(_)) => Some(Reason::PartitionDiffers { stored: false }),
        (None, None) => None,
    };
    [domain, path, partition].into_iter().flatten().collect()
}

fn ignored(rule: Rule) -> Reason {
    match rule {
        Rule::OverSecure | Rule::SecureFromInsecure => Reason::InsecureOrigin(rule),
        Rule::Prefix { .. } | Rule::HiddenPrefix { .. } => Reason::Prefix(rule),
        Rule::SameSiteNoneNotSecure => Reason::SameSiteNone(rule),
        Rule::Ambiguous
        | Rule::BesideClearSiteData
        | Rule::ControlByte
        | Rule::DomainNotAscii { .. }
        | Rule::Empty
        | Rule::ForeignDomain { .. }
        | Rule::InnerTab
        | Rule::LongPath
        | Rule::Nameless
        | Rule::Nul
        | Rule::Oversized { .. }
        | Rule::PartitionedNotSecure
        | Rule::PublicSuffix { .. }
        | Rule::TabInPath
        | Rule::TooManyCookies => Reason::Ignored(rule),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cookie::{Browser, Response};
    use time::macros::datetime;

    const LOGOUT: &str = "https://app.penguin.test/api/auth/logout";

    fn why(login: &str, logout: &[&str]) -> Option<Reason> {
        why_from(LOGOUT, login, logout)
    }

    /// The reason in Chromium, for the first cookie of the login.
    fn why_from(logout_url: &str, login: &str, logout: &[&str]) -> Option<Reason> {
        let mut browser = Browser::new(Engine::Chromium);
        let mut receive = |url: &Url, lines: &[SetCookie]| {
            let now = datetime!(2026-11-22 12:00 UTC);
            let outcomes = browser.receive(&Response {
                url,
                set_cookie: lines,
                date: None,
                clear_site_data: &[],
                first_party: true,
                now,
            });
            (outcomes, browser.cookies().next().cloned())
        };
        let (login_url, logout_url) = (Url::parse(LOGOUT).unwrap(), Url::parse(logout_url).unwrap());
        let (_, stored) = receive(&login_url, &[SetCookie::parse(login.as_bytes())]);
        let lines: Vec<_> = logout.iter().map(|line| SetCookie::parse(line.as_bytes())).collect();
        let (outcomes, _) = receive(&logout_url, &lines);
        let pairs = lines.iter().zip(&outcomes);
        let sent: Vec<_> = pairs.map(|(line, outcome)| Sent { line, outcome, url: &logout_url }).collect();
        why_not_cleared(Engine::Chromium, &stored.unwrap(), &sent)
    }

    fn sentence(login: &str, logout: &[&str]) -> String {
        why(login, logout).unwrap().to_string()
    }

    #[test]
    fn a_line_that_works_leaves_nothing_to_explain() {
        assert_eq!(why("sid=a; Path=/", &["sid=; Path=/; Max-Age=0"]), None);
        assert_eq!(why("sid=a; Path=/", &["sid=; Path=/; Max-Age=0", "sid=; Path=/; Max-Age=0"]), None);
    }

    #[test]
    fn a_logout_without_lines_is_told_apart_from_one_with_other_names() {
        assert_eq!(why("sid=a", &[]), Some(Reason::NoLine));
        let cleared = vec!["theme".to_owned()];
        let lines = ["flash=bye", "theme=; Max-Age=0"];
        assert_eq!(why("sid=a", &lines), Some(Reason::OtherName { cleared }));
        assert_eq!(
            sentence("sid=a", &["SID=; Max-Age=0"]),
            "no line names this cookie; the logout names SID instead"
        );
    }

    #[test]
    fn both_paths_are_named() {
        assert_eq!(
            sentence("sid=a; Path=/", &["sid=; Max-Age=0"]),
            "the cookie has Path=/, and the clearing line counts for Path=/api/auth: to a browser \
             these are two cookies"
        );
    }

    #[test]
    fn both_domains_are_named() {
        assert_eq!(
            sentence("sid=a; Path=/; Domain=penguin.test", &["sid=; Path=/; Max-Age=0"]),
            "the cookie was set with Domain=penguin.test, and the clearing line has no Domain \
             (only app.penguin.test): to a browser these are two cookies"
        );
    }

    #[test]
    fn the_partition_is_named_both_ways() {
        let (plain, partitioned) = ("sid=; Secure; Max-Age=0", "sid=; Secure; Partitioned; Max-Age=0");
        assert_eq!(
            why("sid=a; Secure; Partitioned", &[plain]),
            Some(Reason::PartitionDiffers { stored: true })
        );
        assert_eq!(why("sid=a; Secure", &[partitioned]), Some(Reason::PartitionDiffers { stored: false }));
    }

    #[test]
    fn a_line_that_does_not_end_the_cookie_is_told() {
        assert_eq!(why("sid=a", &["sid="]), Some(Reason::NotExpired { blanked: true }));
        assert_eq!(why("sid=a", &["sid=b; Max-Age='0'"]), Some(Reason::NotExpired { blanked: false }));
    }

    #[test]
    fn an_ignored_line_tells_its_rule() {
        let login = "__Secure-sid=a; Path=/; Secure";
        assert!(matches!(why(login, &["__Secure-sid=; Path=/; Max-Age=0"]), Some(Reason::Prefix(_))));
        assert!(matches!(why("sid=a", &["sid=; Max-Age=0; SameSite=None"]), Some(Reason::SameSiteNone(_))));
        assert!(matches!(why("sid=a", &["sid=; Max-Age=0; Domain=com"]), Some(Reason::Ignored(_))));
        let http = "http://app.penguin.test/api/auth/logout";
        let reason = why_from(http, "sid=a; Secure", &["sid=; Max-Age=0"]);
        assert_eq!(reason, Some(Reason::InsecureOrigin(Rule::OverSecure)));
    }

    #[test]
    fn a_removal_behind_a_comma_is_found() {
        let joined = "csrf=c; Path=/; HttpOnly, sid=; Path=/; Max-Age=0";
        assert_eq!(why("sid=a; Path=/", &[joined]), Some(Reason::JoinedByComma { first: "csrf".to_owned() }));
    }

    #[test]
    fn a_cookie_that_comes_back_is_told() {
        assert_eq!(why("sid=a", &["sid=; Max-Age=0", "sid=b"]), Some(Reason::SetAgain));
        assert_eq!(why("sid=a", &["sid=; Max-Age=0", "sid=b; SameSite=None"]), None);
    }

    #[test]
    fn the_line_that_comes_nearest_is_explained() {
        let lines = ["sid=", "sid=; Path=/x; Max-Age=0"];
        assert_eq!(why("sid=a", &lines), Some(Reason::NotExpired { blanked: true }));
    }

    #[test]
    fn of_lines_that_come_equally_near_the_last_is_explained() {
        let lines = ["sid=; Path=/x; Max-Age=0", "sid=; Path=/y; Max-Age=0"];
        let reason = why("sid=a; Path=/", &lines);
        assert!(matches!(reason, Some(Reason::PathDiffers { sent, .. }) if sent == "/y"));
    }
}
