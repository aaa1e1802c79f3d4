//! Which cues stand around a span, and how near: the nearest of each class counts.

use std::ops::Range;

use crate::finding::{Cue, Feature, Near};
use crate::lexicon::{Class, Reading};
use crate::text::{Document, Kept};

/// Words on either side that count as beside the span, and as its clause.
const BESIDE: usize = 2;
const CLAUSE: usize = 7;
/// Words on either side that are looked at: sentences may be longer, a look may not.
const REACH: usize = 120;
/// The classes that are cues.
const CUES: u64 = !0 << 24;

/// The cues of a document, by word.
pub(crate) struct CueMap {
    /// For each word the cue classes that count there (phrases hide the single words inside).
    at: Kept<u64>,
    /// All cues of the document.
    all: u64,
}

impl CueMap {
    pub fn of(document: &Document<'_>, reading: &Reading) -> Self {
        let mut at: Kept<u64> = reading.entries().iter().map(|entry| entry.class.0 & CUES).collect();
        let mut hidden_to = 0;
        for phrase in reading.phrases() {
            let classes = phrase.entry.class.0 & CUES;
            if classes == 0 || phrase.words.start < hidden_to {
                continue;
            }
            at[phrase.words.clone()].fill(0);
            at[phrase.words.start] = classes;
            hidden_to = phrase.words.end;
        }
        debug_assert_eq!(at.len(), document.words().len());
        let all = at.iter().fold(0, |sum, classes| sum | classes);
        Self { at, all }
    }

    /// Every cue class of the document.
    pub fn all(&self) -> Class {
        Class(self.all)
    }

    /// The cue classes at a word.
    pub fn at(&self, word: usize) -> Class {
        Class(self.at.get(word).copied().unwrap_or(0))
    }

    /// The cue features of a span of words: each class once inside it, and once around it at its nearest.
    pub fn features(
        &self,
        document: &Document<'_>,
        span: Range<usize>,
        draft: Class,
        mut see: impl FnMut(Feature),
    ) {
        let words = document.words();
        if words.is_empty() {
            return;
        }
        let first = span.start.min(words.len() - 1);
        let last = span.end.max(first + 1).min(words.len()) - 1;
        let (head, tail) = (words[first].sentence, words[last].sentence);
        let inside = self.at[first..=last].iter().take(REACH).fold(0, |sum, classes| sum | classes);
        for cue in Cue::all_of(inside) {
            see(Feature::cue(cue, Near::Inside));
        }
        let mut seen = 0_u64;
        let mut note = |classes: u64, near: Near, seen: &mut u64| {
            for cue in Cue::all_of(classes & !*seen) {
                see(Feature::cue(cue, near));
            }
            *seen |= classes;
        };
        for step in 1..=CLAUSE {
            let (before, after) = if step <= BESIDE {
                (Near::Before, Near::After)
            } else {
                (Near::ClauseBefore, Near::ClauseAfter)
            };
            if let Some(index) = first.checked_sub(step).filter(|&i| words[i].sentence == head) {
                note(self.at[index], before, &mut seen);
            }
            if let Some(index) = Some(last + step).filter(|&i| i < words.len() && words[i].sentence == tail) {
                note(self.at[index], after, &mut seen);
            }
        }
        let from = first.saturating_sub(REACH);
        let to = (last + REACH).min(words.len());
        let (mut same, mut next) = (0, 0);
        for (word, classes) in words[from..to].iter().zip(&self.at[from..to]) {
            if word.sentence >= head && word.sentence <= tail {
                same |= classes;
            } else if word.sentence + 1 == head || word.sentence == tail + 1 {
                next |= classes;
            }
        }
        note(same, Near::Sentence, &mut seen);
        note(next, Near::Neighbour, &mut seen);
        note(draft.0 & CUES, Near::Draft, &mut seen);
    }
}
