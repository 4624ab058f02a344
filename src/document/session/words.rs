//! Times and tokens in words.

use time::{Duration, OffsetDateTime};

use crate::evidence::TokenKind;
use crate::session::{Session, Validity, ValiditySource};

/// `2026-12-22 14:01 UTC`.
pub(super) fn moment(time: OffsetDateTime) -> String {
    let time = time.to_offset(time::UtcOffset::UTC);
    let month = u8::from(time.month());
    format!("{}-{month:02}-{:02} {:02}:{:02} UTC", time.year(), time.day(), time.hour(), time.minute())
}

/// `3 days`, `12 minutes`, `8 seconds`: the largest unit that fits, rounded to
/// the nearest, because a cookie of 30 days has 29 days and 23 hours left when
/// anybody looks.
fn span(length: Duration) -> String {
    let seconds = length.whole_seconds().max(0);
    let (size, unit) = match seconds {
        0..90 => (1, "second"),
        90..5400 => (60, "minute"),
        5400..129_600 => (3600, "hour"),
        _ => (86_400, "day"),
    };
    let number = (seconds + size / 2) / size;
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// `2026-11-22 14:01 UTC, 3 minutes ago`.
pub(super) fn past(time: OffsetDateTime, now: OffsetDateTime) -> String {
    if (now - time).whole_seconds() < 5 {
        return format!("{}, just now", moment(time));
    }
    format!("{}, {} ago", moment(time), span(now - time))
}

/// Until when, and who says so.
pub(super) fn until(validity: Option<Validity>, now: OffsetDateTime) -> String {
    let Some(Validity { until, source }) = validity else {
        return "the browser closes, says the cookie; the server does not say".to_owned();
    };
    let who = match source {
        ValiditySource::Cookie => "says the cookie",
        ValiditySource::Token => "says the token itself",
    };
    if until <= now {
        return format!("{}, {} ago, {who}", moment(until), span(now - until));
    }
    format!("{}, in {}, {who}", moment(until), span(until - now))
}

/// `opaque token, cookie until 2026-12-22`: as short as it can be.
pub(super) fn token_and_end(session: &Session) -> String {
    let kind = kind(session);
    match session.validity() {
        Some(validity) => {
            format!("{} token, {} until {}", short(kind), validity.source.name(), moment(validity.until))
        }
        None => format!("{} token, cookie without an end", short(kind)),
    }
}

/// What the main cookie holds.
pub(super) fn kind(session: &Session) -> TokenKind {
    session.facts.main().map_or(TokenKind::Opaque, |cookie| cookie.kind)
}

const fn short(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Jwe => "encrypted (JWE)",
        TokenKind::Jwt => "signed (JWT)",
        TokenKind::Signed => "signed",
        TokenKind::Opaque => "opaque",
    }
}

/// What the kind of token means for a logout.
pub(super) const fn means(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::Jwe => {
            "JWE, encrypted: it carries the session in itself, so a logout ends it only where the server keeps a list of ended tokens"
        }
        TokenKind::Jwt => {
            "JWT, signed: it carries the session in itself, so a logout ends it only where the server keeps a list of ended tokens"
        }
        TokenKind::Signed => {
            "signed data: it carries the session in itself, so a logout ends it only where the server keeps a list of ended sessions"
        }
        TokenKind::Opaque => "opaque: a key to a record on the server, which a logout can delete",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-22 12:00 UTC);

    #[test]
    fn times_are_told_with_their_distance() {
        assert_eq!(past(NOW - Duration::minutes(3), NOW), "2026-11-22 11:57 UTC, 3 minutes ago");
        assert_eq!(past(NOW, NOW), "2026-11-22 12:00 UTC, just now");
        let validity = |until| Some(Validity { until, source: ValiditySource::Cookie });
        let month = NOW + Duration::days(30) - Duration::seconds(1);
        assert_eq!(until(validity(month), NOW), "2026-12-22 11:59 UTC, in 30 days, says the cookie");
        assert!(until(validity(NOW - Duration::hours(2)), NOW).contains("2 hours ago"));
        assert!(until(None, NOW).contains("browser closes"));
    }

    #[test]
    fn a_span_is_told_in_its_largest_unit() {
        assert_eq!(span(Duration::seconds(1)), "1 second");
        assert_eq!(span(Duration::seconds(89)), "89 seconds");
        assert_eq!(span(Duration::hours(30)), "30 hours");
        assert_eq!(span(Duration::seconds(-5)), "0 seconds");
    }
}
