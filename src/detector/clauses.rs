//! Clauses that may confirm care in words no phrase foresees: "keep up the wall sits", "she was on our
//! vent", "he left with a splint and a lollipop".
//!
//! Care is confirmed in as many ways as there are kinds of care. The phrases know the ways that recur;
//! this detector proposes every clause in which a word of care, health or the body stands, and leaves
//! the rest to the weights: what the clause is made of, who is spoken to or of, and above all whether
//! the draft speaks of one person's care. It is the weakest of the care rules and yields to them.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use crate::finding::{Candidate, Candidates, Category, Feature, Label};
use crate::lexicon::{Class, Reading};
use crate::text::{Document, Shape};

/// What a clause may confirm care with.
const CARE: Class = Class::CARE_VERB
    .or(Class::CARE_NOUN)
    .or(Class::PATIENT_NOUN)
    .or(Class::PATIENT_PHRASE)
    .or(Class::HEALTH)
    .or(Class::DISEASE)
    .or(Class::DRUG)
    .or(Class::ANATOMY)
    .or(Class::LIFE_EVENT)
    .or(Class::BILLING);
/// Who a clause may speak of or to; these words belong to the span.
const WHO: Class = Class::SECOND_PERSON
    .or(Class::THIRD_PERSON)
    .or(Class::FIRST_PLURAL)
    .or(Class::FIRST_SINGULAR)
    .or(Class::FAMILY);
/// Ties a clause to the house: with the person addressed it confirms care without a word of it.
const HOUSE: Class = Class::TEAM.or(Class::FIRST_PLURAL);
/// The longest span in words: a finding should point, not quote.
const LONGEST: usize = 8;

static LABEL: LazyLock<Arc<Label>> = LazyLock::new(|| {
    Arc::new(Label {
        rule: "care.clause".into(),
        advice: "Say nothing of anybody's care: the text should read the same to a stranger.".into(),
        source: "45 CFR 164.508; 45 CFR 160.103".into(),
    })
});

/// Adds a candidate for every clause that may speak of somebody's care.
pub(crate) fn detect(document: &Document<'_>, reading: &Reading, candidates: &mut Candidates) {
    let words = document.words();
    let mut start = 0;
    while start < words.len() {
        let mut end = start + 1;
        while end < words.len() && !breaks(document, end) {
            end += 1;
        }
        propose(document, reading, start..end, candidates);
        start = end;
    }
}

/// Whether a clause ends before the word at `index`.
fn breaks(document: &Document<'_>, index: usize) -> bool {
    let words = document.words();
    if words[index - 1].sentence != words[index].sentence {
        return true;
    }
    let between = &document.text()[words[index - 1].end as usize..words[index].start as usize];
    between.contains([',', ';', ':', '(', ')', '\n', '!', '?']) || between.contains(" - ")
}

fn propose(document: &Document<'_>, reading: &Reading, clause: Range<usize>, candidates: &mut Candidates) {
    let words = document.words();
    let hidden = Shape::IN_LINK.with(Shape::IN_HANDLE).with(Shape::IN_HASHTAG);
    let class = |index: usize| {
        let shown = !words[index].shape.has(hidden);
        if shown { reading.entry(index).class.or(reading.phrases_over(index)) } else { Class::NONE }
    };
    let all = clause.clone().fold(Class::NONE, |sum, index| sum.or(class(index)));
    let of_care = all.has(CARE);
    if !of_care && !(all.has(Class::SECOND_PERSON) && all.has(HOUSE)) {
        return;
    }
    let telling = CARE.or(WHO).or(Class::TEAM);
    let Some(first) = clause.clone().find(|&index| class(index).has(telling)) else { return };
    let Some(last) = clause.clone().rev().find(|&index| class(index).has(telling)) else { return };
    let end = (last + 1).min(first + LONGEST);
    let span = words[first].start as usize..words[end - 1].end as usize;
    let mut candidate = Candidate::from_label(span, Category::Care, Arc::clone(&LABEL), 0.0);
    if !of_care {
        candidate.see(Feature::CLAUSE_WITHOUT_CARE);
    }
    if clause.len() > LONGEST {
        candidate.see(Feature::CLAUSE_LONG);
    }
    candidates.push(candidate);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let document = Document::new(text);
        let mut candidates = Candidates::default();
        detect(&document, &Reading::of(&document), &mut candidates);
        candidates.into_vec().into_iter().map(|c| document.text()[c.span].to_owned()).collect()
    }

    #[test]
    fn a_clause_of_care_is_pointed_at_from_its_person_to_its_thing() {
        assert_eq!(found("Well, your stitches look fine, and thanks!"), ["your stitches"]);
        assert_eq!(found("Honestly we loved seeing you"), ["we loved seeing you"]);
    }

    #[test]
    fn clauses_without_care_or_somebody_addressed_by_us_are_none() {
        assert!(found("The bake sale opens at noon, bring a friend.").is_empty());
    }
}
