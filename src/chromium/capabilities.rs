//! What a new browser is asked to be.

use std::path::Path;

use fantoccini::wd::Capabilities;
use serde_json::{Value, json};
use url::Url;

use super::BrowserOptions;
use crate::evidence::{Missing, MissingKind};
use crate::http::Proxy;

/// No window, no questions, and no requests of its own.
const ARGUMENTS: [&str; 10] = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-breakpad",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
];

/// Switched off: they would send other requests than the run asks for.
const FEATURES: &str = "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable";

/// The capabilities of a browser. Its profile goes into `folder`, if there is
/// one.
///
/// # Errors
/// A proxy that Chromium cannot be told of.
pub(super) fn of(options: &BrowserOptions, folder: Option<&Path>) -> Result<Capabilities, Missing> {
    let mut arguments: Vec<String> = ARGUMENTS.map(ToOwned::to_owned).into();
    arguments.push(FEATURES.to_owned());
    arguments.extend(folder.map(|folder| format!("--user-data-dir={}", folder.join("profile").display())));
    arguments.extend(proxy(&options.client.proxy)?);
    arguments.extend(resolver_rules(options));
    if runs_as_root() {
        // Chromium does not start as root with its sandbox.
        arguments.push("--no-sandbox".to_owned());
    }
    let capabilities = [
        ("browserName", json!("chrome")),
        ("acceptInsecureCerts", json!(options.accepts_any_certificate)),
        ("goog:loggingPrefs", json!({ "performance": "ALL" })),
        ("goog:chromeOptions", json!({ "args": arguments })),
    ];
    Ok(capabilities.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// The browser that came, by name and version.
pub(super) fn name(capabilities: Option<&Capabilities>) -> String {
    let version = capabilities.and_then(|all| all.get("browserVersion")).and_then(Value::as_str);
    version.map_or_else(|| "Chromium".to_owned(), |version| format!("Chromium {version}"))
}

/// The proxy, if one is named. Chromium reads the environment by itself.
fn proxy(proxy: &Proxy) -> Result<Option<String>, Missing> {
    let url = match proxy {
        Proxy::Environment => return Ok(None),
        Proxy::None => return Ok(Some("--no-proxy-server".to_owned())),
        Proxy::Url(url) => url,
    };
    if Url::parse(url).is_ok_and(|url| url.username().is_empty() && url.password().is_none()) {
        return Ok(Some(format!("--proxy-server={url}")));
    }
    Err(Missing::new(
        MissingKind::NoBrowser,
        "Chromium cannot be told the credentials of a proxy",
        "give --proxy without credentials, or run without --browser",
    ))
}

/// The names of `--connect-to`.
fn resolver_rules(options: &BrowserOptions) -> Option<String> {
    let rule = |to: &crate::http::ConnectTo| match to.address.port() {
        0 => format!("MAP {} {}", to.host, to.address.ip()),
        _ => format!("MAP {} {}", to.host, to.address),
    };
    let rules: Vec<String> = options.client.connect_to.iter().map(rule).collect();
    (!rules.is_empty()).then(|| format!("--host-resolver-rules={}", rules.join(",")))
}

#[cfg(unix)]
fn runs_as_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
const fn runs_as_root() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{ClientOptions, ConnectTo};

    fn arguments(client: ClientOptions) -> Result<String, Missing> {
        let options = BrowserOptions { webdriver: None, accepts_any_certificate: false, client };
        Ok(of(&options, Some(Path::new("/folder")))?["goog:chromeOptions"].to_string())
    }

    #[test]
    fn names_and_proxies_of_the_run_are_those_of_the_browser() {
        let to = |port| ConnectTo { host: "app.test".to_owned(), address: ([127, 0, 0, 1], port).into() };
        let text = arguments(ClientOptions {
            proxy: Proxy::Url("http://proxy.test:3128".to_owned()),
            connect_to: vec![to(0), to(81)],
            ..ClientOptions::default()
        });
        let text = text.unwrap();
        assert!(text.contains("MAP app.test 127.0.0.1,MAP app.test 127.0.0.1:81"), "{text}");
        assert!(text.contains("--proxy-server=http://proxy.test:3128") && text.contains("=/folder/profile"));
    }

    #[test]
    fn credentials_of_a_proxy_are_no_argument() {
        let proxy = Proxy::Url("http://ada:pass@proxy.test:3128".to_owned());
        let missing = arguments(ClientOptions { proxy, ..ClientOptions::default() }).unwrap_err();
        assert!(!format!("{missing:?}").contains("pass@"));
    }
}
