//! Findings of one telling: what stands side by side in a sentence is one disclosure, and one finding.
//!
//! "We quoted you a crown and you chose the extraction" confirms care three times over. A person who
//! reads the report wants the words once, with the strongest reason.

use std::collections::BTreeMap;
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
/// confirmation or detail of its own kind tells the same in other words, and covers those of both. Where something
/// else beats one that is surely a telling, a name inside it, the longest run of words beside that still tells it.
pub(super) fn best<'a>(
    document: &Document<'_>,
    found: &[&'a Judged],
    is_sure: impl Fn(&Judged) -> bool,
) -> Vec<Joined<'a>> {
    let beaten = super::beaten(found, |item| item.score().get());
    let mut spans: Vec<Range<usize>> = found.iter().map(|item| item.candidate.span.clone()).collect();
    let mut cut: Vec<&Judged> = Vec::new();
    for (item, by) in found.iter().zip(&beaten) {
        let Some(by) = by.filter(|_| is_told(item.candidate.category)) else { continue };
        if item.candidate.category == found[by].candidate.category {
            let (own, wider) = (&item.candidate.span, &mut spans[by]);
            *wider = wider.start.min(own.start)..wider.end.max(own.end);
        } else if is_sure(item) {
            cut.push(item);
        }
    }
    let kept = found.iter().zip(spans).zip(beaten).filter(|(_, by)| by.is_none());
    let mut best: Vec<Joined<'_>> = kept.map(|((item, span), _)| Joined { span, item }).collect();
    best.sort_by_key(|one| one.item.candidate.span.start);
    // None of them reaches into another.
    let mut reached = 0;
    for at in 0..best.len() {
        let next = best.get(at + 1).map_or(usize::MAX, |next| next.item.candidate.span.start);
        let one = &mut best[at];
        let free = one.span.start.max(reached)..one.span.end.min(next);
        if free != one.span {
            one.span = words_within(document, free.clone()).unwrap_or(free);
        }
        reached = one.span.end;
    }
    if cut.is_empty() {
        return best;
    }
    cut.sort_by(|one, other| other.score().get().total_cmp(&one.score().get()));
    let mut best: BTreeMap<usize, Joined<'_>> = best.into_iter().map(|one| (one.span.start, one)).collect();
    for item in cut {
        if let Some(span) = uncovered(document, &item.candidate.span, &best) {
            best.insert(span.start, Joined { span, item });
        }
    }
    best.into_values().collect()
}

/// The longest run of words of a span that nothing covers, if it tells anything.
fn uncovered(
    document: &Document<'_>,
    span: &Range<usize>,
    covered: &BTreeMap<usize, Joined<'_>>,
) -> Option<Range<usize>> {
    let before = covered.range(..span.start).next_back();
    let mut from = before.map_or(span.start, |(_, one)| one.span.end.max(span.start));
    let inside = covered.range(span.clone()).map(|(_, one)| one.span.clone());
    let mut longest = 0..0;
    for next in inside.chain(std::iter::once(span.end..span.end)) {
        let piece = words_within(document, from..next.start).unwrap_or_default();
        if piece.len() > longest.len() {
            longest = piece;
        }
        from = next.end;
    }
    (longest.len() >= TELLING).then_some(longest)
}

/// The words of a span, from the first to the last.
fn words_within(document: &Document<'_>, span: Range<usize>) -> Option<Range<usize>> {
    let words = document.words().iter().map(|word| word.range());
    let from = document.words().partition_point(|word| (word.start as usize) < span.start);
    let mut words = words.skip(from).take_while(|word| word.end <= span.end);
    let first = words.next()?;
    let end = words.last().map_or(first.end, |last| last.end);
    Some(first.start..end)
}

/// Fewer bytes than these tell nothing.
const TELLING: usize = 8;

/// Whether it is a telling, which can be told in other words.
fn is_told(category: Category) -> bool {
    matches!(category, Category::Care | Category::Detail)
}

/// Joins confirmations of care, and details, that stand side by side in a sentence with nothing between
/// them that is judged by itself. `found` is in order and does not overlap.
pub(super) fn join<'a>(document: &Document<'_>, found: Vec<Joined<'a>>, alone: &Covered) -> Vec<Joined<'a>> {
    let sentence = |byte: usize| document.sentence_of(document.word_at(byte));
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

    fn judged(span: Range<usize>, category: Category, is: f32) -> Judged {
        let candidate = crate::finding::Candidate::new(span, category, "own.rule", 0.0);
        let roles = [9.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        Judged {
            candidate,
            words: 0..0,
            said_inside: 0.0,
            said_beside: [0.0; 6],
            is,
            roles,
            role: crate::Role::Patient,
        }
    }

    /// The spans that are left of some candidates.
    fn left(text: &str, candidates: &[(&str, Category, f32)]) -> Vec<(Category, String)> {
        let span = |part: &str| text.find(part).map(|at| at..at + part.len()).unwrap();
        let items: Vec<Judged> =
            candidates.iter().map(|(part, category, is)| judged(span(part), *category, *is)).collect();
        let best = best(&Document::new(text), &items.iter().collect::<Vec<_>>(), |item| item.is > 0.6);
        best.into_iter().map(|one| (one.item.candidate.category, text[one.span].to_owned())).collect()
    }

    #[test]
    fn a_name_inside_a_telling_leaves_its_longest_part() {
        let text = "We nursed old Philomena at home all along in her last days.";
        let name = ("Philomena", Category::Name, 5.0);
        let care = |part| (part, Category::Care, 1.0);
        let found = left(text, &[care("nursed old Philomena at home"), name]);
        assert_eq!(found, [(Category::Care, "nursed old".into()), (Category::Name, "Philomena".into())]);
        let found = left(text, &[care("old Philomena at home all along"), name]);
        assert_eq!(
            found,
            [(Category::Name, "Philomena".into()), (Category::Care, "at home all along".into())]
        );
        // Not sure.
        assert_eq!(left(text, &[("nursed old Philomena", Category::Care, 0.5), name]).len(), 1);
        // Too short, covered altogether, or covered by another telling already.
        assert_eq!(left(text, &[care("old Philomena"), name]).len(), 1);
        assert_eq!(left(text, &[care("Philomena"), name]).len(), 1);
        let twice =
            left(text, &[care("nursed old Philomena"), ("nursed old Phil", Category::Detail, 0.5), name]);
        assert_eq!(twice.len(), 2, "{twice:?}");
        // What is no telling is not cut.
        assert_eq!(left(text, &[("old Philomena at home", Category::Place, 1.0), name]).len(), 1);
    }

    #[test]
    fn a_telling_around_two_others_leaves_what_stands_between_them() {
        let text = "Tess, who was on our unit since May, came home.";
        let name = |part| (part, Category::Name, 5.0);
        let found = left(
            text,
            &[name("Tess"), name("May"), ("Tess, who was on our unit since May", Category::Care, 1.0)],
        );
        let care: Vec<&str> = found
            .iter()
            .filter(|(category, _)| *category == Category::Care)
            .map(|(_, text)| text.as_str())
            .collect();
        assert_eq!(care, ["who was on our unit since"]);
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
