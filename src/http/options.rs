//! How requests are sent, and what may not be.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use reqwest::header::{HeaderName, HeaderValue};

use super::Trust;

/// How requests are sent.
#[derive(Clone, Debug, Default)]
pub struct ClientOptions {
    /// Headers of every request, such as a preview deployment's bypass header.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// The User-Agent header.
    pub user_agent: String,
    /// Which certificates are accepted.
    pub trust: Trust,
    /// Through which proxy.
    pub proxy: Proxy,
    /// Names that are looked up here instead of in the DNS.
    pub connect_to: Vec<ConnectTo>,
    /// The Unix socket that every connection goes to, for a deployment in this
    /// process. Systems without such sockets ignore it.
    pub socket: Option<PathBuf>,
    /// Time and number.
    pub limits: Limits,
}

/// Through which proxy requests go.
#[derive(Clone, Debug, Default)]
pub enum Proxy {
    /// The usual environment variables.
    #[default]
    Environment,
    /// None, whatever the environment says: for the embedded mock.
    None,
    /// This one.
    Url(String),
}

/// `--connect-to HOST:ADDRESS`: connections for the host go to the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectTo {
    /// The host as it stands in the URL.
    pub host: String,
    /// Where to connect; port 0 keeps the URL's port.
    pub address: SocketAddr,
}

/// What a run may spend.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For one request, from its start to the last byte.
    pub timeout: Duration,
    /// For the run as a whole, but for requests with a grace.
    pub deadline: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { timeout: Duration::from_secs(10), deadline: Duration::from_secs(60) }
    }
}

/// The client could not be built.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The certificates of `--cacert` are unusable, or TLS cannot be set up.
    #[error("could not set up TLS: {0}")]
    Tls(String),
    /// `--proxy` is no URL.
    #[error("could not use the proxy {url}: {reason}")]
    Proxy {
        /// As given.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Anything else that reqwest refuses.
    #[error("could not set up the HTTP client: {0}")]
    Other(String),
}
