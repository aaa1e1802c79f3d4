//! The automata that the build script made, run over a text in either direction.

use super::byte_set::{ByteSet, has};
use crate::rules::MAX_MATCH;

static TABLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sights.bin"));

/// Where the tables of an automaton stand, start and end.
#[derive(Debug)]
pub(super) struct Tables {
    /// The bytes it can start with.
    pub first: ByteSet,
    pub classes: (usize, usize),
    /// By the byte before; the last for the start of the text.
    pub starts: (usize, usize),
    pub transitions: (usize, usize),
    pub accepts: (usize, usize),
    /// Classes of bytes, and one for the end of the text.
    pub width: usize,
    pub first_match: usize,
    pub sets: &'static [&'static [u16]],
}

/// An automaton ready to run. State 0 is dead, states that match are the last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Automaton {
    first: ByteSet,
    classes: &'static [u8; 256],
    starts: &'static [Number],
    transitions: &'static [Number],
    accepts: &'static [Number],
    width: usize,
    first_match: usize,
    /// Sets of patterns.
    sets: &'static [&'static [u16]],
}

/// A number of a table.
type Number = [u8; 2];

impl Tables {
    pub fn automaton(&self) -> Automaton {
        let table = |(start, end): (usize, usize)| TABLES.get(start..end).unwrap_or_default();
        let numbers = |place: (usize, usize)| table(place).as_chunks().0;
        Automaton {
            first: self.first,
            classes: table(self.classes).first_chunk().unwrap_or(&[0; 256]),
            starts: numbers(self.starts),
            transitions: numbers(self.transitions),
            accepts: numbers(self.accepts),
            width: self.width,
            first_match: self.first_match,
            sets: self.sets,
        }
    }
}

impl Automaton {
    pub fn starts_with(&self, byte: u8) -> bool {
        has(&self.first, byte)
    }

    /// Runs from `at` until no pattern can match any more, names the patterns that match, and gives how far it came.
    #[inline]
    pub fn run(&self, text: &[u8], at: usize, mut name: impl FnMut(usize)) -> usize {
        let mut last = None;
        self.walk(text, at, |state| {
            let set = number(self.accepts, state - self.first_match);
            // A set often stays the same for many bytes.
            if last.replace(set) != Some(set) {
                let patterns = self.sets.get(set).copied().unwrap_or_default();
                patterns.iter().for_each(|&pattern| name(usize::from(pattern)));
            }
            true
        })
    }

    /// Whether a pattern matches from `at`, and how far it came.
    #[inline]
    pub fn finds(&self, text: &[u8], at: usize) -> (bool, usize) {
        let mut found = false;
        let walked = self.walk(text, at, |_| {
            found = true;
            false
        });
        (found, walked)
    }

    /// Runs from `at` until no pattern can match any more or a match is enough, and gives how far it came; a
    /// match shows one byte late.
    #[inline]
    fn walk(&self, text: &[u8], at: usize, mut go_on: impl FnMut(usize) -> bool) -> usize {
        let before = at.checked_sub(1).and_then(|at| text.get(at)).map_or(256, |&byte| usize::from(byte));
        let mut state = number(self.starts, before);
        // Automata of tails that were simplified could go on for ever; no match does.
        let end = text.len().min(at + MAX_MATCH + 1);
        let rest = text.get(at..end).unwrap_or_default();
        for (length, byte) in rest.iter().enumerate() {
            state = self.next(state, self.classes[usize::from(*byte)].into());
            if state == 0 || state >= self.first_match && !go_on(state) {
                return length + 1;
            }
        }
        if end == text.len() {
            let state = self.next(state, self.width - 1);
            if state >= self.first_match {
                go_on(state);
            }
        }
        rest.len()
    }

    /// Runs backwards from the byte before `at` over no more than `most` bytes, names where what ends there can
    /// start, the last start first, and gives how far it came.
    #[inline]
    pub fn run_back(&self, text: &[u8], at: usize, most: usize, mut name: impl FnMut(usize)) -> usize {
        let mut state = number(self.starts, text.get(at).map_or(256, |&byte| usize::from(byte)));
        let least = at.saturating_sub(most);
        for start in (least..=at).rev() {
            // What starts here shows by the byte before.
            let before = start.checked_sub(1).and_then(|before| text.get(before));
            let class = before.map_or(self.width - 1, |&byte| self.classes[usize::from(byte)].into());
            state = self.next(state, class);
            if state >= self.first_match {
                name(start);
            }
            if state == 0 {
                return at - start + 1;
            }
        }
        at - least + 1
    }

    fn next(&self, state: usize, class: usize) -> usize {
        number(self.transitions, state * self.width + class)
    }
}

/// The number of an index; 0 past the end.
fn number(table: &[Number], index: usize) -> usize {
    table.get(index).map_or(0, |&bytes| usize::from(u16::from_le_bytes(bytes)))
}
