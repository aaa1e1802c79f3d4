//! How what a report says is put into words for a person, whatever it is written as.

use crate::bulk::known::Standing;
use crate::report::Verdict;

/// A grapheme as a dot, spaces as they are: the shape of a line without its words.
pub(super) fn dot(grapheme: &str) -> &'static str {
    if grapheme.trim().is_empty() { " " } else { "·" }
}

/// Words without anything a terminal would act on: control characters, and the marks that turn the
/// direction of text around.
pub(super) fn printable(words: &str) -> String {
    let is_hidden = |letter: char| {
        letter.is_control() || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    words
        .chars()
        .map(|letter| match letter {
            '\t' | '\r' => ' ',
            letter if is_hidden(letter) => char::REPLACEMENT_CHARACTER,
            letter => letter,
        })
        .collect()
}

/// Line and column of a byte, both counted from one; `width` says how many columns a letter counts.
pub(super) fn line_and_column(text: &str, byte: usize, width: fn(char) -> usize) -> (usize, usize) {
    let head = text.get(..byte).unwrap_or_default();
    let line_start = head.rfind('\n').map_or(0, |at| at + 1);
    (head.matches('\n').count() + 1, head[line_start..].chars().map(width).sum::<usize>() + 1)
}

/// An expected number of people, in words a reader can weigh.
pub(super) fn people(expected: f64) -> String {
    if expected < 1.5 {
        "Hardly anybody else fits".to_owned()
    } else {
        format!("About {expected:.0} people fit")
    }
}

/// A number with about three significant digits.
pub(super) fn significant(value: f64) -> String {
    if value >= 100.0 {
        format!("{value:.0}")
    } else if value >= 1.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.4}")
    }
}

/// A verdict as the contract writes it.
pub(super) fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Allow => "allow",
        Verdict::Review => "review",
        Verdict::Block => "block",
    }
}

/// What is known of a finding, where something is.
pub(super) fn standing(standing: Standing<'_>) -> Option<String> {
    match standing {
        Standing::New => None,
        Standing::InBaseline => Some("known: it stands in the baseline".to_owned()),
        Standing::Suppressed(reason) => Some(format!("suppressed: {reason}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_character_reaches_the_terminal() {
        assert_eq!(printable("a\x1b[2Jb\u{202E}c\0\td"), "a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD} d");
    }

    #[test]
    fn places_are_counted_from_one_in_characters() {
        assert_eq!(line_and_column("é\nb😀 Emma", "é\nb😀 ".len(), |_| 1), (2, 4));
        assert_eq!(line_and_column("é\nb😀 Emma", "é\nb😀 ".len(), char::len_utf16), (2, 5));
    }
}
