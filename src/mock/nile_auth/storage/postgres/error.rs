//! What can go wrong between the stand-in and its database.

use tokio_postgres::error::{DbError, SqlState};

/// What a server says that has no pgcrypto, or has it where nobody looks.
const NO_PGCRYPTO: [SqlState; 3] =
    [SqlState::FEATURE_NOT_SUPPORTED, SqlState::UNDEFINED_FILE, SqlState::UNDEFINED_FUNCTION];

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
        matches!(self, Self::Refused { code, .. } if code.starts_with("22"))
    }

    /// Whether the database failed, and not what it was asked for. The next
    /// statement may fare better on another connection.
    pub(in super::super) fn is_outage(&self) -> bool {
        match self {
            // Values that are no values, and rows that must not be there.
            Self::Refused { code, .. } => !code.starts_with("22") && !code.starts_with("23"),
            Self::Unreadable { .. } => false,
            Self::Unreachable { .. } | Self::Silent { .. } | Self::Broken | Self::Layout { .. } => true,
        }
    }

    /// What to try.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } | Self::Silent { .. } | Self::Broken => {
                "check that PostgreSQL runs there and that user, password and database are right"
            }
            Self::Refused { code, .. } if *code == SqlState::INSUFFICIENT_PRIVILEGE.code() => {
                "give the user CREATE on the database, or let its owner start the mock once"
            }
            Self::Refused { code, .. } if NO_PGCRYPTO.iter().any(|it| it.code() == code) => {
                "passwords need the extension pgcrypto, which comes with Debian's postgresql"
            }
            Self::Refused { .. } => "the log of PostgreSQL tells more",
            Self::Unreadable { .. } | Self::Layout { .. } => {
                "give a database of its own: nothing in this one was changed"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: &SqlState) -> PostgresError {
        PostgresError::Refused { message: String::new(), code: code.code().to_owned() }
    }

    #[test]
    fn a_value_is_no_outage_and_a_table_that_went_is_one() {
        let value = refused(&SqlState::CHARACTER_NOT_IN_REPERTOIRE);
        assert!(value.is_about_a_value() && !value.is_outage());
        let twice = refused(&SqlState::UNIQUE_VIOLATION);
        assert!(!twice.is_about_a_value() && !twice.is_outage());
        let gone = refused(&SqlState::UNDEFINED_TABLE);
        assert!(!gone.is_about_a_value() && gone.is_outage());
    }

    #[test]
    fn the_hint_fits_the_refusal() {
        assert!(refused(&SqlState::INSUFFICIENT_PRIVILEGE).hint().contains("CREATE"));
        assert!(refused(&SqlState::UNDEFINED_FILE).hint().contains("pgcrypto"));
        assert!(refused(&SqlState::READ_ONLY_SQL_TRANSACTION).hint().contains("log"));
    }
}
