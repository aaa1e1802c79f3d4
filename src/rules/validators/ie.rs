//! Ireland: PPS numbers, individual health identifiers, Eircodes.

use super::Table;
use super::shared::{compact, gs1, in_groups, only_digits, weighted};

pub(super) const TABLE: Table = &[("ie_ppsn", ppsn), ("ie_ihi", ihi), ("ie_eircode", eircode)];

/// PPS numbers: seven digits, a check letter, and since 2013 sometimes a second letter.
///
/// The second letter counts nine times its place when it is A, B or H; the older W, T and X do not
/// count.
fn ppsn(value: &str) -> bool {
    const LETTERS: &[u8; 23] = b"WABCDEFGHIJKLMNOPQRSTUV";
    let Some(text) = compact(value) else { return false };
    let Some((number, letters)) = text.split_at_checked(7) else { return false };
    let Some(digits) = only_digits::<7>(number) else { return false };
    let (check, second) = match letters.as_bytes() {
        [check] => (check, 0),
        [check, letter @ (b'A' | b'B' | b'H')] => (check, u32::from(letter - b'A' + 1)),
        [check, b'W' | b'T' | b'X'] => (check, 0),
        _ => return false,
    };
    let sum = weighted(&digits, &[8, 7, 6, 5, 4, 3, 2]) + 9 * second;
    LETTERS.get(sum as usize % LETTERS.len()) == Some(check)
}

/// Individual health identifiers: GS1 prefix of the health service, a core in the 8xx range, and
/// the GS1 digit. The inner mod 11 digit is described in two ways, so it is not tested.
fn ihi(value: &str) -> bool {
    let Some(digits) = only_digits::<18>(value) else { return false };
    let production = [5, 3, 9, 3, 0, 1, 4];
    let test = [5, 3, 9, 3, 0, 5, 4];
    (digits.starts_with(&production) || digits.starts_with(&test)) && digits[7] == 8 && gs1(&digits)
}

/// The 139 routing keys of the Eircode database, by their first letter.
const ROUTING_KEYS: &str = "\
    A41 A42 A45 A63 A67 A75 A81 A82 A83 A84 A85 A86 A91 A92 A94 A96 A98 C15 \
    D01 D02 D03 D04 D05 D06 D6W D07 D08 D09 D10 D11 D12 D13 D14 D15 D16 D17 D18 D20 D22 D24 \
    E21 E25 E32 E34 E41 E45 E53 E91 F12 F23 F26 F28 F31 F35 F42 F45 F52 F56 F91 F92 F93 F94 \
    H12 H14 H16 H18 H23 H53 H54 H62 H65 H71 H91 K32 K34 K36 K45 K56 K67 K78 N37 N39 N41 N91 \
    P12 P14 P17 P24 P25 P31 P32 P36 P43 P47 P51 P56 P61 P67 P72 P75 P81 P85 \
    R14 R21 R32 R35 R42 R45 R51 R56 R93 R95 T12 T23 T34 T45 T56 \
    V14 V15 V23 V31 V35 V42 V92 V93 V94 V95 W12 W23 W34 W91 X35 X42 X91 Y14 Y21 Y25 Y34 Y35";

/// Eircodes: a routing key that exists, and four characters of the reduced alphabet.
fn eircode(value: &str) -> bool {
    let Some(text) = compact(value) else { return false };
    let Some((key, unit)) = text.split_at_checked(3) else { return false };
    in_groups(value, &[3, 4])
        && unit.len() == 4
        && unit.bytes().all(|byte| b"0123456789ACDEFHKNPRTVWXY".contains(&byte))
        && ROUTING_KEYS.split_ascii_whitespace().any(|known| known == key)
}
