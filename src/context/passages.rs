//! Passages: runs of words that say one thing of a patient, found word by word.
//!
//! Phrases, clauses and lists of places are what somebody thought of; people tell of care in more ways, and name
//! places and days in words of their own. So every word of a draft is asked whether it is part of a passage that
//! confirms care, gives a detail away, or says where or when: what it is and what stands up to four words before
//! and after it in its sentence each have a fitted weight, and so have the rules that cover it and the draft as a
//! whole. Words that reach the line become candidates, and every confirmation, detail, place and date, whoever
//! found it, learns what its words say one by one. Whether a candidate becomes a finding is decided as for all
//! others; only what a built-in rule took for care or a detail is dropped where no word of it comes near, before
//! anything looks around it.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::network::{self, Worth};
use super::pairs::kind;
use super::sections::Section;
use super::sentences::Sentences;
use super::stems::era;
#[cfg(feature = "fit")]
use super::words_file::NAME_WORD;
use super::words_file::{KINDS, PASSAGES, PLACES, REACH};
use super::words_table::{HUNDRED, Packed, hundredths, unpacked};
use super::{DraftFacts, Field, Weights};
use crate::finding::{Candidate, Candidates, Category, Feature, Label, Model, Score};
use crate::text::{Document, Kept, keep};

/// A figure for each kind of passage, by [`PASSAGES`].
pub(crate) type PerPassage = [f32; PASSAGES.len()];

keep!([bool; PASSAGES.len()]);

/// A kind of passage.
struct Kind {
    category: Category,
    /// Who weighs its words.
    model: Model,
    label: LazyLock<Arc<Label>>,
    /// Whether a candidate is nothing where no word of it comes near. A place or a date is one whosever it is.
    only_words: bool,
}

impl Kind {
    const fn new(category: Category, model: Model, only_words: bool, label: fn() -> Arc<Label>) -> Self {
        Self { category, model, label: LazyLock::new(label), only_words }
    }
}

/// The kinds, in the order of [`PASSAGES`].
static ALL: [Kind; PASSAGES.len()] = [
    Kind::new(Category::Care, Model::CareWord, true, || {
        label(
            "care.passage",
            "Leave out what happened to one person: the text should read the same to a stranger.",
            "45 CFR 164.502(a); 45 CFR 160.103",
        )
    }),
    Kind::new(Category::Detail, Model::DetailWord, true, || {
        label(
            "details.passage",
            "Leave out what only this person did, has or is, or say it so that it could be anybody.",
            "45 CFR 164.514(b)(2)(i)(R)",
        )
    }),
    Kind::new(Category::Place, Model::PlaceWord, false, || {
        label(
            "places.passage",
            "Leave out where it was, or name the state, province or country only.",
            "45 CFR 164.514(b)(2)(i)(B)",
        )
    }),
    Kind::new(Category::Date, Model::DateWord, false, || {
        label("dates.passage", "Leave out when it was, or name the year only.", "45 CFR 164.514(b)(2)(i)(C)")
    }),
];

fn label(rule: &'static str, advice: &'static str, source: &'static str) -> Arc<Label> {
    Arc::new(Label::new(rule, advice, source))
}

/// The name of a place in a words file: `care-2`, `detail+0`, and behind the passages `word-1`.
#[cfg(feature = "fit")]
pub(crate) fn near_name(passage: usize, place: usize) -> String {
    let (sign, away) = if place < REACH { ('-', REACH - place) } else { ('+', place - REACH) };
    format!("{}{sign}{away}", PASSAGES.get(passage).unwrap_or(&NAME_WORD))
}

/// Adds the passages of every field; see [`find`].
pub(crate) fn find_all(fields: &mut [Field<'_>], facts: &DraftFacts<'_>, weights: &Weights) -> bool {
    let fields = fields.iter_mut().enumerate();
    fields.fold(false, |limited, (at, field)| find(field, at, facts, weights) | limited)
}

/// Adds the passages of field `at` to its candidates, and to each candidate of those kinds what its words say.
/// Returns whether a limit was reached.
fn find(field: &mut Field<'_>, at: usize, facts: &DraftFacts<'_>, weights: &Weights) -> bool {
    if field.document.words().is_empty() {
        return false;
    }
    let document = &field.document;
    let seen: Kept<Seen> = field.candidates.iter().map(|one| Seen::of(document, one, weights)).collect();
    let said = Said::of(field, at, &seen, facts, weights);
    let limited = find_runs(field, &seen, &said, weights);
    let sentences = Sentences::of(&field.document, &said);
    field.candidates.iter_mut().for_each(|candidate| sentences.see(candidate));
    limited
}

/// Adds to each candidate of a passage's kind what its words say, and every run of words that is one. Returns
/// whether a limit was reached.
fn find_runs(field: &mut Field<'_>, seen: &[Seen], said: &Said, weights: &Weights) -> bool {
    let document = &field.document;
    let of_staff = field.care_that(Feature::CARE_OF_STAFF);
    let of_staff: Kept<Range<usize>> = of_staff.map(|one| document.words_at(&one.span)).collect();
    let is_of_staff = |words: &Range<usize>, passage: usize| {
        let shares = |other: &Range<usize>| words.start < other.end && other.start < words.end;
        ALL[passage].category == Category::Care && of_staff.iter().any(shares)
    };
    let mut all_seen = seen.iter();
    field.candidates.retain_mut(|candidate| {
        let Some(Seen { passage: Some(passage), words, rule }) = all_seen.next() else { return true };
        if is_of_staff(words, *passage) {
            return false;
        }
        let most = said.describe(words.clone(), *passage, candidate);
        let kind = &ALL[*passage];
        !kind.only_words || rule.is_none() || most >= Score::new(weights.threshold(kind.model)).log_odds()
    });
    let lines = said.lines(weights);
    // So far the runs of each kind are found, and what places and dates cover.
    let mut done = [0; PASSAGES.len()];
    let mut taken: Option<Kept<[bool; PASSAGES.len()]>> = None;
    for word in 0..said.sums.len() {
        if !said.reaches(word, &lines) {
            continue;
        }
        for (passage, kind) in ALL.iter().enumerate() {
            let is_part = |word: usize| said.sums[word][passage] > lines[passage];
            if word < done[passage] || !is_part(word) {
                continue;
            }
            let words = document.words();
            let goes_on = |next: &usize| words[*next].sentence == words[word].sentence && is_part(*next);
            let run = word..word + (word..words.len()).take_while(goes_on).count();
            done[passage] = run.end;
            let taken = taken.get_or_insert_with(|| taken_by(seen, words.len()));
            if taken[run.clone()].iter().any(|word| word[passage]) {
                continue;
            }
            if is_of_staff(&run, passage) {
                continue;
            }
            // A year alone is all that may be said of a date.
            if kind.category == Category::Date && run.len() == 1 && era(document.stem(word)).is_some() {
                continue;
            }
            if field.candidates.len() >= Candidates::LIMIT {
                return true;
            }
            let span = words[run.start].range().start..words[run.end - 1].range().end;
            let mut candidate = Candidate::from_label(span, kind.category, Arc::clone(&kind.label), 0.0);
            said.describe(run, passage, &mut candidate);
            field.candidates.push(candidate);
        }
    }
    false
}

/// By word: the places and dates that are there already.
fn taken_by(seen: &[Seen], words: usize) -> Kept<[bool; PASSAGES.len()]> {
    let mut taken = Kept::of([false; PASSAGES.len()], words);
    for Seen { passage, words, .. } in seen {
        if let Some(passage) = passage.filter(|passage| !ALL[*passage].only_words) {
            taken[words.clone()].iter_mut().for_each(|word| word[passage] = true);
        }
    }
    taken
}

/// Whether a candidate was made of words alone: where it is no finding, it is nothing.
pub(crate) fn is_passage(candidate: &Candidate) -> bool {
    ALL.iter().any(|kind| Arc::ptr_eq(&kind.label, &candidate.label))
}

/// Which kind of passage the words of a category are weighed for.
fn passage_of(category: Category) -> Option<usize> {
    ALL.iter().position(|kind| kind.category == category)
}

/// A candidate as its words are weighed.
struct Seen {
    passage: Option<usize>,
    words: Range<usize>,
    /// What its rule says of the words it covers, where a fit has seen the rule.
    rule: Option<Sums>,
}

impl Seen {
    fn of(document: &Document<'_>, candidate: &Candidate, weights: &Weights) -> Self {
        let words = document.words_at(&candidate.span);
        let passage = passage_of(candidate.category).filter(|_| !words.is_empty());
        if passage.is_none() {
            return Self { passage, words, rule: None };
        }
        let rule = weights.fitted_rule(&candidate.label.rule).map(|rule| rule.words.map(hundredths));
        Self { passage, words, rule }
    }
}

fn add_to(sums: &mut [Sums], more: &Sums) {
    for sum in sums {
        sum.iter_mut().zip(more).for_each(|(sum, worth)| *sum = sum.saturating_add(*worth));
    }
}

/// Log-odds in hundredths, by kind of passage.
pub(super) type Sums = [i16; PASSAGES.len()];

keep!(Sums, Seen, Packed);

/// What a field's words say one by one.
pub(super) struct Said {
    /// What the draft says of each of them.
    pub base: PerPassage,
    /// What each of them says besides.
    pub sums: Kept<Sums>,
}

impl Said {
    fn of(field: &Field<'_>, at: usize, seen: &[Seen], facts: &DraftFacts<'_>, weights: &Weights) -> Self {
        let worth = |passage: usize, (feature, value): (Feature, f32)| {
            weights.recognise(ALL[passage].model, feature) * value
        };
        let base_of = |section: Option<&Section>| -> PerPassage {
            let of_draft = facts.of_words(section);
            std::array::from_fn(|passage| of_draft.clone().map(|seen| worth(passage, seen)).sum())
        };
        let base = base_of(None);
        let document = &field.document;
        let words = document.words();
        let edges = Edges::of(weights);
        let worth_of_sentence: [[f32; 2]; PASSAGES.len()] = std::array::from_fn(|passage| {
            [Feature::SENTENCE_INDIVIDUAL, Feature::SENTENCE_STOPPED].map(|seen| worth(passage, (seen, 1.0)))
        });
        let mut sums: Kept<Sums> = Kept::new();
        sums.reserve(words.len());
        // A sentence with room for what its first and last words would say of those outside it.
        let mut padded: Kept<Packed> = Kept::new();
        for sentence in words.chunk_by(|one, next| one.sentence == next.sentence) {
            let start = sums.len();
            padded.clear();
            padded.resize(sentence.len() + 2 * REACH, 0);
            for at in 0..sentence.len() {
                let word = start + at;
                let near = weights.vocabulary.near(field.known[word], || kind(document, word));
                // From `place - REACH` words behind the one it speaks for: the last place for the first of these.
                for (sum, worth) in padded[at..at + PLACES].iter_mut().zip(near.iter().rev()) {
                    *sum = sum.wrapping_add(*worth);
                }
            }
            let inner = &mut padded[REACH..REACH + sentence.len()];
            edges.add_to(inner);
            sums.extend(inner.iter().map(|sum| unpacked(*sum)));
            let [(_, individual), (_, stopped)] = facts.of_sentence(at, sentence[0].sentence);
            let more = worth_of_sentence.map(|[of_individual, of_stopped]| {
                hundredths(of_individual * individual + of_stopped * stopped)
            });
            add_to(&mut sums[start..], &more);
        }
        let worth_of_told: [Worth; PASSAGES.len()] =
            std::array::from_fn(|passage| Worth::of(network::SEEN.map(|seen| worth(passage, (seen, 1.0)))));
        for (sums, told) in sums.iter_mut().zip(field.told.iter()) {
            let told = network::Seen::of(told);
            let more = worth_of_told.each_ref().map(|worth| worth.sum(&told));
            add_to(std::slice::from_mut(sums), &more);
        }
        for Seen { words, rule, .. } in seen {
            if let Some(rule) = rule {
                add_to(&mut sums[words.clone()], rule);
            }
        }
        for (words, section) in facts.sections.of_field(at) {
            let of_section = base_of(Some(section));
            let more = std::array::from_fn(|passage| hundredths(of_section[passage] - base[passage]));
            add_to(&mut sums[words], &more);
        }
        Self { base, sums }
    }

    /// From where on the sum of a word makes it part of a passage, by kind.
    fn lines(&self, weights: &Weights) -> Sums {
        std::array::from_fn(|passage| {
            let line = Score::new(weights.recognised(ALL[passage].model)).log_odds() - self.base[passage];
            #[allow(clippy::cast_possible_truncation)] // A cast to a whole number stops at its bounds.
            let hundredths = (line * HUNDRED).floor() as i16;
            hundredths
        })
    }

    fn reaches(&self, word: usize, lines: &Sums) -> bool {
        self.sums[word].iter().zip(lines).any(|(sum, line)| sum > line)
    }

    /// Adds what a candidate's words say; returns the log-odds of the likeliest.
    fn describe(&self, words: Range<usize>, passage: usize, candidate: &mut Candidate) -> f32 {
        let count = words.len() as f32;
        let sums = || self.sums[words.clone()].iter().map(|sum| sum[passage]);
        let whole = |hundredths: f32| self.base[passage] + hundredths / HUNDRED;
        let most = whole(f32::from(sums().max().unwrap_or(0)));
        let mean = whole(sums().map(f32::from).sum::<f32>() / count);
        candidate.see_words(
            most,
            mean,
            [Feature::PASSAGE_MOST, Feature::PASSAGE_SURE, Feature::PASSAGE_MEAN],
        );
        candidate.see_times(Feature::PASSAGE_WORDS, (count / MANY).min(1.0));
        if words.len() == 1 {
            candidate.see(Feature::PASSAGE_OF_ONE);
        }
        most
    }
}

/// So many words are many.
const MANY: f32 = 12.0;

/// What the edges of a sentence say of the words near them, the nearest first.
struct Edges {
    before: [Packed; REACH],
    behind: [Packed; REACH],
}

impl Edges {
    fn of(weights: &Weights) -> Self {
        let edge = weights.vocabulary.near(0, || KINDS.len());
        let sum = |places: &[Packed]| places.iter().fold(0, |sum: Packed, worth| sum.wrapping_add(*worth));
        // For a word so many words from it, each place from there on is outside.
        Self {
            before: std::array::from_fn(|away| sum(&edge[..REACH - away])),
            behind: std::array::from_fn(|away| sum(&edge[REACH + 1 + away..])),
        }
    }

    fn add_to(&self, sentence: &mut [Packed]) {
        sentence.iter_mut().zip(&self.before).for_each(|(sum, worth)| *sum = sum.wrapping_add(*worth));
        sentence.iter_mut().rev().zip(&self.behind).for_each(|(sum, worth)| *sum = sum.wrapping_add(*worth));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::{CueMap, Host};
    use crate::draft::Draft;
    use crate::lexicon::Reading;

    struct Nobody;

    impl Host for Nobody {
        fn is_staff(&self, _: &str) -> bool {
            false
        }
        fn is_own_contact(&self, _: &str) -> bool {
            false
        }
        fn is_own_place(&self, _: &str) -> bool {
            false
        }
    }

    const WEIGHTS: &str = "\
[recognised]
care_word = 0.5
date_word = 0.5
[recognise.care_word]
bias = -1.0
[recognise.date_word]
bias = -1.0
[rule.\"own.thing\"]
care_word = 2.0
";
    const WORDS: &str = "\
crown\tcare+0=2.0\tcare-1=0.5
your\tcare-1=2.0\tcare+0=1.5
<edge>\tcare+1=-3.0
<small>\tcare+1=0.25
2020s\tdate+0=2.0
monday\tdate+0=2.0
";

    /// What each word of a text comes to, for care, and the spans that are found; `covered` words are a candidate
    /// already.
    fn read(text: &str, covered: Range<usize>) -> (Vec<f32>, Vec<String>) {
        let draft = Draft::new(text);
        let weights = Weights::parse(WEIGHTS, WORDS).unwrap();
        let document = Document::new(&draft.text);
        let (reading, known) = (Reading::of(&document), weights.vocabulary.read(&document));
        let cues = CueMap::of(&document, &reading);
        let covering = Candidate::new(covered.clone(), Category::Care, "own.thing", 0.0);
        let candidates = Some(covering).filter(|_| !covered.is_empty()).into_iter().collect();
        let mut field =
            Field { document, reading, cues, known, pairs: Kept::new(), candidates, told: Kept::new() };
        let facts = DraftFacts::of(&draft, &Nobody, &[], &weights);
        let seen = field.candidates.iter().map(|one| Seen::of(&field.document, one, &weights));
        let said = Said::of(&field, 0, &seen.collect::<Vec<_>>(), &facts, &weights);
        let sums = said.sums.iter().map(|sum| said.base[0] + f32::from(sum[0]) / HUNDRED).collect();
        assert!(!find(&mut field, 0, &facts, &weights));
        let found = field.candidates.iter().filter(|one| is_passage(one));
        (sums, found.map(|one| field.document.text()[one.span.clone()].to_owned()).collect())
    }

    #[test]
    fn a_word_speaks_for_those_around_it_in_its_sentence() {
        assert_eq!(read("of your crown of", 0..0).0, [-1.0, 0.5, 3.25, -3.5]);
        assert_eq!(read("your. Crown", 0..0).0, [-2.5, -2.0]);
    }

    #[test]
    fn words_that_reach_the_line_are_a_passage() {
        assert_eq!(read("of your crown of", 0..0).1, ["your crown"]);
        assert_eq!(read("of of of", 0..0).1, [""; 0]);
    }

    #[test]
    fn a_year_alone_is_no_date() {
        assert_eq!(read("here in 2017", 0..0).1, [""; 0]);
        assert_eq!(read("on monday", 0..0).1, ["monday"]);
        assert_eq!(read("monday 2017", 0..0).1, ["monday 2017"]);
    }

    #[test]
    fn a_rule_speaks_for_the_words_it_covers() {
        assert_eq!(read("of of of", 3..5), (vec![-0.75, 1.25, -4.0], vec!["of".to_owned()]));
    }

    #[test]
    fn a_confirmation_learns_what_its_words_say() {
        let sums = [[300, 900, 900, 900], [500, 900, 900, 900]].into_iter().collect();
        let said = Said { base: [-1.0; PASSAGES.len()], sums };
        let mut candidate = Candidate::new(0..7, Category::Care, "own.thing", 0.0);
        assert_eq!(said.describe(0..2, 0, &mut candidate), 4.0);
        let seen: Vec<f32> = candidate.features.iter().map(|(_, value)| *value).collect();
        assert_eq!(seen, [1.0, 1.0, 0.75, 2.0 / 12.0]);
    }
}
