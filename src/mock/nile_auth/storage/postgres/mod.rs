//! The rows in a PostgreSQL, in the layout of Nile's built-in tables.
//!
//! One connection carries all statements; requests at the same moment share it.
//! It is opened when a statement needs it, and again when it broke.

mod credentials;
mod error;
mod sessions;
mod tables;
mod url;
mod users;
mod values;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::timeout;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, NoTls, Row, Statement};

pub use error::PostgresError;
pub use url::{PostgresUrl, PostgresUrlError};

/// How long a statement may take, with connecting if that is needed.
const DEADLINE: Duration = Duration::from_secs(2);

/// The values of a statement.
type Values<'a> = &'a [&'a (dyn ToSql + Sync)];

/// A database.
pub(super) struct Postgres {
    url: PostgresUrl,
    connection: tokio::sync::Mutex<Option<Arc<Connection>>>,
}

impl Postgres {
    pub(super) fn new(url: PostgresUrl) -> Self {
        Self { url, connection: tokio::sync::Mutex::default() }
    }

    /// Whether the database answers at all.
    pub(super) async fn reach(&self) -> Result<(), PostgresError> {
        self.find("SELECT 1", &[]).await.map(drop)
    }

    /// The rows that a statement finds.
    async fn find(&self, sql: &'static str, values: Values<'_>) -> Result<Vec<Row>, PostgresError> {
        let found =
            self.in_time(async |open| open.client.query(&open.prepared(sql).await?, values).await).await;
        match found {
            Err(error) if error.is_about_a_value() => Ok(Vec::new()),
            found => found,
        }
    }

    /// How many rows a statement changes.
    async fn change(&self, sql: &'static str, values: Values<'_>) -> Result<u64, PostgresError> {
        self.in_time(async |open| open.client.execute(&open.prepared(sql).await?, values).await).await
    }

    /// Does something on the connection, within the deadline. After a failure
    /// that may be the connection's the next statement gets a new one.
    async fn in_time<T>(
        &self,
        what: impl AsyncFnOnce(&Connection) -> Result<T, tokio_postgres::Error>,
    ) -> Result<T, PostgresError> {
        let done = async {
            let open = self.connected().await?;
            what(&open).await.map_err(|error| PostgresError::of_statement(&error))
        };
        // In the box it does not weigh on the many requests that never get here.
        let done = Box::pin(timeout(DEADLINE, done)).await.unwrap_or_else(|_late| Err(self.silent()));
        if done.as_ref().is_err_and(PostgresError::is_outage) {
            self.forget();
        }
        done
    }

    async fn connected(&self) -> Result<Arc<Connection>, PostgresError> {
        let mut kept = self.connection.lock().await;
        if let Some(open) = kept.as_ref().filter(|it| !it.client.is_closed()) {
            return Ok(Arc::clone(open));
        }
        let open = Connection::open(&self.url).await;
        let open = Arc::new(
            open.map_err(|source| PostgresError::Unreachable { place: self.url.to_string(), source })?,
        );
        *kept = Some(Arc::clone(&open));
        Ok(open)
    }

    /// Whoever holds the lock is opening a new connection already.
    fn forget(&self) {
        if let Ok(mut kept) = self.connection.try_lock() {
            *kept = None;
        }
    }

    fn silent(&self) -> PostgresError {
        PostgresError::Silent { place: self.url.to_string(), seconds: DEADLINE.as_secs() }
    }
}

/// An open connection. It closes when nobody uses it any more.
struct Connection {
    client: Client,
    /// What the server has parsed already.
    prepared: Mutex<HashMap<&'static str, Statement>>,
}

impl Connection {
    async fn open(url: &PostgresUrl) -> Result<Self, tokio_postgres::Error> {
        let (client, driver) = url.config().connect(NoTls).await?;
        // How it ends is told to whoever waits for a statement.
        tokio::spawn(async { drop(driver.await) });
        Ok(Self { client, prepared: Mutex::default() })
    }

    async fn prepared(&self, sql: &'static str) -> Result<Statement, tokio_postgres::Error> {
        let known = self.known().get(sql).cloned();
        if let Some(statement) = known {
            return Ok(statement);
        }
        let statement = self.client.prepare(sql).await?;
        self.known().insert(sql, statement.clone());
        Ok(statement)
    }

    fn known(&self) -> MutexGuard<'_, HashMap<&'static str, Statement>> {
        self.prepared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
