//! Checks that belong to no country: digits and letters present, Luhn, calendar dates.

use super::{Table, digits};

pub(super) const TABLE: Table = &[
    ("has_digit", has_digit),
    ("has_three_digits", has_three_digits),
    ("has_four_digits", has_four_digits),
    ("has_letter", has_letter),
    ("not_all_same_digit", not_all_same_digit),
    ("not_a_year", not_a_year),
    ("not_years", not_years),
    ("not_a_date", not_a_date),
    ("not_a_compact_date", not_a_compact_date),
    ("has_digit_words", has_digit_words),
    ("luhn", luhn),
    ("valid_date_ymd", valid_date_ymd),
    ("valid_date_dmy", valid_date_dmy),
    ("valid_date_mdy", valid_date_mdy),
];

/// At least one digit.
fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// At least three digits: fewer are a room, an age or a count.
fn has_three_digits(text: &str) -> bool {
    digits(text).nth(2).is_some()
}

/// At least four digits.
fn has_four_digits(text: &str) -> bool {
    digits(text).nth(3).is_some()
}

/// At least one letter.
fn has_letter(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// At least two different digits: `000000` is a filler, not a number somebody bears.
fn not_all_same_digit(text: &str) -> bool {
    let mut digits = digits(text);
    let Some(first) = digits.next() else { return false };
    digits.any(|digit| digit != first)
}

/// Not the four digits of a year from 1900 to 2099, alone.
fn not_a_year(text: &str) -> bool {
    !text.is_empty()
        && !(text.len() == 4 && (text.starts_with("19") || text.starts_with("20")) && number(text).is_some())
}

/// Not a year, a season or a span of years: `2024`, `2024-25`, `2019/2020`.
fn not_years(text: &str) -> bool {
    let Some((first, last)) = text.split_once(['-', '/']) else { return not_a_year(text) };
    let closes_a_span = (last.len() == 2 && number(last).is_some()) || !not_a_year(last);
    !text.is_empty() && (not_a_year(first) || !closes_a_span)
}

/// Not a day of the calendar in any of the three orders.
fn not_a_date(text: &str) -> bool {
    let numeric = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b'.' | b' '));
    let orders = [valid_date_ymd, valid_date_dmy, valid_date_mdy];
    let dated = text.is_empty() || (numeric && orders.iter().any(|order| order(text)));
    !dated
}

/// Not a day written as eight digits, year first or last: `20240304`, `03041952`.
fn not_a_compact_date(text: &str) -> bool {
    let digits: Vec<u32> = digits(text).collect();
    let &[a, b, c, d, e, f, g, h] = &digits[..] else { return !text.is_empty() };
    let this_era = |century| matches!(century, 18..=20);
    let (front, middle, back) =
        (a * 1000 + b * 100 + c * 10 + d, (a * 10 + b, c * 10 + d), (e * 10 + f, g * 10 + h));
    let year_first = this_era(a * 10 + b) && is_day(front, back.0, back.1);
    let last = e * 1000 + f * 100 + g * 10 + h;
    let year_last =
        this_era(back.0) && (is_day(last, middle.0, middle.1) || is_day(last, middle.1, middle.0));
    !(year_first || year_last)
}

/// At least four digits written out: the rest may be figures.
fn has_digit_words(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "zero", "oh", "o", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "double",
        "triple",
    ];
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.filter(|word| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))).nth(3).is_some()
}

/// Luhn's sum over all digits: from the right, every second one doubled.
pub(super) fn luhn(text: &str) -> bool {
    let mut count = 0;
    let sum: u32 = digits(text)
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            count = place + 1;
            match (place % 2, digit * 2) {
                (0, _) => digit,
                (_, doubled) if doubled > 9 => doubled - 9,
                (_, doubled) => doubled,
            }
        })
        .sum();
    count >= 2 && sum.is_multiple_of(10)
}

/// A day that exists, written year, month, day.
fn valid_date_ymd(text: &str) -> bool {
    three_numbers(text).is_some_and(|[year, month, day]| is_day(year, month, day))
}

/// A day that exists, written day, month, year.
fn valid_date_dmy(text: &str) -> bool {
    three_numbers(text).is_some_and(|[day, month, year]| is_day(year, month, day))
}

/// A day that exists, written month, day, year.
fn valid_date_mdy(text: &str) -> bool {
    three_numbers(text).is_some_and(|[month, day, year]| is_day(year, month, day))
}

/// The three numbers of a numeric date.
fn three_numbers(text: &str) -> Option<[u32; 3]> {
    let mut parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(number);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Some(first)), Some(Some(second)), Some(Some(third)), None) => Some([first, second, third]),
        _ => None,
    }
}

/// The number that up to four digits stand for.
fn number(text: &str) -> Option<u32> {
    let fits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

/// Whether the Gregorian calendar has that day. A year of two digits may be of any century, so
/// that 29 February stands wherever one of them has it.
pub(super) fn is_day(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luhn_takes_published_numbers_and_refuses_their_neighbours() {
        for (valid, invalid) in [
            ("4111111111111111", "4111111111111112"),
            ("4012 8888 8888 1881", "4012 8888 8888 1882"),
            ("490154203237518", "490154203237519"),
            ("123 456 782", "123-456-783"),
        ] {
            assert!(luhn(valid), "{valid}");
            assert!(!luhn(invalid), "{invalid}");
        }
        assert!(!luhn("0"), "one digit proves nothing");
    }

    #[test]
    fn digits_and_letters_are_told_apart() {
        assert!(has_digit("AB1") && !has_digit("AB"));
        assert!(has_letter("12a") && !has_letter("12"));
        assert!(not_all_same_digit("00-01") && !not_all_same_digit("00-00") && !not_all_same_digit("x"));
        assert!(not_a_year("12345") && not_a_year("1899") && !not_a_year("2024"));
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        assert!(
            valid_date_ymd("2024-02-29") && !valid_date_ymd("2023-02-29") && !valid_date_ymd("1900-02-29")
        );
        assert!(valid_date_dmy("31/12/1999") && !valid_date_dmy("12/31/1999"));
        assert!(valid_date_mdy("12/31/99") && !valid_date_mdy("31/12/99"));
        assert!(valid_date_dmy("29.2.00"), "2000 had the day");
        for wrong in ["12/31", "1/2/3/4", "00/00/0000", "1/2/30000"] {
            assert!(!valid_date_mdy(wrong) && !valid_date_dmy(wrong), "{wrong}");
        }
    }

    #[test]
    fn years_seasons_and_days_are_not_record_numbers() {
        for period in ["2024", "2024-25", "2019/2020", "2024-2025"] {
            assert!(!not_years(period), "{period}");
        }
        for number in ["2024-001234", "1234-56", "20241", "2024-A1", "00-774193"] {
            assert!(not_years(number), "{number}");
        }
        assert!(!not_a_date("12/31/2025") && !not_a_date("2025-12-31") && !not_a_date("31.12.25"));
        assert!(not_a_date("24-136-00715") && not_a_date("A-12-31-25") && not_a_date("123456"));
        assert!(!not_a_compact_date("20240304") && !not_a_compact_date("03041952"));
        assert!(
            not_a_compact_date("20241304") && not_a_compact_date("44109272") && not_a_compact_date("1234567")
        );
        assert!(has_digit_words("four one, 58 seven oh") && !has_digit_words("one 2 three 4 two"));
        assert!(has_three_digits("A1-23") && !has_three_digits("A1-2"));
        assert!(has_four_digits("A1-234") && !has_four_digits("A1-23"));
    }
}
