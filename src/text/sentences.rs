//! Where sentences and lines start.
//!
//! Between two words stands at most one break: at a new line, at a bullet, after emoji that a
//! capital follows, or after a full stop, question or exclamation mark that is not part of an
//! abbreviation. Only what stands between the words is read.

use std::ops::Range;

use super::shape::Shape;
use super::{Kept, Word};

/// Written with a full stop that does not end a sentence.
const ABBREVIATIONS: [&str; 41] = [
    "adm", "brig", "capt", "cllr", "cmdr", "col", "det", "dr", "dra", "dre", "eg", "fr", "gen", "gov", "hon",
    "ie", "insp", "lt", "maj", "messrs", "mgr", "mlle", "mme", "mr", "mrs", "ms", "msgr", "mt", "mx", "pres",
    "prof", "pte", "rep", "rev", "sen", "sgt", "sr", "st", "ste", "supt", "vs",
];
/// Written with a full stop that ends a sentence only before a capital.
const UNLESS_CAPITAL: [&str; 34] = [
    "approx", "appt", "apt", "ave", "blvd", "bros", "ca", "cf", "co", "corp", "dept", "ed", "est", "etc",
    "ext", "fig", "hr", "hrs", "inc", "incl", "jr", "lb", "lbs", "ltd", "max", "min", "mins", "mos", "pt",
    "pts", "tel", "vol", "wks", "yrs",
];
/// Months and days, where they start with a capital.
const CALENDAR: [&str; 23] = [
    "apr", "aug", "dec", "feb", "fri", "jan", "jul", "jun", "mar", "mon", "nov", "oct", "sat", "sep", "sept",
    "sun", "thu", "thur", "thurs", "tue", "tues", "wed", "weds",
];

/// What may follow "5 p.m." in the same sentence although it starts with a capital.
#[rustfmt::skip] // a table reads better in full lines
const DAYS_AND_MONTHS: [&str; 19] = [
    "april", "august", "december", "february", "friday", "january", "july", "june", "march", "may",
    "monday", "november", "october", "saturday", "september", "sunday", "thursday", "tuesday",
    "wednesday",
];

/// The longest word of the lists above.
const MAX_ABBREVIATION: usize = 6;

/// Sets each word's sentence and starting bits; gives the sentences, without space around them.
pub(super) fn mark(text: &str, words: &mut [Word]) -> Kept<Range<usize>> {
    let bytes = text.as_bytes();
    let mut sentences = Kept::new();
    let mut start = 0;
    let mut previous_end = 0;
    for index in 0..words.len() {
        let word = words[index];
        let after_space = word.start == previous_end + 1 && bytes.get(previous_end as usize) == Some(&b' ');
        previous_end = word.end;
        words[index].sentence = sentences.len() as u32;
        if after_space && index > 0 {
            continue; // nearly every word
        }
        let found = match index.checked_sub(1).map(|before| words[before]) {
            None => Some(Break::Line(0)),
            Some(previous) => Gap { text, previous, next: word }.read(),
        };
        let (at, starts) = match found {
            None => continue,
            Some(Break::Line(at)) => (at, Shape::SENTENCE_START.with(Shape::LINE_START)),
            Some(Break::Sentence(at)) => (at, Shape::SENTENCE_START),
        };
        if index > 0 {
            sentences.push(trimmed(text, start..at));
            start = at;
        }
        words[index].shape = word.shape.with(starts);
        words[index].sentence = sentences.len() as u32;
    }
    sentences.push(trimmed(text, start..text.len()));
    sentences
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let sentence = &text[range.clone()];
    let start = range.start + sentence.len() - sentence.trim_start().len();
    start..start + sentence.trim().len()
}

/// A break between two words, and where the next sentence begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    Line(usize),
    Sentence(usize),
}

/// The words before and after a gap.
struct Gap<'t> {
    text: &'t str,
    previous: Word,
    next: Word,
}

impl Gap<'_> {
    fn read(&self) -> Option<Break> {
        let range = self.previous.end as usize..self.next.start as usize;
        let gap = &self.text[range.clone()];
        let mut stop = None;
        let mut wide = false;
        for (at, byte) in gap.bytes().enumerate() {
            match byte {
                b'\n' | b'\r' => return Some(Break::Line(range.start + at)),
                b'.' | b'!' | b'?' if stop.is_none() => stop = Some(at),
                _ => wide |= !byte.is_ascii(),
            }
        }
        if self.next.shape.has(Shape::IN_MARK) && !gap.contains(char::is_whitespace) {
            return None;
        }
        let found = if wide { self.picture(gap) } else { None };
        found.or_else(|| self.stop(gap, stop?)).map(|at| Break::Sentence(range.start + at))
    }

    /// Where the next sentence begins if a bullet or emoji parts the two.
    fn picture(&self, gap: &str) -> Option<usize> {
        let bullet = gap.find(is_bullet);
        let emoji = gap.char_indices().rfind(|(_, c)| is_emoji(*c)).map(|(at, emoji)| at + emoji.len_utf8());
        // "Emma 🎂, Ann 🎈 and Kay" goes on.
        let parts =
            |end: &usize| self.next_is_capital() && !gap[*end..].contains([',', ';', ':', '&', '-', ')']);
        bullet.or(emoji.filter(parts))
    }

    /// Where the next sentence begins if the sign at `stop` ends one.
    fn stop(&self, gap: &str, stop: usize) -> Option<usize> {
        let tail = &gap[stop..];
        let stops = tail.trim_start_matches(['.', '!', '?']);
        let closed = stops.trim_start_matches(['"', '\'', ')', ']', '*', '_']);
        let signs = &tail[..tail.len() - stops.len()];
        let end = gap.len() - closed.len();
        let spaced = closed.starts_with(char::is_whitespace) || !closed.is_empty() && !closed.is_ascii();
        let is_dot = signs == ".";
        let holds = if !spaced {
            // "sentence.Next": a space was forgotten. "Dr.Smith", "J.S": none was.
            self.next_is_capital() && (!is_dot || self.previous_is_plain(stop))
        } else if is_dot {
            !(stop == 0 && self.is_abbreviation()) && (closed.len() == stops.len() || !self.next_is_small())
        } else if signs.bytes().all(|sign| sign == b'.') {
            !self.next_is_small()
        } else {
            closed.len() == stops.len() || !self.next_is_small()
        };
        holds.then_some(end)
    }

    fn next_is_capital(&self) -> bool {
        self.text[self.next.range()].starts_with(char::is_uppercase)
    }

    fn next_is_small(&self) -> bool {
        self.text[self.next.range()].starts_with(char::is_lowercase)
    }

    fn previous_is_plain(&self, stop: usize) -> bool {
        let word = self.previous;
        stop == 0 && word.shape.has(Shape::LOWER) && word.end - word.start >= 3 && !self.is_abbreviation()
    }

    /// True where the full stop right after the previous word belongs to it.
    fn is_abbreviation(&self) -> bool {
        let word = &self.text[self.previous.range()];
        let goes_on = || !self.next_is_capital() || self.next_is_calendar();
        if word.len() == 1 {
            // "a.m." and "e.g." after their first dot; initials; but not "So did I."
            let inner = self.text[..self.previous.start as usize].ends_with('.');
            return if inner && word.eq_ignore_ascii_case("m") {
                goes_on()
            } else {
                inner || (self.previous.shape.has(Shape::INITIAL) && word != "I")
            };
        }
        if word.len() > MAX_ABBREVIATION {
            return false;
        }
        let next = &self.text[self.next.range()];
        listed(&ABBREVIATIONS, word)
            || (listed(&UNLESS_CAPITAL, word) && !self.next_is_capital())
            || (listed(&CALENDAR, word) && word.starts_with(char::is_uppercase) && goes_on())
            || (listed(&["no", "nos"], word) && next.starts_with(|c: char| c.is_ascii_digit()))
    }

    fn next_is_calendar(&self) -> bool {
        let next = &self.text[self.next.range()];
        listed(&DAYS_AND_MONTHS, next) || listed(&CALENDAR, next)
    }
}

/// True if a sorted list has the word, in any case.
fn listed(list: &[&str], word: &str) -> bool {
    let small = |byte: u8| byte.to_ascii_lowercase();
    list.binary_search_by(|known| known.bytes().cmp(word.bytes().map(small))).is_ok()
}

fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '‣' | '◦' | '▪' | '▫' | '■' | '□' | '●' | '○' | '➤' | '➢' | '◆' | '⁃')
}

/// Pictures and symbols that stand like a full stop between two sentences.
fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}'
        | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    fn sentences(text: &str) -> Vec<String> {
        let document = Document::new(text);
        document.sentences().iter().map(|range| document.text()[range.clone()].to_owned()).collect()
    }

    #[test]
    fn lists_are_sorted() {
        for list in [&ABBREVIATIONS[..], &UNLESS_CAPITAL, &CALENDAR, &DAYS_AND_MONTHS] {
            assert!(list.is_sorted());
        }
        let longest =
            ABBREVIATIONS.iter().chain(&UNLESS_CAPITAL).chain(&CALENDAR).map(|word| word.len()).max();
        assert_eq!(longest, Some(MAX_ABBREVIATION));
    }

    #[test]
    fn stops_end_sentences_and_abbreviations_do_not() {
        let cases: [(&str, &[&str]); 16] = [
            ("Hi there. We met.", &["Hi there.", "We met."]),
            (
                "Dr. Hale saw Mrs. Ives at St. Brigid's. OK?",
                &["Dr. Hale saw Mrs. Ives at St. Brigid's.", "OK?"],
            ),
            ("J. R. Ewing came. So did I. Then we left", &["J. R. Ewing came.", "So did I.", "Then we left"]),
            ("Open 9 a.m. to 5 p.m. daily, e.g. Monday.", &["Open 9 a.m. to 5 p.m. daily, e.g. Monday."]),
            (
                "In at 5 p.m. Monday. Out at 6 p.m. She left",
                &["In at 5 p.m. Monday.", "Out at 6 p.m.", "She left"],
            ),
            ("Room No. 12. No. Never.", &["Room No. 12.", "No.", "Never."]),
            ("On Elm Ave. Call Jo Hale Jr. or us", &["On Elm Ave.", "Call Jo Hale Jr. or us"]),
            ("On Sat. Oct. 5 we met. He sat. Then", &["On Sat. Oct. 5 we met.", "He sat.", "Then"]),
            ("Open Mon. to Fri. Call us", &["Open Mon. to Fri.", "Call us"]),
            ("\"Stop!\" he said. \"Go!\" She went", &["\"Stop!\" he said.", "\"Go!\"", "She went"]),
            ("so... he came... He saw!!! wow", &["so... he came...", "He saw!!!", "wow"]),
            ("a long day.Then home", &["a long day.", "Then home"]),
            ("bad day. he came in", &["bad day.", "he came in"]),
            ("weighs 3.5 kg, about 7 lb. or so", &["weighs 3.5 kg, about 7 lb. or so"]),
            ("See www.x.org/a?B and a_b.", &["See www.x.org/a?B and a_b."]),
            ("  \n", &[""]),
        ];
        for (text, expected) in cases {
            assert_eq!(sentences(text), expected, "{text}");
        }
    }

    #[test]
    fn lines_bullets_and_emoji_break() {
        assert_eq!(sentences("One\r\ntwo\n\n- three"), ["One", "two", "- three"]);
        assert_eq!(sentences("Bring: • card • Form"), ["Bring:", "• card", "• Form"]);
        assert_eq!(sentences("So proud 🎂🎈 Emma rang"), ["So proud 🎂🎈", "Emma rang"]);
        assert_eq!(sentences("so proud 🎂 of her 🎈, Emma"), ["so proud 🎂 of her 🎈, Emma"]);
    }

    #[test]
    fn first_words_are_marked() {
        let document = Document::new("Hi. You\nthere");
        let has = |bit| document.words().iter().map(|word| word.shape.has(bit)).collect::<Vec<_>>();
        assert_eq!(has(Shape::SENTENCE_START), [true, true, true]);
        assert_eq!(has(Shape::LINE_START), [true, false, true]);
        assert_eq!(document.words().iter().map(|word| word.sentence).collect::<Vec<_>>(), [0, 1, 2]);
    }
}
