//! What two words say together: "our patient" says more than "our" and "patient".
//!
//! Words that stand side by side in a sentence, or around a third, are looked up as pairs. A word that
//! the vocabulary does not know takes part by its kind, so that `<Name> came` counts whoever came.

use std::borrow::Cow;
use std::ops::Range;

use super::vocabulary::{WordId, once};
use super::words_file::{KINDS, kind_number};
use super::words_table::{floats, pair_hash, pair_slot};
use crate::finding::Model;
use crate::text::{Document, Kept, Shape, keep};

/// A pair of words that a document has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The first word and the last.
    words: (u32, u32),
    number: u16,
}

keep!(Pair);

impl Pair {
    /// Those of a document's pairs that stand among some of its words.
    pub fn within<'p>(pairs: &'p [Pair], words: &Range<usize>) -> &'p [Pair] {
        let start = pairs.partition_point(|pair| (pair.words.1 as usize) < words.start);
        let end = pairs.partition_point(|pair| (pair.words.1 as usize) < words.end);
        &pairs[start..end]
    }
}

/// The fitted weights of pairs of words.
#[derive(Debug, PartialEq)]
pub(crate) struct Pairs {
    /// Of pairs side by side, and of pairs around a word.
    pub slots: [Cow<'static, [[u8; 6]]>; 2],
    /// By number; the first stands for none.
    pub weights: Cow<'static, [[u8; 16]]>,
}

impl Pairs {
    /// How many there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.weights.len() - 1
    }

    /// The pairs of a document whose words are known by these numbers.
    pub fn read(&self, document: &Document<'_>, known: &[WordId]) -> Kept<Pair> {
        let mut pairs = Kept::new();
        // The two words before, of the same sentence; 0 for none.
        let (mut sentence, mut earlier) = (u32::MAX, [0, 0]);
        for (at, (word, id)) in (0_u32..).zip(document.words().iter().zip(known)) {
            if word.sentence != sentence {
                (sentence, earlier) = (word.sentence, [0, 0]);
            }
            let number = if *id == 0 { kind_number(kind(document, at as usize)) } else { *id };
            for (back, (first, slots)) in (1..).zip(earlier.into_iter().zip(&self.slots)) {
                if let Some(number) = number_of((first, number), slots) {
                    pairs.push(Pair { words: (at - back, at), number });
                }
            }
            earlier = [number, earlier[0]];
        }
        pairs
    }

    /// What the pairs of a draft say together: that it speaks of one person's care, and that it has to be
    /// stopped. Each counts once.
    pub fn of_draft<'a>(&self, fields: impl Iterator<Item = &'a [Pair]>) -> [f32; 2] {
        let numbers = once(fields.flatten().map(|pair| pair.number));
        numbers.iter().fold([0.0; 2], |sum, number| self.with_pair(sum, *number))
    }

    /// The same of a few pairs.
    pub fn of_few(&self, pairs: &[Pair]) -> [f32; 2] {
        let first = |at: usize| pairs[..at].iter().all(|earlier| earlier.number != pairs[at].number);
        let each = (0..pairs.len()).filter(|at| first(*at));
        each.fold([0.0; 2], |sum, at| self.with_pair(sum, pairs[at].number))
    }

    fn with_pair(&self, [care, stop]: [f32; 2], number: u16) -> [f32; 2] {
        let [draft, stopped, ..] = floats(&self.weights[usize::from(number)]);
        [care + draft, stop + stopped]
    }

    /// What the pairs in and around a candidate say of what it is.
    pub fn around(&self, pairs: &[Pair], candidate: &Range<usize>, model: Model) -> f32 {
        if !model.is_made_of_words() {
            return 0.0;
        }
        let words = window(candidate);
        let start = pairs.partition_point(|pair| (pair.words.1 as usize) < words.start);
        let here = pairs[start..].iter().take_while(|pair| (pair.words.1 as usize) < words.end);
        let within = here.filter(|pair| pair.words.0 as usize >= words.start);
        let numbers = once(within.map(|pair| pair.number));
        let worth = numbers.iter().map(|number| {
            let [.., care, detail] = floats(&self.weights[usize::from(*number)]);
            if model == Model::Care { care } else { detail }
        });
        worth.sum()
    }
}

/// The number of a pair; no pair has the word 0.
fn number_of(words: (WordId, WordId), slots: &[[u8; 6]]) -> Option<u16> {
    let last = slots.len() - 1;
    let mut at = pair_hash(words) & last;
    loop {
        match pair_slot(slots[at]) {
            (_, 0) => return None,
            (found, number) if found == words => return Some(number),
            _ => at = (at + 1) & last,
        }
    }
}

/// Words on either side of a candidate whose pairs count with those in it.
const AROUND: usize = 2;

/// A candidate's words and those around it, which may reach behind the last word of the document.
pub(crate) fn window(words: &Range<usize>) -> Range<usize> {
    words.start.saturating_sub(AROUND)..words.end + AROUND
}

/// The kind of a word, as a place in [`KINDS`].
pub(crate) fn kind(document: &Document<'_>, index: usize) -> usize {
    const NUMBERS: usize = 4;
    let shape = document.words()[index].shape;
    if shape.has(Shape::DIGIT) {
        let digits = document.word(index).bytes().filter(u8::is_ascii_digit).count();
        return (NUMBERS + digits.saturating_sub(1)).min(KINDS.len() - 1);
    }
    let kinds = [Shape::LOWER, Shape::CAPITAL, Shape::ALL_CAPS, Shape::INITIAL];
    kinds.into_iter().position(|kind| shape.has(kind)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Vocabulary;

    const WORDS: &str = "our\npatient\nour patient\tdraft=1.0\taround.care=0.5\nour _ patient\tstop=0.5\n\
                         <Name> patient\tdraft=0.25\npatient <00>\taround.care=0.25\taround.detail=2.0\n";

    fn read(text: &str) -> (Vocabulary, Kept<Pair>) {
        let vocabulary = Vocabulary::parse(WORDS).unwrap();
        let document = Document::new(text);
        let found = vocabulary.read_pairs(&document, &vocabulary.read(&document));
        (vocabulary, found)
    }

    fn of_draft(text: &str) -> [f32; 2] {
        let (vocabulary, found) = read(text);
        vocabulary.pairs.of_draft([found.as_slice()].into_iter())
    }

    #[test]
    fn a_pair_counts_once_and_only_within_a_sentence() {
        assert_eq!(of_draft("Our patient met our patients."), [1.0, 0.0]);
        assert_eq!(of_draft("It is our. Patient of all."), [0.0, 0.0]);
        assert_eq!(of_draft("Patient our."), [0.0, 0.0]);
    }

    #[test]
    fn a_word_may_stand_between() {
        assert_eq!(of_draft("Our dear patient."), [0.0, 0.5]);
        assert_eq!(of_draft("Our dear old patient."), [0.0, 0.0]);
    }

    #[test]
    fn unknown_words_count_by_their_kind() {
        assert_eq!(of_draft("the Okonkwo patient"), [0.25, 0.0]);
        assert_eq!(of_draft("the okonkwo patient"), [0.0, 0.0]);
    }

    #[test]
    fn pairs_in_and_around_a_candidate_count_for_care_and_details() {
        let (Vocabulary { pairs, .. }, found) = read("Our patient 47 left with a smile.");
        assert_eq!(pairs.around(&found, &(0..3), Model::Care), 0.75);
        assert_eq!(pairs.around(&found, &(3..4), Model::Care), 0.25);
        assert_eq!(pairs.around(&found, &(5..7), Model::Care), 0.0);
        assert_eq!(pairs.around(&found, &(0..3), Model::Detail), 2.0);
        assert_eq!(pairs.around(&found, &(0..3), Model::Name), 0.0);
    }
}
