//! Things and acts of care that a text ties to somebody: "your root canal", "he tested positive".
//!
//! The phrases of `patterns/phrases/care.toml` know how care is confirmed; this detector knows only
//! that a word of care stands behind a determiner or a person. In a general post that says little,
//! and the weights say so; in a reply, whose addressee everybody sees, it says a lot.

use std::sync::{Arc, LazyLock};

use crate::finding::{Candidate, Candidates, Category, Label};
use crate::lexicon::{Class, Reading, WordList};
use crate::text::{Document, Shape};

/// Words of care: what is done, had, taken or suffered.
const THING: Class = Class::CARE_NOUN.or(Class::DRUG).or(Class::DISEASE).or(Class::HEALTH);
/// People a text can tie an act of care to.
const PERSON: Class = Class::SECOND_PERSON.or(Class::THIRD_PERSON).or(Class::FAMILY).or(Class::PATIENT_NOUN);
/// How many words may stand between a determiner and its thing, and a person and the act.
const REACH: usize = 3;

const DETERMINERS: WordList = WordList::new(&["the", "that", "this", "a", "an", "le", "la", "les", "el"]);

fn label(rule: &'static str) -> Arc<Label> {
    Arc::new(Label::new(
        rule,
        "Say nothing of anybody's care: the text should read the same to a stranger.",
        "45 CFR 164.508; 45 CFR 160.103",
    ))
}

static OWN: LazyLock<Arc<Label>> = LazyLock::new(|| label("care.thing_of_person"));
static SOME: LazyLock<Arc<Label>> = LazyLock::new(|| label("care.thing"));
static ACT: LazyLock<Arc<Label>> = LazyLock::new(|| label("care.act"));

/// Adds a candidate for every word of care that a determiner or a person ties to somebody.
pub(crate) fn detect(document: &Document<'_>, reading: &Reading, candidates: &mut Candidates) {
    let words = document.words();
    let link = Shape::IN_LINK.with(Shape::IN_HANDLE);
    let mut done = 0;
    for (index, word) in words.iter().enumerate() {
        let class = reading.entry(index).class.or(reading.phrases_over(index));
        if index < done || word.shape.has(link) || !class.has(THING.or(Class::CARE_VERB)) {
            continue;
        }
        let Some((from, rule)) = tie(document, reading, index, class) else { continue };
        let more = (index + 1..words.len())
            .take_while(|&i| words[i].sentence == word.sentence)
            .take_while(|&i| reading.entry(i).class.or(reading.phrases_over(i)).has(THING));
        let last = more.last().unwrap_or(index);
        done = last + 1;
        let span = words[from].start as usize..words[last].end as usize;
        candidates.push(Candidate::from_label(span, Category::Care, Arc::clone(rule), 0.0));
    }
}

/// The word that ties the word of care at `index` to somebody, and the rule it makes.
fn tie(
    document: &Document<'_>,
    reading: &Reading,
    index: usize,
    class: Class,
) -> Option<(usize, &'static LazyLock<Arc<Label>>)> {
    let sentence = document.words()[index].sentence;
    let before = (index.saturating_sub(REACH)..index).rev();
    let mut some = None;
    for at in before.take_while(|&at| document.words()[at].sentence == sentence) {
        if reading.entry(at).class.has(PERSON) {
            let act = class.has(Class::CARE_VERB) && !class.has(Class::CARE_NOUN);
            return Some((at, if act { &ACT } else { &OWN }));
        }
        if some.is_none() && class.has(THING) && DETERMINERS.has(document.word(at)) {
            some = Some((at, &SOME));
        }
    }
    some
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let document = Document::new(text);
        let mut candidates = Candidates::default();
        detect(&document, &Reading::of(&document), &mut candidates);
        let list = candidates.into_vec().into_iter();
        list.map(|c| (c.label.rule.to_string(), document.text()[c.span].to_owned())).collect()
    }

    #[test]
    fn a_thing_of_care_is_tied_to_its_person() {
        assert_eq!(
            found("Glad your root canal went well"),
            [("care.thing_of_person".into(), "your root canal".into())]
        );
        assert_eq!(found("The crown was seated"), [("care.thing".into(), "The crown".into())]);
        assert_eq!(found("He was discharged"), [("care.act".into(), "He was discharged".into())]);
    }

    #[test]
    fn words_without_anybody_say_nothing() {
        assert_eq!(found("Crowns from $795. Free parking"), []);
    }
}
