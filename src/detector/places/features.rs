//! What speaks for and against words being a place, written down as features.

use std::ops::Range;
use std::sync::Arc;

use super::page::{PLACE_PREPOSITIONS, Page};
use crate::finding::{Candidate, Category, Feature, Label};
use crate::lexicon::{Class, Entry};
use crate::text::Shape;

/// The lexicon's levels, brought to 0..1.
const SIZE: f32 = 24.0;
const LEVEL: f32 = 15.0;
const COMMONNESS: f32 = 31.0;

impl Page<'_, '_> {
    /// A candidate for a range of words, with what the words and their neighbours show.
    pub fn candidate(&self, words: Range<usize>, label: &Arc<Label>) -> Candidate {
        let mut candidate = Candidate::from_label(self.span(&words), Category::Place, Arc::clone(label), 0.0);
        self.describe_words(&words, &mut candidate);
        self.describe_neighbours(&words, &mut candidate);
        candidate
    }

    fn describe_words(&self, words: &Range<usize>, candidate: &mut Candidate) {
        let entry = self.entry(words.start);
        let whole = words.clone().fold(Class::NONE, |sum, index| sum.or(self.class(index)));
        let listed = self.phrase(words).filter(|found| found.class.has(Class::TOWN.or(Class::REGION)));
        if listed.is_some() {
            candidate.see(Feature::LISTED_PHRASE);
        }
        let town = listed.or_else(|| (words.len() == 1).then_some(entry));
        candidate.see_times(Feature::TOWN_SIZE, town.map_or(0.0, |town| f32::from(town.place) / SIZE));
        for (class, feature) in [
            (Class::TOWN, Feature::IS_TOWN),
            (Class::REGION, Feature::IS_REGION),
            (Class::FACILITY, Feature::IS_FACILITY),
            (Class::ORGANISATION, Feature::IS_ORGANISATION),
            (Class::STREET, Feature::IS_STREET),
            (Class::DISEASE.or(Class::EPONYM), Feature::IS_DISEASE),
            (Class::DRUG.or(Class::PRODUCT), Feature::IS_PRODUCT),
            (Class::GROUP, Feature::IS_GROUP),
            (Class::PUBLIC_FIGURE, Feature::IS_PUBLIC),
            (Class::LANDMARK, Feature::HEAD_WORD),
        ] {
            if whole.has(class) {
                candidate.see(feature);
            }
        }
        candidate.see_times(Feature::GIVEN, f32::from(entry.given) / LEVEL);
        candidate.see_times(Feature::SURNAME, f32::from(entry.surname) / LEVEL);
        candidate.see_times(Feature::WORD_LOWER, f32::from(entry.lower) / COMMONNESS);
        candidate.see_times(Feature::WORD_CAPITAL, f32::from(entry.capital) / COMMONNESS);
        if entry == Entry::default() {
            candidate.see(Feature::WORD_UNKNOWN);
        }
        if words.len() > 1 {
            candidate.see(Feature::WORDS_TWO);
        }
        let shape = self.shape(words.start);
        for (bit, feature) in [
            (Shape::ALL_CAPS, Feature::ALL_CAPS),
            (Shape::LOWER, Feature::LOWER_CASE),
            (Shape::SENTENCE_START, Feature::SENTENCE_START),
            (Shape::IN_HASHTAG, Feature::IN_HASHTAG),
            (Shape::IN_FILE_NAME, Feature::IN_FILE_NAME),
        ] {
            if shape.has(bit) {
                candidate.see(feature);
            }
        }
    }

    fn describe_neighbours(&self, words: &Range<usize>, candidate: &mut Candidate) {
        if let Some(before) = self.word_before(words.start) {
            if self.among(before, &PLACE_PREPOSITIONS) {
                candidate.see(Feature::PLACE_PREPOSITION_BEFORE);
            }
            for (list, feature) in [
                (&["from"][..], Feature::FROM_BEFORE),
                (&["at"][..], Feature::AT_BEFORE),
                (&["on", "off"][..], Feature::ON_BEFORE),
                (&["by", "with", "to", "for", "and", "&", "of"][..], Feature::PERSON_PREPOSITION_BEFORE),
                (&["the", "a", "an", "our", "this"][..], Feature::ARTICLE_BEFORE),
            ] {
                if self.is(before, list) {
                    candidate.see(feature);
                }
            }
            let entry = self.entry(before);
            if entry.class.has(Class::PLAIN_TITLE.or(Class::CLINICIAN_TITLE)) {
                candidate.see(Feature::TITLE_BEFORE);
            }
            if entry.given > 0 && self.tall(before) {
                candidate.see(Feature::GIVEN_BEFORE);
            }
        }
        let span = &candidate.span;
        let after = &self.document.text()[span.end..];
        if self.pinned(span.start) {
            candidate.see(Feature::PIN_BEFORE);
        }
        if after.starts_with("'s") || after.starts_with('\'') {
            candidate.see(Feature::POSSESSIVE);
        }
        if after.starts_with(',') {
            candidate.see(Feature::COMMA_AFTER);
        }
        if self.region_behind(words.end) {
            candidate.see(Feature::REGION_AFTER);
        }
    }
}
