//! What stands behind a digit, a sign or a keyword: could a rule's match go on like that?
//!
//! The build script made automata of what follows the first digit (or the first sign of the gate) in the
//! matches of built-in rules. They are run from every run of digits and every such sign of a text; a rule they
//! do not name has no match there, and its regex is neither compiled nor searched for. A rule of keywords has an
//! automaton of its matches from their first letter on, run from its keywords where all matches start with one,
//! and from every word where they do not. All of them say yes too often, because they do not see what stands
//! before, and never no too often. A host's own rules are not in them.

use super::RuleBits;
use crate::rules::{Gate, Rule};

static TABLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sights.bin"));

include!(concat!(env!("OUT_DIR"), "/sights.rs"));

/// One automaton: where its tables stand, start and end. State 0 is dead, states that match are the last.
struct Sight {
    /// Its patterns: the id and the regex of the rule each was made of.
    rules: &'static [(&'static str, &'static str)],
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
    /// The rules that some automaton is for.
    pub sighted: RuleBits,
    /// The rules of keywords that match nothing without a digit.
    pub with_digit: RuleBits,
}

/// An automaton ready to run.
#[derive(Debug)]
struct Runner {
    classes: &'static [u8],
    starts: &'static [u8],
    transitions: &'static [u8],
    accepts: &'static [u8],
    width: usize,
    first_match: usize,
    /// For each set of patterns the engine's rules.
    sets: Vec<Vec<usize>>,
}

impl Sights {
    /// Those of `rules` that are built-in ones and stand as they were made.
    pub fn new<'a>(rules: impl ExactSizeIterator<Item = &'a Rule>) -> Self {
        let count = rules.len();
        let by_id: std::collections::BTreeMap<&str, (usize, &Rule)> =
            rules.enumerate().map(|(index, rule)| (&*rule.id, (index, rule))).collect();
        let known = |&(id, regex): &(&str, &str)| by_id.get(id).filter(|(_, rule)| rule.regex == regex);
        let place = |rule: &(&str, &str)| known(rule).map(|(index, _)| *index);
        let mut sighted = RuleBits::none(count);
        let mut runners = |sights: &'static [Sight]| -> Vec<Runner> {
            let places = |sight: &Sight| -> Vec<Option<usize>> { sight.rules.iter().map(place).collect() };
            sights
                .iter()
                .map(|sight| {
                    let places = places(sight);
                    places.iter().flatten().for_each(|&index| sighted.insert(index));
                    sight.runner(&places)
                })
                .collect()
        };
        let (digits, signs) = (runners(DIGIT_SIGHTS), runners(SIGN_SIGHTS));
        let mut with_digit = RuleBits::none(count);
        WITH_DIGIT.iter().filter_map(place).for_each(|index| with_digit.insert(index));
        let mut words: Vec<_> = (0..count).map(|_| None).collect();
        for word in WORD_SIGHTS {
            let rule = word.sight.rules.first().and_then(known);
            let same = |rule: &Rule| match &rule.gate {
                Gate::Keywords(keywords) => keywords.iter().eq(word.keywords),
                _ => false,
            };
            if let Some(&(index, _)) = rule.filter(|(_, rule)| same(rule)) {
                words[index] = Some((word.place, word.sight.runner(&[Some(index)])));
            }
        }
        Self { digits, signs, words, sighted, with_digit }
    }

    /// Where the automaton of a rule of keywords has to be run, if it has one.
    pub fn place(&self, rule: usize) -> Option<Place> {
        self.words.get(rule).and_then(Option::as_ref).map(|(place, _)| *place)
    }

    /// Whether a match of a rule of keywords could have its first letter at `at`; and the bytes looked at.
    pub fn at_letter(&self, rule: usize, text: &[u8], at: usize) -> (bool, usize) {
        let Some((_, runner)) = self.words.get(rule).and_then(Option::as_ref) else { return (true, 0) };
        runner.finds(text, at)
    }

    /// Adds the rules whose matches could have their first digit at `at`, the start of a run of digits;
    /// gives the bytes looked at.
    pub fn at_digit(&self, text: &[u8], at: usize, seen: &mut RuleBits) -> usize {
        self.digits.iter().map(|runner| runner.run(text, at, seen)).sum()
    }

    /// Adds the rules whose matches could have the first sign of their gate somewhere from `from` on; gives
    /// the bytes looked at.
    pub fn at_signs(&self, text: &[u8], from: usize, seen: &mut RuleBits) -> usize {
        let behind = text.get(from..).unwrap_or_default();
        let places = SIGNS.iter().flat_map(|&sign| memchr::memchr_iter(sign, behind));
        places
            .map(|at| self.signs.iter().map(|runner| runner.run(text, from + at, seen)).sum::<usize>())
            .sum()
    }
}

impl Sight {
    fn runner(&self, places: &[Option<usize>]) -> Runner {
        let table = |(start, end): (usize, usize)| TABLES.get(start..end).unwrap_or_default();
        let rules = |set: &&[u16]| -> Vec<usize> {
            set.iter().filter_map(|&pattern| places.get(usize::from(pattern)).copied().flatten()).collect()
        };
        Runner {
            classes: table(self.classes),
            starts: table(self.starts),
            transitions: table(self.transitions),
            accepts: table(self.accepts),
            width: self.width,
            first_match: self.first_match,
            sets: self.sets.iter().map(rules).collect(),
        }
    }
}

impl Runner {
    /// Runs from `at` until no pattern can match any more, and gives how far it came.
    fn run(&self, text: &[u8], at: usize, seen: &mut RuleBits) -> usize {
        self.walk(text, at, |state| {
            self.note(state, seen);
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
        let end = self.width - 1;
        let rest = text.get(at..).unwrap_or_default();
        for (byte, length) in rest.iter().zip(1..) {
            let class = self.classes.get(usize::from(*byte)).copied().unwrap_or_default();
            state = number(self.transitions, state * self.width + usize::from(class));
            if state == 0 || state >= self.first_match && !go_on(state) {
                return length;
            }
        }
        let state = number(self.transitions, state * self.width + end);
        if state >= self.first_match {
            go_on(state);
        }
        rest.len()
    }

    fn note(&self, state: usize, seen: &mut RuleBits) {
        let set = self.sets.get(number(self.accepts, state - self.first_match));
        set.into_iter().flatten().for_each(|&rule| seen.insert(rule));
    }
}

/// The two-byte number of an index; 0 past the end.
fn number(table: &[u8], index: usize) -> usize {
    let bytes = table.get(index * 2..).and_then(|rest| rest.first_chunk());
    bytes.map_or(0, |bytes| usize::from(u16::from_le_bytes(*bytes)))
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
                assert!(sights.at_digit(bytes, at, &mut seen) > 0);
            }
        }
        assert!(sights.at_signs(bytes, 0, &mut seen) <= bytes.len() * bytes.len() * sights.signs.len());
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
        assert!(sighted * 10 >= digits.count() * 8);
    }
}
