//! Where the app says that it is reached, and whether its cookies are secure.
//!
//! The real server keeps the origin in a process-wide variable, so that requests
//! of different origins at the same moment get each other's (measured). That is
//! not copied: here every request has its own.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use http::header::{HOST, LOCATION};
use http::{HeaderMap, HeaderName};
use url::Url;

use super::jar::latin1;

/// The headers of the SDK, and their older names.
static ORIGIN: HeaderName = HeaderName::from_static("nile-origin");
static OLD_ORIGIN: HeaderName = HeaderName::from_static("nile.origin");
static SECURE_COOKIES: HeaderName = HeaderName::from_static("nile-secure-cookies");
static OLD_SECURE_COOKIES: HeaderName = HeaderName::from_static("nile.secure_cookies");

/// What the headers of a request say about the app.
pub(super) struct Origin<'a> {
    /// The origin, exactly as it was sent.
    pub(super) given: Cow<'a, str>,
    /// Whether cookies have the `__Secure-` prefix and the attribute.
    pub(super) secure: bool,
}

impl<'a> Origin<'a> {
    /// Reads the headers of the SDK. The older names count only where the newer
    /// ones are missing.
    pub(super) fn of(headers: &'a HeaderMap) -> Self {
        let text = |name: &HeaderName| headers.get(name).map(latin1);
        let filled = |name: &HeaderName| text(name).filter(|it| !it.is_empty());
        let given = filled(&ORIGIN)
            .or_else(|| filled(&OLD_ORIGIN))
            .or_else(|| moved(headers).map(Cow::Owned))
            .unwrap_or_else(|| Cow::Owned(own(headers)));
        let chosen = text(&SECURE_COOKIES).or_else(|| text(&OLD_SECURE_COOKIES));
        let secure = chosen.map_or_else(|| given.starts_with("https://"), |it| it == "true");
        Self { given, secure }
    }

    /// The parts that answers are made of, if Nile accepts the origin.
    fn site(&self) -> Option<Site> {
        let url = Url::parse(&self.given).ok()?;
        let accepted = url.scheme().starts_with("http") && is_domain(url.host_str()?);
        if !accepted {
            return None;
        }
        // next-auth looks at the text, not at the parsed scheme, so `HTTP://`
        // becomes a path of a host called http.
        let url = if self.given.starts_with("http") {
            url
        } else {
            Url::parse(&format!("https://{}", self.given)).ok()?
        };
        let path = if url.path() == "/" { "/api/auth" } else { url.path() };
        let origin = url.origin().ascii_serialization();
        let base = format!("{origin}{}", path.strip_suffix('/').unwrap_or(path));
        Some(Site { origin, base })
    }
}

/// The origin of a `Location` header in the request, which the real server
/// reads too: it uses the same function for answers.
fn moved(headers: &HeaderMap) -> Option<String> {
    let location = Url::parse(headers.get(LOCATION)?.to_str().ok()?).ok()?;
    Some(location.origin().ascii_serialization())
}

/// The server's own address, for a client that says nothing: always
/// `localhost`, with the port that was asked for.
fn own(headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|it| it.is_ascii_digit())) {
        Some((_, port)) => format!("http://localhost:{port}"),
        None => "http://localhost".to_owned(),
    }
}

/// The site of the origin that was asked last. An app has one origin and asks
/// often; it is kept by the whole text, so no request can get another's.
#[derive(Default)]
pub(super) struct LastSite(Mutex<Option<(String, Arc<Site>)>>);

impl LastSite {
    /// The site of an origin, if Nile accepts it.
    pub(super) fn of(&self, origin: &Origin<'_>) -> Option<Arc<Site>> {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((given, site)) = &*last
            && *given == origin.given
        {
            return Some(Arc::clone(site));
        }
        let site = Arc::new(origin.site()?);
        *last = Some((origin.given.clone().into_owned(), Arc::clone(&site)));
        Some(site)
    }
}

/// An accepted origin.
pub(super) struct Site {
    /// Scheme, host and port.
    pub(super) origin: String,
    /// Where the auth routes of the app are: `/api/auth`, or the path that the
    /// origin came with.
    pub(super) base: String,
}

/// Whether a host is a domain name as Nile's validator wants it: a single label
/// will do, an address or an underscore will not.
fn is_domain(host: &str) -> bool {
    let labels = || host.split('.');
    let numeric = |label: &str| !label.is_empty() && label.bytes().all(|it| it.is_ascii_digit());
    !labels().next_back().is_some_and(numeric) && labels().all(is_label)
}

fn is_label(label: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !label.is_empty()
        && label.len() <= 63
        && label.bytes().all(plain)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(given: &str) -> Option<Site> {
        Origin { given: Cow::Borrowed(given), secure: false }.site()
    }

    #[test]
    fn addresses_and_odd_hosts_are_refused() {
        let refused = [
            "http://127.0.0.1:3000",
            "http://[::1]:3000",
            "http://my_app",
            "https,http://app.example.com",
            "ftp://app.example.com",
            "app.example.com",
            "null",
            "http://app.example.com.",
            "http://-app.example.com",
            "http://",
            "http://2130706433",
        ];
        for given in refused {
            assert!(site(given).is_none(), "{given}");
        }
    }

    #[test]
    fn names_are_accepted_and_a_path_is_kept_for_the_routes() {
        let parts = |given: &str| site(given).map(|it| (it.origin, it.base)).unwrap();
        let pair = |origin: &str, base: &str| (origin.to_owned(), base.to_owned());
        assert_eq!(parts("http://app"), pair("http://app", "http://app/api/auth"));
        assert_eq!(parts("http://App.Example/"), pair("http://app.example", "http://app.example/api/auth"));
        assert_eq!(
            parts("https://a.example:8443/base/"),
            pair("https://a.example:8443", "https://a.example:8443/base")
        );
        assert_eq!(parts("http://bücher.example").0, "http://xn--bcher-kva.example");
    }

    #[test]
    fn secure_follows_the_header_then_the_older_one_then_the_scheme() {
        let secure = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, http::HeaderValue::from_static(value));
            }
            Origin::of(&headers).secure
        };
        assert!(secure(&[("nile-origin", "https://a.example")]));
        assert!(!secure(&[("nile-origin", "https://a.example"), ("nile-secure-cookies", "TRUE")]));
        assert!(secure(&[("nile-origin", "http://a.example"), ("nile.secure_cookies", "true")]));
        assert!(!secure(&[("nile-secure-cookies", "false"), ("nile.secure_cookies", "true")]));
    }
}
