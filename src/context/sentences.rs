//! What a sentence tells: the likeliest words of a passage in it speak about all else that stands there.
//!
//! One draft often has both: the date of an open day, and two sentences on the date somebody was born there. What
//! the draft says as a whole is the same for both; what their sentences say is not.

use super::passages::{Said, Sums};
use super::words_file::PASSAGES;
use super::words_table::HUNDRED;
use crate::finding::{Candidate, Feature};
use crate::text::{Document, Kept};

/// What is seen of a candidate's own sentence, by [`PASSAGES`].
const OWN: [Feature; PASSAGES.len()] =
    [Feature::SENTENCE_CARE, Feature::SENTENCE_DETAIL, Feature::SENTENCE_PLACE, Feature::SENTENCE_DATE];

/// What is seen of those before and after it: of care and of details.
const NEXT: [Feature; 2] = [Feature::NEXT_CARE, Feature::NEXT_DETAIL];

/// Log-odds as far below none say nothing; so most sentences cost nothing.
const UNLIKELY: f32 = 4.0;

/// How much log-odds say: 1 where they are even, nothing from 0 down.
pub(super) fn likely(log_odds: f32) -> f32 {
    1.0 + log_odds / UNLIKELY
}

/// The sentences of a field, by what they tell.
pub(super) struct Sentences<'a> {
    document: &'a Document<'a>,
    said: &'a Said,
    /// By sentence: what its likeliest words say.
    most: Kept<Sums>,
}

impl<'a> Sentences<'a> {
    pub fn of(document: &'a Document<'a>, said: &'a Said) -> Self {
        let mut most = Kept::of([i16::MIN; PASSAGES.len()], document.sentences().len());
        for (word, sums) in document.words().iter().zip(said.sums.iter()) {
            let most = &mut most[word.sentence as usize];
            most.iter_mut().zip(sums).for_each(|(most, sum)| *most = (*most).max(*sum));
        }
        Self { document, said, most }
    }

    /// Adds what the words of a candidate's sentence and of those beside it say.
    pub fn see(&self, candidate: &mut Candidate) {
        let words = self.document.words();
        let Some(word) = words.get(self.document.word_at(candidate.span.start)) else { return };
        let at = word.sentence as usize;
        let beside = [at.checked_sub(1), Some(at + 1)];
        let beside = || beside.into_iter().flatten().filter_map(|at| self.most.get(at));
        for (passage, feature) in OWN.into_iter().enumerate() {
            self.see_likely(passage, self.most[at][passage], feature, candidate);
        }
        for (passage, feature) in NEXT.into_iter().enumerate() {
            let most = beside().map(|sums| sums[passage]).max();
            self.see_likely(passage, most.unwrap_or(i16::MIN), feature, candidate);
        }
    }

    fn see_likely(&self, passage: usize, most: i16, feature: Feature, candidate: &mut Candidate) {
        let likely = likely(self.said.base[passage] + f32::from(most) / HUNDRED);
        if likely > 0.0 {
            candidate.see_times(feature, likely);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Category;

    #[test]
    fn a_candidate_learns_what_its_sentence_and_those_beside_it_tell() {
        let document = Document::new("Ann came. The fair is on. Bob left.");
        let mut said = Said { base: [-1.0, -9.0, -9.0, -9.0], sums: Kept::of([0; PASSAGES.len()], 8) };
        said.sums[1][0] = 300;
        let seen = |at: usize| {
            let mut candidate = Candidate::new(at..at + 3, Category::Name, "test", 0.0);
            Sentences::of(&document, &said).see(&mut candidate);
            candidate.features.to_vec()
        };
        let (own, next) = (Feature::SENTENCE_CARE, Feature::NEXT_CARE);
        assert_eq!(seen(0), [(own, 1.5), (next, 0.75)]);
        assert_eq!(seen(10), [(own, 0.75), (next, 1.5)]);
        assert_eq!(seen(26), [(own, 0.75), (next, 0.75)]);
    }
}
