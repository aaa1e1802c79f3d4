//! Which rules are worth running over a text: one pass over its bytes.
//!
//! The pass sees runs of letters (a keyword is a whole run: in `MRN00482913` and `#mrn_7` the run is
//! `mrn`), runs of digits, and, for the few rules that ask for them, literals. A rule asks for
//! "nine digits" whatever signs stand between them and whatever other numbers stand around them:
//! neighbouring runs form a cluster, and a gate opens if *some* consecutive runs of a cluster hold
//! the right number of digits together. The sums that can be made are a set of 64 bits, kept up to
//! date with one shift a run.

use std::collections::BTreeMap;

use memchr::memmem::Finder;

use super::RuleBits;
use super::pieces::Piece;
use crate::rules::{Gate, MOST_DIGITS};

/// The sum that stands for "more digits than any gate asks for".
const MANY: u32 = MOST_DIGITS as u32 + 1;

/// How many signs may stand between two runs of digits of one cluster.
const MOST_JOINERS: usize = 3;

/// The gates of all rules, turned around: from what is seen to the rules it lets through.
#[derive(Debug)]
pub(super) struct GateTable {
    rules: usize,
    words: WordTable,
    /// The sums of digits that a rule wants, and the rule.
    digits: Vec<(u64, u16)>,
    anchors: Vec<(Finder<'static>, Vec<u16>)>,
}

impl GateTable {
    /// The gates of the rules, in the order of the rules; each with whether its rule is guarded.
    pub fn new<'a>(gates: impl ExactSizeIterator<Item = (&'a Gate, bool)>) -> Self {
        let rules = gates.len();
        let mut words: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
        let mut anchors: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
        let mut digits = Vec::new();
        for (index, (gate, guarded)) in gates.enumerate() {
            let index = u16::try_from(index).unwrap_or(u16::MAX);
            match gate {
                Gate::Keywords(keywords) => {
                    for keyword in keywords.iter() {
                        words.entry(keyword).or_default().push(index);
                    }
                }
                Gate::Digits { least, most } => digits.push((wanted(*least, *most, guarded), index)),
                Gate::Anchor(literal) => anchors.entry(literal).or_default().push(index),
            }
        }
        let anchors = anchors
            .into_iter()
            .map(|(literal, rules)| (Finder::new(literal.as_bytes()).into_owned(), rules))
            .collect();
        Self { rules, words: WordTable::new(words), digits, anchors }
    }

    /// The rules whose gate is open for a piece of `text`.
    pub fn open(&self, text: &str, piece: &Piece) -> RuleBits {
        let mut open = RuleBits::none(self.rules);
        let bytes = text.as_bytes();
        // A run that began before the piece is the piece's too: a match may start inside it.
        let start = piece.own.start
            - bytes[..piece.own.start].iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
        let bytes = &bytes[start..piece.end];
        let mut sums = Sums::default();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let kind = KIND[usize::from(byte)];
            let from = at;
            at += 1;
            match kind {
                Kind::Letter => {
                    while bytes.get(at).is_some_and(|b| b.is_ascii_alphabetic()) {
                        at += 1;
                    }
                    self.words.look_up(&bytes[from..at], &mut open);
                    sums.break_off();
                }
                Kind::Digit => {
                    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                        at += 1;
                    }
                    sums.add_run(at - from);
                }
                Kind::Joiner => sums.join(),
                Kind::Other => sums.break_off(),
            }
        }
        if sums.seen != 0 {
            for (wanted, rule) in &self.digits {
                if wanted & sums.seen != 0 {
                    open.insert(usize::from(*rule));
                }
            }
        }
        for (finder, rules) in &self.anchors {
            if finder.find(bytes).is_some() {
                rules.iter().for_each(|rule| open.insert(usize::from(*rule)));
            }
        }
        open
    }
}

/// The sums a rule wants. An unguarded rule may match a part of a longer run, so any sum from its
/// least up will do.
fn wanted(least: u8, most: u8, guarded: bool) -> u64 {
    let up_to = if guarded { u32::from(most) } else { MANY };
    (u64::MAX << least) & (u64::MAX >> (MANY - up_to))
}

/// The numbers of digits that consecutive runs of one cluster hold together.
#[derive(Default)]
struct Sums {
    /// Bit n: some consecutive runs, up to and with the last one, hold n digits.
    ending_here: u64,
    /// Bit n: some consecutive runs anywhere hold n digits.
    seen: u64,
    joiners: usize,
}

impl Sums {
    fn add_run(&mut self, digits: usize) {
        let digits = u32::try_from(digits).unwrap_or(MANY).min(MANY);
        let before = self.ending_here | 1;
        let lost = before.checked_shr(64 - digits).unwrap_or(0) != 0;
        self.ending_here = (before << digits) | (u64::from(lost) << MANY);
        self.seen |= self.ending_here;
        self.joiners = 0;
    }

    fn join(&mut self) {
        self.joiners += 1;
        if self.joiners > MOST_JOINERS {
            self.ending_here = 0;
        }
    }

    fn break_off(&mut self) {
        self.ending_here = 0;
    }
}

/// What a byte is to the gate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    /// Stands between the digits of one number.
    Joiner,
    Other,
}

const KIND: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        kinds[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
            b'0'..=b'9' => Kind::Digit,
            b' ' | b'\t' | b'\r' | b'\n' | b'.' | b'-' | b'/' | b'(' | b')' | b'+' | b'#' | b':' => {
                Kind::Joiner
            }
            _ => Kind::Other,
        };
        byte += 1;
    }
    kinds
};

/// Keywords, found by their first eight letters and their length, then compared in full.
#[derive(Debug, Default)]
struct WordTable {
    /// Open addressing, a power of two, at most a quarter full: most misses end at an empty slot.
    slots: Vec<Option<Keyword>>,
    longest: usize,
}

#[derive(Clone, Debug)]
struct Keyword {
    word: Box<[u8]>,
    rules: Box<[u16]>,
}

impl WordTable {
    fn new(words: BTreeMap<&str, Vec<u16>>) -> Self {
        let size = (words.len() * 4).next_power_of_two();
        let mut table =
            Self { slots: vec![None; size], longest: words.keys().map(|word| word.len()).max().unwrap_or(0) };
        for (word, rules) in words {
            let word: Box<[u8]> = word.as_bytes().into();
            let mut at = slot(word_key(&word), size);
            while table.slots[at].is_some() {
                at = (at + 1) % size;
            }
            table.slots[at] = Some(Keyword { word, rules: rules.into() });
        }
        table
    }

    fn look_up(&self, run: &[u8], open: &mut RuleBits) {
        if run.len() > self.longest {
            return;
        }
        let size = self.slots.len();
        let mut at = slot(word_key(run), size);
        while let Some(keyword) = &self.slots[at] {
            if keyword.word.eq_ignore_ascii_case(run) {
                keyword.rules.iter().for_each(|rule| open.insert(usize::from(*rule)));
                return;
            }
            at = (at + 1) % size;
        }
    }
}

/// The first eight letters, lower case, and the length, mixed.
fn word_key(letters: &[u8]) -> u64 {
    let first = letters.iter().take(8).fold(0, |key, &byte| (key << 8) | u64::from(byte | 0x20));
    (first ^ ((letters.len() as u64) << 56)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The upper bits of a mixed key are the good ones.
fn slot(key: u64, size: usize) -> usize {
    (key >> 32) as usize & (size - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str) -> Piece {
        Piece { own: 0..text.len(), end: text.len() }
    }

    fn opens(gate: &Gate, guarded: bool, text: &str) -> bool {
        let table = GateTable::new([(gate, guarded)].into_iter());
        table.open(text, &piece(text)) != RuleBits::none(1)
    }

    fn keyword(word: &str) -> Gate {
        Gate::Keywords(vec![word.to_owned().into()].into())
    }

    #[test]
    fn a_keyword_is_a_whole_run_of_letters_in_any_case() {
        for text in ["MRN 1", "mrn00482913", "#Mrn_7", "x.mrn", "the mrn"] {
            assert!(opens(&keyword("mrn"), true, text), "{text}");
        }
        for text in ["mrns", "amrn", "mr n", ""] {
            assert!(!opens(&keyword("mrn"), true, text), "{text}");
        }
        let long = keyword("accessionnumbers");
        assert!(opens(&long, true, "AccessionNumbers") && !opens(&long, true, "accessionnumberz"));
    }

    #[test]
    fn keywords_of_one_slot_are_all_found() {
        let words: Vec<String> =
            ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}"))).collect();
        let gates: Vec<Gate> = words.iter().map(|word| keyword(word)).collect();
        let table = GateTable::new(gates.iter().map(|gate| (gate, true)).collect::<Vec<_>>().into_iter());
        for (index, word) in words.iter().enumerate() {
            let mut expected = RuleBits::none(words.len());
            expected.insert(index);
            assert_eq!(table.open(word, &piece(word)), expected, "{word}");
        }
    }

    #[test]
    fn digits_are_counted_over_consecutive_runs_of_a_cluster() {
        let ten = Gate::Digits { least: 10, most: 10 };
        for text in
            ["(212) 555-0123", "on 5 212-555-0123", "2125550123", "212 555 0123 12", "+1 (212) 555-0123"]
        {
            assert!(opens(&ten, true, text), "{text}");
        }
        for text in ["212 555 012", "21255501234", "212 x 5550123", "212 ---- 5550123", ""] {
            assert!(!opens(&ten, true, text), "{text}");
        }
        assert!(opens(&ten, false, "21255501234"), "an unguarded rule may want a part of a run");
        assert!(opens(&ten, false, &"1".repeat(10_000)));
        assert!(!opens(&ten, true, &"1".repeat(10_000)));
    }

    #[test]
    fn sums_beyond_the_set_are_many_and_never_small() {
        let mut sums = Sums::default();
        sums.add_run(60);
        sums.add_run(5);
        assert_eq!(sums.seen, 1 << 60 | 1 << 5 | 1 << MANY);
        sums.add_run(64);
        assert_eq!(sums.ending_here, 1 << MANY);
    }

    #[test]
    fn an_anchor_is_found_anywhere() {
        let sign = Gate::Anchor("://".into());
        assert!(opens(&sign, true, "see https://x") && !opens(&sign, true, "see https:/x"));
    }
}
