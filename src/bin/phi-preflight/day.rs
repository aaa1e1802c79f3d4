//! What day and time it is. Which day it is only the command can say: the library has no clock.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The day it is, in UTC: year, month and day.
pub fn today() -> (u16, u8, u8) {
    parts(Timestamp::now().to_zoned(TimeZone::UTC).date())
}

/// The time it is, as RFC 3339 writes it.
pub fn now() -> String {
    written(Timestamp::now())
}

fn parts(date: Date) -> (u16, u8, u8) {
    (date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs())
}

/// To the second: an audit needs no more.
fn written(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_its_year_month_and_day() {
        assert_eq!(parts(Date::constant(2024, 2, 29)), (2024, 2, 29));
        let (year, month, day) = today();
        assert!(year >= 2026 && (1..=12).contains(&month) && (1..=31).contains(&day));
    }

    #[test]
    fn a_time_is_written_in_full_without_parts_of_a_second() {
        let time = Timestamp::new(1_767_225_600 + 3_661, 999_999_999).unwrap();
        assert_eq!(written(time), "2026-01-01T01:01:01Z");
    }
}
