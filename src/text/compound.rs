//! Hashtags, handles and file names cut into the words they were made of.
//!
//! "StBrigidNICU" names a hospital and "emma_2019.jpg" a patient; no list has either as it is
//! written. Words end at signs, between letters and digits, and where a capital starts the next.

use std::ops::Range;

/// The words of a compound, as ranges of it.
pub(super) fn parts(compound: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut before = Kind::Sign;
    let mut chars = compound.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let kind = Kind::of(c);
        let next = chars.peek().map_or(Kind::Sign, |(_, c)| Kind::of(*c));
        if cuts(&compound[start..at], before, kind, next) {
            if before != Kind::Sign {
                parts.push(start..at);
            }
            start = at;
        }
        before = kind;
    }
    if before != Kind::Sign {
        parts.push(start..compound.len());
    }
    parts
}

/// True where a part ends between a character of kind `before`, the last of `part`, and one of
/// `kind` that `next` follows.
fn cuts(part: &str, before: Kind, kind: Kind, next: Kind) -> bool {
    match (before, kind) {
        (Kind::Sign, _) | (_, Kind::Sign) => true,
        (Kind::Digit, other) | (other, Kind::Digit) => other != Kind::Digit,
        (Kind::Small, Kind::Capital) => !matches!(part, "Mc" | "Mac") && !part.ends_with('\''),
        // "NHSDigital": the last capital of a run belongs to the word it starts.
        (Kind::Capital, Kind::Capital) => next == Kind::Small,
        _ => false,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Capital,
    /// A small letter, one of a script without case, or an apostrophe.
    Small,
    Digit,
    Sign,
}

impl Kind {
    fn of(c: char) -> Self {
        if c.is_ascii_digit() {
            Self::Digit
        } else if c.is_uppercase() {
            Self::Capital
        } else if c.is_ascii() && !c.is_ascii_lowercase() && c != '\'' {
            Self::Sign
        } else {
            Self::Small
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_cut_into_what_they_were_made_of() {
        let cases: [(&str, &[&str]); 10] = [
            ("#StBrigidNICU", &["St", "Brigid", "NICU"]),
            ("#26weeker", &["26", "weeker"]),
            ("#NHSDigital2024", &["NHS", "Digital", "2024"]),
            ("#PrayForMcKayla", &["Pray", "For", "McKayla"]),
            ("#DMan", &["D", "Man"]),
            ("#ОткрытиеДня", &["Открытие", "Дня"]),
            ("@amma_from_abbotsford", &["amma", "from", "abbotsford"]),
            ("@halo.aestheticsBham", &["halo", "aesthetics", "Bham"]),
            ("O'Brien_06-21.jpg", &["O'Brien", "06", "21", "jpg"]),
            ("#_", &[]),
        ];
        for (compound, expected) in cases {
            let found: Vec<_> = parts(compound).into_iter().map(|part| &compound[part]).collect();
            assert_eq!(found, expected, "{compound}");
        }
    }
}
