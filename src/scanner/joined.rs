//! Findings of one telling: what stands side by side in a sentence is one disclosure, and one finding.
//!
//! "We quoted you a crown and you chose the extraction" confirms care three times over. A person who
//! reads the report wants the words once, with the strongest reason.

use std::ops::Range;

use crate::context::Judged;
use crate::finding::Category;
use crate::text::Document;

/// Findings are joined over at most so many bytes.
const REACH: usize = 25;

/// A finding to be: the words it covers and the judgement it rests on.
pub(super) struct Joined<'a> {
    pub span: Range<usize>,
    pub item: &'a Judged,
}

/// Which parts of a text are covered by something.
pub(super) struct Covered {
    /// Where each stretch starts, and how far it and all before it reach.
    stretches: Vec<(usize, usize)>,
}

impl Covered {
    pub fn by(spans: impl Iterator<Item = Range<usize>>) -> Self {
        let mut stretches: Vec<(usize, usize)> = spans.map(|span| (span.start, span.end)).collect();
        stretches.sort_unstable();
        let mut reach = 0;
        for stretch in &mut stretches {
            reach = reach.max(stretch.1);
            stretch.1 = reach;
        }
        Self { stretches }
    }

    pub fn meets(&self, gap: &Range<usize>) -> bool {
        let before = self.stretches.partition_point(|(start, _)| *start < gap.end);
        before.checked_sub(1).is_some_and(|last| self.stretches[last].1 > gap.start)
    }
}

/// The candidates that no better one overlaps, in order, each with the words it covers. What beats another
/// confirmation or detail of its own kind tells the same in other words, and covers those of both.
pub(super) fn best(found: Vec<&Judged>) -> Vec<Joined<'_>> {
    let beaten = super::beaten(&found, |item| item.score().get());
    let mut spans: Vec<Range<usize>> = found.iter().map(|item| item.candidate.span.clone()).collect();
    for (item, by) in found.iter().zip(&beaten) {
        let Some(by) = *by else { continue };
        if is_told(item.candidate.category) && item.candidate.category == found[by].candidate.category {
            let (own, wider) = (&item.candidate.span, &mut spans[by]);
            *wider = wider.start.min(own.start)..wider.end.max(own.end);
        }
    }
    let kept = found.into_iter().zip(spans).zip(beaten).filter(|(_, by)| by.is_none());
    let mut best: Vec<Joined<'_>> = kept.map(|((item, span), _)| Joined { span, item }).collect();
    best.sort_by_key(|one| one.item.candidate.span.start);
    // None of them reaches into another.
    let mut reached = 0;
    for at in 0..best.len() {
        let next = best.get(at + 1).map_or(usize::MAX, |next| next.item.candidate.span.start);
        let one = &mut best[at];
        one.span = one.span.start.max(reached)..one.span.end.min(next);
        reached = one.span.end;
    }
    best
}

/// Whether it is a telling, which can be told in other words.
fn is_told(category: Category) -> bool {
    matches!(category, Category::Care | Category::Detail)
}

/// Joins confirmations of care, and details, that stand side by side in a sentence with nothing between
/// them that is judged by itself. `found` is in order and does not overlap.
pub(super) fn join<'a>(document: &Document<'_>, found: Vec<Joined<'a>>, alone: &Covered) -> Vec<Joined<'a>> {
    let sentence = |byte: usize| document.words().get(document.word_at(byte)).map(|word| word.sentence);
    let mut joined: Vec<Joined<'a>> = Vec::with_capacity(found.len());
    for Joined { span, item } in found {
        let category = item.candidate.category;
        if let Some(last) = joined.last_mut()
            && is_told(category)
            && last.item.candidate.category == category
            && last.item.role == item.role
            && span.start.saturating_sub(last.span.end) <= REACH
            && sentence(last.span.end.saturating_sub(1)) == sentence(span.start)
            && !document.text()[last.span.end..span.start].contains('\n')
            && !alone.meets(&(last.span.end..span.start))
        {
            last.span.end = span.end;
            if item.score().get() > last.item.score().get() {
                last.item = item;
            }
        } else {
            joined.push(Joined { span, item });
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Draft, Scanner, ScannerBuilder, Surface};

    #[test]
    fn a_stretch_reaches_as_far_as_any_that_started_before_it() {
        let covered = Covered::by([20..22, 0..10, 3..4].into_iter());
        assert!(covered.meets(&(9..12)) && covered.meets(&(21..30)));
        assert!(!covered.meets(&(10..20)) && !covered.meets(&(22..30)));
        assert!(!Covered::by([].into_iter()).meets(&(0..5)));
    }

    fn care(scanner: &Scanner, text: &str) -> Vec<String> {
        let mut draft = Draft::new(text);
        draft.surface = Surface::Reply;
        let report = scanner.scan_draft(&draft);
        let care = report.findings.iter().filter(|finding| finding.category == Category::Care);
        care.map(|finding| text[finding.span.byte.0..finding.span.byte.1].to_owned()).collect()
    }

    #[test]
    fn one_telling_is_one_finding_and_two_sentences_are_two() {
        let scanner = ScannerBuilder::new().build().unwrap();
        let one = care(
            &scanner,
            "You came in with a cracked molar, we quoted you a crown, and you paid the same day.",
        );
        assert_eq!(one.len(), 1, "{one:?}");
        assert!(one[0].starts_with("You came in") && one[0].contains("quoted you a crown"), "{one:?}");
        let two = care(&scanner, "You came in with a cracked molar. We quoted you a crown.");
        assert_eq!(two.len(), 2, "{two:?}");
    }
}
