//! What NSPR's date parser collects, and the moment it makes of it.

use time::{OffsetDateTime, PrimitiveDateTime};

/// Time zones by name: minutes east of Greenwich, summer time included.
const ZONES: [(&[u8; 3], i32); 15] = [
    (b"gmt", 0),
    (b"pst", -480),
    (b"pdt", -420),
    (b"mst", -420),
    (b"mdt", -360),
    (b"cst", -360),
    (b"cdt", -300),
    (b"est", -300),
    (b"edt", -240),
    (b"ast", -240),
    (b"nst", -210),
    (b"bst", 60),
    (b"met", 60),
    (b"eet", 120),
    (b"jst", 540),
];

/// What was found so far.
#[derive(Default)]
pub(super) struct Found {
    pub(super) year: Option<i32>,
    /// From 1; a numeric date may say 0, which runs back into December.
    pub(super) month: Option<i32>,
    pub(super) day: Option<i32>,
    pub(super) seconds: Option<i32>,
    pub(super) zone: Option<i32>,
    pub(super) offset: Option<i32>,
}

impl Found {
    pub(super) const fn set_date(&mut self, year: i32, month: i32, day: i32) {
        (self.year, self.month, self.day) = (Some(year), Some(month), Some(day));
    }

    /// The moment; a missing time is midnight, a missing zone is Greenwich, and the rest must be
    /// there.
    pub(super) fn moment(&self) -> Option<OffsetDateTime> {
        let (year, month, day) = (self.year?, self.month?, self.day?);
        if year > i32::from(i16::MAX) {
            return None;
        }
        let days = days_before_month(year, month) + i64::from(day) - 1;
        let zone = self.offset.or(self.zone).unwrap_or_default();
        let seconds = days * 86_400 + i64::from(self.seconds.unwrap_or_default()) - i64::from(zone) * 60;
        // A moment beyond the range of the calendar type is far in the future, and stays there.
        Some(OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(FAR_FUTURE))
    }
}

/// What lies beyond the range of the calendar type.
pub(super) const FAR_FUTURE: OffsetDateTime = PrimitiveDateTime::MAX.assume_utc();

/// Days from 1970-01-01 to the first of the month, in the proleptic Gregorian calendar.
fn days_before_month(year: i32, month: i32) -> i64 {
    // The year is taken to begin in March, so that the leap day is its last.
    let months = i64::from(year) * 12 + i64::from(month) - 3;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12));
    let in_year = (153 * month + 2) / 5;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + in_year - 719_468
}

/// Two digits mean 1970 to 2069.
pub(super) const fn widened(year: i32) -> i32 {
    match year {
        0..=69 => year + 2000,
        70..=99 => year + 1900,
        _ => year,
    }
}

/// Minutes east of Greenwich for the start of a word.
pub(super) fn zone(word: [u8; 3]) -> Option<i32> {
    // UT is Greenwich, but UTC and other words that begin so are not known.
    if word.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"ut")) {
        return (!word[2].is_ascii_alphabetic()).then_some(0);
    }
    ZONES.iter().find(|(name, _)| word.eq_ignore_ascii_case(*name)).map(|(_, minutes)| *minutes)
}
