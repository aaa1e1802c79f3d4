//! The words that get a weight of their own, numbered behind the features, and the pairs of them.

use std::collections::{BTreeMap, BTreeSet};

use phi_preflight::fitting::{self, TextWord};

use crate::data::Gold;

/// A word must be written small in this many drafts, and a pair stand in as many: fewer teach the draft and not
/// the word.
const DRAFTS: usize = 4;

/// Words or pairs of words, in order.
#[derive(Default)]
pub struct Terms(Vec<String>);

impl Terms {
    fn often_enough(drafts: impl Iterator<Item = BTreeSet<String>>) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for terms in drafts {
            terms.into_iter().for_each(|term| *counts.entry(term).or_default() += 1);
        }
        Self(counts.into_iter().filter(|(_, n)| *n >= DRAFTS).map(|(term, _)| term).collect())
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = &String> {
        self.0.iter()
    }

    /// The place of a term.
    pub fn position(&self, term: &String) -> Option<usize> {
        self.0.binary_search(term).ok()
    }

    /// The terms as features behind `base`, each once.
    pub fn features<'a>(&self, base: usize, terms: impl Iterator<Item = &'a String>) -> Vec<(usize, f32)> {
        let known = terms.filter_map(|term| self.0.binary_search(term).ok());
        let once: BTreeSet<usize> = known.collect();
        once.into_iter().map(|at| (base + at, 1.0)).collect()
    }

    /// Stores the weights of the terms under a name.
    pub fn store(&self, table: &mut BTreeMap<String, BTreeMap<String, f32>>, name: &str, weights: &[f32]) {
        for (term, weight) in self.0.iter().zip(weights) {
            table.entry(term.clone()).or_default().insert(name.to_owned(), *weight);
        }
    }
}

pub struct Vocabulary {
    pub words: Terms,
    pub pairs: Terms,
}

impl Vocabulary {
    pub fn of(gold: &[Gold]) -> Self {
        let drafts: Vec<Vec<TextWord>> = gold.iter().map(|item| fitting::words(&item.draft.text)).collect();
        let small = |words: &Vec<TextWord>| {
            words.iter().filter(|word| word.small).map(|word| word.stem.clone()).collect()
        };
        let words = Terms::often_enough(drafts.iter().map(small));
        let mut vocabulary = Self { words, pairs: Terms::default() };
        let pairs = drafts.iter().map(|words| vocabulary.pairs_of(words).into_iter().collect());
        vocabulary.pairs = Terms::often_enough(pairs);
        vocabulary
    }

    /// The pairs of words that stand side by side in a sentence, or around a third.
    pub fn pairs_of(&self, words: &[TextWord]) -> Vec<String> {
        let name = |word: &TextWord| match self.words.0.binary_search(&word.stem) {
            Ok(at) => self.words.0[at].clone(),
            Err(_) => word.kind.to_owned(),
        };
        let names: Vec<String> = words.iter().map(name).collect();
        let pair = |(second, back, between): (usize, usize, &str)| {
            let first = second.checked_sub(back)?;
            let together = words[first].sentence == words[second].sentence;
            together.then(|| format!("{}{between}{}", names[first], names[second]))
        };
        (0..words.len()).flat_map(|at| [(at, 1, " "), (at, 2, " _ ")]).filter_map(pair).collect()
    }
}
