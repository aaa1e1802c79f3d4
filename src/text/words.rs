//! A text cut into words.
//!
//! Words are those of Unicode's UAX #29. Nearly all text is ASCII once folded, and there the
//! standard comes down to a class per byte and two rules for signs inside a word, so that part is
//! read with a table; a stretch around any other character goes to `unicode-segmentation`.
//!
//! Three deviations, because lists and rules hold plain words: a `.` or `:` between letters
//! separates outside links ("J.S", "MRN:Smith", "sentence.Next"), so does `_`; hashtags, handles
//! and file names are cut into the words they were made of; and no word is longer than
//! [`MAX_WORD`] bytes.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::shape::Shape;
use super::{Kept, compound};
use super::{Mark, MarkKind, Word};

/// Longer words are cut into pieces.
const MAX_WORD: usize = 255;

const UPPER: u8 = 1;
const LOWER: u8 = 1 << 1;
const DIGIT: u8 = 1 << 2;
const UNDERSCORE: u8 = 1 << 3;
/// Joins letters to letters and digits to digits.
const APOSTROPHE: u8 = 1 << 4;
/// Joins digits to digits.
const POINT: u8 = 1 << 5;
/// Never part of a word, and no sign that could join what stands around it.
const NEUTRAL: u8 = 1 << 6;
/// Part of a character that is not ASCII.
const OTHER: u8 = 1 << 7;

const LETTER: u8 = UPPER | LOWER;
const JOINER: u8 = APOSTROPHE | POINT;
const WORD: u8 = LETTER | DIGIT | UNDERSCORE;

const CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'A'..=b'Z' => UPPER,
            b'a'..=b'z' => LOWER,
            b'0'..=b'9' => DIGIT,
            b'_' => UNDERSCORE,
            b'\'' => APOSTROPHE,
            b'.' | b',' | b';' => POINT,
            b':' | b'"' => 0, // join letters in UAX #29, with neighbours that are not ASCII
            0x80.. => OTHER,
            _ => NEUTRAL,
        };
        byte += 1;
    }
    table
};

fn class(byte: u8) -> u8 {
    CLASS[usize::from(byte)]
}

/// Cuts letters that were glued together into the words they were, if they were several.
pub(crate) type Unglue = fn(&str) -> Option<Vec<Range<usize>>>;

/// Cuts `text` into words; `marks` are in order and disjoint.
pub(super) fn cut(text: &str, marks: &[Mark], unglue: Unglue) -> Kept<Word> {
    let mut cutter = Cutter { text, bytes: text.as_bytes(), words: Kept::new(), unglue };
    cutter.words.reserve(text.len() / 5 + 1);
    let mut at = 0;
    for mark in marks {
        cutter.prose(at..mark.range.start);
        match mark.kind {
            MarkKind::Hashtag => cutter.hashtag(mark.range.clone()),
            MarkKind::Handle => cutter.parts(mark.range.clone(), Shape::IN_HANDLE),
            MarkKind::FileName => cutter.parts(mark.range.clone(), Shape::IN_FILE_NAME),
            MarkKind::Url | MarkKind::Email => cutter.link(mark.range.clone()),
        }
        at = mark.range.end;
    }
    cutter.prose(at..text.len());
    cutter.words
}

struct Cutter<'t> {
    text: &'t str,
    bytes: &'t [u8],
    words: Kept<Word>,
    unglue: Unglue,
}

impl Cutter<'_> {
    fn prose(&mut self, range: Range<usize>) {
        let bytes = &self.bytes[..range.end];
        let mut floor = range.start;
        let mut at = floor;
        while let Some(&byte) = bytes.get(at) {
            let start = at;
            let first = class(byte);
            let mut rest = 0;
            if first & WORD != 0 {
                at += 1;
                let small = small_letters(bytes, at);
                if small > 0 {
                    rest = LOWER;
                    at += small;
                }
                while let Some(&byte) = bytes.get(at) {
                    let next = class(byte);
                    if next & WORD == 0 && (next & JOINER == 0 || !joins(bytes, at)) {
                        break;
                    }
                    rest |= next;
                    at += 1;
                }
            } else if first & OTHER == 0 {
                at += 1;
                continue;
            }
            if bytes.get(at).is_some_and(|byte| !byte.is_ascii()) {
                at = self.mixed(floor, at, range.end);
                floor = at;
            } else if let Some(shape) = quick_shape(first, rest) {
                self.push(start..at, shape);
            } else if (first | rest) & UNDERSCORE == 0 {
                self.push_shaped(start..at, Shape::default());
            } else {
                self.split(start..at);
            }
        }
    }

    /// Reads the stretch around a character at `at` that is not ASCII; gives the end of it. Words
    /// already found in the stretch are found again.
    fn mixed(&mut self, floor: usize, at: usize, end: usize) -> usize {
        let mut start = at;
        while start > floor && !self.is_edge(start) {
            start -= 1;
        }
        let mut stop = at + 1;
        while stop < end && !self.is_edge(stop) {
            stop += 1;
        }
        while self.words.last().is_some_and(|word| word.start as usize >= start) {
            self.words.pop();
        }
        let stretch = &self.text[start..stop];
        for (offset, word) in stretch.unicode_word_indices() {
            // A vowel sign without its letter joins the space before it.
            let end = start + offset + word.len();
            self.split(end - word.trim_start().len()..end);
        }
        stop
    }

    /// True between two ASCII characters that no rule of UAX #29 looks across.
    fn is_edge(&self, at: usize) -> bool {
        let (before, after) = (self.bytes[at - 1], self.bytes[at]);
        let classes = class(before) | class(after);
        classes & OTHER == 0 && classes & NEUTRAL != 0 && (before, after) != (b' ', b' ')
    }

    /// Pushes a word without the signs that join in UAX #29 but not here.
    fn split(&mut self, range: Range<usize>) {
        let word = &self.text[range.clone()];
        let inner = word.trim_matches('_');
        let shape = if inner.contains('_') { Shape::IN_FILE_NAME } else { Shape::default() };
        let mut start = range.start;
        for (offset, sign) in word.char_indices().filter(|(_, c)| matches!(c, '_' | '.' | ':')) {
            let at = range.start + offset;
            if sign == '.' && self.text[..at].ends_with(char::is_numeric) {
                continue;
            }
            self.push_shaped(start..at, shape);
            start = at + 1;
        }
        self.push_shaped(start..range.end, shape);
    }

    /// The words of a link are those of UAX #29.
    fn link(&mut self, range: Range<usize>) {
        let link = &self.text[range.clone()];
        for (offset, word) in link.unicode_word_indices() {
            let start = range.start + offset;
            self.push_shaped(start..start + word.len(), Shape::IN_LINK);
        }
    }

    fn parts(&mut self, range: Range<usize>, shape: Shape) {
        for part in compound::parts(&self.text[range.clone()]) {
            self.push_shaped(range.start + part.start..range.start + part.end, shape);
        }
    }

    /// The parts of a hashtag, and the words that were glued together in one: "#teamnoah". Where a capital starts a
    /// part among others, it is one word: "#StColgas".
    fn hashtag(&mut self, range: Range<usize>) {
        let parts = compound::parts(&self.text[range.clone()]);
        for part in &parts {
            let part = range.start + part.start..range.start + part.end;
            let letters = &self.text[part.clone()];
            let whole = parts.len() > 1 && letters.starts_with(char::is_uppercase);
            let words = if whole { None } else { (self.unglue)(letters) };
            match words {
                None => self.push_shaped(part, Shape::IN_HASHTAG),
                Some(words) => words.into_iter().for_each(|word| {
                    self.push_shaped(part.start + word.start..part.start + word.end, Shape::IN_HASHTAG);
                }),
            }
        }
    }

    fn push_shaped(&mut self, range: Range<usize>, shape: Shape) {
        if !range.is_empty() {
            let of = Shape::of(&self.text[range.clone()]);
            self.push(range, of.with(shape));
        }
    }

    fn push(&mut self, range: Range<usize>, shape: Shape) {
        let mut start = range.start;
        while range.end - start > MAX_WORD {
            let mut end = start + MAX_WORD;
            while !self.text.is_char_boundary(end) {
                end -= 1;
            }
            self.words.push(Word { start: start as u32, end: end as u32, sentence: 0, shape });
            start = end;
        }
        self.words.push(Word { start: start as u32, end: range.end as u32, sentence: 0, shape });
    }
}

/// How many of the eight bytes at `at`, from the first on, are small letters: most of most words
/// without a branch per letter. None where fewer than eight bytes are left.
fn small_letters(bytes: &[u8], at: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = ONES << 7;
    let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk()) else { return 0 };
    let block = u64::from_le_bytes(*block);
    let low = block & !TOPS;
    let from_a = low + ONES * (0x80 - b'a' as u64);
    let past_z = low + ONES * (0x7f - b'z' as u64);
    let other = (block | !from_a | past_z) & TOPS;
    other.trailing_zeros() as usize / 8
}

/// UAX #29 WB6, 7, 11 and 12 for the sign at `at`, less its dots between letters.
fn joins(bytes: &[u8], at: usize) -> bool {
    let (Some(before), Some(after)) = (at.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(at + 1))
    else {
        return false;
    };
    let both = class(*before) & class(*after);
    both & DIGIT != 0 || (bytes[at] == b'\'' && class(*before) & LETTER != 0 && class(*after) & LETTER != 0)
}

/// The shape of an ASCII word by the classes of its first and of its other bytes, where these tell.
fn quick_shape(first: u8, rest: u8) -> Option<Shape> {
    Some(match (first, rest) {
        (LOWER, 0 | LOWER) => Shape::LOWER,
        (UPPER, LOWER) => Shape::CAPITAL,
        (UPPER, UPPER) => Shape::ALL_CAPS,
        (UPPER, 0) => Shape::INITIAL,
        (DIGIT, 0 | DIGIT) => Shape::DIGIT.with(Shape::NUMBER),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Document;

    fn cut_words(text: &str) -> Vec<&str> {
        cut(text, &[], |_| None).iter().map(|word| &text[word.range()]).collect()
    }

    /// What the module's head promises, said with `unicode-segmentation` alone.
    fn expected(text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        for (at, word) in text.unicode_word_indices() {
            let (at, word) = (at + word.len() - word.trim_start().len(), word.trim_start());
            let mut start = 0;
            for (offset, sign) in word.match_indices(['_', '.', ':']) {
                if sign == "." && text[..at + offset].ends_with(char::is_numeric) {
                    continue;
                }
                words.push(&word[start..offset]);
                start = offset + 1;
            }
            words.push(&word[start..]);
        }
        words.retain(|word| !word.is_empty());
        words
    }

    fn ascii() -> impl Strategy<Value = String> {
        let byte = prop_oneof![
            3 => prop::sample::select(b"aZ09".to_vec()),
            3 => prop::sample::select(b"'.,;:_\" \r\n-".to_vec()),
            1 => 0_u8..128,
        ];
        prop::collection::vec(byte.prop_map(char::from), 0..60).prop_map(String::from_iter)
    }

    fn mixed() -> impl Strategy<Value = String> {
        let special =
            "\u{301}\u{200d}\u{ad}\u{5d0}\u{5d1}\u{30ab}\u{ac00}\u{e01}\u{93e}\u{660}é日ß·’🎂👧🇮🇪👍🏽²";
        let c = prop_oneof![
            2 => prop::sample::select(b"aZ09".to_vec()).prop_map(char::from),
            3 => prop::sample::select("'.,;:_\" \r\n-".chars().collect::<Vec<_>>()),
            4 => prop::sample::select(special.chars().collect::<Vec<_>>()),
            1 => any::<char>(),
        ];
        prop::collection::vec(c, 0..40).prop_map(String::from_iter)
    }

    #[test]
    fn small_letters_are_counted_up_to_the_first_other_byte() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut bytes = *b"--azbycxdw";
                bytes[2 + place] = byte;
                let expected = if byte.is_ascii_lowercase() { 8 } else { place };
                assert_eq!(small_letters(&bytes, 2), expected, "{byte} at {place}");
            }
        }
        assert_eq!(small_letters(b"abcdefg", 0), 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn ascii_words_are_those_of_unicode(text in ascii()) {
            prop_assert_eq!(cut_words(&text), expected(&text));
            if !text.contains(['.', ':', '_']) {
                prop_assert_eq!(cut_words(&text), text.unicode_words().collect::<Vec<_>>());
            }
        }

        #[test]
        fn mixed_words_are_those_of_unicode(text in mixed()) {
            prop_assert_eq!(cut_words(&text), expected(&text));
        }

        #[test]
        fn shapes_do_not_depend_on_the_way_a_word_was_read(text in mixed()) {
            for word in cut(&text, &[], |_| None).iter() {
                let known = Shape::of(&text[word.range()]);
                prop_assert_eq!(word.shape.0 & !Shape::IN_FILE_NAME.0, known.0);
            }
        }
    }

    fn words(text: &str) -> Vec<String> {
        let document = Document::new(text);
        (0..document.words().len()).map(|index| document.word(index).to_owned()).collect()
    }

    #[test]
    fn dots_and_underscores_cut_words_outside_links() {
        let cases: [(&str, &[&str]); 7] = [
            ("J.S. said.Next MRN:Smith", &["J", "S", "said", "Next", "MRN", "Smith"]),
            ("1,000.5 and 9:30", &["1,000.5", "and", "9", "30"]),
            ("Murphy's O'Brien's", &["Murphy's", "O'Brien's"]),
            ("_it_ __init__", &["it", "init"]),
            ("see kip.sorrell@x.org", &["see", "kip.sorrell", "x.org"]),
            ("www.x.org/a_b", &["www.x.org", "a_b"]),
            ("Hutchins_Darlene_06-21.jpg", &["Hutchins", "Darlene", "06", "21", "jpg"]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn words_know_what_they_are_part_of() {
        let document = Document::new("a_b #Noah @mum x.org/y I_1.jpg _z_");
        let shapes = [Shape::IN_FILE_NAME, Shape::IN_HASHTAG, Shape::IN_HANDLE, Shape::IN_LINK];
        let found: Vec<_> = document
            .words()
            .iter()
            .map(|word| shapes.iter().position(|shape| word.shape.has(*shape)))
            .collect();
        let expected =
            [Some(0), Some(0), Some(1), Some(2), Some(3), Some(3), Some(0), Some(0), Some(0), None];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_very_long_word_is_cut_into_pieces() {
        for (text, pieces) in [("1".repeat(1000), 4), ("д".repeat(1000), 8), ("a.".repeat(3), 3)] {
            let words = words(&text);
            assert_eq!(words.len(), pieces);
            assert!(words.iter().all(|word| word.len() <= MAX_WORD));
        }
    }
}
