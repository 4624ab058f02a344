//! Values between rows here and rows there.

use time::{OffsetDateTime, PrimitiveDateTime};
use tokio_postgres::Row;
use tokio_postgres::types::FromSql;
use uuid::Uuid;

use super::PostgresError;
use crate::mock::nile_auth::clock::Millis;

const NANOS: i128 = 1_000_000;

/// A moment with a time zone.
pub(super) fn moment(at: Millis) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(at) * NANOS).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// A moment without a time zone, which Nile keeps in UTC.
pub(super) fn plain_moment(at: Millis) -> PrimitiveDateTime {
    let at = moment(at);
    PrimitiveDateTime::new(at.date(), at.time())
}

/// The same back.
pub(super) fn millis(at: OffsetDateTime) -> Millis {
    Millis::try_from(at.unix_timestamp_nanos().div_euclid(NANOS)).unwrap_or(Millis::MAX)
}

/// The same back.
pub(super) fn plain_millis(at: PrimitiveDateTime) -> Millis {
    millis(at.assume_utc())
}

/// An id, if a text is one. No row has another.
pub(super) fn id(text: &str) -> Option<Uuid> {
    Uuid::try_parse(text).ok()
}

/// A column of a row.
pub(super) fn column<'a, T: FromSql<'a>>(row: &'a Row, column: &'static str) -> Result<T, PostgresError> {
    row.try_get(column).map_err(|_of_another_type| PostgresError::Unreadable { column })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_come_back_as_they_went() {
        for at in [1_795_353_711_007, 0, -1] {
            assert_eq!((millis(moment(at)), plain_millis(plain_moment(at))), (at, at));
        }
    }
}
