//! A rule's regex as a program: ready without being compiled.
//!
//! To compile a regex takes as long as to scan a thousand posts, and a scanner that is built for one post
//! meets a dozen rules in it. So the build script wrote the automaton of each built-in regex down, and a rule
//! runs it from the few places where a match can start. Alternatives are tried in their order, so that it finds
//! what the regex finds. What failed is not remembered: on texts of people hardly anything is tried twice, and
//! where a text is made so that it is, the [`Steps`] that a search may take are soon spent and the compiled
//! regex takes over.

use std::ops::Range;

use super::automaton::Automaton;
use super::byte_set::{ByteSet, has};
use super::instruction::{
    ANY, BYTES, CHOICE, JUMP, LINE_END, LINE_START, LOOK, MARK, MATCH, NUMBERS, PEEK, RANGE, TEXT_END,
    TEXT_START, WORD_EDGE,
};

static TABLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/programs.bin"));

include!(concat!(env!("OUT_DIR"), "/programs.rs"));

/// The program of a built-in rule.
#[derive(Debug)]
pub(super) struct Program {
    id: &'static str,
    regex: &'static str,
    code: (usize, usize),
    /// The set of bytes that a match starts with.
    first: u16,
    /// Whether it starts only where a word starts or ends.
    at_edge: bool,
    /// Whether the regex has the group `value`.
    has_value: bool,
}

/// A match: all of it, and the group `value` where the match has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub whole: Range<usize>,
    pub value: Option<Range<usize>>,
}

/// The steps a search may still take, and what it has left to try: kept from search to search.
#[derive(Debug, Default)]
pub(super) struct Steps {
    pub left: usize,
    allowed: usize,
    untried: Vec<Left>,
    /// Bytes that automata were run over on the way.
    pub walked: usize,
    /// Where a match may start: kept from spot to spot.
    pub places: Vec<usize>,
}

/// The steps did not do: what matches is not known.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Spent;

/// What is left to try.
#[derive(Debug)]
enum Left {
    /// This place of the program at this byte.
    Try(u16, usize),
    /// A mark that was moved goes back to where it was.
    Restore(usize, usize),
}

/// No place of a text.
const NOWHERE: usize = usize::MAX;

/// The numbers of an instruction, as bytes.
type Instruction = [u8; NUMBERS * 2];

impl Steps {
    /// So many steps from here on.
    pub fn allow(&mut self, steps: usize) {
        (self.left, self.allowed, self.walked) = (steps, steps, 0);
    }

    /// How many were taken.
    pub fn taken(&self) -> usize {
        self.allowed - self.left
    }
}

impl Program {
    /// The program of a rule that stands as it was built in.
    pub fn of(id: &str, regex: &str) -> Option<&'static Program> {
        let at = PROGRAMS.binary_search_by(|program| program.id.cmp(id)).ok()?;
        PROGRAMS.get(at).filter(|program| program.regex == regex)
    }

    /// The first match that starts in one of `starts`, which are in order; looks around see all of `text`. Where
    /// `whole` is known, a match is only looked for where this automaton matches.
    pub fn find(
        &self,
        text: &[u8],
        starts: impl Iterator<Item = usize>,
        whole: Option<&Automaton>,
        steps: &mut Steps,
    ) -> Result<Option<Found>, Spent> {
        let code = TABLES.get(self.code.0..self.code.1).unwrap_or_default().as_chunks().0;
        let sets = TABLES.get(SETS.0..SETS.1).unwrap_or_default().as_chunks().0;
        let first = sets.get(usize::from(self.first));
        for start in starts {
            let may_start = text.get(start).is_some_and(|&byte| first.is_some_and(|set| has(set, byte)))
                && (!self.at_edge || looks(WORD_EDGE, text, start));
            if !may_start {
                continue;
            }
            if let Some(whole) = whole {
                let (matches, walked) = whole.finds(text, start);
                steps.walked += walked;
                if !matches {
                    continue;
                }
            }
            let mut left = steps.left;
            let found = self.match_at(code, sets, text, start, &mut left, &mut steps.untried);
            steps.left = left;
            if let Some(found) = found? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    #[inline]
    fn match_at(
        &self,
        code: &[Instruction],
        sets: &[ByteSet],
        text: &[u8],
        start: usize,
        steps: &mut usize,
        untried: &mut Vec<Left>,
    ) -> Result<Option<Found>, Spent> {
        let mut marks = [NOWHERE; 2];
        untried.clear();
        let (mut place, mut at) = (0, start);
        let in_set = |set: u16, at: usize| match (text.get(at), sets.get(usize::from(set))) {
            (Some(&byte), Some(set)) => has(set, byte),
            _ => false,
        };
        loop {
            *steps = steps.checked_sub(1).ok_or(Spent)?;
            let [what, with, then, other] = code.get(usize::from(place)).map_or([u16::MAX; NUMBERS], numbers);
            place = then;
            let goes_on = match what {
                RANGE => {
                    let [least, most] = with.to_le_bytes();
                    let byte = text.get(at).copied();
                    at += 1;
                    byte.is_some_and(|byte| least <= byte && byte <= most)
                }
                BYTES => {
                    at += 1;
                    in_set(with, at - 1)
                }
                CHOICE => {
                    match with == ANY || in_set(with, at) {
                        true => untried.push(Left::Try(other, at)),
                        false => place = other,
                    }
                    true
                }
                PEEK => with == ANY || in_set(with, at),
                LOOK => looks(with, text, at),
                MARK => {
                    let mark = usize::from(with) & 1;
                    untried.push(Left::Restore(mark, marks[mark]));
                    marks[mark] = at;
                    true
                }
                JUMP => true,
                MATCH => {
                    let value = (self.has_value && marks[0] != NOWHERE && marks[1] != NOWHERE)
                        .then_some(marks[0]..marks[1]);
                    let value = if self.has_value { value } else { Some(start..at) };
                    return Ok(Some(Found { whole: start..at, value }));
                }
                _ => false,
            };
            if goes_on {
                continue;
            }
            loop {
                match untried.pop() {
                    None => return Ok(None),
                    Some(Left::Restore(mark, at)) => marks[mark] = at,
                    Some(Left::Try(next, from)) => {
                        (place, at) = (next, from);
                        break;
                    }
                }
            }
        }
    }
}

fn numbers(instruction: &Instruction) -> [u16; NUMBERS] {
    let [a, b, c, d, e, f, g, h] = *instruction;
    [[a, b], [c, d], [e, f], [g, h]].map(u16::from_le_bytes)
}

fn looks(look: u16, text: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| text.get(at));
    let after = text.get(at);
    let word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    match look {
        TEXT_START => before.is_none(),
        TEXT_END => after.is_none(),
        LINE_START => before.is_none_or(|byte| *byte == b'\n'),
        LINE_END => after.is_none_or(|byte| *byte == b'\n'),
        WORD_EDGE => word(before) != word(after),
        _ => word(before) == word(after),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    use super::*;
    use crate::rules::{Example, RuleSet, compile};

    /// What the compiled regex finds.
    fn by_regex(regex: &regex::bytes::Regex, text: &[u8]) -> Option<Found> {
        let groups = regex.captures(text)?;
        let whole = groups.get(0)?.range();
        let has_value = regex.capture_names().any(|name| name == Some("value"));
        let value =
            if has_value { groups.name("value").map(|value| value.range()) } else { Some(whole.clone()) };
        Some(Found { whole, value })
    }

    #[test]
    fn nearly_every_rule_has_a_program_and_it_finds_what_the_regex_finds() {
        let set = RuleSet::builtin();
        let mut runner = TestRunner::deterministic();
        let noise = "[a-zA-Z0-9 .,:/@#'-]{0,40}";
        let (mut programs, mut most) = (0, 0);
        for rule in set.rules() {
            let Some(program) = Program::of(&rule.id, &rule.regex) else { continue };
            programs += 1;
            let regex = compile(&rule.regex).unwrap();
            let mut texts: Vec<String> =
                rule.examples.iter().filter_map(|text| Example::parse(text).ok()).map(|e| e.text).collect();
            texts.extend(rule.counter_examples.iter().map(|text| text.to_string()));
            for text in texts.clone() {
                let around = noise.new_tree(&mut runner).unwrap().current();
                texts.push(format!("{around} {text}{around}"));
                texts.push(text.to_uppercase());
            }
            for text in texts {
                let bytes = text.as_bytes();
                let mut steps = Steps::default();
                steps.allow(bytes.len() * 1000);
                let found = program.find(bytes, 0..bytes.len(), None, &mut steps);
                assert_eq!(found, Ok(by_regex(&regex, bytes)), "{}: {text:?}", rule.id);
                most = most.max(steps.taken() / (bytes.len() + 1));
            }
        }
        assert!(programs * 20 >= set.rules().len() * 19, "{programs} of {}", set.rules().len());
        assert!(most < 100, "{most} steps a byte");
    }

    #[test]
    fn a_search_takes_no_more_steps_than_it_may() {
        let rules = RuleSet::builtin();
        let rule = rules.rules().iter().find(|rule| rule.id == "contacts.email").unwrap();
        let program = Program::of(&rule.id, &rule.regex).unwrap();
        let text = "write to a.b@example.org";
        let mut steps = Steps::default();
        steps.allow(10);
        assert_eq!(program.find(text.as_bytes(), 0..text.len(), None, &mut steps), Err(Spent));
        assert_eq!((steps.left, steps.taken()), (0, 10));
    }

    #[test]
    fn a_changed_regex_has_no_program() {
        let rule = &RuleSet::builtin().rules()[0].clone();
        assert!(Program::of(&rule.id, &rule.regex).is_some());
        assert!(Program::of(&rule.id, "other").is_none() && Program::of("own.rule", &rule.regex).is_none());
    }
}
