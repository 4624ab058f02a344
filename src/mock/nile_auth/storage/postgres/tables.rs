//! The tables: made if they are missing, and looked at if they are there.

use std::collections::HashMap;

use super::values::column;
use super::{Postgres, PostgresError};

const CREATE: &str = include_str!("tables.sql");

/// The columns that the statements here name, with their types. Others may be
/// there too. An enum has a type of its own, so any will do for the method.
const NEEDED: [(&str, &[(&str, &str)]); 3] = [
    (
        "users.users",
        &[
            ("id", "uuid"),
            ("created", "timestamp without time zone"),
            ("updated", "timestamp without time zone"),
            ("deleted", "timestamp without time zone"),
            ("name", "text"),
            ("family_name", "text"),
            ("given_name", "text"),
            ("email", "text"),
            ("picture", "text"),
            ("email_verified", "timestamp without time zone"),
            ("multi_factor", "text"),
        ],
    ),
    (
        "auth.sessions",
        &[
            ("id", "uuid"),
            ("expires_at", "timestamp with time zone"),
            ("session_token", "text"),
            ("user_id", "uuid"),
        ],
    ),
    (
        "auth.credentials",
        &[
            ("user_id", "uuid"),
            ("deleted", "timestamp without time zone"),
            ("method", "USER-DEFINED"),
            ("provider", "text"),
            ("payload", "jsonb"),
        ],
    ),
];

const COLUMNS: &str = "SELECT table_schema || '.' || table_name AS of_table, column_name::text, data_type::text \
                       FROM information_schema.columns \
                       WHERE (table_schema, table_name) IN (('users', 'users'), ('auth', 'sessions'), ('auth', 'credentials'))";

/// The types of the columns of each table that is there.
type Found = HashMap<String, HashMap<String, String>>;

impl Postgres {
    /// Refuses tables that are not Nile's, and then makes those that are
    /// missing.
    pub(in super::super) async fn open(&self) -> Result<(), PostgresError> {
        let found = self.tables().await?;
        for (table, columns) in NEEDED {
            if let Some(there) = found.get(table) {
                fits(table, columns, there)?;
            }
        }
        self.in_time(async |open| open.client.batch_execute(CREATE).await).await
    }

    async fn tables(&self) -> Result<Found, PostgresError> {
        let mut found = Found::new();
        for row in &self.find(COLUMNS, &[]).await? {
            let (table, name) = (column(row, "of_table")?, column(row, "column_name")?);
            found.entry(table).or_default().insert(name, column(row, "data_type")?);
        }
        Ok(found)
    }
}

/// Whether a table has all columns that it needs.
fn fits(
    table: &'static str,
    columns: &[(&str, &str)],
    there: &HashMap<String, String>,
) -> Result<(), PostgresError> {
    let missing = columns.iter().filter(|(name, kind)| there.get(*name).is_none_or(|it| it != kind));
    let needs: Vec<String> = missing.map(|(name, kind)| format!("{name} {kind}")).collect();
    if needs.is_empty() {
        return Ok(());
    }
    Err(PostgresError::Layout { table, needs: needs.join(", ") })
}
