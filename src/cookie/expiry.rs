//! When a cookie ends: Max-Age, Expires, and the server's clock.

use time::{Duration, OffsetDateTime};

use super::browser::Engine;
use super::date::{self, PAST};
use super::netscape_date;
use super::set_cookie::SetCookie;

/// No cookie lives longer (RFC 6265bis §5.5).
const LONGEST_LIFE: Duration = Duration::days(400);

/// The clocks that meet when a response arrives.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    now: OffsetDateTime,
    /// How far the local clock is ahead of the server's.
    ahead: Duration,
}

impl Clock {
    /// Both engines correct Expires by the response's `Date` header (measured in Chromium 156 and
    /// Firefox 153).
    pub(super) fn new(engine: Engine, now: OffsetDateTime, date_header: Option<&str>) -> Self {
        let server = date_header.and_then(|text| netscape_date::parse(engine, text));
        Self { now, ahead: server.map_or(Duration::ZERO, |server| now - server) }
    }

    /// When the cookie of this line ends, `None` for the end of the browser session. Max-Age wins
    /// over Expires whatever their order (RFC 6265bis §5.7); an invalid last one of either counts
    /// as none.
    pub(super) fn expiry(&self, engine: Engine, line: &SetCookie) -> Option<OffsetDateTime> {
        let age = line.attribute("max-age").and_then(|text| match engine {
            Engine::Chromium => chromium_max_age(text),
            Engine::Firefox => firefox_max_age(text),
        });
        let end = match age {
            Some(seconds) if seconds <= 0 => PAST,
            Some(seconds) => self.now.saturating_add(Duration::seconds(seconds)),
            None => self.expires(engine, line.attribute("expires")?)?,
        };
        Some(end.min(self.now.saturating_add(LONGEST_LIFE)))
    }

    fn expires(&self, engine: Engine, text: &str) -> Option<OffsetDateTime> {
        let sent = match engine {
            Engine::Chromium => date::parse(text)?,
            Engine::Firefox => netscape_date::parse(engine, text)?,
        };
        Some(sent.saturating_add(self.ahead))
    }
}

/// Whether both engines read the same moment, or none, in both texts.
pub(super) fn same_date(one: &str, other: &str) -> bool {
    let in_firefox = |text| netscape_date::parse(Engine::Firefox, text);
    one == other || date::parse(one) == date::parse(other) && in_firefox(one) == in_firefox(other)
}

/// RFC 6265bis §5.6.2, and a leading `+` (measured in Chromium 156). A number too large for 64 bits
/// is the largest one, whatever follows its digits.
fn chromium_max_age(text: &str) -> Option<i64> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] | digits => (false, digits),
    };
    let mut age = 0_i64;
    for byte in digits {
        let digit = i64::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
        match age.checked_mul(10).and_then(|age| age.checked_add(digit)) {
            Some(next) => age = next,
            None => return Some(if negative { i64::MIN } else { i64::MAX }),
        }
    }
    (!digits.is_empty()).then_some(if negative { -age } else { age })
}

/// Whatever begins with `-` is the past; otherwise digits only (measured in Firefox 153).
fn firefox_max_age(text: &str) -> Option<i64> {
    if text.starts_with('-') {
        return Some(i64::MIN);
    }
    let mut age = 0_i64;
    for byte in text.bytes() {
        let digit = i64::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
        match age.checked_mul(10).and_then(|age| age.checked_add(digit)) {
            Some(next) => age = next,
            None => return Some(i64::MAX),
        }
    }
    (!text.is_empty()).then_some(age)
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

    fn expiry(engine: Engine, line: &str, date: Option<&str>) -> Option<OffsetDateTime> {
        Clock::new(engine, NOW, date).expiry(engine, &SetCookie::parse(line.as_bytes()))
    }

    #[test]
    fn max_age_wins_over_expires() {
        let line = "a=; Max-Age=0; Expires=Tue, 01 Jan 2036 00:00:00 GMT";
        assert_eq!(expiry(Engine::Chromium, line, None), Some(PAST));
        let line = "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60";
        assert_eq!(expiry(Engine::Firefox, line, None), Some(NOW + Duration::MINUTE));
    }

    #[test]
    fn an_invalid_last_max_age_leaves_the_word_to_expires() {
        let line = "a=; Max-Age=3600; Max-Age=; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
        assert_eq!(expiry(Engine::Chromium, line, None), Some(OffsetDateTime::UNIX_EPOCH));
        assert_eq!(expiry(Engine::Firefox, line, None), Some(OffsetDateTime::UNIX_EPOCH));
    }

    #[test]
    fn chromium_takes_one_sign_and_digits() {
        assert_eq!(chromium_max_age("-1"), Some(-1));
        assert_eq!(chromium_max_age("+0"), Some(0));
        assert_eq!(chromium_max_age("99999999999999999999x"), Some(i64::MAX));
        assert_eq!(chromium_max_age("-99999999999999999999"), Some(i64::MIN));
        for text in ["", "-", "--1", "- 1", "0x", "1.5", "'0'"] {
            assert_eq!(chromium_max_age(text), None, "{text}");
        }
    }

    #[test]
    fn firefox_takes_anything_after_a_minus() {
        assert_eq!(firefox_max_age("- 1"), Some(i64::MIN));
        assert_eq!(firefox_max_age("99999999999999999999"), Some(i64::MAX));
        assert_eq!(firefox_max_age("+0"), None);
        assert_eq!(firefox_max_age(""), None);
    }

    #[test]
    fn expires_is_corrected_by_the_date_header() {
        let line = "a=; Expires=Mon, 31 Dec 2035 23:59:59 GMT";
        let date = Some("Tue, 01 Jan 2036 00:00:00 GMT");
        assert_eq!(expiry(Engine::Chromium, line, date), Some(NOW - Duration::SECOND));
        assert_eq!(expiry(Engine::Chromium, line, Some("today")), Some(NOW + LONGEST_LIFE));
    }
}
