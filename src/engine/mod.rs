//! Runs the rules over a document: gate, exact match, validators; emits candidates.
//!
//! Most rules have nothing to look for in most texts, and one look at the text's bytes tells which:
//! a rule runs only where its gate (a word, a count of digits, a literal) stands in the text. A rule
//! that is let through is one regex over the text, bytes and ASCII classes only; what it matches is
//! guarded against being a part of something longer, validated, and written down as a
//! [`Candidate`](crate::Candidate) with what was seen. Nothing is scored here.
//!
//! A long text is searched in pieces, so that one word at its start does not send a rule over all
//! of it. A match belongs to the piece it starts in, and each piece sees as much of what follows as
//! the longest match can need: the pieces find what one search over the whole would.
//!
//! Regexes are compiled when they are first needed: a scanner costs nothing until it meets a text.

mod examples;
mod gate;
mod matcher;
mod pieces;

use std::sync::Arc;

use crate::draft::Jurisdiction;
use crate::finding::Candidates;
use crate::rules::RuleSet;
use crate::text::Document;

pub use examples::{CheckReport, ExampleFailure, check_examples, check_rules};
use gate::GateTable;
use matcher::Matcher;
use pieces::Piece;

/// The rules of a set, ready to run. `Send + Sync`; clones share what is compiled.
#[derive(Clone, Debug)]
pub(crate) struct Engine {
    shared: Arc<Shared>,
    /// Which of the shared matchers are in force.
    enabled: RuleBits,
}

#[derive(Debug)]
struct Shared {
    matchers: Vec<Matcher>,
    gates: GateTable,
}

/// What a run cost, in bytes: tests hold it against the length of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Work {
    /// Bytes that regexes were run over.
    pub searched: usize,
}

impl Engine {
    /// The rules of `rules` that apply in any of `jurisdictions`.
    pub fn new(rules: &RuleSet, jurisdictions: &[Jurisdiction]) -> Self {
        let gates = GateTable::new(rules.rules().iter().map(|rule| (&rule.gate, rule.guard)));
        let matchers = rules.rules().iter().map(|rule| Matcher::new(Arc::clone(rule))).collect();
        let everything = Self { shared: Arc::new(Shared { matchers, gates }), enabled: RuleBits::default() };
        everything.within(jurisdictions)
    }

    /// The same engine for other jurisdictions; shares everything compiled.
    pub fn within(&self, jurisdictions: &[Jurisdiction]) -> Self {
        let mut enabled = RuleBits::none(self.shared.matchers.len());
        for (index, matcher) in self.shared.matchers.iter().enumerate() {
            if matcher.applies_in(jurisdictions) {
                enabled.insert(index);
            }
        }
        Self { shared: Arc::clone(&self.shared), enabled }
    }

    /// Adds a candidate for everything the rules see. With `gate` off every rule runs: slower, the
    /// same candidates, and what tests compare the gate with.
    pub fn run(&self, document: &Document<'_>, gate: bool, candidates: &mut Candidates) -> Work {
        let text = document.text();
        self.run_over(text, pieces::of(text), gate, candidates)
    }

    fn run_over(
        &self,
        text: &str,
        pieces: impl Iterator<Item = Piece>,
        gate: bool,
        candidates: &mut Candidates,
    ) -> Work {
        let mut work = Work::default();
        // Where a rule's last match ended: its next search starts there, also in the next piece.
        let mut resume = vec![0; if text.len() > pieces::WHOLE { self.shared.matchers.len() } else { 0 }];
        for piece in pieces {
            let open = if gate { self.shared.gates.open(text, &piece) } else { self.enabled.clone() };
            for index in open.iter_common(&self.enabled) {
                let from = resume.get(index).map_or(piece.own.start, |&end| piece.own.start.max(end));
                let end = self.shared.matchers[index].run(text, &piece, from, candidates, &mut work);
                if let Some(slot) = resume.get_mut(index) {
                    *slot = end;
                }
            }
        }
        work
    }
}

/// A set of rules, by their place in the engine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct RuleBits(Vec<u64>);

impl RuleBits {
    fn none(rules: usize) -> Self {
        Self(vec![0; rules.div_ceil(64)])
    }

    fn insert(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
    }

    /// The members of both, in order.
    fn iter_common<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = usize> + 'a {
        self.0.iter().zip(&other.0).enumerate().flat_map(|(at, (ours, theirs))| {
            let mut left = ours & theirs;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(at * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rules::Example;

    fn builtin() -> Engine {
        Engine::new(&RuleSet::builtin(), &Jurisdiction::ALL)
    }

    /// What an engine sees, in an order of its own: rule, start, end.
    fn seen(
        engine: &Engine,
        text: &str,
        pieces: impl Iterator<Item = Piece>,
        gate: bool,
    ) -> Vec<(String, usize, usize)> {
        let mut candidates = Candidates::default();
        engine.run_over(text, pieces, gate, &mut candidates);
        let mut seen: Vec<_> = candidates
            .iter()
            .map(|candidate| (candidate.label.rule.to_string(), candidate.span.start, candidate.span.end))
            .collect();
        seen.sort();
        seen
    }

    fn whole(text: &str) -> impl Iterator<Item = Piece> + use<> {
        std::iter::once(Piece { own: 0..text.len(), end: text.len() })
    }

    /// Texts that rules fire on, that they nearly fire on, and what can stand between them.
    fn fragments() -> Vec<String> {
        let rules = RuleSet::builtin();
        let examples = rules.rules().iter().flat_map(|rule| rule.examples.iter());
        let unmarked = examples.map(|marked| Example::parse(marked).unwrap().text);
        let counter =
            rules.rules().iter().flat_map(|rule| rule.counter_examples.iter()).map(ToString::to_string);
        let between =
            ["", " ", "\n", ", ", "-", "#", "0", "é", "\u{1F600}", " MRN ", "SSN: ", "1 ", "acct no. "];
        unmarked.chain(counter).chain(between.map(str::to_owned)).collect()
    }

    fn text_of_fragments(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
        proptest::collection::vec(proptest::sample::select(fragments()), count)
            .prop_map(|parts| parts.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn the_gate_changes_nothing(text in text_of_fragments(0..24)) {
            let engine = builtin();
            prop_assert_eq!(seen(&engine, &text, whole(&text), true), seen(&engine, &text, whole(&text), false));
        }

        #[test]
        fn searching_in_pieces_changes_nothing(text in text_of_fragments(300..900)) {
            let engine = builtin();
            let expected = seen(&engine, &text, whole(&text), false);
            for gate in [true, false] {
                prop_assert_eq!(seen(&engine, &text, pieces::of(&text), gate), expected.clone());
            }
        }
    }

    #[test]
    fn an_id_at_every_offset_around_a_border_is_found_once() {
        let engine = builtin();
        let id = "MRN: 00482913";
        // A border after a line break, after a space, and inside an unbroken run.
        for filler in ["word word\n", "word ", "_"] {
            let long = filler.repeat(12_000 / filler.len());
            let border = pieces::of(&long).next().map_or(0, |piece| piece.own.end);
            for start in border - 40..border + 40 {
                let text = format!("{} {id} {}", &long[..start], &long[start..]);
                let found = seen(&engine, &text, pieces::of(&text), true);
                let expected = vec![("numbers.mrn_labelled".to_owned(), start + 6, start + 14)];
                assert_eq!(found, expected, "{filler:?} at {start}");
            }
        }
    }

    const GROUPS: &str = r#"
[[rule]]
id = "test.groups"
category = "other_id"
finds = "One to four groups of four digits."
regex = '[0-9]{4}(?:-[0-9]{4}){0,3}'
digits = [4, 16]
guard = false
advice = "Leave it out."
source = "test"
examples = ["[[1234]]", "[[1234-1234]]"]
counter_examples = ["123", "12-34"]
"#;

    #[test]
    fn a_match_over_a_border_is_not_found_again_in_the_next_piece() {
        let mut rules = RuleSet::empty();
        rules.add("test.toml", GROUPS).unwrap();
        let engine = Engine::new(&rules, &Jurisdiction::ALL);
        let long = "_".repeat(12_000);
        let border = pieces::of(&long).next().map_or(0, |piece| piece.own.end);
        for start in border - 24..border + 4 {
            let text = format!("{}1234-1234-1234-1234{}", &long[..start], &long[start..]);
            let found = seen(&engine, &text, pieces::of(&text), true);
            assert_eq!(found, [("test.groups".to_owned(), start, start + 19)], "at {start}");
        }
    }

    #[test]
    fn hostile_texts_cost_no_more_than_their_length() {
        let engine = builtin();
        let rules = engine.shared.matchers.len();
        for unit in [
            "1",
            "1 1 1 ",
            "@@@@",
            "ABCDEFGH",
            "A1 ",
            "mrn ",
            "MRN 1-",
            "1-1/",
            "://",
            "é",
            "\n",
            "ssn 111-11-",
        ] {
            for (length, gate) in [(1 << 20, true), (1 << 16, false)] {
                let text = unit.repeat(length / unit.len());
                let work = engine.run(&Document::new(&text), gate, &mut Candidates::default());
                // Pieces are at least half of PIECE long and look at most MAX_MATCH further.
                assert!(work.searched <= rules * (length + length / 3), "{unit:?}: {} bytes", work.searched);
            }
        }
    }

    #[test]
    fn a_text_without_any_gates_sign_runs_no_rule() {
        let engine = builtin();
        let work = engine.run(&Document::new("zzz qqq"), true, &mut Candidates::default());
        assert_eq!(work, Work { searched: 0 });
    }

    #[test]
    fn a_rule_applies_only_where_it_says() {
        let text = "her ssn is 212-55-0189";
        let in_force = |jurisdiction| seen(&builtin().within(&[jurisdiction]), text, whole(text), true);
        assert!(in_force(Jurisdiction::Us).iter().any(|(rule, ..)| rule == "numbers.ssn"));
        assert!(!in_force(Jurisdiction::Ie).iter().any(|(rule, ..)| rule == "numbers.ssn"));
    }

    #[test]
    fn an_engine_can_be_shared_between_threads() {
        fn shared<T: Send + Sync + Clone>() {}
        shared::<Engine>();
    }
}
