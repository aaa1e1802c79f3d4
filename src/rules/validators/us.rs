//! United States: tax and social security, Medicare, providers, banks, ZIP prefixes.

use super::Table;
use super::general::luhn;
use super::shared::{compact, in_groups, number, only_digits, weighted};

pub(super) const TABLE: Table = &[
    ("us_ssn", ssn),
    ("us_itin", itin),
    ("us_ein", ein),
    ("us_mbi", mbi),
    ("us_npi", npi),
    ("us_dea", dea),
    ("us_aba_rtn", aba_rtn),
    ("us_zip3_restricted", zip3_restricted),
];

/// Specimens printed on sample cards and in advertisements, void ever since.
const VOID_SSN: [u32; 2] = [78_051_120, 219_099_999];

/// Social security numbers: 3-2-4, never from the blocks that are not issued (SSA, POMS RM 10201.035).
fn ssn(value: &str) -> bool {
    let Some(digits) = only_digits::<9>(value) else { return false };
    let (area, group, serial) = (number(&digits[..3]), number(&digits[3..5]), number(&digits[5..]));
    in_groups(value, &[3, 2, 4])
        && !matches!(area, 0 | 666 | 900..)
        && group != 0
        && serial != 0
        && !VOID_SSN.contains(&number(&digits))
}

/// Individual taxpayer numbers: 9xx and the middle groups the IRS gives to persons; 93 is adoption.
fn itin(value: &str) -> bool {
    let Some(digits) = only_digits::<9>(value) else { return false };
    in_groups(value, &[3, 2, 4])
        && digits[0] == 9
        && matches!(number(&digits[3..5]), 50..=65 | 70..=88 | 90..=92 | 94..=99)
}

/// Employer identification numbers: 2-7 with a prefix some IRS campus uses.
fn ein(value: &str) -> bool {
    let Some(digits) = only_digits::<9>(value) else { return false };
    let prefix = number(&digits[..2]);
    value.as_bytes().get(2) == Some(&b'-')
        && in_groups(value, &[2, 7])
        && matches!(
            prefix,
            1..=6 | 10..=16 | 20..=27 | 30..=48 | 50..=68 | 71..=77 | 80..=88 | 90..=95 | 98..=99
        )
}

/// Medicare beneficiary identifiers: eleven places, each a digit, a letter or either (CMS).
fn mbi(value: &str) -> bool {
    let Some(text) = compact(value) else { return false };
    let letter = |byte: u8| byte.is_ascii_uppercase() && !b"SLOIBZ".contains(&byte);
    let fits = |(kind, byte): (u8, u8)| match kind {
        b'C' => matches!(byte, b'1'..=b'9'),
        b'N' => byte.is_ascii_digit(),
        b'A' => letter(byte),
        _ => letter(byte) || byte.is_ascii_digit(),
    };
    in_groups(value, &[4, 3, 4])
        && text.len() == 11
        && b"CAENAENAANN".iter().copied().zip(text.bytes()).all(fits)
}

/// National provider identifiers: Luhn over `80840` and the number (45 CFR 162.406).
fn npi(value: &str) -> bool {
    let Some(digits) = only_digits::<10>(value) else { return false };
    matches!(digits[0], 1 | 2) && luhn(&format!("80840{value}"))
}

/// DEA registrations: registrant code, initial or 9, seven digits of which the last checks.
fn dea(value: &str) -> bool {
    let Some(text) = compact(value) else { return false };
    let Some((letters, rest)) = text.split_at_checked(2) else { return false };
    let Some(d) = only_digits::<7>(rest) else { return false };
    let code = letters.as_bytes();
    let sum = u32::from(d[0] + d[2] + d[4]) + 2 * u32::from(d[1] + d[3] + d[5]);
    matches!(code[0], b'A'..=b'H' | b'J'..=b'M' | b'P' | b'R'..=b'U' | b'X')
        && (code[1].is_ascii_uppercase() || code[1] == b'9')
        && sum % 10 == u32::from(d[6])
}

/// Bank routing numbers: a Federal Reserve prefix, then weights 3 7 1.
fn aba_rtn(value: &str) -> bool {
    let Some(digits) = only_digits::<9>(value) else { return false };
    matches!(number(&digits[..2]), 0..=12 | 21..=32 | 61..=72 | 80)
        && weighted(&digits, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10)
}

/// The first three ZIP digits whose area has 20,000 people or fewer in the 2020 Census, to be
/// written 000 under 45 CFR 164.514(b)(2)(i)(B).
fn zip3_restricted(value: &str) -> bool {
    const RESTRICTED: [&str; 18] = [
        "036", "059", "102", "202", "203", "204", "205", "369", "556", "692", "753", "772", "821", "823",
        "878", "879", "884", "893",
    ];
    RESTRICTED.contains(&value)
}
