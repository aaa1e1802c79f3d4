//! Telephone numbers of the four countries: area codes that exist, lengths that are dialled.

use super::Table;
use super::shared::number;

pub(super) const TABLE: Table = &[
    ("nanp_phone", nanp_phone),
    ("nanp_digits", nanp_digits),
    ("ie_phone", ie_phone),
    ("uk_phone", uk_phone),
    ("phone_length", phone_length),
    ("phone_length_abroad", phone_length_abroad),
    ("spoken_phone", spoken_phone),
];

/// Area codes of the United States in use, from the numbering plan administrator's table.
const US_AREAS: &[u16] = &[
    201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 220, 223, 224, 225,
    227, 228, 229, 231, 234, 235, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 272, 274,
    276, 279, 281, 283, 301, 302, 303, 304, 305, 307, 308, 309, 310, 312, 313, 314, 315, 316, 317, 318, 319,
    320, 321, 323, 324, 325, 326, 327, 329, 330, 331, 332, 334, 336, 337, 339, 341, 346, 347, 350, 351, 352,
    353, 360, 361, 363, 364, 369, 380, 385, 386, 401, 402, 404, 405, 406, 407, 408, 409, 410, 412, 413, 414,
    415, 417, 419, 423, 424, 425, 430, 432, 434, 435, 440, 442, 443, 445, 447, 448, 458, 463, 464, 469, 470,
    472, 475, 478, 479, 480, 484, 501, 502, 503, 504, 505, 507, 508, 509, 510, 512, 513, 515, 516, 517, 518,
    520, 530, 531, 534, 539, 540, 541, 551, 557, 559, 561, 562, 563, 564, 567, 570, 571, 572, 573, 574, 575,
    580, 582, 585, 586, 601, 602, 603, 605, 606, 607, 608, 609, 610, 612, 614, 615, 616, 617, 618, 619, 620,
    623, 626, 628, 629, 630, 631, 636, 640, 641, 645, 646, 650, 651, 656, 657, 659, 660, 661, 662, 667, 669,
    678, 680, 681, 682, 686, 689, 701, 702, 703, 704, 706, 707, 708, 712, 713, 714, 715, 716, 717, 718, 719,
    720, 724, 725, 726, 727, 728, 730, 731, 732, 734, 737, 738, 740, 743, 747, 748, 754, 757, 760, 762, 763,
    765, 769, 770, 771, 772, 773, 774, 775, 779, 781, 785, 786, 801, 802, 803, 804, 805, 806, 808, 810, 812,
    813, 814, 815, 816, 817, 818, 820, 821, 826, 828, 830, 831, 832, 835, 838, 839, 840, 843, 845, 847, 848,
    850, 854, 856, 857, 858, 859, 860, 862, 863, 864, 865, 870, 872, 878, 901, 903, 904, 906, 907, 908, 909,
    910, 912, 913, 914, 915, 916, 917, 918, 919, 920, 925, 928, 929, 930, 931, 934, 936, 937, 938, 940, 941,
    943, 945, 947, 948, 949, 951, 952, 954, 956, 959, 970, 971, 972, 973, 975, 978, 979, 980, 983, 984, 985,
    986, 989,
];

/// Area codes of Canada in use.
const CA_AREAS: &[u16] = &[
    204, 226, 236, 249, 250, 257, 263, 273, 289, 306, 343, 354, 365, 367, 368, 382, 403, 416, 418, 428, 431,
    437, 438, 450, 468, 474, 506, 514, 519, 548, 579, 581, 584, 587, 604, 613, 639, 647, 672, 683, 705, 709,
    742, 753, 778, 780, 782, 807, 819, 825, 867, 873, 879, 902, 905, 942,
];

/// Codes that cost the caller nothing.
const TOLL_FREE: [u16; 7] = [800, 833, 844, 855, 866, 877, 888];

/// North American numbers: an area code in use, an exchange that can be dialled, and perhaps an
/// extension.
fn nanp_phone(value: &str) -> bool {
    let Some(digits) = dialled(without_extension(value)) else { return false };
    let national = match digits.len() {
        11 if digits[0] == 1 => &digits[1..],
        13 if digits.starts_with(&[0, 0, 1]) => &digits[3..],
        10 => &digits[..],
        _ => return false,
    };
    let area = u16::try_from(number(&national[..3])).unwrap_or(0);
    let known = [US_AREAS, CA_AREAS, &TOLL_FREE].iter().any(|codes| codes.contains(&area));
    known && national[3] >= 2 && national[4..6] != [1, 1]
}

/// The same whatever signs stand between the digits.
fn nanp_digits(value: &str) -> bool {
    nanp_phone(&value.chars().filter(char::is_ascii_digit).collect::<String>())
}

/// Irish numbers, at home or with +353: mobiles, Dublin, the other areas, and the freephone codes.
fn ie_phone(value: &str) -> bool {
    let Some(digits) = dialled(without_extension(value)) else { return false };
    let national = match abroad(&digits, &[3, 5, 3]) {
        Some(rest) => rest,
        None if digits.starts_with(&[0]) => &digits[1..],
        None => return digits.len() == 10 && matches!(number(&digits[..4]), 1800 | 1850 | 1890),
    };
    match national {
        [1, ..] => national.len() == 8,
        [8, 2 | 3 | 5 | 6 | 7 | 8 | 9, ..] => national.len() == 9,
        [8, 1, 8, ..] => national.len() == 9,
        [2 | 4..=7 | 9, _, ..] => (7..=9).contains(&national.len()),
        _ => false,
    }
}

/// United Kingdom numbers, at home or with +44: nine or ten digits after the trunk zero.
fn uk_phone(value: &str) -> bool {
    let Some(digits) = dialled(without_extension(value)) else { return false };
    let national = match abroad(&digits, &[4, 4]) {
        Some(rest) => rest,
        None if digits.starts_with(&[0]) => &digits[1..],
        None => return false,
    };
    match national {
        [1 | 8, ..] => matches!(national.len(), 9 | 10),
        [2 | 3 | 5 | 7 | 9, ..] => national.len() == 10,
        _ => false,
    }
}

/// As many digits as telephones have anywhere: six, cut into groups, or seven to fifteen.
fn phone_length(value: &str) -> bool {
    let number = without_extension(value);
    match dialled(number) {
        Some(digits) if digits.len() == 6 => number.len() > 7,
        Some(digits) => (7..=15).contains(&digits.len()),
        None => false,
    }
}

/// As many digits as a number with its country code has.
fn phone_length_abroad(value: &str) -> bool {
    dialled(without_extension(value)).is_some_and(|digits| (8..=15).contains(&digits.len()))
}

/// A number told in words and digits: at least three words, and as many digits as telephones have.
fn spoken_phone(value: &str) -> bool {
    let tokens = value.split(|c: char| !c.is_ascii_alphanumeric()).filter(|token| !token.is_empty());
    let (mut words, mut digits) = (0, 0);
    for token in tokens {
        if token.starts_with(|c: char| c.is_ascii_digit()) {
            digits += token.len();
        } else {
            words += 1;
            digits += match token.to_ascii_lowercase().as_str() {
                "triple" | "hundred" => 2,
                "thousand" => 3,
                _ => 1,
            };
        }
    }
    words >= 3 && (7..=15).contains(&digits)
}

/// What follows the country code, without the zero that is only dialled at home.
fn abroad<'a>(digits: &'a [u8], country: &[u8]) -> Option<&'a [u8]> {
    let digits = digits.strip_prefix(&[0, 0]).unwrap_or(digits);
    let rest = digits.strip_prefix(country)?;
    Some(rest.strip_prefix(&[0]).unwrap_or(rest))
}

/// The digits of a number written with the signs people put between them.
fn dialled(value: &str) -> Option<Vec<u8>> {
    let signs = |byte: &u8| !matches!(byte, b' ' | b'.' | b'-' | b'(' | b')' | b'+' | b'/');
    value.bytes().filter(signs).map(|byte| byte.is_ascii_digit().then(|| byte - b'0')).collect()
}

/// The number before `x 12`, `ext. 12`, `poste 12` or `# 12`.
fn without_extension(value: &str) -> &str {
    let letter = value.find(|c: char| c.is_ascii_alphabetic() || matches!(c, '#' | ','));
    value[..letter.unwrap_or(value.len())].trim_end()
}
