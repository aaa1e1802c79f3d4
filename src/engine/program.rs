//! A rule's regex as a program: ready without being compiled.
//!
//! To compile a regex takes as long as to scan a thousand posts, and a scanner that is built for one post
//! meets a dozen rules in it. So the build script wrote the automaton of each built-in regex down, and a rule
//! runs it until it has been needed often enough for compiling to pay. Alternatives are tried in their order
//! and no place of the program is visited twice at one byte, so that it finds what the regex finds, in time
//! bounded by the length of the program times that of the text.

use std::ops::Range;

use super::instruction::{
    BYTES, CHOICE, JUMP, LINE_END, LINE_START, LOOK, MARK, MATCH, TEXT_END, TEXT_START, WORD_EDGE,
};

static TABLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/programs.bin"));

include!(concat!(env!("OUT_DIR"), "/programs.rs"));

/// The program of a built-in rule.
#[derive(Debug)]
pub(super) struct Program {
    id: &'static str,
    regex: &'static str,
    code: (usize, usize),
    states: usize,
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

/// What is left to try.
enum Left {
    /// This place of the program at this byte.
    Try(u16, usize),
    /// A mark that was moved goes back to where it was.
    Restore(usize, usize),
}

/// No place of a text.
const NOWHERE: usize = usize::MAX;

impl Program {
    /// The program of a rule that stands as it was built in.
    pub fn of(id: &str, regex: &str) -> Option<&'static Program> {
        let at = PROGRAMS.binary_search_by(|program| program.id.cmp(id)).ok()?;
        PROGRAMS.get(at).filter(|program| program.regex == regex)
    }

    /// The first match that starts in `starts`; looks around see all of `text`.
    pub fn find(&self, text: &[u8], starts: Range<usize>) -> Option<Found> {
        let code = TABLES.get(self.code.0..self.code.1).unwrap_or_default();
        let mut visited = Visited::new(self.states, text.len() + 1 - starts.start, starts.start);
        let mut left = Vec::new();
        let may_start = |at: &usize| {
            text.get(*at).is_some_and(|&byte| has(self.first, byte))
                && (!self.at_edge || looks(WORD_EDGE, text, *at))
        };
        starts
            .into_iter()
            .filter(may_start)
            .find_map(|start| self.match_at(code, text, start, &mut visited, &mut left))
    }

    fn match_at(
        &self,
        code: &[u8],
        text: &[u8],
        start: usize,
        visited: &mut Visited,
        left: &mut Vec<Left>,
    ) -> Option<Found> {
        let mut marks = [NOWHERE; 2];
        left.clear();
        left.push(Left::Try(0, start));
        while let Some(next) = left.pop() {
            let (mut place, mut at) = match next {
                Left::Try(place, at) => (place, at),
                Left::Restore(mark, at) => {
                    marks[mark] = at;
                    continue;
                }
            };
            while visited.first_time(place, at) {
                let [what, with, then] = instruction(code, place);
                match what {
                    BYTES if text.get(at).is_some_and(|&byte| has(with, byte)) => at += 1,
                    LOOK if looks(with, text, at) => {}
                    MARK => {
                        let mark = usize::from(with) & 1;
                        left.push(Left::Restore(mark, marks[mark]));
                        marks[mark] = at;
                    }
                    CHOICE => {
                        left.push(Left::Try(then, at));
                        place = with;
                        continue;
                    }
                    JUMP => {}
                    MATCH => {
                        let value = (self.has_value && marks[0] != NOWHERE && marks[1] != NOWHERE)
                            .then_some(marks[0]..marks[1]);
                        let value = if self.has_value { value } else { Some(start..at) };
                        return Some(Found { whole: start..at, value });
                    }
                    _ => break,
                }
                place = then;
            }
        }
        None
    }
}

fn instruction(code: &[u8], place: u16) -> [u16; 3] {
    let at = usize::from(place) * 6;
    match code.get(at..at + 6) {
        Some(&[a, b, c, d, e, f]) => {
            [u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]), u16::from_le_bytes([e, f])]
        }
        _ => [u16::MAX; 3],
    }
}

/// Whether a byte is in a set.
fn has(set: u16, byte: u8) -> bool {
    let at = SETS.0 + usize::from(set) * 32 + usize::from(byte / 8);
    TABLES.get(at).is_some_and(|bits| bits >> (byte % 8) & 1 == 1)
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

/// Which places of a program were tried at which bytes.
struct Visited {
    bits: Vec<u64>,
    /// Bytes of the text, and the first of them.
    width: usize,
    from: usize,
}

impl Visited {
    fn new(states: usize, width: usize, from: usize) -> Self {
        Self { bits: vec![0; (states * width).div_ceil(64)], width, from }
    }

    fn first_time(&mut self, place: u16, at: usize) -> bool {
        let bit = usize::from(place) * self.width + (at - self.from);
        let Some(word) = self.bits.get_mut(bit / 64) else { return false };
        let first = *word >> (bit % 64) & 1 == 0;
        *word |= 1 << (bit % 64);
        first
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
        let mut programs = 0;
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
                let found = program.find(bytes, 0..bytes.len());
                assert_eq!(found, by_regex(&regex, bytes), "{}: {text:?}", rule.id);
            }
        }
        assert!(programs * 20 >= set.rules().len() * 19, "{programs} of {}", set.rules().len());
    }

    #[test]
    fn a_changed_regex_has_no_program() {
        let rule = &RuleSet::builtin().rules()[0].clone();
        assert!(Program::of(&rule.id, &rule.regex).is_some());
        assert!(Program::of(&rule.id, "other").is_none() && Program::of("own.rule", &rule.regex).is_none());
    }
}
