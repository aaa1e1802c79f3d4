//! What stands behind a digit, a sign or a keyword: could a rule's match go on like that?
//!
//! The build script made automata of what follows the first digit (or the first sign of the gate) in the
//! matches of built-in rules. They are run from every run of digits and every such sign of a text; a rule they
//! do not name has no match there, and its regex is neither compiled nor searched for. A rule of keywords has an
//! automaton of its matches from their first letter on, run from its keywords where all matches start with one,
//! and from every word where they do not. All of them say yes too often, because they do not see what stands
//! before, and never no too often. A host's own rules are not in them.

use super::RuleBits;
use super::automaton::{Automaton, Tables};
use super::byte_set::{ByteSet, has};
use super::windows::{By, Lead};
use crate::rules::{Gate, Rule};

include!(concat!(env!("OUT_DIR"), "/sights.rs"));

/// One automaton, and the rules of its patterns.
#[derive(Debug)]
struct Sight {
    rules: &'static [Seen],
    tables: Tables,
}

/// The rule a pattern was made of.
#[derive(Debug)]
struct Seen {
    id: &'static str,
    regex: &'static str,
    /// The longest text of a match before the byte the automaton is run from.
    lead: usize,
    by: By,
    /// The automaton of such texts, read backwards.
    head: Option<&'static Tables>,
}

/// The automaton of one rule of keywords.
#[derive(Debug)]
struct WordSight {
    /// The keywords it was made for: a host's rule may have others.
    keywords: &'static [&'static str],
    place: Place,
    run: Run,
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

/// What a run of letters has to look like for a match of a rule to start with it.
#[derive(Debug)]
struct Run {
    /// The letters it can start with, one bit each.
    firsts: u32,
    /// For each first letter in either case, which letters can stand second, and in the last bit whether something
    /// else can.
    seconds: [u32; LETTERS],
    /// The bytes that can stand right behind the run.
    behind: ByteSet,
}

/// The letters of the alphabet, and the bit of what is none.
const LETTERS: usize = 26;
const NO_LETTER: u32 = 26;

/// A run of letters of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub at: usize,
    /// The number of its first letter in the alphabet, and the bit of what stands second.
    first: u8,
    second: u32,
    /// The byte behind the run, if the text goes on.
    next: Option<u8>,
}

impl Word {
    /// The run of letters between `at` and `end`.
    pub fn new(text: &[u8], at: usize, end: usize) -> Self {
        let letter = |at: usize| text.get(at).map_or(u8::MAX, |byte| (byte | 0x20).wrapping_sub(b'a'));
        let second = if end > at + 1 { u32::from(letter(at + 1)) } else { NO_LETTER };
        Self { at, first: letter(at), second: 1 << second, next: text.get(end).copied() }
    }
}

impl Run {
    /// Whether a match could start with the word.
    fn fits(&self, word: &Word) -> bool {
        self.seconds.get(usize::from(word.first)).is_some_and(|seconds| seconds & word.second != 0)
            && word.next.is_none_or(|byte| has(&self.behind, byte))
    }
}

/// The automata, with the places of their rules in an engine.
#[derive(Debug, Default)]
pub(super) struct Sights {
    digits: Vec<Runner>,
    signs: Vec<Runner>,
    /// By rule.
    words: Vec<Option<(&'static WordSight, Automaton)>>,
    /// The rules to be looked for at every word, by the first letters of words their matches can start with.
    by_first: [RuleBits; LETTERS],
    /// The rules to be looked for at every letter.
    at_letters: RuleBits,
    /// By rule: what may stand before the byte its automaton is run from.
    leads: Vec<Option<Lead>>,
    /// By rule, where its matches are not all seen from there: the automaton of a whole match.
    wholes: Vec<Option<&'static Tables>>,
    /// The rules that an automaton of digits or signs is for.
    pub sighted: RuleBits,
    /// The rules of keywords that match nothing without a digit.
    pub with_digit: RuleBits,
}

/// An automaton, and for each of its patterns the engine's rule, if it has it.
#[derive(Debug)]
struct Runner {
    automaton: Automaton,
    rules: Vec<Option<usize>>,
}

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
        let mut leads: Vec<Option<Lead>> = vec![None; count];
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
                Runner { automaton: sight.tables.automaton(), rules }
            };
            sights.iter().map(runner).collect()
        };
        let (digits, signs) = (runners(DIGIT_SIGHTS), runners(SIGN_SIGHTS));
        let mut with_digit = RuleBits::none(count);
        let ids = WITH_DIGIT.iter().filter_map(|(id, regex)| known(id, regex));
        ids.for_each(|(index, _)| with_digit.insert(index));
        let mut words: Vec<_> = (0..count).map(|_| None).collect();
        let mut by_first: [RuleBits; LETTERS] = std::array::from_fn(|_| RuleBits::none(count));
        let mut at_letters = RuleBits::none(count);
        for word in WORD_SIGHTS {
            let [seen] = word.sight.rules else { continue };
            let same = |rule: &Rule| match &rule.gate {
                Gate::Keywords(keywords) => keywords.iter().eq(word.keywords),
                _ => false,
            };
            if let Some((index, _)) = known(seen.id, seen.regex).filter(|(_, rule)| same(rule)) {
                words[index] = Some((word, word.sight.tables.automaton()));
                leads[index] = Some(seen.lead());
                match word.place {
                    Place::Keyword => {}
                    Place::Letter => at_letters.insert(index),
                    Place::Word => {
                        let mut left = word.run.firsts;
                        while left != 0 {
                            by_first[left.trailing_zeros() as usize].insert(index);
                            left &= left - 1;
                        }
                    }
                }
            }
        }
        let mut wholes = vec![None; count];
        for (id, regex, tables) in WHOLES {
            if let Some((index, _)) = known(id, regex) {
                wholes[index] = Some(tables);
            }
        }
        Self { digits, signs, words, by_first, at_letters, leads, wholes, sighted, with_digit }
    }

    /// What may stand before the byte that a rule's automaton is run from, if it has one.
    pub fn lead(&self, rule: usize) -> Option<Lead> {
        self.leads.get(rule).copied().flatten()
    }

    /// The automaton that a rule's whole matches pass, if it has one.
    pub fn whole(&self, rule: usize) -> Option<Automaton> {
        self.wholes.get(rule).copied().flatten().map(Tables::automaton)
    }

    /// Where the automaton of a rule of keywords has to be run, if it has one.
    pub fn place(&self, rule: usize) -> Option<Place> {
        self.words.get(rule).and_then(Option::as_ref).map(|(sight, _)| sight.place)
    }

    /// Whether a match of a rule of keywords could have its first letter at `at`; and the bytes looked at.
    pub fn at_letter(&self, rule: usize, text: &[u8], at: usize) -> (bool, usize) {
        let Some((_, automaton)) = self.words.get(rule).and_then(Option::as_ref) else { return (true, 0) };
        match text.get(at).is_some_and(|&byte| automaton.starts_with(byte)) {
            true => automaton.finds(text, at),
            false => (false, 0),
        }
    }

    /// Names the rules of some rules of keywords whose matches could have their first letter at one of the words or,
    /// where it has to be looked for, at any of their letters, and where; gives the bytes looked at. No match starts
    /// behind its keyword: `last_keyword` has, by rule, the number of the word at which the last one stands.
    pub fn at_words(
        &self,
        text: &[u8],
        words: &[Word],
        rules: &RuleBits,
        last_keyword: &[usize],
        mut name: impl FnMut(usize, usize),
    ) -> usize {
        let mut walked = 0;
        let mut look = |rule: usize, automaton: &Automaton, at: usize| {
            let (found, length) = automaton.finds(text, at);
            walked += length;
            if found {
                name(rule, at);
            }
        };
        let known = |rule: usize| self.words.get(rule).and_then(Option::as_ref);
        for (number, word) in words.iter().enumerate() {
            let Some(possible) = self.by_first.get(usize::from(word.first)) else { continue };
            for rule in rules.iter_common(possible).filter(|rule| number <= last_keyword[*rule]) {
                if let Some((_, automaton)) = known(rule).filter(|(sight, _)| sight.run.fits(word)) {
                    look(rule, automaton, word.at);
                }
            }
        }
        for rule in rules.iter_common(&self.at_letters) {
            let Some((_, automaton)) = known(rule) else { continue };
            for word in &words[..=last_keyword[rule]] {
                let letters = text[word.at..].iter().take_while(|byte| byte.is_ascii_alphabetic());
                for (_, at) in letters.zip(word.at..).filter(|(byte, _)| automaton.starts_with(**byte)) {
                    look(rule, automaton, at);
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
        let runners = self.signs.iter().filter(|runner| runner.automaton.starts_with(byte));
        runners.map(|runner| runner.run(text, at, &mut name)).sum()
    }
}

impl Seen {
    fn lead(&self) -> Lead {
        Lead { by: self.by, longest: self.lead, head: self.head }
    }
}

impl Runner {
    /// Runs from `at`, names the rules that match, and gives how far it came.
    fn run(&self, text: &[u8], at: usize, name: &mut impl FnMut(usize)) -> usize {
        self.automaton.run(text, at, |pattern| {
            if let Some(rule) = self.rules.get(pattern).copied().flatten() {
                name(rule);
            }
        })
    }
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
    fn a_head_names_the_few_places_where_a_match_can_start() {
        let set = RuleSet::builtin();
        let sights = Sights::new(set.rules().iter().map(|rule| &**rule));
        let rule = set.rules().iter().position(|rule| rule.id == "ages.apposed").unwrap();
        let lead = sights.lead(rule).unwrap();
        let head = lead.head.unwrap().automaton();
        let places = |text: &str| {
            let mut places = Vec::new();
            let at = text.find(|c: char| c.is_ascii_digit()).unwrap();
            assert!(head.run_back(text.as_bytes(), at, lead.longest, |place| places.push(place)) <= at + 1);
            places
        };
        assert_eq!(places("so Kevin, 47, is"), [3]);
        assert_eq!(places("Kevin, 47, is"), [0]);
        assert!(places("so kevin, 47, is").is_empty());
        assert!(places("she is 47").is_empty());
    }

    #[test]
    fn no_word_is_turned_away_that_a_match_starts_with() {
        let set = RuleSet::builtin();
        let sights = Sights::new(set.rules().iter().map(|rule| &**rule));
        let examples = set.rules().iter().flat_map(|rule| rule.examples.iter());
        let texts: Vec<String> =
            examples.flat_map(|text| [text.replace(['[', ']'], ""), text.to_uppercase()]).collect();
        let (mut found, mut turned_away) = (0, 0);
        for text in texts.iter().map(String::as_bytes) {
            for (at, run) in
                text.chunk_by(|a, b| a.is_ascii_alphabetic() == b.is_ascii_alphabetic()).scan(0, |at, run| {
                    *at += run.len();
                    Some((*at - run.len(), run))
                })
            {
                if !run[0].is_ascii_alphabetic() {
                    continue;
                }
                let word = Word::new(text, at, at + run.len());
                for (sight, automaton) in sights.words.iter().flatten() {
                    let finds = automaton.finds(text, at).0;
                    assert!(!finds || sight.run.fits(&word), "{:?}", sight.keywords);
                    found += usize::from(finds);
                    turned_away += usize::from(!sight.run.fits(&word));
                }
            }
        }
        assert!(found > texts.len() && turned_away > found * 100, "{turned_away} turned away, {found} found");
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
