//! A word as part of a name: what was seen of it, the words around it, and what words used alike are.

use super::Weights;
use super::pairs::kind;
use super::vocabulary::WordId;
use super::words_file::{KINDS, PLACES, REACH};
use super::words_table::HUNDRED;
use crate::finding::{FIGURES, Feature, Model, VectorFigure};
use crate::lexicon::{self, Reading};
use crate::text::Document;

/// What speaks for a word being part of a name, in log-odds; `seen` is what the detector saw of it.
pub(crate) fn weigh_name_word(
    document: &Document<'_>,
    reading: &Reading,
    known: &[WordId],
    weights: &Weights,
    word: usize,
    seen: &[(Feature, f32)],
) -> f32 {
    let worth = |(feature, value): (Feature, f32)| weights.recognise(Model::Word, feature) * value;
    let seen: f32 = seen.iter().copied().map(worth).sum();
    let alike: f32 = vectors(document, reading, word).map(worth).sum();
    seen + alike + around(document, known, weights, word)
}

/// What the words of its sentence say that stand up to four from it, and the word itself.
fn around(document: &Document<'_>, known: &[WordId], weights: &Weights, word: usize) -> f32 {
    let vocabulary = &weights.vocabulary;
    let worth = |place: usize| match in_sentence(document, word, place) {
        Some(there) => vocabulary.near_name(known[there], || kind(document, there), place),
        None => vocabulary.near_name(0, || KINDS.len(), place),
    };
    (0..PLACES).map(|place| f32::from(worth(place))).sum::<f32>() / HUNDRED
}

/// The word at a place from a word, if it is of its sentence.
fn in_sentence(document: &Document<'_>, word: usize, place: usize) -> Option<usize> {
    let words = document.words();
    let there = (word + place).checked_sub(REACH)?;
    (words.get(there)?.sentence == words[word].sentence).then_some(there)
}

/// Each figure of a vector is a feature.
const _: () = assert!(FIGURES == lexicon::FIGURES);

/// A figure of a vector is told in parts of this, so that its weight is of the size of others.
const UNIT: f32 = 64.0;

/// The vectors of the words before it, at it and after it, in its sentence.
pub(crate) fn vectors(
    document: &Document<'_>,
    reading: &Reading,
    word: usize,
) -> impl Iterator<Item = (Feature, f32)> {
    let there = (0_u8..3).filter_map(move |side| {
        let there = in_sentence(document, word, REACH - 1 + usize::from(side))?;
        Some((side, lexicon::vector(reading.stem_hash(there))?))
    });
    there.flat_map(|(side, vector)| {
        (0_u8..).zip(vector).map(move |(figure, value)| {
            (Feature::vector(VectorFigure { side, figure }), f32::from(value) / UNIT)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::hash;

    const WEIGHTS: &str = "[recognise.word]\nbias = -1.0\n\"vector+0.0\" = 2.0\n\"vector-1.1\" = 0.5\n";
    const WORDS: &str = "saw\tword-1=2.0\tword+1=0.25\n<edge>\tword+1=0.5\n<Name>\tword+0=4.0\n";

    /// What a word of a text comes to.
    fn weighed(text: &str, word: usize) -> f32 {
        let weights = Weights::parse(WEIGHTS, WORDS).unwrap();
        let document = Document::new(text);
        let (reading, known) = (Reading::of(&document), weights.vocabulary.read(&document));
        weigh_name_word(&document, &reading, &known, &weights, word, &[(Feature::BIAS, 1.0)])
    }

    fn figure(word: &str, at: usize) -> f32 {
        lexicon::vector(hash(word)).map_or(0.0, |vector| f32::from(vector[at])) / UNIT
    }

    #[test]
    fn a_word_is_weighed_by_itself_and_those_around_it_in_its_sentence() {
        let ann = 2.0 * figure("ann", 0);
        assert_ne!(ann, 0.0);
        assert_eq!(weighed("we saw Ann", 2), -1.0 + ann + 0.5 * figure("saw", 1) + 2.0 + 0.5 + 4.0);
        assert_eq!(weighed("Ann saw", 0), -1.0 + ann + 0.25 + 4.0);
        assert_eq!(weighed("we saw. Ann", 2), -1.0 + ann + 0.5 + 4.0);
    }

    #[test]
    fn capitals_and_possessives_have_the_vector_of_the_word() {
        assert_eq!(weighed("ANN's", 0) - weighed("Ann", 0), -4.0);
    }
}
