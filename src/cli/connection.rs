//! How to reach a deployment.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::TypedValueParser;
use clap::error::ErrorKind;
use clap::{Arg, Args, Command};
use reqwest::header::{HeaderName, HeaderValue};

use crate::http::ConnectTo;

/// How requests are sent.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Connection")]
pub struct ConnectionArgs {
    /// The longest that one request may take
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = duration)]
    pub timeout: Duration,

    /// The longest that the whole run may take
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = duration)]
    pub deadline: Duration,

    /// A header for every request, such as a preview's bypass header
    /// (repeatable); its value is kept out of every report
    #[arg(long, value_name = "NAME: VALUE", value_parser = Unrepeated(header))]
    pub header: Vec<(HeaderName, HeaderValue)>,

    /// Trust only the authorities in this PEM file
    #[arg(long, value_name = "FILE", conflicts_with = "insecure")]
    pub cacert: Option<PathBuf>,

    /// Accept any certificate; every report says so
    #[arg(long)]
    pub insecure: bool,

    /// Send requests through this proxy [env: HTTP_PROXY, HTTPS_PROXY, NO_PROXY]
    #[arg(long, value_name = "URL", value_parser = Unrepeated(proxy))]
    pub proxy: Option<String>,

    /// Connect to ADDRESS instead of looking HOST up (repeatable)
    #[arg(long, value_name = "HOST:ADDRESS:PORT", value_parser = connect_to)]
    pub connect_to: Vec<ConnectTo>,

    /// The User-Agent; must not hold the word "bot", which the app blocks
    /// [default: penguin-auth/VERSION (run ID)]
    #[arg(long, value_name = "TEXT", value_parser = user_agent)]
    pub user_agent: Option<String>,
}

/// `10s`, `500ms`, `2m`, or a plain number of seconds.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let parsed = text.parse::<u32>().map(|seconds| Duration::from_secs(seconds.into()));
    let duration = parsed.or_else(|_| {
        humantime::parse_duration(text).map_err(|error| format!("{error}; write it as 10s, 500ms or 2m"))
    })?;
    if duration.is_zero() { Err("must be more than nothing".to_owned()) } else { Ok(duration) }
}

/// Reads a value that may hold a secret: its error does not repeat what was
/// typed.
#[derive(Clone)]
struct Unrepeated<T>(fn(&str) -> Result<T, String>);

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Unrepeated<T> {
    type Value = T;

    fn parse_ref(&self, cmd: &Command, arg: Option<&Arg>, value: &std::ffi::OsStr) -> Result<T, clap::Error> {
        let name = arg.and_then(Arg::get_long).unwrap_or("argument");
        let invalid = |why: &str| {
            clap::Error::raw(ErrorKind::ValueValidation, format!("--{name}: {why}\n")).with_cmd(cmd)
        };
        let text = value.to_str().ok_or_else(|| invalid("not UTF-8"))?;
        (self.0)(text).map_err(|why| invalid(&why))
    }
}

/// A header as curl takes it. The value is marked as sensitive, so that no
/// record shows it.
fn header(text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let (name, value) = text.split_once(':').ok_or("write it as 'Name: value'")?;
    let name = HeaderName::from_bytes(name.trim().as_bytes())
        .map_err(|_| "the name holds a character that no header name may".to_owned())?;
    if name == reqwest::header::COOKIE {
        return Err("the Cookie header belongs to the sessions of the run".to_owned());
    }
    let mut value = HeaderValue::from_str(value.trim())
        .map_err(|_| "the value holds a byte that no header may".to_owned())?;
    value.set_sensitive(true);
    Ok((name, value))
}

/// `HOST:ADDRESS:PORT`, or `HOST:[IPV6]:PORT`.
fn connect_to(text: &str) -> Result<ConnectTo, String> {
    let (host, address) = text.split_once(':').ok_or("write it as HOST:ADDRESS:PORT")?;
    let address: SocketAddr = address
        .parse()
        .map_err(|_| "after the host comes an IP address and a port, such as 127.0.0.1:8080".to_owned())?;
    Ok(ConnectTo { host: host.to_ascii_lowercase(), address })
}

/// A proxy with its scheme; the URL itself is not repeated, it may hold a
/// password.
fn proxy(text: &str) -> Result<String, String> {
    let schemes = ["http://", "https://", "socks5://", "socks5h://", "socks4://"];
    if schemes.iter().any(|scheme| text.starts_with(scheme)) {
        return Ok(text.to_owned());
    }
    Err("write it with its scheme, such as http://proxy.example.com:3128 or socks5://localhost:1080"
        .to_owned())
}

/// PenguinMails' middleware answers 403 to agents that hold "bot" (measured).
fn user_agent(text: &str) -> Result<String, String> {
    if text.to_ascii_lowercase().contains("bot") {
        return Err("holds the word \"bot\", and the app's middleware blocks such agents".to_owned());
    }
    HeaderValue::from_str(text).map_err(|_| "holds a byte that no header may".to_owned())?;
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_with_and_without_a_unit() {
        assert_eq!(duration("10"), Ok(Duration::from_secs(10)));
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert!(duration("0").is_err() && duration("soon").is_err());
    }

    #[test]
    fn a_user_agent_with_the_blocked_word_is_refused() {
        assert!(user_agent("MyBot/1.0").is_err());
        assert!(user_agent("penguin-check/1.0").is_ok());
    }

    #[test]
    fn connect_to_takes_both_kinds_of_addresses() {
        assert!(connect_to("app.test:127.0.0.1:80").is_ok());
        assert!(connect_to("app.test:[::1]:80").is_ok());
        assert!(connect_to("app.test").is_err() && connect_to("app.test:localhost:80").is_err());
    }

    #[test]
    fn the_cookie_header_cannot_be_given() {
        assert!(header("Cookie: a=b").is_err() && header("nonsense").is_err());
        assert!(header("x-bypass: secret").is_ok_and(|(_, value)| value.is_sensitive()));
    }
}
