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

use super::automaton::Automaton;
use super::pieces::Piece;
use super::sight::{Place, Sights, Word};
use super::windows::{Lead, Spot};
use super::words::WordTable;
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
    /// The sums of digits that a rule without an automaton wants, and the rule.
    digits: Vec<(u64, u16)>,
    /// The same of rules with an automaton, by rule.
    wanted: Vec<u64>,
    /// The rules with an automaton that want a literal: where it matches, the literal stands.
    anchored: RuleBits,
    anchors: Vec<(Finder<'static>, Vec<u16>)>,
    sights: Sights,
}

/// What a gate lets through; kept from piece to piece.
#[derive(Debug, Default)]
pub(super) struct Open {
    pub rules: RuleBits,
    /// Where matches of rules with an automaton may stand, by rule and place. Rules that are shut may be among them.
    pub spots: Vec<Spot>,
    /// Rules whose automaton said yes at a digit or a sign.
    seen: RuleBits,
    /// Rules of keywords whose match need not start with the keyword.
    waiting: RuleBits,
    /// By rule that waits: the number of the word at which its last keyword stands.
    last_keyword: Vec<usize>,
    /// The runs of letters.
    words: Vec<Word>,
}

impl Open {
    fn clear(&mut self, rules: usize) {
        for bits in [&mut self.rules, &mut self.seen, &mut self.waiting] {
            bits.clear(rules);
        }
        self.last_keyword.resize(rules, 0);
        self.spots.clear();
        self.words.clear();
    }
}

impl GateTable {
    /// The gates of the rules, in the order of the rules; each with whether its rule is guarded.
    pub fn new<'a>(gates: impl ExactSizeIterator<Item = (&'a Gate, bool)>) -> Self {
        let rules = gates.len();
        let mut words: Vec<(&str, u16)> = Vec::new();
        let mut anchors: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
        let mut digits = Vec::new();
        for (index, (gate, guarded)) in gates.enumerate() {
            let index = u16::try_from(index).unwrap_or(u16::MAX);
            match gate {
                Gate::Keywords(keywords) => {
                    words.extend(keywords.iter().map(|keyword| (&**keyword, index)));
                }
                Gate::Digits { least, most } => digits.push((wanted(*least, *most, guarded), index)),
                Gate::Anchor(literal) => anchors.entry(literal).or_default().push(index),
            }
        }
        let anchors = anchors
            .into_iter()
            .map(|(literal, rules)| (Finder::new(literal.as_bytes()).into_owned(), rules))
            .collect();
        Self {
            rules,
            words: WordTable::new(words.into_iter()),
            digits,
            wanted: Vec::new(),
            anchored: RuleBits::none(rules),
            anchors,
            sights: Sights::default(),
        }
    }

    /// The same, with a rule let through only where what follows its first digit or sign may be its match.
    pub fn with_sights(self, sights: Sights) -> Self {
        let sighted = |rule: u16| sights.sighted.has(usize::from(rule));
        let mut wanted = vec![0; self.rules];
        let mut anchored = self.anchored;
        let (with, digits): (Vec<_>, Vec<_>) = self.digits.into_iter().partition(|(_, rule)| sighted(*rule));
        for (sums, rule) in with {
            wanted[usize::from(rule)] = sums;
        }
        let mut anchors = Vec::new();
        for (finder, rules) in self.anchors {
            let (with, without): (Vec<_>, Vec<_>) = rules.into_iter().partition(|rule| sighted(*rule));
            with.into_iter().for_each(|rule| anchored.insert(usize::from(rule)));
            if !without.is_empty() {
                anchors.push((finder, without));
            }
        }
        Self { digits, wanted, anchored, anchors, sights, ..self }
    }

    /// What may stand before the byte that a rule's automaton is run from, if it has one.
    pub fn lead(&self, rule: usize) -> Option<Lead> {
        self.sights.lead(rule)
    }

    /// The automaton that a rule's whole matches pass, if it has one.
    pub fn whole(&self, rule: usize) -> Option<Automaton> {
        self.sights.whole(rule)
    }

    /// The rules whose gate is open for a piece of `text`.
    pub fn open(&self, text: &str, piece: &Piece, open: &mut Open, work: &mut Work) {
        open.clear(self.rules);
        let Open { rules, spots, seen, waiting, last_keyword, words } = open;
        let bytes = text.as_bytes();
        // A run that began before the piece is the piece's too: a match may start inside it. Of a run
        // longer than any word only the end is looked at, else one endless word would cost its square.
        let before = bytes[..piece.own.start].iter().rev().take(LONGEST_WORD);
        let mut at = piece.own.start - before.take_while(|b| b.is_ascii_alphabetic()).count();
        let bytes = &bytes[..piece.end];
        let start = at;
        let mut sums = Sums::default();
        while let Some(&byte) = bytes.get(at) {
            let kind = KIND[usize::from(byte)];
            let from = at;
            at += 1;
            match kind {
                Kind::Letter => {
                    while bytes.get(at).is_some_and(|b| b.is_ascii_alphabetic()) {
                        at += 1;
                    }
                    words.push(Word::new(bytes, from, at));
                    self.words.look_up(&bytes[from..at], |rule| match self.sights.place(rule) {
                        Some(Place::Keyword) => {
                            let (sees, walked) = self.sights.at_letter(rule, bytes, from);
                            work.walked += walked;
                            if sees {
                                rules.insert(rule);
                                spots.push((rule, from));
                            }
                        }
                        Some(Place::Word | Place::Letter) => {
                            waiting.insert(rule);
                            last_keyword[rule] = words.len() - 1;
                        }
                        None => rules.insert(rule),
                    });
                    sums.break_off();
                }
                Kind::Digit => {
                    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                        at += 1;
                    }
                    sums.add_run(at - from);
                    work.walked += self.sights.at_digit(bytes, from, |rule| {
                        seen.insert(rule);
                        spots.push((rule, from));
                    });
                }
                Kind::Sign => {
                    sums.join();
                    work.walked += self.sights.at_sign(bytes, from, |rule| {
                        seen.insert(rule);
                        spots.push((rule, from));
                    });
                }
            }
        }
        if sums.seen == 0 {
            rules.remove_all(&self.sights.with_digit);
            waiting.remove_all(&self.sights.with_digit);
        }
        for (wanted, rule) in &self.digits {
            if wanted & sums.seen != 0 {
                rules.insert(usize::from(*rule));
            }
        }
        for rule in seen.iter_common(seen) {
            let counted = self.wanted.get(rule).is_some_and(|wanted| wanted & sums.seen != 0);
            if counted || self.anchored.has(rule) {
                rules.insert(rule);
            }
        }
        work.walked += self.sights.at_words(bytes, words, waiting, last_keyword, |rule, at| {
            rules.insert(rule);
            spots.push((rule, at));
        });
        for (finder, wanting) in &self.anchors {
            if finder.find(&bytes[start..]).is_some() {
                wanting.iter().for_each(|rule| rules.insert(usize::from(*rule)));
            }
        }
        spots.sort_unstable();
        spots.dedup();
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

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str) -> Piece {
        Piece { own: 0..text.len(), end: text.len() }
    }

    fn opens(gate: &Gate, guarded: bool, text: &str) -> bool {
        opened(&GateTable::new([(gate, guarded)].into_iter()), text).has(0)
    }

    fn opened(table: &GateTable, text: &str) -> RuleBits {
        let mut open = Open::default();
        table.open(text, &piece(text), &mut open, &mut Work::default());
        open.rules
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
