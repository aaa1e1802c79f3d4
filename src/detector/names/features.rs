//! What speaks for and against a word being part of a person's name.

use super::tokens::Tokens;
use crate::finding::{Cell, FAMOUS, Feature as F, NameList, Writing, proper};
use crate::lexicon::{Class, Entry, Reading, WordList};
use crate::text::{Document, Kept, Shape};

/// The lexicon's levels, brought to 0..1.
const LEVEL: f32 = 15.0;
const COMMONNESS: f32 = 31.0;
/// A sentence of at least this many words with at least this share of capitals is a headline.
const HEADLINE_WORDS: u32 = 4;
const HEADLINE_SHARE: f32 = 0.6;

type Seen = Kept<(F, f32)>;

/// The features of word `index`.
pub(super) fn of_word(document: &Document<'_>, reading: &Reading, tokens: &Tokens, index: usize) -> Seen {
    let mut seen = Kept::new();
    seen.reserve(64);
    seen.push((F::BIAS, 1.0));
    let entry = reading.entry(index);
    own(document, reading, tokens, index, entry, &mut seen);
    classes(reading, index, entry, &mut seen);
    before(document, reading, tokens, index, &mut seen);
    after(document, reading, tokens, index, &mut seen);
    seen
}

fn own(
    document: &Document<'_>,
    reading: &Reading,
    tokens: &Tokens,
    index: usize,
    entry: Entry,
    seen: &mut Seen,
) {
    let word = document.words()[index];
    let shape = word.shape;
    let mut see = |feature, value| seen.push((feature, value));
    if entry.given > 0 {
        see(F::GIVEN_LISTED, 1.0);
        see(F::GIVEN, f32::from(entry.given) / LEVEL);
    }
    if entry.surname > 0 {
        see(F::SURNAME_LISTED, 1.0);
        see(F::SURNAME, f32::from(entry.surname) / LEVEL);
    }
    see(F::WORD_LOWER, f32::from(entry.lower) / COMMONNESS);
    see(F::WORD_CAPITAL, f32::from(entry.capital) / COMMONNESS);
    if entry.person > 0 {
        see(F::PERSON_ESTIMATE, f32::from(entry.person) / LEVEL);
    }
    if entry == Entry::default() {
        see(F::WORD_UNKNOWN, 1.0);
    }
    if tokens.is_term_head(index) {
        see(F::IS_TERM_HEAD, 1.0);
    }
    if shape.has(Shape::ALL_CAPS) {
        see(F::ALL_CAPS, 1.0);
    }
    if shape.has(Shape::LOWER) {
        see(F::LOWER_CASE, 1.0);
        if entry.given > 0 {
            see(F::LOWER_GIVEN, f32::from(entry.given) / LEVEL);
        }
    }
    if tokens.is_initial(index) {
        see(F::INITIALS, 1.0);
    } else if word.range().len() <= 2 {
        see(F::SHORT_WORD, 1.0);
    }
    if shape.has(Shape::INNER_CAPITAL) {
        see(F::INNER_CAPITAL, 1.0);
    }
    if shape.has(Shape::SENTENCE_START.with(Shape::LINE_START)) {
        see(F::SENTENCE_START, 1.0);
        see(F::START_LOWER, f32::from(entry.lower) / COMMONNESS);
    }
    if shape.has(Shape::IN_HASHTAG) {
        see(F::IN_HASHTAG, 1.0);
    }
    if shape.has(Shape::IN_FILE_NAME) {
        see(F::IN_FILE_NAME, 1.0);
    }
    let [capitals, shouted, words] = tokens.sentence(word.sentence);
    #[allow(clippy::cast_precision_loss)] // counts of words in a sentence
    let share = |count: u32| count as f32 / words.max(1) as f32;
    let headline = words >= HEADLINE_WORDS && share(capitals + shouted) >= HEADLINE_SHARE;
    if words >= HEADLINE_WORDS && share(shouted) >= HEADLINE_SHARE {
        see(F::SHOUTED_SENTENCE, 1.0);
    } else if headline {
        see(F::TITLE_CASE_SENTENCE, 1.0);
    }
    let writing = match shape {
        shape if shape.has(Shape::IN_HASHTAG) => Writing::Hashtag,
        shape if shape.has(Shape::LOWER) => Writing::Small,
        shape if shape.has(Shape::INNER_CAPITAL) => Writing::Mixed,
        _ if headline => Writing::Headline,
        shape if shape.has(Shape::ALL_CAPS) => Writing::Shouted,
        shape if shape.has(Shape::SENTENCE_START.with(Shape::LINE_START)) => Writing::Opening,
        _ => Writing::Capital,
    };
    let famous = if entry.class.has(Class::PUBLIC_FIGURE) { FAMOUS } else { 0 };
    for (list, known) in [
        (NameList::Given, entry.given),
        (NameList::Surname, entry.surname),
        (NameList::Proper, proper(entry.lower, entry.capital)),
        (NameList::Famous, famous),
    ] {
        see(F::cell(Cell::of(list, known, entry.lower, writing)), 1.0);
    }
    if tokens.is_repeated(reading, index) {
        see(F::REPEATED, 1.0);
    }
    if document.stem_range(index).end < word.end as usize {
        see(F::POSSESSIVE, 1.0);
    }
}

const CLASSES: &[(Class, F)] = &[
    (Class::TOWN, F::IS_TOWN),
    (Class::REGION, F::IS_REGION),
    (Class::DRUG, F::IS_DRUG),
    (Class::DISEASE, F::IS_DISEASE),
    (Class::EPONYM, F::IS_EPONYM),
    (Class::PRODUCT, F::IS_PRODUCT),
    (Class::ORGANISATION, F::IS_ORGANISATION),
    (Class::FACILITY, F::IS_FACILITY),
    (Class::STREET, F::IS_STREET),
    (Class::MONTH.or(Class::WEEKDAY).or(Class::HOLIDAY), F::IS_CALENDAR),
    (Class::PUBLIC_FIGURE, F::IS_PUBLIC),
    (Class::OCCUPATION.or(Class::STAFF_ROLE), F::IS_OCCUPATION),
    (Class::GROUP, F::IS_GROUP),
    (Class::HEALTH, F::IS_HEALTH),
    (Class::FAMILY, F::IS_RELATION),
    (Class::NUMBER_WORD, F::IS_NUMBER_WORD),
];

/// Terms of several words that are no person.
const TERM: Class = Class::DRUG
    .or(Class::DISEASE)
    .or(Class::EPONYM)
    .or(Class::PRODUCT)
    .or(Class::ORGANISATION)
    .or(Class::HOLIDAY)
    .or(Class::FACILITY);

fn classes(reading: &Reading, index: usize, entry: Entry, seen: &mut Seen) {
    for (class, feature) in CLASSES {
        if entry.class.has(*class) {
            seen.push((*feature, 1.0));
        }
    }
    let over = reading.phrases_over(index);
    for (class, feature) in [
        (TERM, F::IN_TERM),
        (Class::TOWN.or(Class::REGION), F::IN_PLACE_TERM),
        (Class::PUBLIC_FIGURE, F::IN_PUBLIC_TERM),
    ] {
        if over.has(class) {
            seen.push((feature, 1.0));
        }
    }
}

/// Words before a name that name the one it belongs to.
const NAMED: WordList = WordList::new(&["named", "called", "name", "nickname", "initials", "aka", "known"]);
const PLACE_PREPOSITIONS: WordList = WordList::new(&["in", "at", "near", "outside", "around", "across"]);
const PERSON_PREPOSITIONS: WordList = WordList::new(&["by", "with", "to", "for", "and", "&", "from", "of"]);
const ARTICLES: WordList = WordList::new(&["the", "a", "an", "this", "these", "our", "your", "my"]);

fn is_tall(shape: Shape) -> bool {
    shape.has(Shape::CAPITAL.with(Shape::ALL_CAPS).with(Shape::INNER_CAPITAL))
}

fn before(document: &Document<'_>, reading: &Reading, tokens: &Tokens, index: usize, seen: &mut Seen) {
    let mut see = |feature| seen.push((feature, 1.0));
    let word = document.words()[index];
    let lead = &document.text()[..word.start as usize];
    if lead.ends_with('@') {
        see(F::AT_SIGN_BEFORE);
    }
    let glue = |c: char| c == '_' || c.is_ascii_digit();
    if lead.ends_with(glue) || document.text()[word.end as usize..].starts_with(glue) {
        see(F::GLUED);
    }
    if lead.trim_end_matches([' ', '"']).ends_with(['-', '~', '|']) && !lead.ends_with('-') {
        see(F::DASH_BEFORE);
    }
    if lead.ends_with(['"', '\'']) {
        see(F::IN_QUOTES);
    }
    let Some(previous) = index.checked_sub(1).filter(|_| !word.shape.has(Shape::SENTENCE_START)) else {
        return;
    };
    let entry = reading.entry(previous);
    let shape = document.words()[previous].shape;
    let text = document.word(previous);
    if entry.class.has(Class::CLINICIAN_TITLE) {
        see(F::CLINICIAN_TITLE_BEFORE);
    } else if entry.class.has(Class::PLAIN_TITLE) {
        see(F::TITLE_BEFORE);
    }
    if entry.class.has(Class::FAMILY) {
        see(F::RELATION_BEFORE);
    }
    if NAMED.has(text) {
        see(F::NAMED_BEFORE);
    }
    if ARTICLES.has(text) {
        see(F::ARTICLE_BEFORE);
    }
    if PLACE_PREPOSITIONS.has(text) {
        see(F::PLACE_PREPOSITION_BEFORE);
    }
    if PERSON_PREPOSITIONS.has(text) {
        see(F::PERSON_PREPOSITION_BEFORE);
    }
    if tokens.is_particle(previous) {
        see(F::PARTICLE_BEFORE);
    }
    if shape.has(Shape::NUMBER) {
        see(F::DIGIT_BESIDE);
    }
    if tokens.joined(document, previous) {
        if tokens.is_initial(previous) {
            see(F::INITIAL_BEFORE);
        } else if is_tall(shape) {
            see(F::CAPITAL_BEFORE);
            if entry.given > 0 {
                see(F::GIVEN_BEFORE);
                if reading.entry(index).surname > 0 {
                    see(F::SURNAME_OF_GIVEN);
                }
            }
            if entry == Entry::default() {
                see(F::UNKNOWN_BEFORE);
            }
        } else if tokens.follows_small_given(index) {
            see(F::SMALL_GIVEN_BEFORE);
        }
    }
}

/// How far a facility or street word may follow: "Cedar Bluff Medical Center".
const FACILITY_REACH: usize = 3;

fn after(document: &Document<'_>, reading: &Reading, tokens: &Tokens, index: usize, seen: &mut Seen) {
    let words = document.words();
    let mut see = |feature| seen.push((feature, 1.0));
    let word = words[index];
    let tail = &document.text()[word.end as usize..];
    if tail.starts_with(',') {
        see(F::COMMA_AFTER);
    }
    let near = (index + 1..words.len().min(index + 1 + FACILITY_REACH))
        .take_while(|&i| tokens.joined(document, i - 1))
        .fold(Class::NONE, |sum, i| sum.or(reading.entry(i).class));
    if near.has(Class::FACILITY) {
        see(F::FACILITY_AFTER);
    }
    if near.has(Class::STREET) {
        see(F::STREET_AFTER);
    }
    if tokens.heads_a_term(index) {
        see(F::TERM_HEAD_AFTER);
    } else if tokens.is_eponym_elsewhere(reading, index) {
        see(F::EPONYM_ELSEWHERE);
    }
    let Some(next) = words.get(index + 1).filter(|n| n.sentence == word.sentence) else { return };
    let entry = reading.entry(index + 1);
    if entry.class.has(Class::DISEASE.or(Class::HEALTH).or(Class::CARE_NOUN))
        && tokens.joined(document, index)
    {
        see(F::TERM_AFTER);
    }
    if entry.class.has(Class::CREDENTIAL) {
        see(F::CREDENTIAL_AFTER);
    }
    if entry.class.has(Class::PERSON_VERB.or(Class::CARE_VERB)) && next.shape.has(Shape::LOWER) {
        see(F::VERB_AFTER);
    }
    if entry.class.has(Class::REGION) && tail.starts_with(", ") {
        see(F::REGION_AFTER);
    }
    if next.shape.has(Shape::NUMBER) {
        let age = matches!(document.word(index + 1).len(), 1 | 2) && tail.starts_with([',', ' ', '(']);
        see(if age { F::AGE_AFTER } else { F::DIGIT_BESIDE });
    }
    let and = matches!(document.word(index + 1), "and" | "&" | "et" | "y") || tail.starts_with(" & ");
    if and && words.get(index + 2).is_some_and(|w| is_tall(w.shape)) {
        see(F::AND_NAME);
    }
    if tokens.joined(document, index) {
        if tokens.is_initial(index + 1) {
            see(F::INITIAL_AFTER);
        } else if is_tall(next.shape) {
            see(F::CAPITAL_AFTER);
            if entry.surname > 0 {
                see(F::SURNAME_AFTER);
                if reading.entry(index).given > 0 {
                    see(F::GIVEN_THEN_SURNAME);
                }
            }
            if entry == Entry::default() {
                see(F::UNKNOWN_AFTER);
            }
        } else if tokens.follows_small_given(index + 1) && entry.surname > 0 {
            see(F::SMALL_SURNAME_AFTER);
        }
    }
}
