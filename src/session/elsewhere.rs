//! What carries a session, put into a request in another way than the login
//! gave it: what a careful server must not fall over, and must not accept.

use reqwest::Url;

use super::Session;
use crate::evidence::OddCookies;
use crate::http::Credential;
use crate::redact::Secret;

/// The number of a chunk that no token is long enough for.
const STRAY: usize = 7;

/// A cookie behind the session's, in the first of two lines. Servers that join
/// lines by a comma, as those of Python do, spoil the cookie at the seam: that
/// must not be the session's, for no browser sends two lines.
const AT_THE_SEAM: &str = "penguin-auth-seam=1";

/// The names that APIs give to a token in a URL.
const IN_URL: [&str; 2] = ["token", "access_token"];

impl Session {
    /// The captured cookies in a header that is odd in that way. The second
    /// line of [`OddCookies::TwoLines`] is the request's business. None if no
    /// cookie carries the session.
    #[must_use]
    pub fn in_odd_cookies(&self, kind: OddCookies, garbage: &str) -> Option<Credential> {
        let header = self.captured()?.cookie?;
        let header = header.reveal();
        let main = self.facts.main()?;
        let name = main.pieces.first()?;
        let odd = match kind {
            OddCookies::GarbageFirst => format!("{name}={garbage}; {header}"),
            OddCookies::GarbageLast => format!("{header}; {name}={garbage}"),
            OddCookies::TwoLines => format!("{header}; {AT_THE_SEAM}"),
            OddCookies::StrayChunk => format!("{header}; {}.{STRAY}={garbage}", main.name),
        };
        Some(Credential::of_cookies(Secret::new(odd)))
    }

    /// The main session cookie alone, its name without the prefix that binds it
    /// to a promise. None if it has none.
    #[must_use]
    pub fn without_prefix(&self) -> Option<Credential> {
        let pieces = &self.facts.main()?.pieces;
        let pairs: Option<Vec<String>> = pieces
            .iter()
            .map(|name| {
                let bare = ["__Secure-", "__Host-"].iter().find_map(|prefix| name.strip_prefix(prefix))?;
                Some(format!("{bare}={}", self.captured_value(name)?.reveal()))
            })
            .collect();
        let header = pairs.filter(|pairs| !pairs.is_empty())?.join("; ");
        Some(Credential::of_cookies(Secret::new(header)))
    }

    /// The token of the main session cookie as a bearer token. None if no
    /// cookie carries the session.
    #[must_use]
    pub fn as_bearer(&self) -> Option<Credential> {
        Some(Credential { cookie: None, bearer: Some(self.captured_token()?) })
    }

    /// The URL with that token in its query.
    #[must_use]
    pub fn in_url(&self, mut url: Url) -> Option<Url> {
        let token = self.captured_token()?;
        url.query_pairs_mut().extend_pairs(IN_URL.map(|name| (name, token.reveal())));
        Some(url)
    }

    /// The value of the main session cookie, its chunks joined.
    fn captured_token(&self) -> Option<Secret> {
        let pieces = &self.facts.main()?.pieces;
        let values: Option<Vec<Secret>> = pieces.iter().map(|name| self.captured_value(name)).collect();
        let values = values.filter(|values| !values.is_empty())?;
        Some(Secret::new(values.iter().map(Secret::reveal).collect::<String>()))
    }

    fn captured_value(&self, name: &str) -> Option<Secret> {
        let header = self.captured()?.cookie?;
        let value = |pair: &str| pair.strip_prefix(name)?.strip_prefix('=').map(Secret::new);
        header.reveal().split("; ").find_map(value)
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;
    use crate::redact::Redactor;
    use crate::session::Jar;

    fn session(lines: &[&'static str], names: &[&str]) -> Session {
        let url = Url::parse("https://localhost/api/users/me").unwrap();
        let jar = Jar::new();
        jar.receive(&url, &lines.iter().map(|line| HeaderValue::from_static(line)).collect::<Vec<_>>());
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Session::resume(jar, names, url, &Redactor::new()).unwrap()
    }

    fn cookies(credential: Option<Credential>) -> String {
        credential.unwrap().cookie.unwrap().reveal().to_owned()
    }

    #[test]
    fn garbage_stands_under_the_name_of_the_session() {
        let session = session(&["s=live; Path=/"], &["s"]);
        let odd = |kind| cookies(session.in_odd_cookies(kind, "bad"));
        assert_eq!(odd(OddCookies::GarbageFirst), "s=bad; s=live");
        assert_eq!(odd(OddCookies::GarbageLast), "s=live; s=bad");
        assert_eq!(odd(OddCookies::TwoLines), "s=live; penguin-auth-seam=1");
        assert_eq!(odd(OddCookies::StrayChunk), "s=live; s.7=bad");
    }

    #[test]
    fn chunks_lose_their_prefix_together_and_a_plain_name_has_none() {
        let lines = ["__Secure-s.0=ab; Secure; Path=/", "__Secure-s.1=cd; Secure; Path=/"];
        let session = session(&lines, &["__Secure-s.0", "__Secure-s.1"]);
        assert_eq!(cookies(session.without_prefix()), "s.0=ab; s.1=cd");
        assert_eq!(session.as_bearer().unwrap().bearer, Some(Secret::new("abcd")));
        let plain = self::session(&["s=live; Path=/"], &["s"]);
        assert!(plain.without_prefix().is_none());
    }

    #[test]
    fn a_token_stands_in_the_url_under_both_usual_names() {
        let session = session(&["s=a+b; Path=/"], &["s"]);
        let url = session.in_url(Url::parse("https://localhost/me").unwrap()).unwrap();
        assert_eq!(url.as_str(), "https://localhost/me?token=a%2Bb&access_token=a%2Bb");
    }
}
