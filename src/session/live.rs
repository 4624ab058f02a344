//! A session that is logged in, with everything needed to replay it later.

use reqwest::Url;
use reqwest::header::HeaderValue;

use super::Jar;
use crate::cookie::SetCookie;
use crate::deployment::Profile;
use crate::evidence::{SessionCookie, SessionFacts, TokenContent, TokenKind, shared_beginning};
use crate::http::Credential;
use crate::redact::{Redactor, Secret};

/// An account of the deployment.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its e-mail address.
    pub email: String,
    /// Its password.
    pub password: Secret,
}

/// What the session was known by at one time, whole and cookie by cookie.
#[derive(Clone, Debug)]
struct Generation {
    values: Vec<Vec<Secret>>,
    credential: Credential,
}

/// How the token of a session without cookies is called in reports.
const BEARER: &str = "Authorization: Bearer";

/// A logged-in session.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its jar.
    pub jar: Jar,
    /// What may be written down of it.
    pub facts: SessionFacts,
    url: Url,
    generations: Vec<Generation>,
    received: bool,
}

impl Session {
    /// The session that a login opened: the token in the jar, or the cookies
    /// that its answer set, but for those that the profile knows to be
    /// something else. None if nothing could carry a session.
    #[must_use]
    pub fn open(
        jar: Jar,
        lines: &[HeaderValue],
        url: Url,
        profile: &Profile,
        redactor: &Redactor,
    ) -> Option<Self> {
        Self::resume(jar, session_names(lines, profile), url, redactor)
    }

    /// The session that the jar's token or its cookies of these names carry.
    /// None if one of them is not there, or would not be sent to the URL.
    #[must_use]
    pub fn resume(jar: Jar, names: Vec<String>, url: Url, redactor: &Redactor) -> Option<Self> {
        let is_bearer = jar.bearer().is_some();
        if names.is_empty() && !is_bearer {
            return None;
        }
        let groups = if is_bearer { vec![(BEARER.to_owned(), Vec::new())] } else { group_chunks(names) };
        let mut session =
            Self { jar, facts: SessionFacts::default(), url, generations: Vec::new(), received: false };
        session.facts.cookies = groups.into_iter().map(blank_cookie).collect();
        session.capture();
        let generation = session.generations.last()?.clone();
        for (cookie, values) in session.facts.cookies.iter_mut().zip(&generation.values) {
            let joined = joined(values);
            cookie.kind = TokenKind::of(&joined);
            cookie.octets = joined.len();
            cookie.content = Some(TokenContent::of(&joined, |name| redactor.redact(name)));
            cookie.fingerprints = values.iter().map(|value| redactor.fingerprint(value.reveal())).collect();
        }
        Some(session)
    }

    /// Takes in an answer to a request of this session.
    pub fn receive(&mut self, url: &Url, lines: &[HeaderValue]) {
        if !lines.is_empty() {
            self.jar.receive(url, lines);
            self.received = true;
            self.capture();
        }
    }

    /// Takes in an answer after which the jar may hold another session, or an
    /// anonymous one: the jar follows, what was captured stays.
    pub fn receive_aside(&mut self, url: &Url, lines: &[HeaderValue]) {
        self.jar.receive(url, lines);
    }

    /// Remembers the credential if a session cookie has a new value. Where
    /// another cookie of the login is gone, the main one has to be new.
    fn capture(&mut self) {
        let value = |name: &String| self.jar.value(name);
        let pieces = |cookie: &SessionCookie| cookie.pieces.iter().map(value).collect::<Option<Vec<_>>>();
        let values: Vec<Option<Vec<Secret>>> = match self.jar.bearer() {
            Some(token) => vec![Some(vec![token.clone()])],
            None => self.facts.cookies.iter().map(pieces).collect(),
        };
        let is_whole = values.iter().all(Option::is_some);
        let values: Vec<Vec<Secret>> = values.into_iter().map(Option::unwrap_or_default).collect();
        let Some(credential) = self.jar.credential(&self.url) else { return };
        let is_new = if is_whole {
            self.generations.iter().all(|known| known.values != values)
        } else {
            self.main_is_new(&values)
        };
        if is_new {
            self.generations.push(Generation { values, credential });
        }
    }

    /// Whether the main session cookie has a value, and none that it had before.
    fn main_is_new(&self, values: &[Vec<Secret>]) -> bool {
        let Some(main) = self.main() else { return false };
        let value = values.get(main).filter(|value| !value.is_empty());
        let is_known = |known: &Generation| known.values.get(main) == value;
        value.is_some() && !self.generations.is_empty() && !self.generations.iter().any(is_known)
    }

    /// Which of the cookies is the main one.
    fn main(&self) -> Option<usize> {
        let main = self.facts.main()?;
        self.facts.cookies.iter().position(|cookie| cookie.name == main.name)
    }

    /// Notes how much each cookie's value has in common with the same cookie of
    /// another session.
    pub fn compare_with(&mut self, other: &Self) {
        let (Some(own), Some(theirs)) = (self.generations.first(), other.generations.first()) else { return };
        for (cookie, values) in self.facts.cookies.iter_mut().zip(&own.values) {
            let same = other.facts.cookies.iter().position(|known| known.name == cookie.name);
            let Some(known) = same.and_then(|index| theirs.values.get(index)) else { continue };
            if let Some(content) = &mut cookie.content {
                content.shared = Some(shared_beginning(&joined(values), &joined(known)));
            }
        }
    }

    /// What the session was known by when it was last seen.
    #[must_use]
    pub fn captured(&self) -> Option<Credential> {
        self.generations.last().map(|generation| generation.credential.clone())
    }

    /// Every credential with an earlier value of the main session cookie,
    /// oldest first. Other cookies, such as a load balancer's, may have changed
    /// more often.
    #[must_use]
    pub fn rotated(&self) -> Vec<Credential> {
        let Some(index) = self.main() else { return Vec::new() };
        let mut seen: Vec<&Vec<Secret>> =
            self.generations.last().map(|last| &last.values[index]).into_iter().collect();
        let mut earlier = Vec::new();
        for generation in self.generations.iter().rev() {
            if !seen.contains(&&generation.values[index]) {
                seen.push(&generation.values[index]);
                earlier.push(generation.credential.clone());
            }
        }
        earlier.reverse();
        earlier
    }

    /// What may be written down of the session, at its end.
    #[must_use]
    pub fn into_facts(mut self) -> SessionFacts {
        self.facts.generations = self.rotated().len() + 1;
        self.facts
    }

    /// Whether an answer gave a cookie a new value or end since the session was
    /// opened or read back.
    #[must_use]
    pub const fn has_changed(&self) -> bool {
        self.received
    }

    /// One session cookie alone, its chunks together, as last captured.
    #[must_use]
    pub fn alone(&self, cookie: usize) -> Option<Credential> {
        let generation = self.generations.last()?;
        if generation.credential.bearer.is_some() {
            return Some(Credential { cookie: None, ..generation.credential.clone() });
        }
        let names = &self.facts.cookies.get(cookie)?.pieces;
        let values = generation.values.get(cookie).filter(|values| !values.is_empty())?;
        let pair = |(name, value): (&String, &Secret)| format!("{name}={}", value.reveal());
        let header = names.iter().zip(values).map(pair).collect::<Vec<_>>().join("; ");
        Some(Credential::of_cookies(Secret::new(header)))
    }

    /// What was captured with another value for the token, or for the main
    /// session cookie, whose chunks stay as long as they were but for the last.
    /// Other cookies that log in by themselves are left out; what belongs to the
    /// session without doing so, such as a signature, stays.
    #[must_use]
    pub fn with_main_value(&self, change: impl Fn(&str) -> String) -> Option<Credential> {
        let Generation { values, credential: Credential { cookie, bearer } } = self.generations.last()?;
        if let Some(token) = bearer {
            let token = Secret::new(change(token.reveal()));
            return Some(Credential { cookie: cookie.clone(), bearer: Some(token) });
        }
        let main = self.main()?;
        let names = &self.facts.cookies.get(main)?.pieces;
        let changed = spread(&change(&joined(values.get(main)?)), values.get(main)?);
        let header = cookie.as_ref()?;
        let others: Vec<&String> = self.facts.companions().flat_map(|cookie| &cookie.pieces).collect();
        let pairs = header.reveal().split("; ").filter_map(|pair| match pair.split_once('=') {
            Some((key, _)) if others.iter().any(|other| *other == key) => None,
            Some((key, _)) => match names.iter().zip(&changed).find(|(name, _)| *name == key) {
                Some((_, value)) => Some(format!("{key}={value}")),
                None => Some(pair.to_owned()),
            },
            None => Some(pair.to_owned()),
        });
        Some(Credential::of_cookies(Secret::new(pairs.collect::<Vec<_>>().join("; "))))
    }

    /// Takes over what an earlier session of the account has shown about which
    /// of these cookies authenticate.
    pub fn learn_from(&mut self, known: &SessionFacts) {
        for cookie in &mut self.facts.cookies {
            let same = known.cookies.iter().find(|other| other.name == cookie.name);
            cookie.authenticates = same.and_then(|other| other.authenticates);
        }
    }
}

/// The whole of a value that comes in chunks.
fn joined(values: &[Secret]) -> String {
    values.iter().map(Secret::reveal).collect()
}

/// A value in as many chunks as there were, each as long as it was but for the
/// last.
fn spread(value: &str, chunks: &[Secret]) -> Vec<String> {
    let mut rest = value.chars();
    let last = chunks.len().saturating_sub(1);
    let length = |(at, chunk): (usize, &Secret)| {
        if at < last { chunk.reveal().chars().count() } else { usize::MAX }
    };
    chunks.iter().enumerate().map(length).map(|length| rest.by_ref().take(length).collect()).collect()
}

/// Names of cookies that a login set to a value and that may be a session.
fn session_names(lines: &[HeaderValue], profile: &Profile) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in lines {
        let cookie = SetCookie::parse(line.as_bytes());
        let set = !cookie.name().is_empty() && !matches!(cookie.value(), "" | "\"\"" | "deleted");
        if set && profile.may_be_session(cookie.name()) && !names.iter().any(|name| name == cookie.name()) {
            names.push(cookie.name().to_owned());
        }
    }
    names
}

/// Puts `name.0`, `name.1` … together as next-auth splits long values.
fn group_chunks(names: Vec<String>) -> Vec<(String, Vec<String>)> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for name in names {
        let base = chunk_base(&name).unwrap_or(&name).to_owned();
        match groups.iter_mut().find(|(known, _)| *known == base) {
            Some((_, pieces)) => pieces.push(name),
            None => groups.push((base, vec![name])),
        }
    }
    groups
}

/// `session` for `session.0`; none for a name without a chunk number.
fn chunk_base(name: &str) -> Option<&str> {
    let (base, number) = name.rsplit_once('.')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(base)
}

fn blank_cookie((name, pieces): (String, Vec<String>)) -> SessionCookie {
    SessionCookie {
        name,
        pieces,
        fingerprints: Vec::new(),
        octets: 0,
        kind: TokenKind::Opaque,
        authenticates: None,
        content: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(lines: &[&str]) -> Option<Session> {
        let url = Url::parse("http://localhost/api/users/me").ok()?;
        let jar = Jar::new();
        let lines: Vec<_> = lines.iter().filter_map(|line| HeaderValue::from_str(line).ok()).collect();
        jar.receive(&url, &lines);
        Session::open(jar, &lines, url, &Profile::ticket().ok()?, &Redactor::new())
    }

    fn cookies(credential: Option<Credential>) -> String {
        credential.unwrap().cookie.unwrap().reveal().to_owned()
    }

    #[test]
    fn a_token_is_a_session_without_cookies() {
        let url = Url::parse("http://localhost/api/users/me").unwrap();
        let mut jar = Jar::new();
        jar.keep_bearer(Some(Secret::new("the-token")));
        let session = Session::resume(jar, Vec::new(), url, &Redactor::new()).unwrap();
        assert_eq!(session.captured().unwrap().bearer.unwrap().reveal(), "the-token");
        let spoilt = session.with_main_value(|_| "x".to_owned()).unwrap();
        assert_eq!(spoilt, Credential { cookie: None, bearer: Some(Secret::new("x")) });
        assert!(session.facts.main().unwrap().pieces.is_empty());
    }

    #[test]
    fn a_login_without_a_session_cookie_opens_no_session() {
        assert!(open(&[]).is_none());
        assert!(open(&["nile.csrf-token=abc%7Cdef; Path=/"]).is_none());
        assert!(open(&["nile.session-token=; Max-Age=0; Path=/"]).is_none());
    }

    #[test]
    fn chunks_are_one_cookie_and_travel_together() {
        let session = open(&["s.0=aaaa; Path=/", "s.1=bbbb; Path=/", "other=1; Path=/"]).unwrap();
        assert_eq!(session.facts.cookies.len(), 2);
        assert_eq!(cookies(session.alone(0)), "s.0=aaaa; s.1=bbbb");
        let spoilt = session.with_main_value(|_| "x".to_owned()).unwrap();
        let spoilt = cookies(Some(spoilt));
        let mut pairs: Vec<&str> = spoilt.split("; ").collect();
        pairs.sort_unstable();
        assert_eq!(pairs, ["other=1", "s.0=x", "s.1="]);
        let longer = cookies(session.with_main_value(|value| format!("{value}cc")));
        assert!(["s.0=aaaa", "s.1=bbbbcc"].iter().all(|pair| longer.split("; ").any(|it| it == *pair)));
    }

    #[test]
    fn a_new_value_counts_although_another_cookie_is_gone() {
        let mut session = open(&["s=one-value; Path=/", "extra=1; Path=/"]).unwrap();
        let url = session.url.clone();
        session.receive(&url, &[HeaderValue::from_static("extra=; Max-Age=0; Path=/")]);
        assert_eq!((session.rotated().len(), cookies(session.captured()).len()), (0, 20));
        session.receive(&url, &[HeaderValue::from_static("s=two-value; Path=/")]);
        assert_eq!((session.rotated().len(), cookies(session.captured())), (1, "s=two-value".to_owned()));
        assert!(session.alone(1).is_none());
    }

    #[test]
    fn every_value_is_remembered_and_the_last_one_is_the_captured() {
        let mut session = open(&["s=one-value; Path=/"]).unwrap();
        let url = session.url.clone();
        session.receive(&url, &[HeaderValue::from_static("s=two-value; Path=/")]);
        session.receive(&url, &[HeaderValue::from_static("s=two-value; Path=/")]);
        session.receive(&url, &[HeaderValue::from_static("s=; Max-Age=0; Path=/")]);
        assert_eq!(cookies(session.captured()), "s=two-value");
        assert_eq!(session.rotated().len(), 1);
        assert_eq!(session.into_facts().generations, 2);
    }
}
