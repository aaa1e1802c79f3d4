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
/// seen of it, and the words next to it.
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
    let mut index = 0;
    while index < document.words().len() {
        let Some(run) = run_at(document, reading, &tokens, weigh, index) else {
            index += 1;
            continue;
        };
        index = run.words.end;
        candidates.push(candidate(document, reading, &tokens, run));
    }
}

/// A run of words read as one name, with the features of its strongest word.
struct Run {
    words: Range<usize>,
    features: Kept<(Feature, f32)>,
}

fn run_at(
    document: &Document<'_>,
    reading: &Reading,
    tokens: &Tokens,
    weigh: Weigh<'_>,
    start: usize,
) -> Option<Run> {
    let judge = |index: usize| -> Option<(f32, Kept<(Feature, f32)>)> {
        if !tokens.may_be_name(index) {
            return None;
        }
        let seen = features::of_word(document, reading, tokens, index);
        Some((weigh(index, &seen), seen))
    };
    let (mut best, mut features) = judge(start)?;
    let mut likely = best > 0.0;
    let mut end = start + 1;
    // A name goes on over words that may be names themselves, particles and initials.
    while end < document.words().len() && end - start < tokens::LONGEST {
        let mut next = end;
        while next < document.words().len() && tokens.is_particle(next) && tokens.joined(document, next - 1) {
            next += 1;
        }
        if next >= document.words().len() || next - end > 2 || !tokens.joined(document, next - 1) {
            break;
        }
        let Some((sum, seen)) = judge(next) else { break };
        // Likely and unlikely words do not make one name: "Ask Emma" is "Emma".
        if (sum > 0.0) != likely && !(likely && tokens.is_initial(next)) {
            if likely || sum <= best {
                break;
            }
            return None;
        }
        likely |= sum > 0.0;
        if sum > best {
            (best, features) = (sum, seen);
        }
        end = next + 1;
    }
    Some(Run { words: start..end, features })
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
