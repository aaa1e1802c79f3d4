//! The words that get a weight of their own, numbered behind the features.

use std::collections::{BTreeMap, BTreeSet};

use phi_preflight::fitting;

use crate::data::Gold;

/// A word must be written small in this many drafts: fewer teach the draft and not the word.
const DRAFTS: usize = 4;

pub struct Vocabulary {
    words: Vec<String>,
}

impl Vocabulary {
    pub fn of(gold: &[Gold]) -> Self {
        let mut drafts: BTreeMap<String, usize> = BTreeMap::new();
        for item in gold {
            let words = fitting::words(&item.draft.text).into_iter();
            let small: BTreeSet<String> = words.filter(|(_, small)| *small).map(|(word, _)| word).collect();
            small.into_iter().for_each(|word| *drafts.entry(word).or_default() += 1);
        }
        Self { words: drafts.into_iter().filter(|(_, n)| *n >= DRAFTS).map(|(word, _)| word).collect() }
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The words as features behind `base`, each once.
    pub fn features<'a>(&self, base: usize, words: impl Iterator<Item = &'a String>) -> Vec<(usize, f32)> {
        let known = words.filter_map(|word| self.words.binary_search(word).ok());
        let once: BTreeSet<usize> = known.collect();
        once.into_iter().map(|at| (base + at, 1.0)).collect()
    }

    /// Stores the weights of the words under a name.
    pub fn store(&self, table: &mut BTreeMap<String, BTreeMap<String, f32>>, name: &str, weights: &[f32]) {
        for (word, weight) in self.words.iter().zip(weights) {
            table.entry(word.clone()).or_default().insert(name.to_owned(), *weight);
        }
    }
}
