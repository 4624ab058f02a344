//! Whether the answer to a fetch from a page of another origin may touch cookies at all.
//!
//! Kept apart from [`Browser`](super::Browser), which plays a page on the origin itself: ask here
//! first, and hand over only the lines that count.

use std::fmt;

use serde::Deserialize;
use url::Url;

use super::browser::Engine;
use super::domain::{host, is_trustworthy, site};
use super::set_cookie::SetCookie;
use super::stored::SameSite;

/// A fetch that a page sends to another origin.
#[derive(Clone, Copy, Debug)]
pub struct CrossOriginFetch<'a> {
    /// Any URL on the origin of the page.
    pub page: &'a Url,
    /// Where the fetch goes.
    pub target: &'a Url,
    /// The `credentials` option of the fetch.
    pub credentials: Credentials,
    /// What the browser does with third-party cookies.
    pub third_party_cookies: ThirdPartyCookies,
}

impl CrossOriginFetch<'_> {
    /// Whether this line of the answer reaches the cookies that the target sees as a first party
    /// (Fetch §4.6; RFC 6265bis §5.7; measured in Chromium 156 and Firefox 153).
    ///
    /// # Errors
    ///
    /// The rule that keeps the line away from them.
    pub fn counts(&self, engine: Engine, line: &SetCookie) -> Result<(), CrossOriginRule> {
        if self.relation(engine)? == Relation::SameSite {
            // A partition has a scheme, which matters where http and https are one site.
            let same_partition = self.page.scheme() == self.target.scheme();
            let partitioned = line.flag(engine, "partitioned");
            return if partitioned && !same_partition {
                Err(CrossOriginRule::OtherPartition)
            } else {
                Ok(())
            };
        }
        if SameSite::read(line.same_site(engine)) != SameSite::None {
            return Err(CrossOriginRule::NotSameSiteNone);
        }
        if line.flag(engine, "partitioned") {
            return Err(CrossOriginRule::OtherPartition);
        }
        Ok(())
    }

    /// Whether a `Clear-Site-Data` header of the answer reaches those cookies (measured in the same
    /// browsers). Firefox does not ask for credentials here.
    ///
    /// # Errors
    ///
    /// The rule that keeps the header away from them.
    pub fn counts_for_clear_site_data(&self, engine: Engine) -> Result<(), CrossOriginRule> {
        let fetch = match engine {
            Engine::Chromium => *self,
            Engine::Firefox => Self { credentials: Credentials::Include, ..*self },
        };
        fetch.relation(engine).map(|_| ())
    }

    fn relation(&self, engine: Engine) -> Result<Relation, CrossOriginRule> {
        if self.page.scheme() == "https" && !is_trustworthy(self.target) {
            return Err(CrossOriginRule::MixedContent);
        }
        let same_origin = self.page.origin() == self.target.origin();
        match self.credentials {
            Credentials::Omit => return Err(CrossOriginRule::NoCredentials),
            Credentials::SameOrigin if !same_origin => return Err(CrossOriginRule::NoCredentials),
            Credentials::SameOrigin | Credentials::Include => {}
        }
        if self.is_same_site(engine) {
            return Ok(Relation::SameSite);
        }
        match (engine, self.third_party_cookies) {
            (Engine::Firefox, _) => Err(CrossOriginRule::OtherPartition),
            (Engine::Chromium, ThirdPartyCookies::Blocked) => Err(CrossOriginRule::ThirdPartyBlocked),
            (Engine::Chromium, ThirdPartyCookies::Allowed) => Ok(Relation::CrossSite),
        }
    }

    /// Whether page and target are one site. To Chromium http and https of one host are two sites, to Firefox they are one (measured).
    #[must_use]
    pub fn is_same_site(&self, engine: Engine) -> bool {
        let same_scheme = match engine {
            Engine::Chromium => self.page.scheme() == self.target.scheme(),
            Engine::Firefox => true,
        };
        same_scheme && site(host(self.page)) == site(host(self.target))
    }
}

/// The `credentials` option of a fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Credentials {
    /// `include`.
    Include,
    /// `omit`.
    Omit,
    /// `same-origin`, the default.
    SameOrigin,
}

/// Whether a browser lets other sites set and send their cookies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThirdPartyCookies {
    /// As stock Chrome does.
    Allowed,
    /// As Debian's Chromium does.
    Blocked,
}

/// Why nothing in the answer to a cross-origin fetch, or not this line of it, touches first-party
/// cookies. `Display` gives one plain sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrossOriginRule {
    /// A page on https asks plain http; browsers do not send such a fetch.
    MixedContent,
    /// The fetch was sent without credentials.
    NoCredentials,
    /// From another site only `SameSite=None` lines count.
    NotSameSiteNone,
    /// The cookies of this fetch live in the partition of the page's site.
    OtherPartition,
    /// The browser blocks third-party cookies.
    ThirdPartyBlocked,
}

impl fmt::Display for CrossOriginRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MixedContent => {
                "the page is on https and the fetch goes to plain http, so a \
                browser does not send it"
            }
            Self::NoCredentials => {
                "the fetch goes to another origin without credentials: 'include', so a browser \
                    ignores its cookies"
            }
            Self::NotSameSiteNone => {
                "the page is on another site and the line has no SameSite=None, so a browser \
                    ignores it"
            }
            Self::OtherPartition => {
                "the page is on another site, so a browser keeps the cookies of this fetch apart \
                    from the user's session"
            }
            Self::ThirdPartyBlocked => {
                "the page is on another site and the browser blocks \
                third-party cookies"
            }
        })
    }
}

#[derive(PartialEq, Eq)]
enum Relation {
    CrossSite,
    SameSite,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(
        engine: Engine,
        page: &str,
        credentials: Credentials,
        line: &str,
    ) -> Result<(), CrossOriginRule> {
        let (page, target) =
            (Url::parse(page).unwrap(), Url::parse("https://app.penguin.test/logout").unwrap());
        let third_party_cookies = ThirdPartyCookies::Allowed;
        let fetch = CrossOriginFetch { page: &page, target: &target, credentials, third_party_cookies };
        fetch.counts(engine, &SetCookie::parse(line.as_bytes()))
    }

    #[test]
    fn another_origin_needs_credentials_included() {
        let page = "https://www.penguin.test";
        for engine in Engine::ALL {
            assert_eq!(
                counts(engine, page, Credentials::SameOrigin, "a="),
                Err(CrossOriginRule::NoCredentials)
            );
            assert_eq!(counts(engine, page, Credentials::Include, "a="), Ok(()));
        }
    }

    #[test]
    fn another_site_needs_same_site_none_in_chromium_and_never_counts_in_firefox() {
        let (page, include) = ("https://shop.other.test", Credentials::Include);
        let none = "a=; SameSite=None; Secure";
        assert_eq!(counts(Engine::Chromium, page, include, "a="), Err(CrossOriginRule::NotSameSiteNone));
        assert_eq!(counts(Engine::Chromium, page, include, none), Ok(()));
        assert_eq!(counts(Engine::Firefox, page, include, none), Err(CrossOriginRule::OtherPartition));
        let partitioned = "a=; SameSite=None; Secure; Partitioned";
        assert_eq!(
            counts(Engine::Chromium, page, include, partitioned),
            Err(CrossOriginRule::OtherPartition)
        );
    }

    #[test]
    fn the_scheme_is_part_of_the_site_in_chromium_only() {
        let (page, include) = ("http://app.penguin.test", Credentials::Include);
        assert_eq!(counts(Engine::Chromium, page, include, "a="), Err(CrossOriginRule::NotSameSiteNone));
        assert_eq!(counts(Engine::Firefox, page, include, "a="), Ok(()));
    }

    #[test]
    fn a_blocked_third_party_cannot_clear_site_data_either() {
        let (page, target) = (Url::parse("https://a.test").unwrap(), Url::parse("https://b.test").unwrap());
        let fetch = |third_party_cookies| {
            let credentials = Credentials::Include;
            CrossOriginFetch { page: &page, target: &target, credentials, third_party_cookies }
                .counts_for_clear_site_data(Engine::Chromium)
        };
        assert_eq!(fetch(ThirdPartyCookies::Allowed), Ok(()));
        assert_eq!(fetch(ThirdPartyCookies::Blocked), Err(CrossOriginRule::ThirdPartyBlocked));
    }
}
