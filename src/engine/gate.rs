//! Which rules are worth running over a text: one pass over its bytes.
//!
//! The pass sees runs of letters, runs of digits, and, for the few rules that ask for them, literals.
//! A keyword is a whole run of letters (in `MRN00482913` and `#mrn_7` the run is `mrn`); one of three
//! letters or more is also the start of a longer run, so that `room` stands for `rooms` and `bed` for
//! `BedE`. A rule asks for "nine digits" whatever signs stand between them and whatever other
//! numbers stand around them: runs of digits with at most four other bytes between them form a
//! cluster, and a gate opens if *some* consecutive runs of a cluster hold the right number of digits
//! together. The sums that can be made are a set of 64 bits, kept up to date with one shift a run.

use std::collections::BTreeMap;

use memchr::memmem::Finder;

use super::pieces::Piece;
use super::sight::{Place, Sights};
use super::{RuleBits, Work};
use crate::rules::{Gate, MOST_DIGITS};

/// The sum that stands for "more digits than any gate asks for".
const MANY: u32 = MOST_DIGITS as u32 + 1;

/// How many bytes, none of them a letter, may stand between two runs of digits of one cluster.
const MOST_JOINERS: usize = 4;

/// How far a run of letters is followed back before a piece.
const LONGEST_WORD: usize = 64;

/// The gates of all rules, turned around: from what is seen to the rules it lets through.
#[derive(Debug)]
pub(super) struct GateTable {
    rules: usize,
    words: WordTable,
    /// The sums of digits that a rule wants, and the rule.
    digits: Vec<(u64, u16)>,
    anchors: Vec<(Finder<'static>, Vec<u16>)>,
    sights: Sights,
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
        Self { rules, words: WordTable::new(words), digits, anchors, sights: Sights::default() }
    }

    /// The same, with a rule let through only where what follows its first digit or sign may be its match.
    pub fn with_sights(self, sights: Sights) -> Self {
        Self { sights, ..self }
    }

    /// The rules whose gate is open for a piece of `text`.
    pub fn open(&self, text: &str, piece: &Piece, work: &mut Work) -> RuleBits {
        let mut open = RuleBits::none(self.rules);
        let bytes = text.as_bytes();
        // A run that began before the piece is the piece's too: a match may start inside it. Of a run
        // longer than any word only the end is looked at, else one endless word would cost its square.
        let before = bytes[..piece.own.start].iter().rev().take(LONGEST_WORD);
        let start = piece.own.start - before.take_while(|b| b.is_ascii_alphabetic()).count();
        let whole = &bytes[..piece.end];
        let bytes = &whole[start..];
        let mut seen = RuleBits::none(self.rules);
        // Rules of keywords whose match need not start with the keyword.
        let mut waiting = RuleBits::none(self.rules);
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
                    self.words.look_up(&bytes[from..at], |rule| match self.sights.place(rule) {
                        Some(Place::Keyword) if open.has(rule) => {}
                        Some(Place::Keyword) => {
                            let (sees, walked) = self.sights.at_letter(rule, whole, start + from);
                            work.walked += walked;
                            if sees {
                                open.insert(rule);
                            }
                        }
                        Some(Place::Word | Place::Letter) => waiting.insert(rule),
                        None => open.insert(rule),
                    });
                    sums.break_off();
                }
                Kind::Digit => {
                    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                        at += 1;
                    }
                    sums.add_run(at - from);
                    work.walked += self.sights.at_digit(whole, start + from, &mut seen);
                }
                Kind::Sign => sums.join(),
            }
        }
        if sums.seen == 0 {
            open.remove_all(&self.sights.with_digit);
            waiting.remove_all(&self.sights.with_digit);
        } else {
            for (wanted, rule) in &self.digits {
                let rule_seen = !self.sights.sighted.has(usize::from(*rule)) || seen.has(usize::from(*rule));
                if wanted & sums.seen != 0 && rule_seen {
                    open.insert(usize::from(*rule));
                }
            }
        }
        for rule in waiting.iter_common(&waiting) {
            if self.sees_somewhere(rule, whole, start, work) {
                open.insert(rule);
            }
        }
        work.walked += self.sights.at_signs(whole, start, &mut seen);
        for (finder, rules) in &self.anchors {
            if finder.find(bytes).is_some() {
                let rules = rules.iter().map(|rule| usize::from(*rule));
                let rules = rules.filter(|&rule| !self.sights.sighted.has(rule) || seen.has(rule));
                rules.for_each(|rule| open.insert(rule));
            }
        }
        open
    }

    /// Whether a match of a rule of keywords could have its first letter anywhere from `from` on.
    fn sees_somewhere(&self, rule: usize, text: &[u8], from: usize, work: &mut Work) -> bool {
        let every = self.sights.place(rule) == Some(Place::Letter);
        let mut in_run = false;
        text[from..].iter().zip(from..).any(|(byte, at)| {
            let letter = byte.is_ascii_alphabetic();
            let starts = letter && (every || !in_run);
            in_run = letter;
            starts && {
                let (sees, walked) = self.sights.at_letter(rule, text, at);
                work.walked += walked;
                sees
            }
        })
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
    Sign,
}

const KIND: [Kind; 256] = {
    let mut kinds = [Kind::Sign; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphabetic() {
            kinds[byte as usize] = Kind::Letter;
        } else if byte.is_ascii_digit() {
            kinds[byte as usize] = Kind::Digit;
        }
        byte += 1;
    }
    kinds
};

/// Keywords by their first four letters: one probe a word.
#[derive(Debug)]
struct WordTable {
    /// Open addressing, a power of two, at most a quarter full: most misses end at an empty slot.
    slots: Vec<Slot>,
}

/// Keywords with the same first letters; an empty slot holds none.
#[derive(Clone, Debug, Default)]
struct Slot {
    head: u32,
    keywords: Vec<Keyword>,
}

#[derive(Clone, Debug)]
struct Keyword {
    /// What follows the head.
    rest: Box<[u8]>,
    rules: Box<[u16]>,
}

impl WordTable {
    fn new(words: BTreeMap<&str, Vec<u16>>) -> Self {
        let mut table = Self { slots: vec![Slot::default(); (words.len() * 4).next_power_of_two()] };
        for (word, rules) in words {
            let at = table.place(head(word.as_bytes()));
            let rest = word.as_bytes().get(HEAD..).unwrap_or_default();
            table.slots[at].head = head(word.as_bytes());
            table.slots[at].keywords.push(Keyword { rest: rest.into(), rules: rules.into() });
        }
        table
    }

    /// Names the rules of every keyword that the run of letters is or, from three letters, starts with.
    fn look_up(&self, run: &[u8], mut name: impl FnMut(usize)) {
        self.look_up_head(run, HEAD, &mut name);
        if run.len() > SHORT {
            self.look_up_head(&run[..SHORT], SHORT, &mut name);
        }
    }

    fn look_up_head(&self, run: &[u8], length: usize, name: &mut impl FnMut(usize)) {
        let rest = run.get(length..).unwrap_or_default();
        for keyword in &self.slots[self.place(head(run))].keywords {
            if rest.get(..keyword.rest.len()).is_some_and(|start| start.eq_ignore_ascii_case(&keyword.rest)) {
                keyword.rules.iter().for_each(|rule| name(usize::from(*rule)));
            }
        }
    }

    /// The slot of a head, or the empty slot where it would be.
    fn place(&self, head: u32) -> usize {
        let mixed = u64::from(head).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let last = self.slots.len() - 1;
        let mut at = (mixed >> 32) as usize & last;
        while !self.slots[at].keywords.is_empty() && self.slots[at].head != head {
            at = (at + 1) & last;
        }
        at
    }
}

/// How many letters a head has at most. A shorter word's head is not the head of any longer one.
const HEAD: usize = 4;
/// How many letters a keyword needs to count as the start of a longer run: "bedE", "MRNs".
const SHORT: usize = 3;

/// The first four letters, lower case.
fn head(letters: &[u8]) -> u32 {
    letters.iter().take(HEAD).fold(0, |head, &byte| (head << 8) | u32::from(byte | 0x20))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str) -> Piece {
        Piece { own: 0..text.len(), end: text.len() }
    }

    fn opens(gate: &Gate, guarded: bool, text: &str) -> bool {
        let table = GateTable::new([(gate, guarded)].into_iter());
        table.open(text, &piece(text), &mut Work::default()) != RuleBits::none(1)
    }

    fn keyword(word: &str) -> Gate {
        Gate::Keywords(vec![word.to_owned().into()].into())
    }

    #[test]
    fn a_keyword_is_a_whole_run_of_letters_in_any_case_or_from_three_letters_its_start() {
        for text in ["MRN 1", "mrn00482913", "#Mrn_7", "x.mrn", "the mrn"] {
            assert!(opens(&keyword("mrn"), true, text), "{text}");
        }
        assert!(opens(&keyword("mrn"), true, "MRNs"));
        for text in ["amrn", "mr n", ""] {
            assert!(!opens(&keyword("mrn"), true, text), "{text}");
        }
        assert!(opens(&keyword("pt"), true, "pt 4") && !opens(&keyword("pt"), true, "pts"));
        for text in ["room", "Rooms 4", "roommate", "RoomNo"] {
            assert!(opens(&keyword("room"), true, text), "{text}");
        }
        for text in ["roo", "broom", "ro om", "roxm"] {
            assert!(!opens(&keyword("room"), true, text), "{text}");
        }
        assert!(
            opens(&keyword("accession"), true, "Accessions")
                && !opens(&keyword("accession"), true, "accessio")
        );
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
            assert_eq!(table.open(word, &piece(word), &mut Work::default()), expected, "{word}");
        }
    }

    #[test]
    fn digits_are_counted_over_consecutive_runs_of_a_cluster() {
        let ten = Gate::Digits { least: 10, most: 10 };
        for text in
            ["(212) 555-0123", "on 5 212-555-0123", "2125550123", "212 555 0123 12", "+1 (212) - 555'0123"]
        {
            assert!(opens(&ten, true, text), "{text}");
        }
        for text in ["212 555 012", "21255501234", "212x5550123", "212 --- 5550123", ""] {
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
