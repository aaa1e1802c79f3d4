//! Towns and regions of the lists, and capitals that only their preposition shows to be a place.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::label;
use super::page::{DETERMINERS, LONGEST, Page};
use crate::finding::{Candidates, Label, Role};
use crate::lexicon::{Class, Entry};
use crate::text::{Kept, Shape};

const NEAR: &str = "Leave the town out, or name the state, province or country instead.";

static TOWN: LazyLock<Arc<Label>> = LazyLock::new(|| label("places.town", NEAR));
static UNLISTED: LazyLock<Arc<Label>> = LazyLock::new(|| label("places.unlisted", NEAR));
static ORGANISATION: LazyLock<Arc<Label>> = LazyLock::new(|| {
    label(
        "places.organisation",
        "The organisation's own name may stay; another's shows where somebody was treated.",
    )
});
static REGION: LazyLock<Arc<Label>> =
    LazyLock::new(|| label("places.region", "Nothing to do: a state, a province or a country may stay."));

/// A town in small letters is looked at only if the word is no commoner than this.
const COMMON_LOWER: u8 = 12;
/// A capital that is also a word needs a preposition if the word is as common as this.
const COMMON_WORD: u8 = 14;
/// A word as common as this is the town only if the town is known (65,536 people): "Reading".
const PLAIN_WORD: u8 = 17;
const KNOWN_TOWN: u8 = 16;
/// A town that is also a given name or a surname borne by many needs a preposition.
const KNOWN_GIVEN: u8 = 4;
/// A word that is so much commoner with a capital is a name.
const MORE_CAPITALS: u8 = 3;
/// So few capitals are a code; of codes only these are regions wherever they stand.
const SHORT: usize = 3;
const COUNTRY_CODES: &[&str] = &["UK", "USA", "UAE", "EU"];
/// An unlisted word in capitals is no abbreviation from this length on.
const LONG: usize = 6;
/// From this size on (262,144 people) a town's name needs no preposition although people bear it.
const CITY: u8 = 18;
/// What a capital after a preposition is when it is no place.
pub(super) const NO_PLACE: Class = Class(
    Class::MONTH.0
        | Class::WEEKDAY.0
        | Class::HOLIDAY.0
        | Class::DRUG.0
        | Class::DISEASE.0
        | Class::EPONYM.0
        | Class::PRODUCT.0
        | Class::GROUP.0
        | Class::CREDENTIAL.0
        | Class::PLAIN_TITLE.0
        | Class::CLINICIAN_TITLE.0
        | Class::NUMBER_WORD.0
        | Class::HEALTH.0
        | Class::PUBLIC_FIGURE.0,
);

/// Adds towns, regions, institutions of the lists and unlisted places, but not inside `named`.
pub(super) fn find(
    page: &Page<'_, '_>,
    runs: &[Range<usize>],
    named: &[Range<usize>],
    candidates: &mut Candidates,
) {
    let mut covered = Kept::of(false, page.len());
    for words in named {
        covered[words.clone()].fill(true);
    }
    for phrase in page.reading.phrases() {
        let words = phrase.words.clone();
        if !covered[words.start] && phrase_stands_as_place(page, &words, phrase.entry) {
            covered[words.clone()].fill(true);
            push(page, words, phrase.entry.class, candidates);
        }
    }
    for (index, covered) in covered.iter_mut().enumerate() {
        let class = page.entry(index).class;
        if !*covered && stands_as_place(page, index, class) {
            *covered = true;
            push(page, index..index + 1, class, candidates);
        }
    }
    for (index, covered) in covered.iter().enumerate() {
        if let Some(words) = glued_place(page, index).filter(|_| !covered) {
            candidates.push(page.candidate(words, &UNLISTED));
        }
    }
    for run in runs {
        if let Some(words) = unlisted(page, run).filter(|words| words.clone().all(|index| !covered[index])) {
            candidates.push(page.candidate(words, &UNLISTED));
        }
    }
}

fn push(page: &Page<'_, '_>, words: Range<usize>, class: Class, candidates: &mut Candidates) {
    let region = class.has(Class::REGION);
    let label = match region {
        true => &REGION,
        false if class.has(Class::TOWN) => &TOWN,
        false => &ORGANISATION,
    };
    let mut candidate = page.candidate(words, label);
    if region {
        candidate.role = Some(Role::Organisation);
    }
    candidates.push(candidate);
}

/// Whether a listed phrase is written and placed so that it may be the place.
fn phrase_stands_as_place(page: &Page<'_, '_>, words: &Range<usize>, entry: Entry) -> bool {
    let place = entry.class.has(Class::TOWN.or(Class::REGION).or(Class::ORGANISATION));
    if !place || page.is_term(words) {
        return false;
    }
    let announced = page.announced(words.start) || page.region_behind(words.end);
    if entry.class.has(Class::REGION) && page.number_behind(words.end - 1) {
        return true;
    }
    let article = page.is(words.start, &["the"]) && page.tall(words.start + 1);
    if !page.tall(words.start) && !article {
        return announced
            && entry.class.has(Class::TOWN.or(Class::REGION))
            && (entry.class.has(Class::REGION) || !page.is(words.start, &["the"]));
    }
    announced || page.entry(words.start).given < KNOWN_GIVEN
}

/// Whether a listed word is written and placed so that it may be the place.
fn stands_as_place(page: &Page<'_, '_>, index: usize, class: Class) -> bool {
    let (entry, shape) = (page.entry(index), page.shape(index));
    let words = index..index + 1;
    let (region, town) = (class.has(Class::REGION), class.has(Class::TOWN));
    // Nearly every word is nothing that could be a place: for it the rest is not asked.
    if !class.has(Class::REGION.or(Class::TOWN).or(Class::ORGANISATION)) {
        return false;
    }
    if shape.has(Shape::IN_LINK.with(Shape::IN_HANDLE)) || page.is_term(&words) || page.hyphen_before(index) {
        return false;
    }
    if shape.has(Shape::IN_HASHTAG) {
        return (town || region)
            && page.tall(index)
            && entry.lower < COMMON_WORD
            && entry.given < KNOWN_GIVEN;
    }
    let borne = entry.given >= KNOWN_GIVEN || entry.surname >= KNOWN_GIVEN;
    let credited = borne && page.credential_behind(index + 1);
    let article = page.tall(index) && entry.lower <= COMMON_LOWER && page.announced_behind_article(index);
    let placed = article || page.announced(index) || page.region_behind(index + 1) && !credited;
    if !town && !region {
        return class.has(Class::ORGANISATION) && placed && page.tall(index);
    }
    if page.number_behind(index) && region {
        return true;
    }
    if class.has(Class::MONTH.or(Class::WEEKDAY).or(Class::HOLIDAY).or(Class::GROUP)) {
        return false;
    }
    if !page.tall(index) {
        // "at sunrise" is a time; "in paris" is a place.
        let at = page.word_before(index).is_some_and(|before| page.is(before, &["at"]));
        return placed && !at && entry.lower <= COMMON_LOWER && (entry.place > 0 || region);
    }
    let capital = entry.lower < COMMON_WORD || entry.capital > entry.lower + MORE_CAPITALS;
    if region {
        let code = shape.has(Shape::ALL_CAPS) && page.document.stem(index).len() <= SHORT;
        return if code { page.is(index, COUNTRY_CODES) } else { placed || capital };
    }
    if entry.lower >= PLAIN_WORD && entry.place < KNOWN_TOWN && !page.region_behind(index + 1) {
        return false;
    }
    let title = Class::PLAIN_TITLE.or(Class::CLINICIAN_TITLE);
    let titled = page.word_before(index).is_some_and(|before| page.entry(before).class.has(title));
    let borne = borne && entry.place < CITY;
    let term = class.has(Class::EPONYM.or(Class::DISEASE).or(Class::DRUG).or(Class::PRODUCT));
    placed || page.score_behind(index) || !titled && !borne && !term && capital
}

/// The start of a run of capitals after a preposition, that no list knows as something else.
fn unlisted(page: &Page<'_, '_>, run: &Range<usize>) -> Option<Range<usize>> {
    let first = run.start;
    let entry = page.entry(first);
    let before = page.word_before(first)?;
    let belongs = page.is(before, &["of"]) && before > 0 && page.tall(before - 1);
    let headline = page.in_headline(first);
    if !page.announced(first) && !belongs || page.among(first, &DETERMINERS) || headline {
        return None;
    }
    let shape = page.shape(first);
    let long = entry == Entry::default() && page.document.stem(first).len() >= LONG;
    let shouted =
        shape.has(Shape::ALL_CAPS) && !long && !page.is(before, &["at", "from", "to", "city", "town"]);
    let other = page.class(first).has(NO_PLACE) || shape.has(Shape::INITIAL) || shouted;
    let word = entry.lower >= COMMON_WORD && run.len() == 1;
    if other || word || entry.given >= KNOWN_GIVEN && entry.given > entry.place {
        return None;
    }
    let words = first..run.end.min(first + LONGEST);
    let last = words.clone().rev().find(|&index| page.tall(index))?;
    Some(first..last + 1)
}

/// The words of a hashtag in small letters that are a name and a word for a place: "#magnoliagardens".
fn glued_place(page: &Page<'_, '_>, first: usize) -> Option<Range<usize>> {
    let glued =
        |index: usize| page.shape(index).has(Shape::IN_HASHTAG) && page.shape(index).has(Shape::LOWER);
    let goes_on = |&index: &usize| glued(index) && page.gap(index) == Some("");
    if !glued(first) || first.checked_sub(1).is_some_and(|before| goes_on(&before)) {
        return None;
    }
    let last = first + (first..page.len()).take_while(goes_on).count();
    let kind = Class::LANDMARK.or(Class::FACILITY);
    let named = last > first && page.entry(first).lower < COMMON_WORD && page.class(last).has(kind);
    named.then_some(first..last + 1)
}
