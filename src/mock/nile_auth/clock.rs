//! The time that the stand-in lives in. A test can move it, so that nobody
//! waits for a challenge to expire.

use std::num::NonZero;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;
use time::format_description::well_known::Iso8601;
use time::format_description::well_known::iso8601::{Config, EncodedConfig, TimePrecision};

/// How JavaScript writes a `Date` into JSON: with milliseconds. Every answer with
/// a session has one, and this writes it four times as fast as a description.
const ISO: EncodedConfig =
    Config::DEFAULT.set_time_precision(TimePrecision::Second { decimal_digits: NonZero::new(3) }).encode();

/// Milliseconds since 1970.
pub(super) type Millis = i64;

/// A session lasts 30 days: next-auth's default, which Nile keeps (measured).
pub(super) const SESSION: Millis = 30 * DAY;

/// One day in milliseconds.
pub(super) const DAY: Millis = 24 * 60 * 60 * 1000;

/// The time of day, and how far it was moved.
#[derive(Default)]
pub(super) struct Clock {
    ahead: AtomicI64,
}

impl Clock {
    /// Now, in milliseconds.
    pub(super) fn now(&self) -> Millis {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis())
            .unwrap_or(i64::MAX)
            .saturating_add(self.ahead.load(Ordering::Relaxed))
    }

    /// Moves the time forward.
    pub(super) fn advance(&self, by: Duration) {
        self.ahead.fetch_add(i64::try_from(by.as_millis()).unwrap_or(0), Ordering::Relaxed);
    }
}

/// A moment as it stands in a body.
pub(super) fn iso(moment: Millis) -> String {
    let nanos = i128::from(moment) * 1_000_000;
    let moment = OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    moment.format(&Iso8601::<ISO>).unwrap_or_else(|_| "1970-01-01T00:00:00.000Z".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_have_milliseconds() {
        assert_eq!(iso(1_795_353_711_007), "2026-11-22T13:21:51.007Z");
    }

    #[test]
    fn the_clock_can_be_moved() {
        let clock = Clock::default();
        let before = clock.now();
        clock.advance(Duration::from_secs(31));
        assert!(clock.now() >= before + 31_000);
    }
}
