//! Canada: social insurance, provincial health numbers with a published check, postal codes.

use super::Table;
use super::general::{is_day, luhn};
use super::shared::{compact, in_groups, number, only_digits, weighted};

pub(super) const TABLE: Table = &[
    ("ca_sin", sin),
    ("ca_cra_bn", cra_bn),
    ("ca_on_ohip", on_ohip),
    ("ca_bc_phn", bc_phn),
    ("ca_ab_uli", ab_uli),
    ("ca_qc_ramq", qc_ramq),
    ("ca_qc_ramq_check", qc_ramq_check),
    ("ca_postal_code", postal_code),
];

/// Social insurance numbers: 3-3-3, Luhn; 0 and 8 are not given to people.
fn sin(value: &str) -> bool {
    let Some(digits) = only_digits::<9>(value) else { return false };
    in_groups(value, &[3, 3, 3]) && matches!(digits[0], 1..=7 | 9) && luhn(value)
}

/// Business numbers of the revenue agency, with or without a programme account.
fn cra_bn(value: &str) -> bool {
    let Some(text) = compact(value) else { return false };
    let Some((base, account)) = text.split_at_checked(9) else { return false };
    let Some(digits) = only_digits::<9>(base) else { return false };
    let programme = account.is_empty()
        || account.split_at_checked(2).is_some_and(|(code, number)| {
            ["RC", "RM", "RP", "RT", "RR", "RZ"].contains(&code)
                && number.len() == 4
                && number.bytes().all(|byte| byte.is_ascii_digit())
        });
    programme && digits[0] != 0 && luhn(base)
}

/// Ontario health cards: 4-3-3, Luhn, and a version code of one or two letters on newer cards.
fn on_ohip(value: &str) -> bool {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let version = value.len() - number.len();
    let number = if version == 0 { number } else { number.trim_end_matches([' ', '-']) };
    let Some(digits) = only_digits::<10>(number) else { return false };
    version <= 2 && in_groups(number, &[4, 3, 3]) && digits[0] != 0 && luhn(number)
}

/// British Columbia personal health numbers: first digit 9, weighted mod 11.
fn bc_phn(value: &str) -> bool {
    let Some(digits) = only_digits::<10>(value) else { return false };
    let check = (11 - weighted(&digits[1..9], &[2, 4, 8, 5, 10, 9, 7, 3]) % 11) % 11;
    in_groups(value, &[4, 3, 3]) && digits[0] == 9 && check == u32::from(digits[9])
}

/// Alberta unique lifetime identifiers. Luhn is what public software does; the province has not
/// published it, so a failing check never speaks against a labelled number.
fn ab_uli(value: &str) -> bool {
    let grouped = [&[5, 4][..], &[4, 5], &[3, 3, 3]].iter().any(|sizes| in_groups(value, sizes));
    grouped && only_digits::<9>(value).is_some() && luhn(value)
}

/// Quebec health insurance numbers: four letters of the name, birthday with 50 added to a woman's
/// month, two administrative characters of which the first counts from one.
fn qc_ramq(value: &str) -> bool {
    ramq_parts(value).is_some_and(|(_, digits)| {
        let month = number(&digits[2..4]);
        let month = if month > 50 { month - 50 } else { month };
        is_day(number(&digits[..2]), month, number(&digits[4..6])) && digits[6] != 0
    })
}

/// The check digit of a Quebec number as public software computes it, in either century. Single
/// source: evidence only.
fn qc_ramq_check(value: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 1, 1, 3, 9, 7, 3, 9, 5, 3, 1, 3, 5, 7, 6, 9, 1];
    let Some((letters, digits)) = ramq_parts(value) else { return false };
    // S counts 20, not 19: the code behind it leaves a gap after R.
    let place = |letter: &u8| letter - b'A' + 1 + u8::from(*letter >= b'S');
    let name: Vec<u8> = letters.iter().map(place).flat_map(|place| [place / 10, place % 10]).collect();
    [[1, 9], [2, 0]].iter().any(|century| {
        let whole = [&name[..], &century[..], &digits[..7]].concat();
        weighted(&whole, &WEIGHTS) % 10 == u32::from(digits[7])
    })
}

fn ramq_parts(value: &str) -> Option<([u8; 4], [u8; 8])> {
    let text = compact(value)?;
    let (letters, rest) = text.split_at_checked(4)?;
    let letters: [u8; 4] = letters.as_bytes().try_into().ok()?;
    letters.iter().all(u8::is_ascii_uppercase).then_some(())?;
    Some((letters, only_digits::<8>(rest)?))
}

/// Postal codes: `A9A 9A9` without the letters Canada Post leaves out.
fn postal_code(value: &str) -> bool {
    let Some(text) = compact(value) else { return false };
    let letter = |byte: u8| byte.is_ascii_uppercase() && !b"DFIOQU".contains(&byte);
    let fits = |(place, byte): (usize, u8)| match place {
        0 => letter(byte) && !b"WZ".contains(&byte),
        2 | 4 => letter(byte),
        _ => byte.is_ascii_digit(),
    };
    in_groups(value, &[3, 3]) && text.len() == 6 && text.bytes().enumerate().all(fits)
}
