//! Joins the lines of an address: street, unit, town, state, postcode, country.
//!
//! A rule sees the street ("6750 Koskikatu 25") and the unit ("Apt. 864"); what follows, on the
//! next lines or after commas, is a town that may be in no list, a code and a country. Each step
//! looks at what directly follows; a step that proves nothing itself (an unknown capital) counts
//! only if a later one does (a postcode, a country).

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::label;
use super::page::{CONNECTORS, Page};
use super::towns::NO_PLACE;
use crate::finding::{Candidate, Candidates, Category, Feature, Label};
use crate::lexicon::{Class, WordList};
use crate::text::Shape;

static ADDRESS: LazyLock<Arc<Label>> =
    LazyLock::new(|| label("places.address_lines", "Leave the address out."));

/// Rules whose span can open an address.
const OPENERS: WordList = WordList::new(&[
    "places.address",
    "places.address_lower",
    "places.address_compass",
    "places.rue",
    "places.street_glued",
    "places.numbers_around",
    "places.corner",
    "places.po_box",
    "places.unit",
]);
/// The most parts that can follow, and the most bytes between two.
const MOST_PARTS: usize = 8;
const LONGEST_GAP: usize = 8;
/// The most words of a town.
const TOWN_WORDS: usize = 6;
/// After commas an unknown capital is a part of the address; at most so many are.
const MOST_UNPROVEN: usize = 2;

/// What follows a part of an address.
enum Step {
    /// A part that shows that this is an address, up to there.
    Proof(usize),
    /// An unknown name on a line of its own or between commas, up to there.
    Name { end: usize, by_comma: bool },
}

/// Adds, for every street or unit that more parts follow, a candidate that covers them all.
pub(super) fn join(page: &Page<'_, '_>, candidates: &mut Candidates) {
    let opens = |part: &Candidate| OPENERS.has_exactly(&part.label.rule);
    if !candidates.iter().any(opens) {
        return;
    }
    let mut parts: Vec<Candidate> =
        candidates.iter().filter(|candidate| candidate.category == Category::Place).cloned().collect();
    parts.sort_by_key(|part| (part.span.start, std::cmp::Reverse(part.span.end)));
    let spans: Vec<Range<usize>> = parts.iter().map(|part| part.span.clone()).collect();
    let mut end = 0;
    for part in &parts {
        if part.span.start < end || !opens(part) {
            continue;
        }
        let reach = follow(page, &spans, part.span.end);
        if reach > part.span.end {
            end = reach;
            let mut whole = part.clone();
            whole.span.end = reach;
            whole.label = Arc::clone(&ADDRESS);
            whole.see(Feature::ADDRESS_LINES);
            candidates.push(whole);
        }
    }
}

/// Where the address that has a part up to `end` ends.
fn follow(page: &Page<'_, '_>, spans: &[Range<usize>], end: usize) -> usize {
    let (mut at, mut proven, mut unproven) = (end, end, 0);
    for _ in 0..MOST_PARTS {
        match step(page, spans, at) {
            Some(Step::Proof(next)) => (at, proven) = (next, next),
            Some(Step::Name { end: next, by_comma }) => {
                unproven += 1;
                let closed = page.document.text()[next..].starts_with([',', '.', '\n', ';', ')']);
                if by_comma && closed && proven == at && unproven <= MOST_UNPROVEN {
                    proven = next;
                }
                at = next;
            }
            None => break,
        }
    }
    proven
}

fn step(page: &Page<'_, '_>, spans: &[Range<usize>], at: usize) -> Option<Step> {
    let text = page.document.text();
    let word = page.document.word_at(at);
    let start = page.document.words().get(word)?.range().start;
    let gap = text.get(at..start).filter(|gap| !gap.is_empty() && gap.len() <= LONGEST_GAP)?;
    if !gap.chars().all(|c| matches!(c, ' ' | ',' | '\n' | '\r' | '>' | '?' | '.')) {
        return None;
    }
    let first = spans.partition_point(|span| span.start < start);
    if let Some(part) = spans.get(first).filter(|span| span.start == start) {
        return Some(Step::Proof(part.end));
    }
    let shape = page.shape(word);
    let end = page.document.words()[word].range().end;
    let apart = gap.contains(['\n', ',']);
    if shape.has(Shape::NUMBER) && (3..=6).contains(&(end - start)) {
        return Some(Step::Proof(end));
    }
    let code = shape.has(Shape::ALL_CAPS) && end - start <= 3 || page.is(word, &["nan"]);
    if code && (page.is_state_code(word) || text[end..].starts_with('\n')) {
        return Some(Step::Proof(end));
    }
    let end = name_at(page, word, gap.contains('\n'))?;
    apart.then_some(Step::Name { end, by_comma: gap == ", " })
}

/// The end of a name of few words that starts at a word and that nothing shows to be anything else.
/// On a line of its own it may be in small letters.
fn name_at(page: &Page<'_, '_>, first: usize, own_line: bool) -> Option<usize> {
    let part = |index: usize| {
        let shape = page.shape(index);
        own_line || page.tall(index) || shape.has(Shape::FOREIGN) || page.among(index, &CONNECTORS)
    };
    let more = |last: usize| last + 1 < page.len() && page.gap(last) == Some(" ") && part(last + 1);
    let last = (first..first + TOWN_WORDS).find(|&last| !more(last))?;
    let place = |index: usize| page.entry(index).class.has(Class::TOWN) || !page.class(index).has(NO_PLACE);
    let digits = (first..=last).any(|index| page.shape(index).has(Shape::DIGIT));
    (part(first) && !digits && (first..=last).all(place)).then(|| page.document.words()[last].range().end)
}
