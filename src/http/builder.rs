//! The settings of reqwest's clients, and what is said where they do not fit.

use std::error::Error as _;

use reqwest::redirect;

use super::{ClientError, ClientOptions, ConnectTo, Proxy};

/// The settings that all clients share. Redirects are never followed: a
/// redirect is an answer to be judged, and a loop of them cannot hold us.
pub(super) fn builder(
    options: &ClientOptions,
    tls: rustls::ClientConfig,
) -> Result<reqwest::ClientBuilder, ClientError> {
    let mut builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(redirect::Policy::none())
        .user_agent(&options.user_agent)
        .default_headers(options.headers.iter().cloned().collect())
        .tcp_nodelay(true)
        // Connections live for a second or two: five system calls less for each.
        .tcp_keepalive(None)
        .tcp_keepalive_interval(None)
        .tcp_keepalive_retries(None)
        .referer(false);
    for ConnectTo { host, address } in &options.connect_to {
        builder = builder.resolve(host, *address);
    }
    #[cfg(unix)]
    if let Some(socket) = &options.socket {
        builder = builder.unix_socket(socket.as_path());
    }
    builder = match &options.proxy {
        Proxy::Environment => builder,
        Proxy::None => builder.no_proxy(),
        Proxy::Url(url) => builder.proxy(reqwest::Proxy::all(url).map_err(|error| ClientError::Proxy {
            url: named_proxy(&options.proxy).unwrap_or_default(),
            reason: reason(&error),
        })?),
    };
    Ok(builder)
}

/// The proxy of `--proxy` without its credentials.
pub(super) fn named_proxy(proxy: &Proxy) -> Option<String> {
    let Proxy::Url(url) = proxy else { return None };
    let host = url.rsplit('@').next().unwrap_or_default();
    Some(match url.split_once("://") {
        Some((scheme, _)) if host.len() < url.len() => format!("{scheme}://{host}"),
        Some(_) | None => host.to_owned(),
    })
}

/// The last cause of an error: reqwest's own text stops at "builder error".
pub(super) fn reason(error: &reqwest::Error) -> String {
    error.source().map_or_else(|| error.to_string(), ToString::to_string)
}
