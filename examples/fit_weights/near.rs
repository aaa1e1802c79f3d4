//! The words around a word, as the steps that ask what a word is part of number them.

use std::ops::Range;

use phi_preflight::fitting::{self, TextWord};

use crate::vocabulary::Vocabulary;
use crate::weights_file::WeightsFile;

/// The places from which a word speaks for another.
const PLACES: usize = 2 * fitting::REACH + 1;

/// The words around a word by where they stand, numbered behind a layout: those of the vocabulary, then the kinds
/// of the others.
pub struct Near<'a> {
    vocabulary: &'a Vocabulary,
    base: usize,
}

impl<'a> Near<'a> {
    pub fn new(vocabulary: &'a Vocabulary, base: usize) -> Self {
        Self { vocabulary, base }
    }

    /// Stores what they are worth for a passage, or for words of names.
    pub fn store(&self, file: &mut WeightsFile, of: usize, weights: &[f32]) {
        for place in 0..PLACES {
            let name = fitting::near_name(of, place);
            for (term, weight) in self.terms().zip(&weights[self.places(place)]) {
                file.words.entry(term).or_default().insert(name.clone(), *weight);
            }
        }
    }

    fn terms(&self) -> impl Iterator<Item = String> {
        let kinds = fitting::KINDS.iter().chain([&fitting::EDGE]);
        self.vocabulary.words.iter().cloned().chain(kinds.map(|kind| (*kind).to_owned()))
    }

    fn count(&self) -> usize {
        self.vocabulary.words.len() + fitting::KINDS.len() + 1
    }

    fn places(&self, place: usize) -> Range<usize> {
        let start = self.base + place * self.count();
        start..start + self.count()
    }

    pub fn width(&self) -> usize {
        self.base + PLACES * self.count()
    }

    pub fn around<'w>(&'w self, words: &'w [TextWord], at: usize) -> impl Iterator<Item = (usize, f32)> + 'w {
        (0..PLACES).map(move |place| {
            let there = (at + place).checked_sub(fitting::REACH).and_then(|there| words.get(there));
            let there = there.filter(|there| there.sentence == words[at].sentence);
            (self.places(place).start + self.number(there), 1.0)
        })
    }

    fn number(&self, word: Option<&TextWord>) -> usize {
        let (words, kinds) = (&self.vocabulary.words, fitting::KINDS);
        let Some(word) = word else { return words.len() + kinds.len() };
        let kind = || kinds.iter().position(|kind| *kind == word.kind).unwrap_or(kinds.len());
        words.position(&word.stem).unwrap_or_else(|| words.len() + kind())
    }
}
