//! What can go wrong between the stand-in and its database.

use tokio_postgres::error::{DbError, SqlState};

/// A database that does not keep the rows. What the database says about values
/// is left out: session tokens are among them.
#[derive(Debug, thiserror::Error)]
pub enum PostgresError {
    /// There is no way to log in.
    #[error("PostgreSQL at {place} cannot be used")]
    Unreachable {
        /// Host and port, or the socket.
        place: String,
        /// What came of the attempt.
        #[source]
        source: tokio_postgres::Error,
    },
    /// No answer came in time.
    #[error("PostgreSQL at {place} does not answer within {seconds} seconds")]
    Silent {
        /// Host and port, or the socket.
        place: String,
        /// The deadline of a statement, with connecting if that is needed.
        seconds: u64,
    },
    /// The connection broke in the middle of a statement.
    #[error("the connection to PostgreSQL broke")]
    Broken,
    /// A statement was refused.
    #[error("PostgreSQL refused a statement: {message} ({code})")]
    Refused {
        /// The message without its details.
        message: String,
        /// The SQLSTATE.
        code: String,
    },
    /// A row holds what cannot be read.
    #[error("a row in PostgreSQL cannot be read: column {column}")]
    Unreadable {
        /// Its name.
        column: &'static str,
    },
    /// A table is there, but it is not Nile's.
    #[error("the table {table} in PostgreSQL is not laid out as Nile's: it needs {needs}")]
    Layout {
        /// With its schema.
        table: &'static str,
        /// The columns that are missing or of another type.
        needs: String,
    },
}

impl PostgresError {
    /// What became of a statement.
    pub(super) fn of_statement(error: &tokio_postgres::Error) -> Self {
        let refused = |db: &DbError| Self::Refused {
            message: db.message().to_owned(),
            code: db.code().code().to_owned(),
        };
        error.as_db_error().map_or(Self::Broken, refused)
    }

    /// Whether a value was refused, and not the statement: a letter that no
    /// text can hold, for one. No row has such a value.
    pub(super) fn is_about_a_value(&self) -> bool {
        self.is_of_class("22")
    }

    /// Whether the database failed, and not what it was asked for. The next
    /// statement may fare better on another connection.
    pub(in super::super) fn is_outage(&self) -> bool {
        !self.is_of_class("22") && !self.is_of_class("23")
    }

    fn is_of_class(&self, class: &str) -> bool {
        match self {
            Self::Refused { code, .. } => code.starts_with(class),
            Self::Unreachable { .. }
            | Self::Silent { .. }
            | Self::Broken
            | Self::Unreadable { .. }
            | Self::Layout { .. } => false,
        }
    }

    /// What to try.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } | Self::Silent { .. } | Self::Broken => {
                "check that PostgreSQL runs there and that user, password and database are right"
            }
            Self::Refused { code, .. } if code == SqlState::INSUFFICIENT_PRIVILEGE.code() => {
                "give the user CREATE on the database, or let its owner start the mock once"
            }
            Self::Refused { .. } => {
                "pgcrypto must be installed on the server: it comes with Debian's postgresql"
            }
            Self::Unreadable { .. } | Self::Layout { .. } => {
                "give a database of its own: nothing in this one was changed"
            }
        }
    }
}
