//! Words as `patterns/words.tsv` writes them: without their endings, and years by their era.

use std::ops::RangeInclusive;

/// Endings that are taken off, the longer first: forms of one word share a weight.
const ENDINGS: [&str; 6] = ["ings", "ing", "ed", "es", "s", "ly"];
/// Letters that must be left.
const LEFT: usize = 3;

/// A word in small letters without its ending, or the name of its [`era`].
pub(crate) fn ending_off<'a>(word: &str, lower: &'a mut String) -> &'a str {
    lower.clear();
    lower.extend(word.chars().flat_map(char::to_lowercase));
    cut_off(lower)
}

/// A word without its ending, in any case; years are what their [`era`] is called.
pub(super) fn cut_off(word: &str) -> &str {
    // No other letter ends an ending.
    let cut = match word.as_bytes().last().map(u8::to_ascii_lowercase) {
        Some(b's' | b'g' | b'd' | b'y') => ENDINGS.iter().find_map(|ending| {
            let (left, end) = word.split_at_checked(word.len().checked_sub(ending.len())?)?;
            (left.len() >= LEFT && end.eq_ignore_ascii_case(ending)).then_some(left)
        }),
        _ => None,
    };
    let cut = cut.unwrap_or(word);
    era(cut).unwrap_or(cut)
}

/// Years that share a weight: nobody in care can remember the first, and the second only who is very old.
const ERAS: [(RangeInclusive<u16>, &str); 6] = [
    (1000..=1899, "1800s"),
    (1900..=1934, "1900s"),
    (1935..=1959, "1940s"),
    (1960..=1989, "1970s"),
    (1990..=2009, "2000s"),
    (2010..=2029, "2020s"),
];

/// What the years around a year are called, if the word is one.
pub(crate) fn era(word: &str) -> Option<&'static str> {
    let year: u16 = (word.len() == 4 && word.starts_with(['1', '2'])).then(|| word.parse().ok())??;
    ERAS.iter().find(|(years, _)| years.contains(&year)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_known_by_its_era() {
        let known = |word: &str| ending_off(word, &mut String::new()).to_owned();
        assert_eq!(["1550", "1919", "1920s", "2026"].map(known), ["1800s", "1900s", "1900s", "2020s"]);
        assert_eq!(
            ["999", "0955", "2100", "1a19", "19199"].map(known),
            ["999", "0955", "2100", "1a19", "19199"]
        );
    }

    #[test]
    fn a_word_is_cut_the_same_way_in_any_case() {
        for word in
            ["Charts", "CHARTED", "sings", "things", "Wings", "wing", "es", "Kindly", "été", "Étés", "glass"]
        {
            let mut lower = String::new();
            let ending_off = ending_off(word, &mut lower).to_owned();
            if word.is_ascii() {
                assert_eq!(cut_off(word).to_ascii_lowercase(), ending_off, "{word}");
            }
        }
        assert_eq!((cut_off("CHARTED"), cut_off("sings"), cut_off("es")), ("CHART", "sing", "es"));
    }
}
