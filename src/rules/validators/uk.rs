//! United Kingdom: health numbers of its nations, national insurance, postcodes, driver numbers.

use super::Table;
use super::general::is_day;
use super::shared::{compact, in_groups, number, only_digits, weighted};

pub(super) const TABLE: Table = &[
    ("uk_nhs", nhs),
    ("uk_chi", chi),
    ("uk_hc_ni", hc_ni),
    ("uk_nino", nino),
    ("uk_postcode", postcode),
    ("uk_dvla_driver", dvla_driver),
];

/// NHS numbers: weights 10 to 2, eleven less the remainder; a ten is never issued.
fn nhs(value: &str) -> bool {
    only_digits::<10>(value).is_some_and(|digits| in_groups(value, &[3, 3, 4]) && mod_11(&digits))
}

/// Scottish CHI numbers: birthday, sequence, sex digit, and the NHS check.
fn chi(value: &str) -> bool {
    only_digits::<10>(value).is_some_and(|digits| {
        let (day, month, year) = (number(&digits[..2]), number(&digits[2..4]), number(&digits[4..6]));
        is_day(year, month, day) && mod_11(&digits)
    })
}

/// Northern Ireland health and care numbers: the NHS check in the range 320 to 399.
fn hc_ni(value: &str) -> bool {
    only_digits::<10>(value).is_some_and(|digits| {
        in_groups(value, &[3, 3, 4]) && number(&digits[..3]) >= 320 && digits[0] == 3 && mod_11(&digits)
    })
}

fn mod_11(digits: &[u8; 10]) -> bool {
    let check = match 11 - weighted(&digits[..9], &[10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11 {
        11 => 0,
        check => check,
    };
    check == u32::from(digits[9])
}

/// National insurance numbers: two letters of those issued, six digits, suffix A to D.
fn nino(value: &str) -> bool {
    let Some(text) = compact(value) else { return false };
    let bytes = text.as_bytes();
    if bytes.len() != 9 || !in_groups(value, &[2, 2, 2, 2, 1]) && !in_groups(value, &[2, 6, 1]) {
        return false;
    }
    let (prefix, rest) = bytes.split_at(2);
    let unused = ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"];
    prefix.iter().all(|byte| byte.is_ascii_uppercase() && !b"DFIQUV".contains(byte))
        && prefix[1] != b'O'
        && !unused.iter().any(|pair| pair.as_bytes() == prefix)
        && rest[..6].iter().all(u8::is_ascii_digit)
        && matches!(rest[6], b'A'..=b'D')
}

/// Postcodes: one of the six outward shapes, then a digit and two letters of the inward alphabet.
fn postcode(value: &str) -> bool {
    let Some(text) = compact(value) else { return false };
    if text == "GIR0AA" {
        return true;
    }
    let Some(cut) = text.len().checked_sub(3) else { return false };
    let (outward, inward) = text.as_bytes().split_at(cut);
    let inner = |byte: &u8| byte.is_ascii_uppercase() && !b"CIKMOV".contains(byte);
    let first = |byte: &u8| byte.is_ascii_uppercase() && !b"QVX".contains(byte);
    let second = |byte: &u8| byte.is_ascii_uppercase() && !b"IJZ".contains(byte);
    let fits = match outward {
        [a, n] => first(a) && n.is_ascii_digit(),
        [a, n, m] if n.is_ascii_digit() => first(a) && (m.is_ascii_digit() || b"ABCDEFGHJKPSTUW".contains(m)),
        [a, b, n] => first(a) && second(b) && n.is_ascii_digit(),
        [a, b, n, m] => {
            first(a) && second(b) && n.is_ascii_digit() && (m.is_ascii_digit() || b"ABEHMNPRVWXY".contains(m))
        }
        _ => false,
    };
    fits && in_groups(value, &[cut, 3]) && inward[0].is_ascii_digit() && inward[1..].iter().all(inner)
}

/// Driver numbers: five of the surname filled up with nines, birthday with 50 added to a woman's
/// month, initials, and three characters whose rule is not published.
fn dvla_driver(value: &str) -> bool {
    let Some(text) = compact(value) else { return false };
    let Ok(bytes) = <[u8; 16]>::try_from(text.as_bytes()) else { return false };
    let Some(date) = only_digits::<6>(&text[5..11]) else { return false };
    let surname = text[..5].trim_end_matches('9');
    let month = number(&date[1..3]);
    let month = if month > 50 { month - 50 } else { month };
    let year = u32::from(date[0]) * 10 + u32::from(date[5]);
    !surname.is_empty()
        && surname.bytes().all(|byte| byte.is_ascii_uppercase())
        && is_day(year, month, number(&date[3..5]))
        && bytes[11..13].iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'9')
        && bytes[14..].iter().all(u8::is_ascii_uppercase)
}
