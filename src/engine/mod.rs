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
//! Nothing is compiled when a scanner is built: a rule runs the program that the build script wrote of its regex
//! from the places where a match can start. It is compiled where nothing tells these places and it has been needed
//! so often that this pays, or where a text takes its program more steps than a text of people would.

mod automaton;
#[allow(dead_code)] // The build script makes them.
mod byte_set;
mod examples;
mod gate;
#[allow(dead_code)] // Some are only written.
mod instruction;
mod matcher;
mod pieces;
mod program;
#[cfg(test)]
mod proofs;
mod sight;
mod windows;
mod words;

use std::cell::RefCell;
use std::sync::Arc;

use crate::draft::Jurisdiction;
use crate::finding::Candidates;
use crate::rules::RuleSet;
use crate::text::Document;

pub use examples::{CheckReport, ExampleFailure, check_examples, check_rules};
use gate::{GateTable, Open};
use matcher::Matcher;
use pieces::Piece;
use program::Steps;
use sight::Sights;
use windows::{Search, Starts};

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
    /// Bytes that regexes were run over, or programs tried to start a match at.
    pub searched: usize,
    /// Steps that programs took.
    pub stepped: usize,
    /// Bytes that the automata of tails were run over.
    pub walked: usize,
}

/// What a run needs and the next one can use again.
#[derive(Default)]
struct Scratch {
    open: Open,
    steps: Steps,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Engine {
    /// The rules of `rules` that apply in any of `jurisdictions`.
    pub fn new(rules: &RuleSet, jurisdictions: &[Jurisdiction]) -> Self {
        let gates = GateTable::new(rules.rules().iter().map(|rule| (&rule.gate, rule.guard)))
            .with_sights(Sights::new(rules.rules().iter().map(|rule| &**rule)));
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
        let mut scratch = SCRATCH.take();
        let Scratch { open, steps } = &mut scratch;
        for piece in pieces {
            if gate {
                self.shared.gates.open(text, &piece, open, &mut work);
            }
            let rules = if gate { &open.rules } else { &self.enabled };
            let mut spots = &*open.spots;
            for index in rules.iter_common(&self.enabled) {
                let from = resume.get(index).map_or(piece.own.start, |&end| piece.own.start.max(end));
                let lead = self.shared.gates.lead(index).filter(|_| gate);
                let starts = lead.map(|lead| Starts::take(&mut spots, index, lead));
                let whole = self.shared.gates.whole(index).filter(|_| gate);
                let search = Search { text, piece: &piece, from, starts, whole: whole.as_ref() };
                let end = self.shared.matchers[index].run(&search, candidates, steps, &mut work);
                if let Some(slot) = resume.get_mut(index) {
                    *slot = end;
                }
            }
        }
        SCRATCH.replace(scratch);
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

    /// Takes everything out, and makes room for so many rules.
    fn clear(&mut self, rules: usize) {
        self.0.clear();
        self.0.resize(rules.div_ceil(64), 0);
    }

    fn remove_all(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(ours, theirs)| *ours &= !theirs);
    }

    fn has(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
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
