//! Clauses that tell what happened to one person: "you left with a splint", "she was on our vent".
//!
//! The phrases of `patterns/phrases/care.toml` list the words of care; people tell of care in many
//! more. What all tellings share is their grammar: a clause with a person as its subject or object
//! and a verb of the past, or a thing that belongs to the person. So every such clause is a
//! candidate, with what its small words say of it: whether it tells, asks, promises or advises, of
//! whom, to whom. Most clauses are harmless; the weights choose, and they choose little in a draft
//! that does not speak of one person's care.
//!
//! The same facts are added to every confirmation and detail that other detectors have found.

mod cut;
mod kinds;

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use crate::finding::{Candidate, Candidates, Category, Feature, Label};
use crate::lexicon::{Class, Reading};
use crate::text::{Document, Kept, Shape};

use cut::{Clause, Clauses};
use kinds::Kind;

/// Words of care.
const CARE: Class = Class::CARE_NOUN
    .or(Class::CARE_VERB)
    .or(Class::HEALTH)
    .or(Class::DRUG)
    .or(Class::DISEASE)
    .or(Class::ANATOMY)
    .or(Class::BILLING);

/// The longest span, in words.
const LONGEST: usize = 9;
/// Words before the first word of care that are reported with it.
const BEFORE: usize = 3;
/// The longest noun phrase.
const NOUN: usize = 4;
/// A word this frequent in small letters is no name where it opens a sentence (see `Entry::lower`).
const COMMON: u8 = 20;
/// How far into a clause its subject is looked for.
const LEAD: usize = 5;

/// Who the clause is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    You,
    Your,
    We,
    She,
    His,
    Named,
    Thing,
}

/// Adds a candidate for every clause that tells of a person, and what its clause says to every
/// confirmation and detail there is. Comes last: what another detector has claimed as a name, date,
/// place or number ends the span.
pub(crate) fn detect(document: &Document<'_>, reading: &Reading, candidates: &mut Candidates) {
    let clauses = Clauses::of(document, reading);
    let view = View { document, reading, clauses: &clauses, claimed: claimed(document, candidates) };
    let mut last: Option<(u32, Subject)> = None;
    for clause in clauses.list.iter() {
        if clause.is_general() {
            continue;
        }
        if let Some((subject, from)) = view.subject(clause) {
            last = Some((clause.sentence, subject));
            if let Some(span) = view.told(clause, subject, from) {
                push(document, candidates, subject, span, false);
            }
            continue;
        }
        let heir = last.filter(|(sentence, _)| *sentence == clause.sentence && clause.joined);
        if let Some(((_, subject), span)) = heir.zip(view.predicate(clause)) {
            push(document, candidates, subject, span, true);
        } else if let Some(span) = view.passive(clause).or_else(|| view.thing(clause)) {
            push(document, candidates, Subject::Thing, span, false);
        }
    }
    describe(document, &clauses, candidates);
}

/// Which words another detector has claimed as something else than care or a detail.
fn claimed(document: &Document<'_>, candidates: &Candidates) -> Kept<bool> {
    let mut claimed = Kept::of(false, document.words().len());
    for candidate in candidates.iter() {
        if matches!(candidate.category, Category::Care | Category::Detail | Category::Place) {
            continue;
        }
        claimed[document.words_at(&candidate.span)].fill(true);
    }
    claimed
}

/// A document as the search for clauses sees it.
struct View<'a> {
    document: &'a Document<'a>,
    reading: &'a Reading,
    clauses: &'a Clauses,
    claimed: Kept<bool>,
}

impl View<'_> {
    fn kind(&self, index: usize) -> Kind {
        self.clauses.kinds[index]
    }

    /// The kind of the word before the subject: "did you", "were you".
    fn kind_before(&self, clause: &Clause, from: usize) -> Kind {
        if from > clause.words.start { self.kind(from - 1) } else { Kind::default() }
    }

    fn subject(&self, clause: &Clause) -> Option<(Subject, usize)> {
        let lead = clause.words.start..clause.words.end.min(clause.words.start + LEAD);
        let of = |kind: Kind| match kind {
            _ if kind.has(Kind::YOUR) => Some(Subject::Your),
            _ if kind.has(Kind::YOU) => Some(Subject::You),
            _ if kind.has(Kind::WE.or(Kind::OUR)) => Some(Subject::We),
            _ if kind.has(Kind::HIS) => Some(Subject::His),
            _ if kind.has(Kind::SHE) => Some(Subject::She),
            _ => None,
        };
        lead.into_iter().find_map(|index| {
            let named = || self.is_person(index).then_some(Subject::Named);
            of(self.kind(index)).or_else(named).map(|subject| (subject, index))
        })
    }

    /// A name, or a word for a person in care or a relative.
    fn is_person(&self, index: usize) -> bool {
        let entry = self.reading.entry(index);
        let class = entry.class;
        let capital = self.document.words()[index].shape.has(Shape::CAPITAL.with(Shape::ALL_CAPS));
        class.has(Class::PATIENT_NOUN.or(Class::FAMILY).or(Class::PLAIN_TITLE).or(Class::CLINICIAN_TITLE))
            || capital && entry.lower < COMMON && class.has(Class::GIVEN.or(Class::SURNAME))
    }

    /// The words of a clause that tell of its subject.
    fn told(&self, clause: &Clause, subject: Subject, from: usize) -> Option<Range<usize>> {
        let verb = (from..clause.words.end).find(|&index| self.kind(index).has(Kind::PAST));
        match subject {
            Subject::Your | Subject::His => {
                let noun = self.noun(clause, from);
                let end = verb.map_or(noun, |verb| self.reach(clause, from, verb).max(noun));
                Some(from..end)
            }
            Subject::You | Subject::She => {
                let is = || self.kind(from).has(Kind::PRESENT).then_some(from);
                let comes = || self.comes(clause, from);
                let asked = || self.kind_before(clause, from).has(Kind::PAST).then_some(from);
                let verb = verb
                    .or_else(asked)
                    .or_else(|| self.care_word(clause, from))
                    .or_else(is)
                    .or_else(comes)?;
                Some(from..self.reach(clause, from, verb))
            }
            Subject::We => {
                let person = Kind::YOU.or(Kind::YOUR).or(Kind::HIM).or(Kind::HIS);
                let object = (from + 1..clause.words.end).find(|&index| self.kind(index).has(person));
                let verb = object.or(verb).or_else(|| self.care_word(clause, from)).unwrap_or(from);
                Some(from..self.reach(clause, from, verb))
            }
            Subject::Named => {
                let verb = verb.or_else(|| self.care_word(clause, from))?;
                let free = (from + 1..=verb).rev().take_while(|&index| !self.claimed[index]).last();
                let from = free.unwrap_or(verb);
                Some(from..self.reach(clause, from, verb))
            }
            Subject::Thing => None,
        }
    }

    /// A verb in the present behind a third person: "she comes", "he sees".
    fn comes(&self, clause: &Clause, from: usize) -> Option<usize> {
        let next = Some(from + 1).filter(|&index| index < clause.words.end)?;
        let word = self.document.word(next);
        (self.kind(from).has(Kind::SHE) && word.len() > 3 && word.ends_with('s')).then_some(next)
    }

    /// A verb without a subject of its own: "and declined it".
    fn predicate(&self, clause: &Clause) -> Option<Range<usize>> {
        let lead = clause.words.start..clause.words.end.min(clause.words.start + LEAD);
        let verb = lead.into_iter().find(|&index| self.kind(index).has(Kind::PAST))?;
        Some(verb..self.reach(clause, verb, verb))
    }

    /// A participle that follows a name or says that it was here: "implanted here", "discharged".
    fn passive(&self, clause: &Clause) -> Option<Range<usize>> {
        let named = clause.words.start.checked_sub(1).is_some_and(|before| self.claimed[before]);
        let here = clause.kinds.has(Kind::HERE) || clause.class.has(Class::CARE_VERB);
        if named || here { self.predicate(clause) } else { None }
    }

    /// Words of care without anybody: "two new hearing aids", "swallow review".
    fn thing(&self, clause: &Clause) -> Option<Range<usize>> {
        let telling = |index: &usize| {
            let here = self.kind(*index).has(Kind::HERE.or(Kind::HIM).or(Kind::OUR));
            !self.claimed[*index] && (here || class_at(self.reading, *index).has(CARE))
        };
        let first = clause.words.clone().find(telling)?;
        let limit = clause.words.start.max(first.saturating_sub(BEFORE));
        let opens =
            |index: &usize| !self.claimed[*index] && !self.kind(*index).has(Kind::SMALL.or(Kind::JOINER));
        let from = (limit..first).rev().take_while(opens).last().unwrap_or(first);
        Some(from..self.reach(clause, from, first))
    }

    /// The first word of care, or that says where, behind the subject.
    fn care_word(&self, clause: &Clause, from: usize) -> Option<usize> {
        (from + 1..clause.words.end).find(|&index| {
            class_at(self.reading, index).has(CARE.or(Class::TEAM))
                || self.kind(index).has(Kind::HERE.or(Kind::OUR))
        })
    }

    /// Where the telling ends: with the clause, before the next claimed word, or after so many words.
    fn reach(&self, clause: &Clause, from: usize, verb: usize) -> usize {
        let limit = clause.words.end.min((from + LONGEST).max(verb + 2));
        let end = (verb + 1..limit).find(|&index| self.claimed[index]).unwrap_or(limit);
        let small = |index: &usize| self.kind(*index).has(Kind::SMALL);
        let trailing = (verb + 1..end).rev().take_while(small).count();
        end - trailing
    }

    /// Where the noun phrase behind an owner ends.
    fn noun(&self, clause: &Clause, owner: usize) -> usize {
        let words = self.document.words();
        let ends = |index: usize| {
            let between = words[index - 1].range().end..words[index].range().start;
            self.kind(index) != Kind::default() || !matches!(&self.document.text()[between], " " | "-")
        };
        let limit = clause.words.end.min(owner + 1 + NOUN);
        (owner + 1..limit).find(|&index| index > owner + 1 && ends(index)).unwrap_or(limit)
    }
}

fn class_at(reading: &Reading, index: usize) -> Class {
    reading.entry(index).class.or(reading.phrases_over(index))
}

fn push(
    document: &Document<'_>,
    candidates: &mut Candidates,
    subject: Subject,
    words: Range<usize>,
    elided: bool,
) {
    let all = document.words();
    let Some(last) = words.end.checked_sub(1).filter(|last| *last >= words.start) else { return };
    let span = all[words.start].range().start..all[last].range().end;
    let label = match subject {
        Subject::You => &YOU,
        Subject::Your => &YOUR,
        Subject::We => &WE,
        Subject::She => &SHE,
        Subject::His => &HIS,
        Subject::Named => &NAMED,
        Subject::Thing => &THING,
    };
    let mut candidate = Candidate::from_label(span, Category::Care, Arc::clone(label), 0.0);
    if elided {
        candidate.see(Feature::CLAUSE_ELIDED);
    }
    candidates.push(candidate);
}

/// What the clause around it says of every confirmation and detail.
fn describe(document: &Document<'_>, clauses: &Clauses, candidates: &mut Candidates) {
    for candidate in candidates.iter_mut() {
        if !matches!(candidate.category, Category::Care | Category::Detail) {
            continue;
        }
        let at = document.word_at(candidate.span.start);
        if let Some(clause) = clauses.at(at) {
            for feature in clause.features() {
                candidate.see(feature);
            }
        }
    }
}

fn label(rule: &'static str) -> Arc<Label> {
    Arc::new(Label::new(
        rule,
        "Leave out what happened to one person: the text should read the same to a stranger.",
        "45 CFR 164.502(a); 45 CFR 160.103",
    ))
}

static YOU: LazyLock<Arc<Label>> = LazyLock::new(|| label("care.told_of_you"));
static YOUR: LazyLock<Arc<Label>> = LazyLock::new(|| label("care.told_of_yours"));
static WE: LazyLock<Arc<Label>> = LazyLock::new(|| label("care.told_by_us"));
static SHE: LazyLock<Arc<Label>> = LazyLock::new(|| label("care.told_of_third"));
static HIS: LazyLock<Arc<Label>> = LazyLock::new(|| label("care.told_of_theirs"));
static NAMED: LazyLock<Arc<Label>> = LazyLock::new(|| label("care.told_of_named"));
static THING: LazyLock<Arc<Label>> = LazyLock::new(|| label("care.told_of_thing"));

#[cfg(test)]
mod tests {
    use super::*;

    fn candidates(text: &str) -> (Document<'_>, Vec<Candidate>) {
        let document = Document::new(text);
        let mut candidates = Candidates::default();
        detect(&document, &Reading::of(&document), &mut candidates);
        (document, candidates.into_vec())
    }

    fn found(text: &str) -> Vec<(String, String)> {
        let (document, list) = candidates(text);
        let parts = |c: Candidate| (c.label.rule.to_string(), document.text()[c.span].to_owned());
        list.into_iter().map(parts).collect()
    }

    fn has(text: &str, rule: &str, span: &str) {
        let found = found(text);
        assert!(found.contains(&(rule.into(), span.into())), "`{text}`: {found:?}");
    }

    #[test]
    fn a_clause_that_tells_of_somebody_is_a_candidate() {
        has("You ran out of needles.", "care.told_of_you", "You ran out of needles");
        has("Your specimen was inside.", "care.told_of_yours", "Your specimen was inside");
        has("I charted you myself.", "care.told_by_us", "I charted you myself");
        has("She comes twice a day.", "care.told_of_third", "She comes twice a day");
        has("She sat in our chair.", "care.told_of_third", "She sat in our chair");
        has("The lad left with a splint.", "care.told_of_named", "left with a splint");
    }

    #[test]
    fn a_verb_without_a_subject_takes_that_of_the_clause_before() {
        has("You checked in early, triaged by noon.", "care.told_of_you", "triaged by noon");
    }

    #[test]
    fn a_thing_of_care_without_anybody_is_told_too() {
        has("Chair nine: second biopsy.", "care.told_of_thing", "second biopsy");
    }

    #[test]
    fn a_participle_may_stand_alone_where_it_says_that_it_was_here() {
        has(
            "Serial number on file: implanted here last spring.",
            "care.told_of_thing",
            "implanted here last spring",
        );
        assert!(
            found("A plan: painted white last spring.").iter().all(|(_, span)| !span.contains("painted"))
        );
    }

    #[test]
    fn what_holds_for_everybody_tells_of_nobody() {
        assert_eq!(found("Anyone with a concern can call the office."), []);
        assert_eq!(found("If you need a refill, please call."), []);
    }

    #[test]
    fn a_claimed_word_ends_the_span() {
        let text = "You came in on Friday morning.";
        let document = Document::new(text);
        let mut list = Candidates::default();
        list.push(Candidate::new(15..21, Category::Date, "dates.weekday", 0.0));
        detect(&document, &Reading::of(&document), &mut list);
        let spans: Vec<_> = list.iter().map(|c| &text[c.span.clone()]).collect();
        assert_eq!(spans, ["Friday", "You came"]);
    }

    #[test]
    fn other_confirmations_learn_what_their_clause_says() {
        let text = "You cancelled the fitting.";
        let document = Document::new(text);
        let mut list = Candidates::default();
        list.push(Candidate::new(14..25, Category::Care, "care.thing", 0.0));
        detect(&document, &Reading::of(&document), &mut list);
        let thing = list.iter().next().map(|c| c.saw(Feature::TOLD_OF_YOU));
        assert_eq!(thing, Some(true));
    }

    #[test]
    fn the_small_words_say_of_what_kind_a_clause_is() {
        let features =
            |text| candidates(text).1.into_iter().flat_map(|c| c.features.to_vec()).map(|(f, _)| f);
        assert!(features("Did you skip it?").any(|f| f == Feature::CLAUSE_QUESTION));
        assert!(features("You could have told us.").all(|f| f != Feature::TOLD_OF_YOU));
        assert!(features("You didn't tell us.").any(|f| f == Feature::CLAUSE_NEGATED));
    }
}
