//! Details that no list foresees: runs of uncommon words where somebody is spoken of.
//!
//! "A steam-organ restorer with a parrot" identifies because few people could be meant, and the
//! words for it are words that are seldom written. So every run of content words with a rare one
//! among them is a candidate, with what can be said of the run: how rare, how long, of which
//! classes, behind which small words. Most runs are harmless; the weights choose, and they choose
//! nothing in a draft that does not speak of one person's care.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use crate::finding::{Candidate, Candidates, Category, Feature, Label};
use crate::lexicon::{Class, Entry, Reading};
use crate::text::{Document, Shape};

/// A word this frequent ends a run ("hospital" has 18, "the" 30; see [`Entry::lower`]).
const COMMON: u8 = 20;
/// A run needs one word at least this rare.
const RARE: u8 = 17;
/// A run of one word needs a rarer one, or a class that may single somebody out.
const RARE_ALONE: u8 = 12;
/// The longest run, small words counted.
const LONGEST: usize = 9;
/// Small words that may stand between two content words of one run, and how many side by side.
const LINKS: &[&str] = &[
    "of", "the", "a", "an", "in", "on", "at", "with", "from", "to", "for", "by", "his", "her", "their",
    "off", "into", "through", "de", "du", "des", "la", "le", "les", "en",
];
const MOST_LINKS: usize = 2;
/// Shorter words are seldom telling, and often parts of shorthand.
const SHORTEST_WORD: usize = 3;
/// From this share of rare words on the draft is not in English, and frequencies say nothing.
const FOREIGN_SHARE: f32 = 0.45;

/// A text of fewer words says too little of its language.
const FEWEST_WORDS: usize = 10;

/// Classes of people who may be in care, or of somebody close to them.
const PERSON: Class = Class::THIRD_PERSON
    .or(Class::PATIENT_NOUN)
    .or(Class::PATIENT_PHRASE)
    .or(Class::FAMILY)
    .or(Class::PLAIN_TITLE);

/// Classes that make a single word worth a look.
const TELLING: Class = Class::OCCUPATION
    .or(Class::INCIDENT)
    .or(Class::SUPERLATIVE)
    .or(Class::DISEASE)
    .or(Class::GROUP)
    .or(Class::ANIMAL);

/// What a class inside the run says.
const WITHIN: &[(Class, Feature)] = &[
    (Class::OCCUPATION, Feature::RUN_OCCUPATION),
    (Class::INCIDENT, Feature::RUN_INCIDENT),
    (Class::SUPERLATIVE, Feature::RUN_SUPERLATIVE),
    (Class::DISEASE, Feature::RUN_DISEASE),
    (Class::HEALTH, Feature::RUN_HEALTH),
    (Class::FAMILY, Feature::RUN_FAMILY),
    (Class::GROUP, Feature::RUN_GROUP),
    (Class::ANIMAL, Feature::RUN_ANIMAL),
    (Class::FACILITY, Feature::RUN_FACILITY),
    (Class::DRUG.or(Class::PRODUCT).or(Class::EPONYM), Feature::RUN_TERM),
    (Class::CARE_NOUN, Feature::RUN_CARE),
    (Class::STAFF_ROLE.or(Class::CREDENTIAL), Feature::RUN_STAFF),
    (Class::EVENT_CUE.or(Class::HOLIDAY), Feature::RUN_EVENT),
    (Class::BILLING.or(Class::HIRING).or(Class::STATISTIC), Feature::RUN_BUSINESS),
    (Class::ORGANISATION.or(Class::PUBLIC_CUE), Feature::RUN_PUBLIC),
];

/// How rare the rarest word is, each step on top of the one before.
const RARITY: &[(u8, Feature)] = &[
    (5, Feature::RARE_WORD_5),
    (9, Feature::RARE_WORD_9),
    (11, Feature::RARE_WORD_11),
    (13, Feature::RARE_WORD_13),
    (15, Feature::RARE_WORD_15),
];

/// The small word before a run and what it says.
const BEFORE: &[(&[&str], Feature)] = &[
    (&["a", "an"], Feature::AFTER_A),
    (&["the", "that", "this", "those"], Feature::AFTER_THE),
    (&["his", "her", "their"], Feature::AFTER_HIS),
    (&["our", "my"], Feature::AFTER_OUR),
    (&["your", "you"], Feature::AFTER_YOUR),
    (&["he", "she", "they", "who"], Feature::AFTER_PRONOUN),
    (
        &["in", "on", "at", "with", "of", "to", "from", "into", "through", "for", "by"],
        Feature::AFTER_PREPOSITION,
    ),
];

/// The small word behind a run and what it says.
const BEHIND: &[(&[&str], Feature)] = &[
    (&["who", "that", "whose"], Feature::BEFORE_WHO),
    (&["in", "on", "at", "with", "of", "from", "for", "by"], Feature::BEFORE_PREPOSITION),
];

/// Adds a candidate for every telling run. Comes last: what another detector has claimed as a name,
/// place, date or number is no detail.
pub(crate) fn detect(document: &Document<'_>, reading: &Reading, candidates: &mut Candidates) {
    let speaks_of_somebody = reading.entries().iter().any(|entry| entry.class.has(PERSON));
    if !speaks_of_somebody || is_foreign(document, reading) {
        return;
    }
    let claimed = Claimed::of(document, candidates);
    let mut start = 0;
    while start < document.words().len() {
        let end = run_end(document, reading, &claimed, start);
        if end > start && is_telling(document, reading, start..end) && !claimed.in_phrase(start..end) {
            candidates.push(candidate(document, reading, start..end));
        }
        start = end.max(start + 1);
    }
}

/// What other detectors have found, by word.
struct Claimed {
    taken: Vec<bool>,
    phrase: Vec<bool>,
}

impl Claimed {
    fn of(document: &Document<'_>, candidates: &Candidates) -> Self {
        let count = document.words().len();
        let mut claimed = Self { taken: vec![false; count], phrase: vec![false; count] };
        for candidate in candidates.iter() {
            let marks = match candidate.category {
                Category::Care => continue,
                Category::Detail => &mut claimed.phrase,
                _ => &mut claimed.taken,
            };
            marks[document.words_at(&candidate.span)].fill(true);
        }
        claimed
    }

    /// Whether a phrase rule has found all of it.
    fn in_phrase(&self, run: Range<usize>) -> bool {
        self.phrase[run].iter().all(|&mark| mark)
    }
}

/// Where the run that starts at `start` ends; `start` itself where none does.
fn run_end(document: &Document<'_>, reading: &Reading, claimed: &Claimed, start: usize) -> usize {
    let limit = document.words().len().min(start + LONGEST);
    let (mut end, mut at) = (start, start);
    while at < limit && (at == start || joins(document, at)) && !claimed.taken[at] {
        at += 1;
        if is_content(document, reading.entry(at - 1), at - 1) {
            end = at;
        } else if end == start || at - end > MOST_LINKS || !is_link(document.word(at - 1)) {
            break;
        }
    }
    end
}

fn is_link(word: &str) -> bool {
    LINKS.iter().any(|link| link.eq_ignore_ascii_case(word))
}

/// The entries of a run's content words.
fn content<'r>(
    document: &'r Document<'_>,
    reading: &'r Reading,
    run: Range<usize>,
) -> impl Iterator<Item = Entry> + 'r {
    run.filter(|&index| is_content(document, reading.entry(index), index)).map(|index| reading.entry(index))
}

fn is_content(document: &Document<'_>, entry: Entry, index: usize) -> bool {
    let shape = document.words()[index].shape;
    let small =
        Class::SECOND_PERSON.or(Class::FIRST_PLURAL).or(Class::FIRST_SINGULAR).or(Class::THIRD_PERSON);
    document.stem(index).len() >= SHORTEST_WORD
        && entry.lower < COMMON
        && !entry.class.has(small.or(Class::MONTH).or(Class::WEEKDAY))
        && !shape.has(Shape::NUMBER.with(Shape::IN_LINK).with(Shape::IN_HANDLE).with(Shape::IN_FILE_NAME))
}

/// Whether only a space or a hyphen stands between a word and the one before it.
fn joins(document: &Document<'_>, index: usize) -> bool {
    let words = document.words();
    let between = words[index - 1].range().end..words[index].range().start;
    words[index - 1].sentence == words[index].sentence && matches!(&document.text()[between], " " | "-" | "")
}

fn is_telling(document: &Document<'_>, reading: &Reading, run: Range<usize>) -> bool {
    let entries = || content(document, reading, run.clone());
    let rarest = entries().map(|entry| entry.lower).min().unwrap_or(0);
    let telling = entries().any(|entry| entry.class.has(TELLING));
    let title = |index: usize| document.words()[index].shape.has(Shape::CAPITAL.with(Shape::ALL_CAPS));
    let several = entries().count() > 1;
    let name_like = several && run.clone().filter(|&index| !is_link(document.word(index))).all(title);
    rarest <= RARE && (several || telling || rarest <= RARE_ALONE) && !name_like
}

/// Whether so many words are rare in English that the draft is in another language.
fn is_foreign(document: &Document<'_>, reading: &Reading) -> bool {
    let (mut small, mut rare) = (0_usize, 0_usize);
    for (word, entry) in document.words().iter().zip(reading.entries()) {
        small += usize::from(word.shape.has(Shape::LOWER));
        rare += usize::from(word.shape.has(Shape::LOWER) && entry.lower <= RARE_ALONE);
    }
    small >= FEWEST_WORDS && rare as f32 > FOREIGN_SHARE * small as f32
}

fn candidate(document: &Document<'_>, reading: &Reading, run: Range<usize>) -> Candidate {
    let words = document.words();
    let span = words[run.start].range().start..document.stem_range(run.end - 1).end;
    let mut candidate = Candidate::from_label(span, Category::Detail, LABEL.clone(), 0.0);
    let entries: Vec<Entry> = content(document, reading, run.clone()).collect();
    let rarest = entries.iter().map(|entry| entry.lower).min().unwrap_or(0);
    for (_, feature) in RARITY.iter().filter(|(level, _)| rarest <= *level) {
        candidate.see(*feature);
    }
    let mean = entries.iter().map(|entry| f32::from(entry.lower)).sum::<f32>() / entries.len().max(1) as f32;
    candidate.see_times(Feature::MEAN_RARITY, (15.0 - mean) / 5.0);
    for (length, feature) in [(2, Feature::RUN_OF_TWO), (3, Feature::RUN_OF_THREE), (4, Feature::RUN_OF_FOUR)]
    {
        if entries.len() >= length {
            candidate.see(feature);
        }
    }
    let class = run
        .clone()
        .fold(Class::NONE, |all, index| all.or(reading.entry(index).class).or(reading.phrases_over(index)));
    for (_, feature) in WITHIN.iter().filter(|(within, _)| class.has(*within)) {
        candidate.see(*feature);
    }
    if is_agent(document.stem(run.end - 1)) {
        candidate.see(Feature::ENDS_AS_AGENT);
    }
    if run.clone().any(|index| is_medical(document.stem(index))) {
        candidate.see(Feature::ENDS_MEDICAL);
    }
    if run.clone().any(|index| words[index].shape.has(Shape::CAPITAL)) {
        candidate.see(Feature::RUN_CAPITAL);
    }
    if words[run.start].shape.has(Shape::IN_HASHTAG) {
        candidate.see(Feature::IN_HASHTAG);
    }
    let before = run.start.checked_sub(1).filter(|_| joins(document, run.start));
    let behind = Some(run.end).filter(|&index| index < words.len() && joins(document, index));
    for (neighbour, table) in [(before, BEFORE), (behind, BEHIND)] {
        let Some(index) = neighbour else { continue };
        let small = |list: &[&str]| list.iter().any(|word| word.eq_ignore_ascii_case(document.word(index)));
        for (_, feature) in table.iter().filter(|(list, _)| small(list)) {
            candidate.see(*feature);
        }
        if reading.entry(index).class.has(Class::NUMBER_WORD) {
            candidate.see(Feature::BESIDE_NUMBER);
        }
    }
    candidate
}

/// Whether a word names somebody by what they do: "organist", "builder", "lamplighter".
fn is_agent(word: &str) -> bool {
    const ENDINGS: &[&str] = &["er", "or", "ist", "ian", "man", "woman", "men", "women", "eer", "ster"];
    let one = word.strip_suffix(['s', 'S']).unwrap_or(word);
    one.len() > 4 && ENDINGS.iter().any(|ending| ends_with(one, ending) || ends_with(word, ending))
}

/// Whether a word is built as the names of diseases and operations are.
fn is_medical(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "itis", "osis", "emia", "aemia", "ectomy", "plasty", "cele", "schisis", "oma", "opathy", "trophy",
        "plegia", "otomy", "ostomy", "algia", "syndrome", "palsy", "lepsy", "cytosis", "philia",
    ];
    word.len() > 5 && ENDINGS.iter().any(|ending| ends_with(word, ending))
}

/// Whether a word ends so, in any case.
fn ends_with(word: &str, ending: &str) -> bool {
    let tail = word.len().checked_sub(ending.len()).and_then(|at| word.as_bytes().get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(ending.as_bytes()))
}

static LABEL: LazyLock<Arc<Label>> = LazyLock::new(|| {
    Arc::new(Label::new(
        "details.rare_words",
        "Say it in general words: what is uncommon is remembered, and recognised.",
        "45 CFR 164.514(b)(2)(i)(R)",
    ))
});

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Candidate)> {
        let document = Document::new(text);
        let mut candidates = Candidates::default();
        detect(&document, &Reading::of(&document), &mut candidates);
        let list = candidates.into_vec().into_iter();
        list.map(|candidate| (document.text()[candidate.span.clone()].to_owned(), candidate)).collect()
    }

    fn spans(text: &str) -> Vec<String> {
        found(text).into_iter().map(|(span, _)| span).collect()
    }

    #[test]
    fn uncommon_words_about_somebody_are_candidates() {
        assert_eq!(spans("She was a lighthouse painter for years."), ["lighthouse painter"]);
        assert_eq!(spans("He keeps a tame jackdaw at home."), ["keeps a tame jackdaw"]);
    }

    #[test]
    fn common_words_are_none() {
        assert!(spans("She was here again and we were very happy about it.").is_empty());
    }

    #[test]
    fn without_a_person_nothing_is_a_detail() {
        assert!(spans("Bring a lighthouse painting and a jackdaw.").is_empty());
    }

    #[test]
    fn a_text_in_another_language_has_no_rare_words() {
        assert!(spans("Notre patiente jouait encore de la vielle devant les voisins, chaque dimanche, madame le raconte bien.").is_empty());
    }

    #[test]
    fn claimed_words_are_left_alone() {
        let document = Document::new("She was a lighthouse painter for years.");
        let mut candidates = Candidates::default();
        candidates.push(Candidate::new(10..28, Category::Name, "names.other", 0.0));
        detect(&document, &Reading::of(&document), &mut candidates);
        assert_eq!(candidates.len(), 1);
    }

    #[test]
    fn a_run_says_how_rare_and_of_what_kind_it_is() {
        let (_, lamplighter) = found("He was the lamplighter who sang.").remove(0);
        for feature in [Feature::ENDS_AS_AGENT, Feature::AFTER_THE, Feature::BEFORE_WHO, Feature::RARE_WORD_9]
        {
            assert!(lamplighter.saw(feature), "{feature:?}");
        }
        assert!(!lamplighter.saw(Feature::RUN_OF_TWO));
    }
}
