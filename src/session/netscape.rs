//! The cookie jar file that Netscape invented and curl, wget and browser
//! extensions still write: seven fields between tabs.

use super::HandedOverError;
use super::handed_over::{is_cookie_name, is_cookie_value};
use crate::deployment::BaseUrl;
use crate::http::is_on_this_machine;
use crate::redact::Secret;

/// How curl marks an HttpOnly cookie: a comment to everybody else.
const HTTP_ONLY: &str = "#HttpOnly_";

/// One line of a jar. Its expiry is left out on purpose: whether the server
/// still accepts the cookie is what is to be found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JarCookie {
    /// The domain without a leading dot, in lower case.
    pub domain: String,
    /// Whether hosts below the domain get it too.
    pub subdomains: bool,
    /// The path.
    pub path: String,
    /// Whether it is sent only where nobody can listen in.
    pub secure: bool,
    /// The name.
    pub name: String,
    /// The value.
    pub value: Secret,
}

impl JarCookie {
    /// Whether the deployment would be sent it.
    #[must_use]
    pub fn fits(&self, base: &BaseUrl) -> bool {
        let host = base.host().to_ascii_lowercase();
        let below = || host.strip_suffix(&self.domain).is_some_and(|rest| rest.ends_with('.'));
        // Browsers and curl trust the own machine without TLS.
        let safe = base.is_https() || is_on_this_machine(&base.join("/"));
        (host == self.domain || (self.subdomains && below())) && (safe || !self.secure)
    }
}

/// Whether the text is such a file: it says so, or it has tabs where a header
/// has none.
pub(super) fn is_jar(text: &str) -> bool {
    text.lines().any(|line| {
        let title = line.starts_with("# Netscape HTTP Cookie File") || line.starts_with("# HTTP Cookie File");
        title || line.starts_with(HTTP_ONLY) || (!line.starts_with('#') && line.trim().contains('\t'))
    })
}

/// The cookies of the file.
pub(super) fn read_jar(text: &str) -> Result<Vec<JarCookie>, HandedOverError> {
    let lines = text.lines().enumerate().filter_map(|(at, line)| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let content = line.strip_prefix(HTTP_ONLY).or_else(|| (!line.starts_with('#')).then_some(line))?;
        (!content.trim().is_empty()).then_some((at + 1, content))
    });
    let cookies: Vec<_> = lines.map(|(at, line)| read_cookie(at, line)).collect::<Result<_, _>>()?;
    if cookies.is_empty() { Err(HandedOverError::Empty) } else { Ok(cookies) }
}

fn read_cookie(line: usize, content: &str) -> Result<JarCookie, HandedOverError> {
    let fields: Vec<&str> = content.split('\t').collect();
    let [domain, subdomains, path, secure, expiry, name, value] = fields[..] else {
        return Err(HandedOverError::Fields { line, fields: fields.len() });
    };
    let wrong = |field, wanted| HandedOverError::Field { line, field, wanted };
    let flag = |text: &str, field| yes_or_no(text).ok_or(wrong(field, "TRUE or FALSE"));
    let cookie = JarCookie {
        domain: domain.trim().trim_start_matches('.').to_ascii_lowercase(),
        subdomains: flag(subdomains, "second field, whether subdomains get the cookie,")?,
        path: if path.starts_with('/') { path.to_owned() } else { return Err(wrong("path", "a path")) },
        secure: flag(secure, "fourth field, whether the cookie is for https only,")?,
        name: name.to_owned(),
        value: Secret::new(value),
    };
    let number = expiry.trim();
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit() || b".-".contains(&byte)) {
        return Err(wrong("fifth field, the expiry,", "a number of seconds"));
    }
    if !is_cookie_name(&cookie.name) {
        return Err(wrong("name", "one that a cookie may have"));
    }
    if !is_cookie_value(value) || !is_cookie_value(&cookie.path) {
        return Err(wrong("value or path", "one that a cookie may have"));
    }
    Ok(cookie)
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim().to_ascii_uppercase().as_str() {
        "TRUE" => Some(true),
        "FALSE" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# Netscape HTTP Cookie File\n# a comment\n\n\
        #HttpOnly_app.test\tFALSE\t/\tTRUE\t0\t__Secure-nile.session-token\ttok-en\r\n\
        .app.test\tTRUE\t/api\tFALSE\t1800000000\ttheme\tdark\n";

    fn base(url: &str) -> BaseUrl {
        BaseUrl::parse(url).unwrap()
    }

    #[test]
    fn the_lines_of_curl_are_read_http_only_ones_too() {
        let cookies = read_jar(FILE).unwrap();
        assert_eq!(cookies.len(), 2);
        assert_eq!(cookies[0].name, "__Secure-nile.session-token");
        assert_eq!(cookies[0].value, Secret::new("tok-en"));
        assert_eq!((cookies[1].domain.as_str(), cookies[1].subdomains), ("app.test", true));
    }

    #[test]
    fn only_cookies_for_the_host_fit_and_secure_ones_need_https() {
        let cookies = read_jar(FILE).unwrap();
        let fitting = |url| cookies.iter().map(|cookie| cookie.fits(&base(url))).collect::<Vec<_>>();
        assert_eq!(fitting("https://app.test"), [true, true]);
        assert_eq!(fitting("http://app.test"), [false, true]);
        assert_eq!(fitting("https://pr-1.app.test"), [false, true]);
        assert_eq!(fitting("https://myapp.test"), [false, false]);
        let local = FILE.replace("app.test", "localhost");
        assert!(read_jar(&local).unwrap()[0].fits(&base("http://localhost:3000")));
    }

    #[test]
    fn a_wrong_line_is_named_by_its_number_and_its_field() {
        let error = |line: &str| read_jar(&format!("# c\n{line}")).unwrap_err().to_string();
        assert_eq!(error("a\tb\tc"), "line 2 has 3 fields between tabs where a cookie jar has 7");
        assert!(error("h\tYES\t/\tTRUE\t0\tn\tv").contains("line 2: the second field"));
        assert!(error("h\tTRUE\tx\tTRUE\t0\tn\tv").contains("the path is not a path"));
        assert!(error("h\tTRUE\t/\tTRUE\tsoon\tn\tv").contains("expiry"));
        assert!(error("h\tTRUE\t/\tTRUE\t0\tn n\tv").contains("the name"));
        assert_eq!(read_jar("# only a comment").unwrap_err(), HandedOverError::Empty);
    }
}
