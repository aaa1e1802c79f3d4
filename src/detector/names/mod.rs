//! People's names: word by word, then put together.
//!
//! A word is a candidate for a name when it is written like one (a capital, an initial, a part of
//! a hashtag) or when the lists or the word before make it likely ("mrs murphy"). What speaks for
//! and against each such word is written down as features; the strongest word of a run carries
//! the name's evidence. Whether it *is* a name and *whose* it is are decided by the context.

mod features;
mod tokens;

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use crate::finding::{Candidate, Candidates, Category, Feature, Label};
use crate::lexicon::{Class, Reading};
use crate::text::{Document, Kept, Shape};

pub(crate) use tokens::Tokens;

/// How the detector asks what speaks for word `index` being part of a name, in log-odds: what was
/// seen of it, and the words around it.
pub(crate) type Weigh<'a> = &'a dyn Fn(usize, &[(Feature, f32)]) -> f32;

fn label(rule: &'static str) -> Arc<Label> {
    Arc::new(Label::new(
        rule,
        "Leave the name out, or write 'a patient'; with a written authorisation on file, name it there.",
        "45 CFR 164.514(b)(2)(i)(A)",
    ))
}

static PERSON: LazyLock<Arc<Label>> = LazyLock::new(|| label("names.person"));
static INITIALS: LazyLock<Arc<Label>> = LazyLock::new(|| label("names.initials"));
static HASHTAG: LazyLock<Arc<Label>> = LazyLock::new(|| label("names.hashtag"));

/// Adds a candidate for every run of words that may be a name.
pub(crate) fn detect(
    document: &Document<'_>,
    reading: &Reading,
    weigh: Weigh<'_>,
    candidates: &mut Candidates,
) {
    let tokens = Tokens::of(document, reading);
    let mut words = Words { document, reading, tokens: &tokens, weigh, ahead: None };
    let mut index = 0;
    while index < document.words().len() {
        let Some(run) = words.run_at(index) else {
            index += 1;
            continue;
        };
        index = run.words.end;
        candidates.push(candidate(document, reading, &tokens, run));
    }
}

/// What speaks for a word, and what was seen of it.
type Judged = (f32, Kept<(Feature, f32)>);

/// The words of a document, judged one after another.
struct Words<'a> {
    document: &'a Document<'a>,
    reading: &'a Reading,
    tokens: &'a Tokens,
    weigh: Weigh<'a>,
    /// The word that ended a run opens the next: it is not judged twice.
    ahead: Option<(usize, Judged)>,
}

/// A run of words read as one name, with the features of its strongest word.
struct Run {
    words: Range<usize>,
    features: Kept<(Feature, f32)>,
    /// What speaks for its strongest word, and for all its words together, in log-odds.
    most: f32,
    total: f32,
    judged: usize,
}

impl Words<'_> {
    fn judge(&mut self, index: usize) -> Option<Judged> {
        if let Some((ahead, judged)) = self.ahead.take()
            && ahead == index
        {
            return Some(judged);
        }
        if !self.tokens.may_be_name(index) {
            return None;
        }
        let seen = features::of_word(self.document, self.reading, self.tokens, index);
        Some(((self.weigh)(index, &seen), seen))
    }

    fn run_at(&mut self, start: usize) -> Option<Run> {
        let (mut best, mut features) = self.judge(start)?;
        let mut likely = best > 0.0;
        let (mut total, mut judged) = (best, 1);
        let mut end = start + 1;
        // A name goes on over words that may be names themselves, particles and initials.
        while let Some(next) = self.next_part(start, end) {
            let Some((sum, seen)) = self.judge(next) else { break };
            // Likely and unlikely words do not make one name: "Ask Emma" is "Emma".
            if (sum > 0.0) != likely && !(likely && self.tokens.is_initial(next)) {
                let ends = likely || sum <= best;
                self.ahead = Some((next, (sum, seen)));
                if ends {
                    break;
                }
                return None;
            }
            likely |= sum > 0.0;
            (total, judged) = (total + sum, judged + 1);
            if sum > best {
                (best, features) = (sum, seen);
            }
            end = next + 1;
        }
        Some(Run { words: start..end, features, most: best, total, judged })
    }

    /// The word that a name from `start` up to `end` may go on with, over particles.
    fn next_part(&self, start: usize, end: usize) -> Option<usize> {
        let (tokens, count) = (self.tokens, self.document.words().len());
        if end >= count || end - start >= tokens::LONGEST {
            return None;
        }
        let particle = |index: usize| tokens.is_particle(index) && tokens.joined(self.document, index - 1);
        let next = (end..count).find(|&index| !particle(index))?;
        (next - end <= 2 && tokens.joined(self.document, next - 1)).then_some(next)
    }
}

fn candidate(document: &Document<'_>, reading: &Reading, tokens: &Tokens, run: Run) -> Candidate {
    let words = document.words();
    let first = words[run.words.start];
    let last = run.words.end - 1;
    let end = document.stem_range(last).end;
    let span = first.start as usize..end.max(first.start as usize + 1);
    let all_initials = run.words.clone().all(|i| tokens.is_initial(i));
    let shared = if first.shape.has(Shape::IN_HASHTAG) {
        &HASHTAG
    } else if all_initials {
        &INITIALS
    } else {
        &PERSON
    };
    let mut candidate = Candidate::from_label(span, Category::Name, Arc::clone(shared), 0.0);
    candidate.features = run.features;
    #[allow(clippy::cast_precision_loss)] // A few words.
    let mean = run.total / run.judged as f32;
    candidate.see_words(run.most, mean, [Feature::NAME_MOST, Feature::NAME_SURE, Feature::NAME_MEAN]);
    if run.words.len() > 1 {
        candidate.see(Feature::WORDS_TWO);
    }
    let given = reading.entry(run.words.start).class.has(Class::GIVEN);
    if run.words.len() > 1 && given && reading.entry(last).class.has(Class::SURNAME) {
        candidate.see(Feature::FULL_NAME);
    }
    candidate
}

/// Every word that may be part of a name, with its features: for fitting.
#[cfg(feature = "fit")]
pub(crate) fn words(document: &Document<'_>, reading: &Reading) -> Vec<(usize, Vec<(Feature, f32)>)> {
    let tokens = Tokens::of(document, reading);
    (0..document.words().len())
        .filter(|&index| tokens.may_be_name(index))
        .map(|index| (index, features::of_word(document, reading, &tokens, index).to_vec()))
        .collect()
}
