//! The time of day, as the deployment writes it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// How long a session lasts: 30 days, as next-auth's default that Nile keeps
/// (measured: `exp` = `iat` + 2592000).
pub(super) const SESSION_SECONDS: i64 = 2_592_000;

/// The last second of the year 9999: no later one can be written.
const LAST_SECOND: u64 = 253_402_300_799;

/// Seconds since 1970.
pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// A point in time as `Expires` wants it (RFC 6265, section 4.1.1).
pub(super) fn cookie_date(seconds: i64) -> String {
    let since = u64::try_from(seconds).unwrap_or_default().min(LAST_SECOND);
    httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(since))
}

/// A point in time for programs.
pub(super) fn rfc3339(seconds: i64) -> String {
    let moment = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    moment.format(&Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_in_rfc_6265() {
        assert_eq!(cookie_date(-1), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(cookie_date(i64::MAX), "Fri, 31 Dec 9999 23:59:59 GMT");
        assert_eq!(cookie_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(cookie_date(1_795_353_711), "Sun, 22 Nov 2026 13:21:51 GMT");
    }
}
