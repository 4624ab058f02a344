//! Where the database is. The URL may hold a password, so nothing here shows
//! more of it than the place.

use std::fmt;
use std::str::FromStr;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

/// The port of a PostgreSQL when the URL names none.
const PORT: u16 = 5432;

/// What every connection asks the server for. The server gives a statement up
/// after as long (in milliseconds) as it is waited for here, so that none goes
/// on unheard; and moments without a time zone are in UTC, as Nile keeps them.
const SETTINGS: &str = "-c statement_timeout=2000 -c timezone=UTC";

/// A database that keeps the rows of Nile's stand-in, and how to log in there.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(Config);

/// Why a URL of a database cannot be used. No message quotes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostgresUrlError {
    /// It is no URL of a PostgreSQL.
    #[error("not a URL like postgres://USER:PASSWORD@HOST:PORT/DATABASE")]
    Unreadable,
    /// It does not say where the database is.
    #[error("the URL names no host; a socket is given as ?host=/DIRECTORY")]
    NoHost,
    /// It asks for TLS, which is not spoken here.
    #[error("connections to the database are not encrypted here; sslmode may be `disable` or `prefer`")]
    Encrypted,
}

impl PostgresUrl {
    /// How to connect.
    pub(super) fn config(&self) -> Config {
        let mut config = self.0.clone();
        let settings =
            self.0.get_options().map_or_else(|| SETTINGS.to_owned(), |own| format!("{SETTINGS} {own}"));
        config.options(settings).application_name("penguin-auth");
        config
    }
}

impl FromStr for PostgresUrl {
    type Err = PostgresUrlError;

    fn from_str(text: &str) -> Result<Self, PostgresUrlError> {
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(PostgresUrlError::Unreadable);
        }
        // The strictest two modes are unknown to the parser.
        if text.contains("sslmode=verify-") {
            return Err(PostgresUrlError::Encrypted);
        }
        let config: Config = text.parse().map_err(|_quotes_it| PostgresUrlError::Unreadable)?;
        if config.get_ssl_mode() == SslMode::Require {
            return Err(PostgresUrlError::Encrypted);
        }
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(PostgresUrlError::NoHost);
        }
        Ok(Self(config))
    }
}

/// The place only: the first host or socket, and the port.
impl fmt::Display for PostgresUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let port = self.0.get_ports().first().copied().unwrap_or(PORT);
        match (self.0.get_hosts().first(), self.0.get_hostaddrs().first()) {
            (Some(Host::Tcp(host)), _) => write!(out, "{host}:{port}"),
            #[cfg(unix)]
            (Some(Host::Unix(folder)), _) => write!(out, "{}/.s.PGSQL.{port}", folder.display()),
            (None, Some(address)) => write!(out, "{address}:{port}"),
            (None, None) => write!(out, "port {port}"),
        }
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PostgresUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<PostgresUrl, PostgresUrlError> {
        text.parse()
    }

    #[test]
    fn only_the_place_is_shown() {
        let url = read("postgres://ada:hunter2@db.test:6543/nile?options=-c%20geqo=off").unwrap();
        assert_eq!(
            (url.to_string(), format!("{url:?}")),
            ("db.test:6543".into(), "PostgresUrl(db.test:6543)".into())
        );
        assert_eq!(read("postgresql:///nile?host=/run/pg&port=7").unwrap().to_string(), "/run/pg/.s.PGSQL.7");
        assert_eq!(url.config().get_options(), Some("-c statement_timeout=2000 -c timezone=UTC -c geqo=off"));
    }

    #[test]
    fn what_cannot_be_used_is_refused_without_being_quoted() {
        for (text, why) in [
            ("ada:hunter2@db.test/nile", PostgresUrlError::Unreadable),
            ("postgres://ada:hunter2@db.test:port/nile", PostgresUrlError::Unreadable),
            ("postgres://db.test/?hunter2=1", PostgresUrlError::Unreadable),
            ("postgres://ada:hunter2@/nile", PostgresUrlError::NoHost),
            ("postgres://db.test/nile?sslmode=require", PostgresUrlError::Encrypted),
            ("postgres://db.test/nile?sslmode=verify-full", PostgresUrlError::Encrypted),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
            assert!(!why.to_string().contains("hunter2"));
        }
    }
}
