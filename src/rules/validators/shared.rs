//! Formats that belong to no one country, and the small tools every other validator is built from.
//!
//! A value arrives as the rule matched it, separators included. [`only_digits`] and [`compact`] take the
//! separators out, [`in_groups`] says whether they stood where the issuer prints them: `12-345-6789`
//! has the digits of a social security number but was never written as one.

use super::Table;
use super::general::luhn;

pub(super) const TABLE: Table = &[
    ("credit_card", credit_card),
    ("iban", iban),
    ("vin", vin),
    ("imei", imei),
    ("mac_address", mac_address),
    ("ipv4", ipv4),
    ("ipv6", ipv6),
];

/// The value without spaces, dots and hyphens, in capitals; `None` when something else is in it.
pub(super) fn compact(value: &str) -> Option<String> {
    let kept = value.bytes().filter(|byte| !is_separator(*byte));
    kept.map(|byte| byte.is_ascii_alphanumeric().then(|| char::from(byte.to_ascii_uppercase()))).collect()
}

/// Exactly `N` digits, whatever separators stand between them.
pub(super) fn only_digits<const N: usize>(value: &str) -> Option<[u8; N]> {
    let found: Option<Vec<u8>> = value
        .bytes()
        .filter(|byte| !is_separator(*byte))
        .map(|byte| byte.is_ascii_digit().then(|| byte - b'0'))
        .collect();
    found?.try_into().ok()
}

/// Whether the value is unbroken or cut exactly into groups of these sizes, one separator between
/// two groups.
pub(super) fn in_groups(value: &str, sizes: &[usize]) -> bool {
    let parts: Vec<usize> = value.split([' ', '.', '-']).map(str::len).collect();
    parts.len() == 1 || parts == sizes
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b' ' | b'.' | b'-')
}

/// A run of digits as a number.
pub(super) fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |sum, digit| sum * 10 + u32::from(*digit))
}

/// The GS1 check digit stands last; weights 3 1 3 1 run left from the digit before it.
pub(super) fn gs1(digits: &[u8]) -> bool {
    let Some((check, body)) = digits.split_last() else { return false };
    let sum: u32 = body
        .iter()
        .rev()
        .zip([3, 1].into_iter().cycle())
        .map(|(digit, weight)| u32::from(*digit) * weight)
        .sum();
    (10 - sum % 10) % 10 == u32::from(*check)
}

/// The digits times their weights, added up.
pub(super) fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| u32::from(*digit) * weight).sum()
}

/// Payment cards: issuer prefix, the lengths that issuer uses, and Luhn.
fn credit_card(value: &str) -> bool {
    let Some(text) = compact(value) else { return false };
    if !(12..=19).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let digits: Vec<u8> = text.bytes().map(|byte| byte - b'0').collect();
    let lengths: &[usize] = match (number(&digits[..2]), number(&digits[..4])) {
        (40..=49, _) => &[13, 16, 19],
        (51..=55, _) | (_, 2221..=2720) => &[16],
        (34 | 37, _) => &[15],
        (36, _) | (38..=39, _) | (30, 3000..=3059 | 3095) => &[14, 15, 16, 17, 18, 19],
        (35, 3528..=3589) => &[16, 17, 18, 19],
        (_, 1800 | 2131) => &[15],
        (50 | 56..=69, _) => &[12, 13, 14, 15, 16, 17, 18, 19],
        _ => &[],
    };
    lengths.contains(&digits.len()) && luhn(&text)
}

/// How long an account number is in each country of the IBAN registry.
const IBAN_LENGTHS: &[(usize, &str)] = &[
    (15, "NO"),
    (16, "BE BI"),
    (18, "DK FK FO FI GL NL SD"),
    (19, "MK SI"),
    (20, "AT BA EE KZ LT LU MN XK"),
    (21, "CH HR LI LV"),
    (22, "BG BH CR DE GB GE IE ME RS VA"),
    (23, "AE GI IL IQ OM SO TL"),
    (24, "AD CZ ES MD PK RO SA SE SK TN VG"),
    (25, "LY PT ST"),
    (26, "IS TR"),
    (27, "BY DJ FR GR IT MC MR SM"),
    (28, "AL AZ CY DO GT HU LB NI PL SV"),
    (29, "BR EG PS QA UA"),
    (30, "JO KW MU YE"),
    (31, "MT SC"),
    (32, "LC"),
    (33, "RU"),
];

/// International bank account numbers: the country's length, then mod 97.
fn iban(value: &str) -> bool {
    let Some(text) = compact(value) else { return false };
    let Some((country, rest)) = text.split_at_checked(2) else { return false };
    let length = IBAN_LENGTHS.iter().find(|(_, countries)| countries.split(' ').any(|code| code == country));
    if length.is_none_or(|(length, _)| *length != text.len()) {
        return false;
    }
    let Some((check, account)) = rest.split_at_checked(2) else { return false };
    if !check.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let turned = account.bytes().chain(country.bytes()).chain(check.bytes());
    let remainder = turned.fold(0, |sum: u32, byte| match byte {
        b'0'..=b'9' => (sum * 10 + u32::from(byte - b'0')) % 97,
        _ => (sum * 100 + u32::from(byte - b'A') + 10) % 97,
    });
    remainder == 1
}

/// Vehicle identification numbers with the North American check digit in place nine.
fn vin(value: &str) -> bool {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let Some(text) = compact(value) else { return false };
    let Some(values) = text.bytes().map(vin_value).collect::<Option<Vec<u8>>>() else { return false };
    if values.len() != WEIGHTS.len() {
        return false;
    }
    let expected = match weighted(&values, &WEIGHTS) % 11 {
        10 => b'X',
        digit => b'0' + u8::try_from(digit).unwrap_or(0),
    };
    text.as_bytes()[8] == expected
}

/// What a character counts in a VIN; I, O and Q are never used.
fn vin_value(byte: u8) -> Option<u8> {
    Some(match byte {
        b'0'..=b'9' => byte - b'0',
        b'A'..=b'H' => byte - b'A' + 1,
        b'J'..=b'N' => byte - b'J' + 1,
        b'P' => 7,
        b'R' => 9,
        b'S'..=b'Z' => byte - b'S' + 2,
        _ => return None,
    })
}

/// Mobile equipment identities of fifteen digits.
fn imei(value: &str) -> bool {
    only_digits::<15>(value).is_some_and(|digits| luhn(value) && digits.iter().any(|digit| *digit != 0))
}

/// Hardware addresses in their three notations; all zeros and broadcast name no device.
fn mac_address(value: &str) -> bool {
    let notations = [(':', 6, 2), ('-', 6, 2), ('.', 3, 4)];
    let written = notations.iter().any(|&(separator, parts, width)| {
        let fields: Vec<&str> = value.split(separator).collect();
        fields.len() == parts
            && fields
                .iter()
                .all(|field| field.len() == width && field.bytes().all(|byte| byte.is_ascii_hexdigit()))
    });
    let mut hex = value.bytes().filter(u8::is_ascii_hexdigit).map(|byte| byte.to_ascii_lowercase());
    let first = hex.next();
    written && (!matches!(first, Some(b'0' | b'f')) || hex.any(|byte| Some(byte) != first))
}

/// Internet addresses, version four.
fn ipv4(value: &str) -> bool {
    value.parse::<std::net::Ipv4Addr>().is_ok()
}

/// Internet addresses, version six.
fn ipv6(value: &str) -> bool {
    value.parse::<std::net::Ipv6Addr>().is_ok()
}
