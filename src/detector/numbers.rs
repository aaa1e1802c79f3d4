//! Settles which of several numbers that share characters is meant.
//!
//! Nine digits satisfy the schemes of several countries, and behind a label only one of them is
//! what was written: in "Acct 12345678" the word says it, and the bare digits are nothing else
//! besides. So a weak shape gives way to a labelled number, whatever the two score, and a part
//! gives way to the whole that holds it: the serial number inside a device label, the host inside
//! an address spelled out in words, the first name inside a handle, a street or a
//! holiday.

use std::ops::Range;

use crate::finding::{Candidate, Candidates, Category, Feature, Model};

/// Drops the candidates that another one explains away. Linear but for sorting.
pub(crate) fn settle(candidates: &mut Candidates) {
    let spans = |wanted: fn(&Candidate) -> bool| {
        let found = candidates.iter().filter(|candidate| wanted(candidate));
        Spans::of(found.map(|candidate| candidate.span.clone()))
    };
    let labelled = spans(|c| c.saw(Feature::LABELLED) && (is_structured(c) || c.category == Category::Date));
    let wholes = spans(|c| is_structured(c) && !c.saw(Feature::SHAPE_WEAK));
    let named = spans(is_made_of_names);
    candidates.retain(|candidate| {
        let span = &candidate.span;
        let explained = if is_structured(candidate) {
            (candidate.saw(Feature::SHAPE_WEAK) && labelled.overlap(span)) || wholes.hold(span)
        } else {
            candidate.category == Category::Name && named.hold(span)
        };
        !explained
    });
}

/// What is often made of a name, and reported whole: a handle, a street, St Stephen's Day.
fn is_made_of_names(candidate: &Candidate) -> bool {
    match candidate.category {
        Category::Email | Category::Handle | Category::Url => !candidate.saw(Feature::SHAPE_WEAK),
        Category::Place => candidate.saw(Feature::SHAPE_STRONG) && !candidate.saw(Feature::ADDRESS_LINES),
        Category::Date => candidate.saw(Feature::SHAPE_STRONG) && !candidate.saw(Feature::DATE_PARTS),
        _ => false,
    }
}

/// Numbers and contacts, as far as rules see them: what has a shape or a label.
fn is_structured(candidate: &Candidate) -> bool {
    let shaped = [Feature::LABELLED, Feature::SHAPE_STRONG, Feature::SHAPE_WEAK];
    matches!(Model::of(candidate.category), Model::Number | Model::Contact)
        && shaped.into_iter().any(|feature| candidate.saw(feature))
}

/// Spans by where they start, each with the furthest end of all up to it.
struct Spans {
    starts: Vec<usize>,
    furthest: Vec<usize>,
}

impl Spans {
    fn of(spans: impl Iterator<Item = Range<usize>>) -> Self {
        let mut list: Vec<Range<usize>> = spans.collect();
        list.sort_by_key(|span| span.start);
        let mut end = 0;
        let furthest = list.iter().map(|span| {
            end = end.max(span.end);
            end
        });
        Self { furthest: furthest.collect(), starts: list.into_iter().map(|span| span.start).collect() }
    }

    /// The furthest end of the spans that start before `at`.
    fn end_before(&self, at: usize) -> usize {
        let count = self.starts.partition_point(|start| *start < at);
        count.checked_sub(1).map_or(0, |last| self.furthest[last])
    }

    fn overlap(&self, span: &Range<usize>) -> bool {
        self.end_before(span.end) > span.start
    }

    /// Whether a longer span covers this one.
    fn hold(&self, span: &Range<usize>) -> bool {
        self.end_before(span.start) >= span.end || self.end_before(span.start + 1) > span.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(list: &[(Range<usize>, Category, Feature)]) -> Vec<Range<usize>> {
        let mut candidates = Candidates::default();
        for (span, category, feature) in list {
            let mut candidate = Candidate::new(span.clone(), *category, "test.rule", 0.0);
            candidate.see(*feature);
            candidates.push(candidate);
        }
        settle(&mut candidates);
        candidates.into_vec().into_iter().map(|candidate| candidate.span).collect()
    }

    const WEAK: Feature = Feature::SHAPE_WEAK;
    const STRONG: Feature = Feature::SHAPE_STRONG;
    const LABELLED: Feature = Feature::LABELLED;

    #[test]
    fn a_weak_shape_gives_way_to_a_label_it_shares_characters_with() {
        use Category::{Account, Date, MedicalRecord, Phone, Place};
        let record = (5..13, MedicalRecord, WEAK);
        assert_eq!(settled(&[record.clone(), (5..13, Account, LABELLED)]).len(), 1);
        assert_eq!(
            settled(&[record.clone(), (3..8, Phone, LABELLED)]).as_slice(),
            std::slice::from_ref(&(3..8))
        );
        assert_eq!(settled(&[record.clone(), (5..13, Date, LABELLED)]).len(), 1);
        for apart in [(13..20, Account, LABELLED), (5..13, Account, WEAK), (5..13, Place, LABELLED)] {
            assert_eq!(settled(&[record.clone(), apart]).len(), 2);
        }
    }

    #[test]
    fn a_part_gives_way_to_the_whole_and_equals_stay() {
        use Category::{Device, Email, Name, Url};
        assert_eq!(
            settled(&[(4..30, Device, STRONG), (24..30, Device, LABELLED)]).as_slice(),
            std::slice::from_ref(&(4..30))
        );
        assert_eq!(
            settled(&[(4..30, Email, STRONG), (16..30, Url, WEAK), (4..8, Name, BIAS)]).as_slice(),
            std::slice::from_ref(&(4..30))
        );
        assert_eq!(settled(&[(4..30, Device, STRONG), (4..30, Url, STRONG)]).len(), 2);
        for whole in [Category::Date, Category::Place] {
            assert_eq!(
                settled(&[(4..15, whole, STRONG), (4..11, Name, BIAS)]).as_slice(),
                std::slice::from_ref(&(4..15))
            );
            assert_eq!(settled(&[(4..15, whole, WEAK), (4..11, Name, BIAS)]).len(), 2);
            assert_eq!(settled(&[(4..11, whole, STRONG), (4..11, Name, BIAS)]).len(), 2, "the same words");
        }
        assert_eq!(
            settled(&[(4..30, Device, WEAK), (24..30, Device, LABELLED)]).as_slice(),
            std::slice::from_ref(&(24..30))
        );
        assert_eq!(settled(&[(4..30, Device, STRONG), (28..34, Url, STRONG), (4..8, Name, BIAS)]).len(), 3);
    }

    const BIAS: Feature = Feature::BIAS;
}
