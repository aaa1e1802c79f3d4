//! Named buildings and landmarks: a run of capitals with a word in it that says what it names.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::label;
use super::page::{CONNECTORS, DETERMINERS, LONGEST, Page, SAINTS};
use crate::finding::{Candidates, Label};
use crate::lexicon::{Class, WordList};
use crate::text::Shape;

static FACILITY: LazyLock<Arc<Label>> = LazyLock::new(|| {
    label(
        "places.facility",
        "The organisation's own name may stay; another's shows where somebody was treated.",
    )
});
static LANDMARK: LazyLock<Arc<Label>> = LazyLock::new(|| {
    label("places.landmark", "Leave the place out, or name the state, province or country instead.")
});

/// Capitalised words that make a name before them an institution; before them a word of health is
/// a topic instead ("Heart Health", "Mental Health Services").
const TAILS: WordList = WordList::new(&[
    "Health",
    "Healthcare",
    "Medical",
    "Med",
    "Medicine",
    "Regional",
    "General",
    "Memorial",
    "Hosp",
    "Ctr",
    "Center",
    "Centre",
    "Group",
    "Associates",
    "Hospitals",
    "Clinics",
    "Office",
    "Foundation",
    "Wellness",
    "HQ",
    "NICU",
    "Maternity",
    "Sanatorium",
    "Senior",
    "Samaritan",
]);
/// The same for buildings that are not places of care.
const VENUE_TAILS: WordList = WordList::new(&[
    "High",
    "Elementary",
    "Middle",
    "Primary",
    "Secondary",
    "Prep",
    "Field",
    "Park",
    "Hall",
    "House",
    "Home",
    "Tower",
    "Station",
    "Barn",
    "Gardens",
]);
/// Words that stand first in the name of what they say: "Gaelscoil na Drumlin", "Glen Sannay".
const FIRST: WordList = WordList::new(&[
    "ard",
    "ballymac",
    "cape",
    "chsld",
    "clinique",
    "clsc",
    "ecole",
    "eglise",
    "gaelscoil",
    "glen",
    "gurdwara",
    "hopital",
    "hosbis",
    "iglesia",
    "isle",
    "lake",
    "loch",
    "lough",
    "lycee",
    "masjid",
    "mount",
    "paroisse",
    "parroquia",
    "scoil",
    "universite",
    "ysgol",
    "ospideal",
]);
/// Words that stand first if "of" or "de" follows: "University of Iowa", "Church of the Epiphany".
const FIRST_OF: WordList =
    WordList::new(&["university", "church", "college", "hospital", "hill", "isle", "bay", "hospice"]);
/// Small words for a place of care, after a town or an institution: "Dallas clinic".
const SMALL: WordList =
    WordList::new(&["clinic", "hospital", "facility", "office", "branch", "campus", "location", "hospice"]);
/// A word as common as this is grammar wherever it stands ("In", "From", "And").
const GRAMMAR_WORD: u8 = 25;
/// A word as common as this opens a sentence or a heading and is no part of a name behind it.
const FUNCTION_WORD: u8 = 19;
/// A word as common as this before "Health" or "Center" makes no name of it.
const PLAIN_WORD: u8 = 18;
/// From this level on many bear a given name or a surname.
const KNOWN_NAME: u8 = 4;
/// A shouted sentence is one run; its buildings have at most so many words before their last.
const SHOUTED: usize = 2;

/// What a word makes of the run it stands in.
type Kind = &'static LazyLock<Arc<Label>>;

/// Adds named buildings and landmarks; returns the words they cover, in order.
pub(super) fn find(
    page: &Page<'_, '_>,
    runs: &[Range<usize>],
    candidates: &mut Candidates,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for run in runs {
        let start = first_of_name(page, run);
        let name = start..run.end;
        let named = last_word(page, &name)
            .or_else(|| first_word(page, &name))
            .or_else(|| small(page, &name))
            .or_else(|| saint(page, &name));
        if let Some((words, kind)) = named {
            candidates.push(page.candidate(words.clone(), kind));
            found.push(words);
        }
    }
    found
}

/// What a word says that it names, in capitals.
fn kind_of(page: &Page<'_, '_>, index: usize) -> Option<Kind> {
    let (class, word) = (page.class(index), page.document.stem(index));
    let listed = |list: &WordList| list.has_exactly(word);
    if class.has(Class::FACILITY) || listed(&TAILS) {
        Some(&FACILITY)
    } else if class.has(Class::LANDMARK) || listed(&VENUE_TAILS) {
        Some(&LANDMARK)
    } else {
        None
    }
}

/// "Cedar Bluff Medical Center": the run up to the last word that says what it names.
fn last_word(page: &Page<'_, '_>, name: &Range<usize>) -> Option<(Range<usize>, Kind)> {
    let last = name.clone().rev().find(|&index| kind_of(page, index).is_some())?;
    let shouted = page.shape(last).has(Shape::ALL_CAPS) && name.len() > SHOUTED + 1;
    let longest = if shouted { SHOUTED + 1 } else { LONGEST };
    let from = name.start.max((last + 1).saturating_sub(longest));
    let first =
        (from..last).find(|&index| !page.among(index, &CONNECTORS) && !stands_first(page, name, index))?;
    let says = |index: usize| {
        let kind = kind_of(page, index).is_some() && !page.entry(index).class.has(Class::TOWN);
        !kind && !page.shape(index).has(Shape::INITIAL)
    };
    let named = last - first > 1 || says(first);
    let topic = TAILS.has_exactly(page.document.stem(last)) && is_topic(page, first);
    let other = topic || is_person(page, first, last);
    (named && !other).then(|| (first..last + 1, kind_of(page, last).unwrap_or(&LANDMARK)))
}

/// A word of health, or a common word, says what a department or an article is about.
fn is_topic(page: &Page<'_, '_>, index: usize) -> bool {
    let entry = page.entry(index);
    entry.class.has(Class::HEALTH.or(Class::ANATOMY).or(Class::DISEASE)) || entry.lower >= PLAIN_WORD
}

/// "Dr. Lorna Wing", "Zoe Young": a person whose surname is also a word for a place.
fn is_person(page: &Page<'_, '_>, first: usize, last: usize) -> bool {
    let before =
        first.checked_sub(1).filter(|&before| page.joined(before) || page.word_before(first).is_some());
    let titled = before.is_some_and(|before| is_title(page, before));
    let (given, surname) = (page.entry(first).given, page.entry(last).surname);
    surname >= KNOWN_NAME && (titled || last == first + 1 && given >= KNOWN_NAME)
}

/// "University of Iowa", "Glen Sannay": the word that says what it names stands first.
fn first_word(page: &Page<'_, '_>, name: &Range<usize>) -> Option<(Range<usize>, Kind)> {
    let first = name.clone().find(|&index| stands_first(page, name, index))?;
    let end = name.end.min(first + LONGEST);
    Some((first..end, kind_of(page, first).unwrap_or(&LANDMARK)))
}

fn stands_first(page: &Page<'_, '_>, name: &Range<usize>, index: usize) -> bool {
    let of = index + 2 < name.end && page.is(index + 1, &["of", "de", "des", "du", "na", "y"]);
    index + 1 < name.end && (page.among(index, &FIRST) || of && page.among(index, &FIRST_OF))
}

/// Where a run's name starts, behind the words that only open its sentence.
fn first_of_name(page: &Page<'_, '_>, run: &Range<usize>) -> usize {
    let opens = |index: usize| {
        let entry = page.entry(index);
        let placed = entry.class.has(Class::TOWN.or(Class::REGION)) || page.is(index, &["st", "saint"]);
        is_title(page, index) || entry.lower >= FUNCTION_WORD && !placed
    };
    let sentence = page.shape(run.start).has(Shape::SENTENCE_START.with(Shape::LINE_START));
    let skipped = run.clone().take_while(|&index| opens(index)).count();
    let function = page.among(run.start, &DETERMINERS) || page.entry(run.start).lower >= GRAMMAR_WORD;
    if sentence || is_title(page, run.start) || function { run.start + skipped } else { run.start }
}

fn is_title(page: &Page<'_, '_>, index: usize) -> bool {
    let class = page.entry(index).class;
    // "Little", "Mother" and "St" stand before names of people and of places.
    let both = class.has(Class::EPITHET) || page.is(index, &["st", "mother", "sister"]);
    class.has(Class::PLAIN_TITLE.or(Class::CLINICIAN_TITLE)) && !both
}

/// "Dallas clinic", "UCLA office": an institution or a town before a small word for a place of care.
fn small(page: &Page<'_, '_>, name: &Range<usize>) -> Option<(Range<usize>, Kind)> {
    let next = name.end;
    let follows =
        next > name.start && next < page.len() && page.gap(next - 1) == Some(" ") && page.among(next, &SMALL);
    let known = name.clone().any(|index| {
        page.class(index).has(Class::TOWN.or(Class::ORGANISATION)) || page.shape(index).has(Shape::ALL_CAPS)
    });
    (follows && known).then_some((name.start..next + 1, &FACILITY))
}

/// "St. Colga's", "St Mary's": a saint in the genitive is a church, a school or a hospital.
fn saint(page: &Page<'_, '_>, name: &Range<usize>) -> Option<(Range<usize>, Kind)> {
    let at = name.clone().find(|&index| page.among(index, &SAINTS) && index + 1 < name.end)?;
    let genitive = (at + 1..name.end).find(|&index| page.document.word(index).ends_with("'s"))?;
    let feast = genitive + 1 < page.len() && page.is(genitive + 1, &["day", "eve", "weekend", "night"]);
    (!feast).then_some((at..genitive + 1, &FACILITY))
}
