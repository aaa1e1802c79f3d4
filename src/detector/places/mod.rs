//! Places that need word lists: towns, regions, named buildings, and the lines of an address.
//!
//! Half of all town names are also surnames, given names or words, and most small places are in no
//! list. So everything written like a place is looked at ("in" before it, a state behind it, a
//! word for a building in it), and what was seen is written down for the weights to judge. A state
//! or a country is recognised too, as what may stay.

mod address;
mod features;
mod named;
mod page;
mod towns;

use std::sync::Arc;

use crate::finding::{Candidates, Label};
use crate::lexicon::Reading;
use crate::text::Document;
use page::Page;

/// Adds a candidate for every place that lists and capitals show.
pub(crate) fn detect(document: &Document<'_>, reading: &Reading, candidates: &mut Candidates) {
    let page = Page::new(document, reading);
    let runs = page.runs();
    let named = named::find(&page, &runs, candidates);
    towns::find(&page, &runs, &named, candidates);
    address::join(&page, candidates);
}

fn label(rule: &'static str, advice: &'static str) -> Arc<Label> {
    Arc::new(Label::new(rule, advice, "45 CFR 164.514(b)(2)(i)(B)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found, as `rule: words`, without the family's name.
    fn found(text: &str) -> Vec<String> {
        let document = crate::lexicon::document(text);
        let mut candidates = Candidates::default();
        detect(&document, &Reading::of(&document), &mut candidates);
        let name = |rule: &str| rule.trim_start_matches("places.").to_owned();
        let list = candidates.into_vec();
        list.iter()
            .map(|place| format!("{}: {}", name(&place.label.rule), &document.text()[place.span.clone()]))
            .collect()
    }

    #[test]
    fn towns_are_found_in_capitals_and_behind_prepositions() {
        assert_eq!(found("she moved here from Duluth, and back"), ["town: Duluth"]);
        assert_eq!(found("lashes in Ann Arbor on Monday"), ["town: Ann Arbor"]);
        assert_eq!(found("lives in vancouver now"), ["town: vancouver"]);
        assert_eq!(found("he was born in Knocknagoshel"), ["unlisted: Knocknagoshel"]);
        assert_eq!(found("his home city Voorburg"), ["unlisted: Voorburg"]);
    }

    #[test]
    fn regions_are_recognised_as_the_organisations() {
        let document = Document::new("nurses from all over Ontario");
        let mut candidates = Candidates::default();
        detect(&document, &Reading::of(&document), &mut candidates);
        let list = candidates.into_vec();
        assert_eq!(list.len(), 1);
        assert_eq!(list[0].label.rule, "places.region");
        assert_eq!(list[0].role, Some(crate::finding::Role::Organisation));
    }

    #[test]
    fn names_words_and_terms_that_towns_share_stay_quiet() {
        for text in [
            "Elizabeth told us",
            "Dr. Allen rounds late",
            "a high Framingham risk score",
            "as studied in the Framingham Heart Study",
            "chronic Lyme disease",
            "pick one up in March",
            "walk at sunrise with us",
            "cake in the auditorium",
            "Warren, MD",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn buildings_are_named_by_the_word_that_says_what_they_are() {
        assert_eq!(
            found("seen at Cedar Bluff Medical Center in May"),
            ["facility: Cedar Bluff Medical Center"]
        );
        assert_eq!(found("a senior at Oakdale High"), ["landmark: Oakdale High"]);
        assert_eq!(found("past the Antioch Church"), ["landmark: Antioch Church"]);
        assert_eq!(found("over the stage head in Little Gannet Cove"), ["landmark: Little Gannet Cove"]);
        assert_eq!(found("lifted from Glen Sannay"), ["landmark: Glen Sannay"]);
        assert_eq!(found("she trained at the University of Iowa"), ["landmark: University of Iowa"]);
        assert_eq!(found("who visited our Dallas clinic"), ["facility: Dallas clinic"]);
        assert_eq!(found("in with us in St Colga's for a week"), ["facility: St Colga's"]);
    }

    #[test]
    fn a_word_for_a_building_alone_names_nothing() {
        for text in ["Our Clinic is open", "The Hospital thanks you", "St Brigid's Day at the home"] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn hashtags_are_read_by_their_parts() {
        assert_eq!(found("so honored #EastTupelo"), ["town: Tupelo"]);
        assert_eq!(found("cna life #magnoliagardens"), ["unlisted: magnoliagardens"]);
    }

    /// An address of which a rule has seen the street.
    fn address(street: &str, rest: &str) -> String {
        let text = format!("{street}{rest}");
        let document = Document::new(&text);
        let mut candidates = Candidates::default();
        let category = crate::finding::Category::Place;
        candidates.push(crate::finding::Candidate::new(0..street.len(), category, "places.address", 0.0));
        detect(&document, &Reading::of(&document), &mut candidates);
        let list = candidates.into_vec();
        let whole = list.iter().find(|place| place.label.rule == "places.address_lines");
        whole.map_or_else(String::new, |place| text[place.span.clone()].to_owned())
    }

    #[test]
    fn the_lines_of_an_address_become_one() {
        assert_eq!(
            address("6750 Koskikatu 25", "\nArtilleros\n, CO\n Uruguay 64677. Yes"),
            "6750 Koskikatu 25\nArtilleros\n, CO\n Uruguay 64677"
        );
        assert_eq!(
            address("410 Fairground Rd", ", Danville, VA 24541 is"),
            "410 Fairground Rd, Danville, VA 24541"
        );
        assert_eq!(address("2 Chapel Row", ", Ballinacarrow, and so on"), "2 Chapel Row, Ballinacarrow");
    }

    #[test]
    fn what_follows_an_address_without_being_one_stays_outside() {
        assert_eq!(address("410 Fairground Rd", ". Bring a chair"), "");
        assert_eq!(address("410 Fairground Rd", ", on Monday"), "");
        assert_eq!(address("410 Fairground Rd", "\nTeresa leads the class\n"), "");
    }
}
