//! What stands behind a digit, a sign or a keyword: could a rule's match go on like that?
//!
//! The build script made automata of what follows the first digit (or the first sign of the gate) in the
//! matches of built-in rules. They are run from every run of digits and every such sign of a text; a rule they
//! do not name has no match there, and its regex is neither compiled nor searched for. A rule of keywords has an
//! automaton of its matches from their first letter on, run from its keywords where all matches start with one,
//! and from every word where they do not. All of them say yes too often, because they do not see what stands
//! before, and never no too often. A host's own rules are not in them.

use super::RuleBits;
use super::windows::{By, Lead};
use crate::rules::{Gate, MAX_MATCH, Rule};

static TABLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sights.bin"));

include!(concat!(env!("OUT_DIR"), "/sights.rs"));

/// One automaton: where its tables stand, start and end. State 0 is dead, states that match are the last.
struct Sight {
    /// Its patterns.
    rules: &'static [Seen],
    /// The bytes it can start with, one bit each.
    first: [u64; 4],
    classes: (usize, usize),
    /// By the byte before; the last for the start of the text.
    starts: (usize, usize),
    transitions: (usize, usize),
    accepts: (usize, usize),
    /// Classes of bytes, and one for the end of the text.
    width: usize,
    first_match: usize,
    sets: &'static [&'static [u16]],
}

/// The rule a pattern was made of.
struct Seen {
    id: &'static str,
    regex: &'static str,
    /// The longest text of a match before the byte the automaton is run from.
    lead: usize,
    by: By,
}

/// The automaton of one rule of keywords.
struct WordSight {
    /// The keywords it was made for: a host's rule may have others.
    keywords: &'static [&'static str],
    place: Place,
    sight: Sight,
}

/// Where the automaton of a rule of keywords has to be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At its keywords.
    Keyword,
    /// At every run of letters.
    Word,
    /// At every letter.
    Letter,
}

/// The automata, with the places of their rules in an engine.
#[derive(Debug, Default)]
pub(super) struct Sights {
    digits: Vec<Runner>,
    signs: Vec<Runner>,
    /// By rule.
    words: Vec<Option<(Place, Runner)>>,
    /// By rule: what may stand before the byte its automaton is run from.
    leads: Vec<Option<Lead>>,
    /// The rules that an automaton of digits or signs is for.
    pub sighted: RuleBits,
    /// The rules of keywords that match nothing without a digit.
    pub with_digit: RuleBits,
}

/// An automaton ready to run.
#[derive(Debug)]
struct Runner {
    first: [u64; 4],
    classes: &'static [u8; 256],
    starts: &'static [Number],
    transitions: &'static [Number],
    accepts: &'static [Number],
    width: usize,
    first_match: usize,
    /// Sets of patterns, and for each pattern the engine's rule, if it has it.
    sets: &'static [&'static [u16]],
    rules: Vec<Option<usize>>,
}

/// A number of a table.
type Number = [u8; 2];

/// The bytes that are the first of some sign.
const IS_SIGN: [bool; 256] = {
    let mut is_sign = [false; 256];
    let mut index = 0;
    while index < SIGNS.len() {
        is_sign[SIGNS[index] as usize] = true;
        index += 1;
    }
    is_sign
};

impl Sights {
    /// Those of `rules` that are built-in ones and stand as they were made.
    pub fn new<'a>(rules: impl ExactSizeIterator<Item = &'a Rule>) -> Self {
        let count = rules.len();
        let by_id: std::collections::BTreeMap<&str, (usize, &Rule)> =
            rules.enumerate().map(|(index, rule)| (&*rule.id, (index, rule))).collect();
        let known = |id: &str, regex: &str| by_id.get(id).filter(|(_, rule)| rule.regex == regex).copied();
        let mut leads = vec![None; count];
        let mut sighted = RuleBits::none(count);
        let mut runners = |sights: &'static [Sight]| -> Vec<Runner> {
            let runner = |sight: &'static Sight| {
                let rules: Vec<Option<usize>> =
                    sight.rules.iter().map(|seen| Some(known(seen.id, seen.regex)?.0)).collect();
                for (&rule, seen) in rules.iter().zip(sight.rules) {
                    let Some(rule) = rule else { continue };
                    sighted.insert(rule);
                    leads[rule] = Some(seen.lead());
                }
                sight.runner(rules)
            };
            sights.iter().map(runner).collect()
        };
        let (digits, signs) = (runners(DIGIT_SIGHTS), runners(SIGN_SIGHTS));
        let mut with_digit = RuleBits::none(count);
        let ids = WITH_DIGIT.iter().filter_map(|(id, regex)| known(id, regex));
        ids.for_each(|(index, _)| with_digit.insert(index));
        let mut words: Vec<_> = (0..count).map(|_| None).collect();
        for word in WORD_SIGHTS {
            let [seen] = word.sight.rules else { continue };
            let same = |rule: &Rule| match &rule.gate {
                Gate::Keywords(keywords) => keywords.iter().eq(word.keywords),
                _ => false,
            };
            if let Some((index, _)) = known(seen.id, seen.regex).filter(|(_, rule)| same(rule)) {
                words[index] = Some((word.place, word.sight.runner(vec![Some(index)])));
                leads[index] = Some(seen.lead());
            }
        }
        Self { digits, signs, words, leads, sighted, with_digit }
    }

    /// What may stand before the byte that a rule's automaton is run from, if it has one.
    pub fn lead(&self, rule: usize) -> Option<Lead> {
        self.leads.get(rule).copied().flatten()
    }

    /// Where the automaton of a rule of keywords has to be run, if it has one.
    pub fn place(&self, rule: usize) -> Option<Place> {
        self.words.get(rule).and_then(Option::as_ref).map(|(place, _)| *place)
    }

    /// Whether a match of a rule of keywords could have its first letter at `at`; and the bytes looked at.
    pub fn at_letter(&self, rule: usize, text: &[u8], at: usize) -> (bool, usize) {
        let Some((_, runner)) = self.words.get(rule).and_then(Option::as_ref) else { return (true, 0) };
        match text.get(at).is_some_and(|&byte| runner.starts_with(byte)) {
            true => runner.finds(text, at),
            false => (false, 0),
        }
    }

    /// Names the places where a match of a rule of keywords could have its first letter, of the starts of runs of
    /// letters or, where it has to, of all letters; gives the bytes looked at.
    pub fn at_words(&self, rule: usize, text: &[u8], words: &[usize], mut name: impl FnMut(usize)) -> usize {
        let Some((place, runner)) = self.words.get(rule).and_then(Option::as_ref) else { return 0 };
        let most = if *place == Place::Letter { usize::MAX } else { 1 };
        let mut walked = 0;
        for &word in words {
            let letters = text[word..].iter().take_while(|byte| byte.is_ascii_alphabetic()).take(most);
            for (&byte, at) in letters.zip(word..) {
                if runner.starts_with(byte) {
                    let (found, length) = runner.finds(text, at);
                    walked += length;
                    if found {
                        name(at);
                    }
                }
            }
        }
        walked
    }

    /// Names the rules whose matches could have their first digit at `at`, the start of a run of digits;
    /// gives the bytes looked at.
    pub fn at_digit(&self, text: &[u8], at: usize, mut name: impl FnMut(usize)) -> usize {
        self.digits.iter().map(|runner| runner.run(text, at, &mut name)).sum()
    }

    /// Names the rules whose matches could have the first sign of their gate at `at`, if a sign stands there; gives
    /// the bytes looked at.
    pub fn at_sign(&self, text: &[u8], at: usize, mut name: impl FnMut(usize)) -> usize {
        let Some(&byte) = text.get(at).filter(|byte| IS_SIGN[usize::from(**byte)]) else { return 0 };
        let runners = self.signs.iter().filter(|runner| runner.starts_with(byte));
        runners.map(|runner| runner.run(text, at, &mut name)).sum()
    }
}

impl Seen {
    fn lead(&self) -> Lead {
        Lead { by: self.by, longest: self.lead }
    }
}

impl Sight {
    fn runner(&self, rules: Vec<Option<usize>>) -> Runner {
        let table = |(start, end): (usize, usize)| TABLES.get(start..end).unwrap_or_default();
        let numbers = |place: (usize, usize)| table(place).as_chunks().0;
        Runner {
            first: self.first,
            classes: table(self.classes).first_chunk().unwrap_or(&[0; 256]),
            starts: numbers(self.starts),
            transitions: numbers(self.transitions),
            accepts: numbers(self.accepts),
            width: self.width,
            first_match: self.first_match,
            sets: self.sets,
            rules,
        }
    }
}

impl Runner {
    fn starts_with(&self, byte: u8) -> bool {
        self.first[usize::from(byte / 64)] >> (byte % 64) & 1 == 1
    }

    /// Runs from `at` until no pattern can match any more, names what matches, and gives how far it came.
    fn run(&self, text: &[u8], at: usize, name: &mut impl FnMut(usize)) -> usize {
        let mut last = None;
        self.walk(text, at, |state| {
            let set = number(self.accepts, state - self.first_match);
            // A set often stays the same for many bytes.
            if last.replace(set) != Some(set) {
                let patterns = self.sets.get(set).copied().unwrap_or_default();
                let rules = patterns.iter().filter_map(|&pattern| *self.rules.get(usize::from(pattern))?);
                rules.for_each(&mut *name);
            }
            true
        })
    }

    /// Whether a pattern matches from `at`, and how far it came.
    fn finds(&self, text: &[u8], at: usize) -> (bool, usize) {
        let mut found = false;
        let walked = self.walk(text, at, |_| {
            found = true;
            false
        });
        (found, walked)
    }

    /// Runs from `at` until no pattern can match any more or a match is enough, and gives how far it came; a
    /// match shows one byte late.
    fn walk(&self, text: &[u8], at: usize, mut go_on: impl FnMut(usize) -> bool) -> usize {
        let before = at.checked_sub(1).and_then(|at| text.get(at)).map_or(256, |&byte| usize::from(byte));
        let mut state = number(self.starts, before);
        // Automata of tails that were simplified could go on for ever; no match does.
        let end = text.len().min(at + MAX_MATCH + 1);
        let rest = text.get(at..end).unwrap_or_default();
        for (length, byte) in rest.iter().enumerate() {
            let class = usize::from(self.classes[usize::from(*byte)]);
            state = number(self.transitions, state * self.width + class);
            if state == 0 || state >= self.first_match && !go_on(state) {
                return length + 1;
            }
        }
        if end == text.len() {
            let state = number(self.transitions, state * self.width + self.width - 1);
            if state >= self.first_match {
                go_on(state);
            }
        }
        rest.len()
    }
}

/// The number of an index; 0 past the end.
fn number(table: &[Number], index: usize) -> usize {
    table.get(index).map_or(0, |&bytes| usize::from(u16::from_le_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;

    /// The rules that a text's digits and signs let through.
    fn seen(text: &str) -> Vec<String> {
        let set = RuleSet::builtin();
        let sights = Sights::new(set.rules().iter().map(|rule| &**rule));
        let mut seen = RuleBits::none(set.rules().len());
        let bytes = text.as_bytes();
        for at in 0..bytes.len() {
            let starts = at == 0 || !bytes[at - 1].is_ascii_digit();
            if bytes[at].is_ascii_digit() && starts {
                assert!(sights.at_digit(bytes, at, |rule| seen.insert(rule)) > 0);
            }
            assert!(sights.at_sign(bytes, at, |rule| seen.insert(rule)) <= bytes.len() * sights.signs.len());
        }
        seen.iter_common(&seen).map(|index| set.rules()[index].id.to_string()).collect()
    }

    #[test]
    fn a_rule_is_let_through_where_its_tail_stands() {
        let has = |text: &str, rule: &str| seen(text).iter().any(|id| id == rule);
        assert!(has("see you at 5 pm", "times.clock") || has("see you at 5 pm", "times.hour"));
        assert!(has("write to a.b@x.org", "contacts.email"));
        assert!(!has("5 apples", "times.hour") && !has("5 apples", "places.address"));
        assert!(!has("a @ b", "contacts.email"));
        assert!(seen("no digits, no signs").is_empty());
    }

    #[test]
    fn nearly_all_rules_of_keywords_have_a_sight_and_many_are_seen_from_a_keyword() {
        let set = RuleSet::builtin();
        let sights = Sights::new(set.rules().iter().map(|rule| &**rule));
        let of_words = set.rules().iter().filter(|rule| matches!(rule.gate, Gate::Keywords(_))).count();
        let at =
            |wanted: Place| (0..set.rules().len()).filter(|&rule| sights.place(rule) == Some(wanted)).count();
        let places = [Place::Keyword, Place::Word, Place::Letter].map(at);
        assert!(places.iter().sum::<usize>() * 20 >= of_words * 19, "{places:?} of {of_words}");
        assert!(places[0] * 3 >= of_words, "{places:?} of {of_words}");
    }

    #[test]
    fn a_rule_of_keywords_is_seen_where_its_match_starts() {
        let set = RuleSet::builtin();
        let sights = Sights::new(set.rules().iter().map(|rule| &**rule));
        let rule = |id: &str| set.rules().iter().position(|rule| rule.id == id).unwrap();
        let sees = |id: &str, text: &str| sights.at_letter(rule(id), text.as_bytes(), 0).0;
        assert!(sees("us.npi_labelled", "NPI 1234567893") && !sees("us.npi_labelled", "npi is a number"));
        assert!(sees("dates.month", "early January") && !sees("dates.month", "early days"));
    }

    #[test]
    fn most_rules_of_digits_have_a_sight() {
        let set = RuleSet::builtin();
        let sights = Sights::new(set.rules().iter().map(|rule| &**rule));
        let digits = set.rules().iter().filter(|rule| matches!(rule.gate, crate::rules::Gate::Digits { .. }));
        let sighted = sights.sighted.iter_common(&sights.sighted).count();
        assert!(sighted * 10 >= digits.count() * 9);
    }
}
