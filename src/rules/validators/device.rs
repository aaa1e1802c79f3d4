//! Unique device identifiers, as GS1 and HIBCC print them on implants and pumps.
//!
//! The device identifier names a model and tells nothing of anybody; lot and serial number name the
//! one in somebody's chest.

use super::Table;
use super::general::is_day;
use super::shared::{gs1, number, only_digits};

pub(super) const TABLE: Table = &[("gs1_gtin14", gs1_gtin14), ("udi_gs1", udi_gs1), ("udi_hibc", udi_hibc)];

/// Global trade item numbers of fourteen digits.
fn gs1_gtin14(value: &str) -> bool {
    value.len() == 14 && only_digits::<14>(value).is_some_and(|digits| gs1(&digits))
}

/// A GS1 identifier in its readable form: `(01)` and a trade item number, then production date
/// (11), expiry (17), lot (10) and serial (21) in any order.
fn udi_gs1(value: &str) -> bool {
    let mut fields = value.split('(');
    if fields.next() != Some("") {
        return false;
    }
    let mut items = 0;
    let readable = fields.all(|field| match field.split_once(')') {
        Some(("01", item)) => {
            items += 1;
            gs1_gtin14(item)
        }
        Some(("11" | "17", date)) => {
            date.len() == 6 && only_digits::<6>(date).is_some_and(|date| day_of(&date))
        }
        Some(("10" | "21", text)) => {
            (1..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
        }
        _ => false,
    });
    readable && items == 1
}

/// A GS1 date: year, month, day, where day 00 stands for the whole month.
fn day_of(date: &[u8; 6]) -> bool {
    let day = number(&date[4..]).max(1);
    is_day(number(&date[..2]), number(&date[2..4]), day)
}

/// A HIBC supplier label: `+`, labeller code, data, and the mod 43 character.
fn udi_hibc(value: &str) -> bool {
    const ALPHABET: &[u8; 43] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";
    let place = |byte: &u8| ALPHABET.iter().position(|known| known == byte);
    let bytes = value.as_bytes();
    let Some((check, body)) = bytes.split_last() else { return false };
    let Some(places) = body.iter().map(place).collect::<Option<Vec<usize>>>() else { return false };
    body.len() >= 6
        && body[0] == b'+'
        && body[1].is_ascii_uppercase()
        && body[2..5].iter().all(u8::is_ascii_alphanumeric)
        && place(check) == Some(places.iter().sum::<usize>() % ALPHABET.len())
}
