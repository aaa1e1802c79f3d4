//! Cuts a document into clauses and says what each of them is like.

use std::ops::Range;

use crate::finding::Feature;
use crate::lexicon::{Class, Reading};
use crate::text::{Document, Kept, Shape, keep};

use super::kinds::{Kind, kind};

/// A clause: its words, and everything its small words say.
pub(super) struct Clause {
    pub words: Range<usize>,
    pub sentence: u32,
    /// Every kind of its words.
    pub kinds: Kind,
    /// Every class of its words.
    pub class: Class,
    pub question: bool,
    /// Opened by "and" or a comma within a sentence.
    pub joined: bool,
    number: bool,
}

keep!(Clause, Kind);

/// Every clause of a document, in order, and the kind of every word.
pub(super) struct Clauses {
    pub list: Kept<Clause>,
    pub kinds: Kept<Kind>,
}

/// A clause is cut behind this many words at the latest.
const LONGEST: usize = 24;

impl Clauses {
    pub fn of(document: &Document<'_>, reading: &Reading) -> Self {
        let words = document.words();
        let kinds: Kept<Kind> =
            (0..words.len()).map(|index| kind(document.word(index), reading.stem_hash(index))).collect();
        let mut list: Kept<Clause> = Kept::new();
        for (index, word) in words.iter().enumerate() {
            let class = reading.entry(index).class.or(reading.phrases_over(index));
            let new = match list.last() {
                None => true,
                Some(last) => {
                    let long = index - last.words.start >= LONGEST;
                    last.sentence != word.sentence || long || opens(document, &kinds, index)
                }
            };
            if new {
                let joined = list.last().is_some_and(|last| last.sentence == word.sentence);
                let question = asks(document, word.sentence);
                list.push(Clause {
                    words: index..index,
                    sentence: word.sentence,
                    kinds: Kind::default(),
                    class: Class::NONE,
                    question,
                    joined,
                    number: false,
                });
            }
            if let Some(last) = list.last_mut() {
                last.words.end = index + 1;
                last.kinds = last.kinds.or(kinds[index]);
                last.class = last.class.or(class);
                last.number |= word.shape.has(Shape::DIGIT.with(Shape::NUMBER));
            }
        }
        Self { list, kinds }
    }

    /// The clause of a word.
    pub fn at(&self, word: usize) -> Option<&Clause> {
        self.list.get(self.list.partition_point(|clause| clause.words.end <= word))
    }
}

/// Whether a clause opens at a word inside a sentence.
fn opens(document: &Document<'_>, kinds: &[Kind], index: usize) -> bool {
    let words = document.words();
    let between = &document.text()[words[index - 1].range().end..words[index].range().start];
    let sign = |c: char| matches!(c, ',' | ';' | ':' | '(' | ')' | '!' | '?' | '|' | '\n') || c >= '\u{2190}';
    between.contains(sign)
        || between.contains("- ")
        || kinds[index].has(Kind::JOINER) && !kinds[index - 1].has(Kind::JOINER)
}

fn asks(document: &Document<'_>, sentence: u32) -> bool {
    let range = document.sentences().get(sentence as usize).cloned().unwrap_or_default();
    document.text()[range].trim_end().ends_with('?')
}

/// What a kind within the clause says.
const KINDS: &[(Kind, Feature)] = &[
    (Kind::PAST, Feature::CLAUSE_PAST),
    (Kind::PRESENT, Feature::CLAUSE_PRESENT),
    (Kind::MODAL, Feature::CLAUSE_MODAL),
    (Kind::FUTURE, Feature::CLAUSE_FUTURE),
    (Kind::NOT, Feature::CLAUSE_NEGATED),
    (Kind::IF, Feature::CLAUSE_IF),
    (Kind::WHEN, Feature::CLAUSE_WHEN),
    (Kind::GENERAL, Feature::CLAUSE_GENERAL),
    (Kind::FEEDBACK, Feature::CLAUSE_FEEDBACK),
    (Kind::SORRY, Feature::CLAUSE_SORRY),
    (Kind::THANKS, Feature::CLAUSE_THANKS),
    (Kind::PLEASE, Feature::CLAUSE_PLEASE),
    (Kind::CONTACT, Feature::CLAUSE_CONTACT),
    (Kind::YOU.or(Kind::YOUR), Feature::CLAUSE_YOU),
    (Kind::WE.or(Kind::OUR), Feature::CLAUSE_WE),
    (Kind::SHE.or(Kind::HIS).or(Kind::HIM), Feature::CLAUSE_THIRD),
    (Kind::HERE, Feature::CLAUSE_HERE),
];

/// What a class within the clause says.
const CLASSES: &[(Class, Feature)] = &[
    (Class::CARE_NOUN, Feature::CLAUSE_CARE_NOUN),
    (Class::CARE_VERB, Feature::CLAUSE_CARE_VERB),
    (Class::HEALTH.or(Class::ANATOMY), Feature::CLAUSE_HEALTH),
    (Class::DRUG.or(Class::DISEASE), Feature::CLAUSE_TERM),
    (Class::BILLING, Feature::CLAUSE_BILLING),
    (Class::MONTH.or(Class::WEEKDAY), Feature::CLAUSE_DATE),
    (Class::STAFF_ROLE.or(Class::CLINICIAN_TITLE), Feature::CLAUSE_STAFF),
    (Class::PATIENT_NOUN.or(Class::FAMILY), Feature::CLAUSE_PERSON),
];

impl Clause {
    /// Whether it holds for everybody or asks for something, and tells nothing.
    pub fn is_general(&self) -> bool {
        let advice = Kind::GENERAL.or(Kind::PLEASE).or(Kind::IF);
        self.kinds.has(advice) && !self.kinds.has(Kind::PAST)
    }

    /// Everything the clause says, and what its tense says together with its people.
    pub fn features(&self) -> impl Iterator<Item = Feature> {
        let kinds = KINDS.iter().filter(|(kind, _)| self.kinds.has(*kind)).map(|(_, feature)| *feature);
        let classes = CLASSES.iter().filter(|(class, _)| self.class.has(*class)).map(|(_, feature)| *feature);
        let told = self.kinds.has(Kind::PAST)
            && !self.kinds.has(Kind::MODAL.or(Kind::IF).or(Kind::GENERAL).or(Kind::FEEDBACK));
        let you = self.kinds.has(Kind::YOU.or(Kind::YOUR));
        let third = self.kinds.has(Kind::SHE.or(Kind::HIS).or(Kind::HIM));
        let extra = [
            (self.number, Feature::CLAUSE_NUMBER),
            (self.question, Feature::CLAUSE_QUESTION),
            (self.joined, Feature::CLAUSE_JOINED),
            (self.words.len() <= 4, Feature::CLAUSE_SHORT),
            (told && you, Feature::TOLD_OF_YOU),
            (told && third, Feature::TOLD_OF_THIRD),
            (told && self.kinds.has(Kind::WE), Feature::TOLD_BY_US),
            (told && !you && !third, Feature::TOLD_OF_THINGS),
        ];
        kinds.chain(classes).chain(extra.into_iter().filter(|(holds, _)| *holds).map(|(_, feature)| feature))
    }
}
