//! Phrase rules: families of wordings over slots.
//!
//! "Your root canal was completed in our office" and "your smear came back to us" are one wording
//! with different words in its slots. A rule of `patterns/phrases/` writes it once, as a form over
//! sets of words and classes of the lexicon; here a document is searched for every form at once.
//! A form is tried only at a word that can start it, reads at most [`WINDOW`] words, and never
//! visits the same place of the form at the same word twice, so the cost stays linear.

mod matcher;
mod screen;
mod tables;

use std::cell::RefCell;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use crate::finding::{Candidate, Candidates, Label};
use crate::lexicon::Reading;
use crate::text::Document;

use matcher::{LANES, Match, Matcher};
use screen::Screen;
use tables::RULES;

/// Adds a candidate for every phrase the document holds: from left to right, the longest at each
/// word, none overlapping another of its kind.
/// With `gate` off every form is tried wherever it can start.
pub(crate) fn detect(document: &Document<'_>, reading: &Reading, gate: bool, candidates: &mut Candidates) {
    search(document, reading, gate, candidates);
}

thread_local! {
    /// Kept from draft to draft: it is large, and a sentence changes little of it.
    static SCREEN: RefCell<Screen> = const { RefCell::new(Screen::shut()) };
}

/// Does it, and tells how many forms were tried.
fn search(document: &Document<'_>, reading: &Reading, gate: bool, candidates: &mut Candidates) -> usize {
    if gate {
        SCREEN.with_borrow_mut(|screen| walk(document, reading, true, screen, candidates))
    } else {
        walk(document, reading, false, &mut Screen::open(), candidates)
    }
}

/// With `gate` on the screen reads every sentence first.
fn walk(
    document: &Document<'_>,
    reading: &Reading,
    gate: bool,
    screen: &mut Screen,
    candidates: &mut Candidates,
) -> usize {
    let mut matcher = Matcher::new(document, reading);
    let mut free_from = [0; LANES];
    let mut start = 0;
    while start < document.words().len() {
        let sentence = matcher.sentence_at(start);
        start = sentence.end;
        if gate {
            matcher.screen(sentence.clone(), screen);
        }
        for (at, offset) in sentence.zip(0..) {
            let lanes = free_from.map(|from| from <= at);
            let found = matcher.longest_at(at, offset, &lanes, screen);
            for (from, found) in free_from.iter_mut().zip(found) {
                if let Some(found) = found {
                    candidates.push(candidate(document, &found));
                    *from = found.words.end.max(at + 1);
                }
            }
        }
    }
    matcher.tried
}

fn candidate(document: &Document<'_>, found: &Match) -> Candidate {
    let rule = &RULES[usize::from(found.rule)];
    let label = LABELS[usize::from(found.rule)].clone();
    let span = span_of(document, &found.words);
    let mut candidate = Candidate::from_label(span, rule.category, label, rule.prior);
    for feature in rule.features {
        candidate.see(*feature);
    }
    candidate
}

/// The bytes of a run of words.
fn span_of(document: &Document<'_>, words: &Range<usize>) -> Range<usize> {
    let all = document.words();
    let start = all[words.start].range().start;
    let end = all[words.end - 1].range().end;
    start..end
}

static LABELS: LazyLock<Vec<Arc<Label>>> = LazyLock::new(|| {
    let label = |rule: &tables::Rule| Label::new(rule.id, rule.advice, rule.source);
    RULES.iter().map(|rule| Arc::new(label(rule))).collect()
});

#[cfg(test)]
use crate::hostile;

#[cfg(test)]
mod tests {
    use super::*;

    /// What `rule` finds in a text, in order.
    fn found(text: &str, rule: &str) -> Vec<String> {
        let document = Document::new(text);
        let mut candidates = Candidates::default();
        detect(&document, &Reading::of(&document), true, &mut candidates);
        let of_rule = candidates.iter().filter(|candidate| candidate.label.rule == rule);
        of_rule.map(|candidate| document.text()[candidate.span.clone()].to_owned()).collect()
    }

    #[test]
    fn four_times_a_hostile_text_is_four_times_the_forms_tried() {
        let tried = |trap: &str, bytes: usize, gate: bool| {
            let text = hostile::hostile(trap, bytes);
            let document = Document::new(&text);
            search(&document, &Reading::of(&document), gate, &mut Candidates::default())
        };
        for (name, trap) in hostile::HOSTILE {
            let (one, four) = (tried(trap, 4 << 10, true), tried(trap, 16 << 10, true));
            assert!(four * 10 <= one * 42 + 400, "{name}: {one} forms, then {four}");
            assert!(one <= tried(trap, 4 << 10, false), "{name}: a screen adds no work");
        }
    }

    #[test]
    fn most_forms_are_dismissed_by_what_the_sentence_lacks() {
        let text = "We are so proud of your help: our team and your neighbours gave four thousand hours.";
        let document = Document::new(text);
        let reading = Reading::of(&document);
        let [screened, all] =
            [true, false].map(|gate| search(&document, &reading, gate, &mut Candidates::default()));
        assert!(screened * 5 < all, "{screened} of {all} forms tried");
    }

    #[test]
    fn every_rule_finds_its_examples_and_leaves_its_counter_examples() {
        let mut wrong = Vec::new();
        for rule in RULES {
            for example in rule.examples {
                let marked: Vec<&str> =
                    example.split("[[").skip(1).filter_map(|part| part.split("]]").next()).collect();
                let found = found(&example.replace("[[", "").replace("]]", ""), rule.id);
                if found != marked {
                    wrong.push(format!("{}: `{example}`: found {found:?}", rule.id));
                }
            }
            for counter in rule.counter_examples {
                let found = found(counter, rule.id);
                if !found.is_empty() {
                    wrong.push(format!("{}: `{counter}`: found {found:?}", rule.id));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
