//! What stands in the way of a browser, in words.

use fantoccini::error::{CmdError, NewSessionError};

use super::BrowserOptions;
use crate::evidence::{Missing, MissingKind};
use crate::http::{Failure, FailureKind};
use crate::redact::Redactor;

/// How to get one.
pub(super) const INSTALL: &str = "install Chromium and its driver (Debian: apt-get install chromium chromium-driver), or give the address of a running chromedriver as --webdriver";

/// There is no driver to start.
pub(super) fn not_installed(program: &str) -> Missing {
    Missing::new(MissingKind::NoBrowser, format!("no browser: {program} is not on the PATH"), INSTALL)
}

/// The driver does not begin, or no browser comes of it.
pub(super) fn not_started(why: &str) -> Missing {
    // What follows is a trace of the driver.
    let first = why.lines().next().unwrap_or_default().trim();
    Missing::new(
        MissingKind::NoBrowser,
        format!("the browser did not start: {first}"),
        "try chromium --headless --dump-dom about:blank, or give the address of a running chromedriver as --webdriver",
    )
}

/// No session comes of the driver: it may not be there at all, if it was said to
/// run already.
pub(super) fn no_session(error: &NewSessionError, options: &BrowserOptions, redactor: &Redactor) -> Missing {
    match (&options.webdriver, error) {
        (
            Some(url),
            NewSessionError::Failed(_)
            | NewSessionError::FailedC(_)
            | NewSessionError::Lost(_)
            | NewSessionError::NotW3C(_),
        ) => Missing::new(
            MissingKind::NoBrowser,
            format!("no chromedriver answers at {}", redactor.redact(url)),
            "start one there, as with chromedriver --port=9515, or leave out --webdriver: then one is started",
        ),
        _ => not_started(&redactor.redact(&error.to_string())),
    }
}

/// The same, when the time for it is over.
pub(super) fn too_slow() -> Missing {
    not_started("it gave no answer in time")
}

/// The browser was there, and answers no more.
pub(super) fn lost(failure: &Failure) -> Missing {
    Missing::new(
        MissingKind::NoBrowser,
        format!("the browser was lost: {}", failure.message),
        "run again; a browser that is killed for its memory needs more of it",
    )
}

/// What WebDriver says of a command that failed.
pub(super) fn failure(error: &CmdError, redactor: &Redactor) -> Failure {
    if error.is_timeout() || error.is_script_timeout() {
        let message = "the browser waited in vain".to_owned();
        return Failure { kind: FailureKind::Timeout, message };
    }
    let text = redactor.redact(&error.to_string());
    let message = text.lines().next().unwrap_or_default().trim().to_owned();
    Failure { kind: FailureKind::Closed, message }
}

/// The failure that Chromium's log names, such as `net::ERR_CONNECTION_REFUSED`.
pub(super) fn network_failure(name: &str) -> Failure {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let kind = if has(&["CERT_", "SSL_"]) {
        FailureKind::Tls
    } else if has(&["NAME_NOT_RESOLVED", "NAME_RESOLUTION"]) {
        FailureKind::Dns
    } else if has(&["REFUSED", "UNREACHABLE", "PROXY_CONNECTION", "TUNNEL_CONNECTION"]) {
        FailureKind::Refused
    } else if has(&["TIMED_OUT"]) {
        FailureKind::Timeout
    } else if has(&["INVALID_HTTP", "RESPONSE_HEADERS", "INVALID_RESPONSE"]) {
        FailureKind::Unusable
    } else {
        FailureKind::Closed
    };
    Failure { kind, message: format!("Chromium says {name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_chromium_calls_a_failure_is_one_of_ours() {
        let kind = |name| network_failure(name).kind;
        assert_eq!(kind("net::ERR_CERT_AUTHORITY_INVALID"), FailureKind::Tls);
        assert_eq!(kind("net::ERR_NAME_NOT_RESOLVED"), FailureKind::Dns);
        assert_eq!(kind("net::ERR_CONNECTION_REFUSED"), FailureKind::Refused);
        assert_eq!(kind("net::ERR_CONNECTION_TIMED_OUT"), FailureKind::Timeout);
        assert_eq!(kind("net::ERR_INVALID_HTTP_RESPONSE"), FailureKind::Unusable);
        assert_eq!(kind("net::ERR_EMPTY_RESPONSE"), FailureKind::Closed);
    }
}
