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

/// Joins confirmations of care, and details, that stand side by side in a sentence with nothing between
/// them that is judged by itself. `found` does not overlap.
pub(super) fn join<'a>(
    document: &Document<'_>,
    mut found: Vec<&'a Judged>,
    alone: &Covered,
) -> Vec<Joined<'a>> {
    found.sort_by_key(|item| item.candidate.span.start);
    let sentence = |byte: usize| document.words().get(document.word_at(byte)).map(|word| word.sentence);
    let mut joined: Vec<Joined<'a>> = Vec::with_capacity(found.len());
    for item in found {
        let span = item.candidate.span.clone();
        let category = item.candidate.category;
        if let Some(last) = joined.last_mut()
            && matches!(category, Category::Care | Category::Detail)
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
