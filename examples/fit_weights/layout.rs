//! How what is fitted is numbered: the features, then a place for each rule, each word, each pair of words and
//! each corpus.

use std::collections::BTreeSet;
use std::ops::Range;

use phi_preflight::fitting::{self, TextWord};

use crate::store;
use crate::vocabulary::Vocabulary;
use crate::weights_file::WeightsFile;

pub struct Layout<'a> {
    rules: Vec<String>,
    vocabulary: &'a Vocabulary,
    corpora: usize,
}

impl<'a> Layout<'a> {
    pub fn new<'r>(
        rules: impl Iterator<Item = &'r String>,
        vocabulary: &'a Vocabulary,
        corpora: usize,
    ) -> Self {
        let once: BTreeSet<&String> = rules.collect();
        Self { rules: once.into_iter().cloned().collect(), vocabulary, corpora }
    }

    fn rules(&self) -> Range<usize> {
        let start = fitting::feature_count();
        start..start + self.rules.len()
    }

    /// The words of the vocabulary by where they stand: in or beside (0), right before (1), right after (2). For
    /// a whole draft: in it (0), and in a reply (1). For whom a name is: by [`fitting::SIDES`].
    fn words(&self, place: usize) -> Range<usize> {
        let start = self.rules().end + place * self.vocabulary.words.len();
        start..start + self.vocabulary.words.len()
    }

    fn pairs(&self) -> Range<usize> {
        let start = self.words(fitting::SIDES.len() - 1).end;
        start..start + self.vocabulary.pairs.len()
    }

    pub fn width(&self) -> usize {
        self.pairs().end + self.corpora
    }

    pub fn rule<'r>(&'r self, id: &'r String) -> impl Iterator<Item = (usize, f32)> + 'r {
        self.rules.binary_search(id).ok().map(|at| (self.rules().start + at, 1.0)).into_iter()
    }

    pub fn said<'w>(&self, words: impl Iterator<Item = &'w String>) -> Vec<(usize, f32)> {
        self.vocabulary.words.features(self.words(0).start, words)
    }

    /// The same in a draft that is a reply, on a place of their own.
    pub fn said_in_reply<'w>(&self, words: impl Iterator<Item = &'w String>) -> Vec<(usize, f32)> {
        self.vocabulary.words.features(self.words(1).start, words)
    }

    /// The words around a name, each by its side.
    pub fn sided(&self, words: &[(usize, String)]) -> Vec<(usize, f32)> {
        let known =
            words.iter().filter_map(|(side, word)| Some((side, self.vocabulary.words.position(word)?)));
        known.map(|(side, at)| (self.words(*side).start + at, 1.0)).collect()
    }

    pub fn paired(&self, words: &[TextWord]) -> Vec<(usize, f32)> {
        self.vocabulary.pairs.features(self.pairs().start, self.vocabulary.pairs_of(words).iter())
    }

    pub fn next_to(&self, before: Option<&String>, after: Option<&String>) -> Vec<(usize, f32)> {
        let mut features = self.vocabulary.words.features(self.words(1).start, before.into_iter());
        features.extend(self.vocabulary.words.features(self.words(2).start, after.into_iter()));
        features
    }

    /// The base rate of a corpus, which is forgotten after the fit: how common names are in tweets says
    /// nothing of drafts.
    pub fn source(&self, corpus: usize) -> (usize, f32) {
        (self.pairs().end + corpus, 1.0)
    }

    /// Stores what the features are worth.
    pub fn store_features(&self, table: &mut std::collections::BTreeMap<String, f32>, weights: &[f32]) {
        store(table, &weights[..self.rules().start]);
    }

    /// Stores what the rules are worth under a name.
    pub fn store_rules(&self, file: &mut WeightsFile, name: &str, weights: &[f32]) {
        for (id, weight) in self.rules.iter().zip(&weights[self.rules()]) {
            file.rule.entry(id.clone()).or_default().insert(name.to_owned(), *weight);
        }
    }

    /// Stores what the words in or beside are worth under a name.
    pub fn store_said(&self, file: &mut WeightsFile, name: &str, weights: &[f32]) {
        self.vocabulary.words.store(&mut file.words, name, &weights[self.words(0)]);
    }

    /// Stores what the words around names say of their role.
    pub fn store_sided(&self, file: &mut WeightsFile, role: &str, weights: &[f32]) {
        for (side, name) in fitting::SIDES.iter().enumerate() {
            let weights = &weights[self.words(side)];
            self.vocabulary.words.store(&mut file.words, &format!("{name}.name.{role}"), weights);
        }
    }

    /// Stores what the pairs of words are worth under a name.
    pub fn store_paired(&self, file: &mut WeightsFile, name: &str, weights: &[f32]) {
        self.vocabulary.pairs.store(&mut file.pairs, name, &weights[self.pairs()]);
    }

    /// Stores what the words are worth besides in a reply.
    pub fn store_said_in_reply(&self, file: &mut WeightsFile, name: &str, weights: &[f32]) {
        self.vocabulary.words.store(&mut file.words, name, &weights[self.words(1)]);
    }

    /// Stores what the words right before and right after are worth to a model.
    pub fn store_next_to(&self, file: &mut WeightsFile, model: &str, weights: &[f32]) {
        for (place, name) in [(1, "before"), (2, "after")] {
            let weights = &weights[self.words(place)];
            self.vocabulary.words.store(&mut file.words, &format!("{name}.{model}"), weights);
        }
    }
}
