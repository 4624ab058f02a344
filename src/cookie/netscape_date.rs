//! Dates as NSPR reads them: cookie dates in Firefox, and the `Date` header in both engines.

use time::OffsetDateTime;

use super::browser::Engine;
use super::date;
use super::netscape_fields::{Found, widened, zone};

/// Reads a date as liberally as NSPR's `PR_ParseTimeString` does: no order of fields, numeric
/// dates, zones, AM and PM, a time that may be missing, and days or minutes beyond their range that
/// run over into the next month or hour. Chromium's copy of it also reads ISO 8601: a year of four
/// digits in front, a `T` before the time, fractions of a second and `Z` (measured in 156).
pub(super) fn parse(engine: Engine, text: &str) -> Option<OffsetDateTime> {
    let reads_iso = engine == Engine::Chromium;
    let mut reader = Reader { text: text.as_bytes(), at: 0, reads_iso, found: Found::default() };
    for _ in 0..=1000 {
        if reader.byte(0) == END {
            return reader.found.moment();
        }
        reader.token();
        reader.skip_token();
    }
    None
}

/// What stands after the last byte; NSPR reads C strings.
const END: u8 = 0;

/// A text and a place in it.
struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    reads_iso: bool,
    found: Found,
}

impl Reader<'_> {
    fn token(&mut self) {
        match self.byte(0) {
            b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            b'+' | b'-' => self.offset(),
            b'0'..=b'9' => self.number(),
            _ => {}
        }
    }

    /// A month or a zone; weekdays mean nothing.
    fn word(&mut self) {
        let word = [self.byte(0), self.byte(1), self.byte(2)];
        if self.found.month.is_none() {
            self.found.month = date::month(&word).map(i32::from);
        }
        if self.found.zone.is_none() {
            self.found.zone = zone(word);
        }
    }

    /// `+hh`, `-hhmm`: counts after a bare time or GMT, not after another zone.
    fn offset(&mut self) {
        let sign = if self.byte(0) == b'-' { -1 } else { 1 };
        self.at += 1;
        if self.found.offset.is_some() || self.found.zone.is_some_and(|zone| zone != 0) {
            return;
        }
        let minutes = match self.digits(0) {
            1 | 2 => self.value(0, self.digits(0)) * 60,
            4 => self.value(0, 2) * 60 + self.value(2, 2),
            _ => return,
        };
        self.found.offset = Some(sign * minutes);
        self.found.zone = Some(0);
    }

    fn number(&mut self) {
        let length = self.digits(0);
        match self.byte(length) {
            b':' => self.clock(length),
            b'/' | b'-' if self.byte(length + 1).is_ascii_digit() => {
                if self.found.month.is_none() {
                    self.numeric_date();
                }
            }
            b'a'..=b'z' | b'A'..=b'Z' => {}
            _ => self.day_or_year(length),
        }
    }

    fn day_or_year(&mut self, length: usize) {
        let value = self.value(0, length.min(5));
        match length {
            1 | 2 if self.found.day.is_none() && value < 32 => self.found.day = Some(value),
            2 if self.found.year.is_none() => self.found.year = Some(widened(value)),
            4 | 5 if self.found.year.is_none() => self.found.year = Some(value),
            _ => {}
        }
    }

    /// `hh:mm`, `hh:mm:ss`, perhaps with AM or PM.
    fn clock(&mut self, length: usize) {
        if self.found.seconds.is_some() || length > 2 {
            return;
        }
        let hour = self.value(0, length);
        self.at += length + 1;
        let length = self.digits(0);
        if length == 0 || length > 2 {
            return;
        }
        let minute = self.value(0, length);
        self.at += length;
        if self.byte(0) == b':' {
            self.at += 1;
        }
        let length = self.digits(0);
        if length > 2 {
            return;
        }
        let second = self.value(0, length);
        self.at += length;
        self.fraction();
        let hour = if self.universal() { hour } else { self.half_day(hour) };
        self.found.seconds = Some((hour * 60 + minute) * 60 + second);
    }

    /// Skips a fraction of a second.
    fn fraction(&mut self) {
        if self.reads_iso && self.byte(0) == b'.' {
            self.at += 1;
            self.at += self.digits(0);
        }
    }

    /// Takes the `Z` behind a time.
    fn universal(&mut self) -> bool {
        let is_universal = self.reads_iso && self.byte(0) == b'Z';
        if is_universal {
            self.found.zone = Some(0);
            self.at += 1;
        }
        is_universal
    }

    /// Whether a `T` stands before a time here.
    fn is_iso_mark(&self, ahead: usize) -> bool {
        self.reads_iso && self.byte(ahead) == b'T' && self.byte(ahead + 1).is_ascii_digit()
    }

    /// The hour on a clock of 24, if AM or PM follows.
    fn half_day(&self, hour: i32) -> i32 {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let spaces = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let mark = [self.byte(spaces), self.byte(spaces + 1)];
        match hour {
            0..=11 if mark.eq_ignore_ascii_case(b"pm") => hour + 12,
            12 if mark.eq_ignore_ascii_case(b"am") => 0,
            _ => hour,
        }
    }

    /// `mm/dd/yy`, `dd-mm-yy` or `yy-mm-dd`, decided by the size of the numbers.
    fn numeric_date(&mut self) {
        let Some(([first, second, third], end)) = self.three_numbers() else {
            return;
        };
        if first > 31 || first == 0 {
            if second <= 12 && third <= 31 {
                self.found.set_date(widened(first), second, third);
                self.at = end;
            }
            return;
        }
        self.at = end;
        match (first > 12, second > 12) {
            (true, true) => {}
            (true, false) => self.found.set_date(widened(third), second, first),
            (false, _) => self.found.set_date(widened(third), first, second),
        }
    }

    /// Three numbers between `/` or `-`, and where they end: one or two digits each, the last up to
    /// five but not three, and in ISO 8601 four in the first.
    fn three_numbers(&self) -> Option<([i32; 3], usize)> {
        let mut ahead = 0;
        let mut numbers = [0; 3];
        for (index, number) in numbers.iter_mut().enumerate() {
            let length = self.digits(ahead);
            let fits = match index {
                0 => matches!(length, 1 | 2) || (length == 4 && self.reads_iso),
                1 => matches!(length, 1 | 2),
                _ => matches!(length, 1 | 2 | 4 | 5),
            };
            let ends = if index < 2 {
                matches!(self.byte(ahead + length), b'/' | b'-')
            } else {
                !self.byte(ahead + length).is_ascii_alphabetic() || self.is_iso_mark(ahead + length)
            };
            if !fits || !ends {
                return None;
            }
            *number = self.value(ahead, length);
            ahead += length + usize::from(index < 2);
        }
        Some((numbers, self.at + ahead))
    }

    /// Skips the rest of a token, then what stands between tokens. A dash there is the start of a
    /// zone, except after a word while the year is missing (`30-AUG-1966`) and where no digit
    /// follows.
    fn skip_token(&mut self) {
        while !matches!(self.byte(0), END | b'+' | b'-') && !is_filler(self.byte(0)) && !self.is_iso_mark(0) {
            self.at += 1;
        }
        loop {
            while is_filler(self.byte(0)) {
                self.at += 1;
            }
            let after_word = self.at > 0 && self.text.get(self.at - 1).is_some_and(u8::is_ascii_alphabetic);
            let no_zone = (after_word && self.found.year.is_none()) || !self.byte(1).is_ascii_digit();
            if self.byte(0) != b'-' || !no_zone {
                self.at += usize::from(self.is_iso_mark(0));
                return;
            }
            self.at += 1;
        }
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.text.get(self.at + ahead).copied().unwrap_or(END)
    }

    fn digits(&self, ahead: usize) -> usize {
        let rest = self.text.get(self.at + ahead..).unwrap_or_default();
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    fn value(&self, ahead: usize, length: usize) -> i32 {
        (ahead..ahead + length)
            .fold(0, |value, place| value * 10 + i32::from(self.byte(place)) - i32::from(b'0'))
    }
}

const fn is_filler(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b',' | b';' | b'/' | b'(' | b')' | b'[' | b']')
}

#[cfg(test)]
mod tests {
    use super::{Engine, OffsetDateTime};
    use crate::cookie::netscape_fields::FAR_FUTURE;
    use time::macros::datetime;

    fn parse(text: &str) -> Option<OffsetDateTime> {
        super::parse(Engine::Firefox, text)
    }

    const EPOCH: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

    #[test]
    fn the_usual_formats_are_read() {
        for text in [
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "Thursday, 01-Jan-70 00:00:00 GMT",
            "Thu Jan  1 00:00:00 1970",
            "Thu, 01 Jan 1970",
            "01/01/70 12:00:00 AM",
            "70-01-01 00:00",
            "Thu, 01 Jan 1970 02:00:00 +0200",
            "31 Dec 1969 16:00:00 PST",
            "00:00:00 1970 Jan 1",
        ] {
            assert_eq!(parse(text), Some(EPOCH), "{text}");
        }
    }

    #[test]
    fn what_runs_over_is_carried() {
        assert_eq!(parse("30 Feb 1970 00:00:00 GMT"), Some(datetime!(1970-03-02 0:00 UTC)));
        assert_eq!(parse("1 Jan 1970 00:60:00 GMT"), Some(datetime!(1970-01-01 1:00 UTC)));
        assert_eq!(parse("0 Jan 1970 00:00:00 GMT"), Some(datetime!(1969-12-31 0:00 UTC)));
    }

    #[test]
    fn dots_glued_months_and_iso_dates_are_not_read() {
        for text in [
            "Thu, 01.Jan.1970 00:00:00 GMT",
            "01Jan1970 00:00:00 GMT",
            "1970-01-01 00:00:00",
            "Thu, 01 Jan 970 00:00:00 GMT",
            "Session",
            "",
            "0",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn chromium_reads_iso_dates_too() {
        let parse = |text| super::parse(Engine::Chromium, text);
        for text in [
            "1970-01-01T00:00:00Z",
            "1970-01-01 00:00",
            "1970/1/1",
            "1970-01-01T00:00:00.999Z",
            "1970-01-01T02:00:00+02:00",
            "01/01/1970T00:00",
            "Thu, 01 Jan 1970 00:00:00.5 GMT",
        ] {
            assert_eq!(parse(text), Some(EPOCH), "{text}");
        }
        assert_eq!(parse("1970-01-01T12:00Z PM"), Some(datetime!(1970-01-01 12:00 UTC)));
        for text in ["1970-01-01t00:00:00Z", "197-01-01", "1970-13-01", "19700101T000000Z"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn half_days_and_zones_shift_the_moment() {
        assert_eq!(parse("22-AUG-1993 10:59pm"), Some(datetime!(1993-08-22 22:59 UTC)));
        assert_eq!(parse("22-AUG-1993 12:59 PM"), Some(datetime!(1993-08-22 12:59 UTC)));
        assert_eq!(parse("95-06-08 19:32:48 EDT"), Some(datetime!(1995-06-08 23:32:48 UTC)));
        assert_eq!(parse("20/06/95 21:07"), Some(datetime!(1995-06-20 21:07 UTC)));
    }

    #[test]
    fn years_beyond_the_calendar_are_the_far_future() {
        assert_eq!(parse("1 Jan 19700 00:00:00 GMT"), Some(FAR_FUTURE));
        assert_eq!(parse("1 Jan 40000 00:00:00 GMT"), None);
    }
}
