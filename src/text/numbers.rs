//! Runs of digits as people write them: "943 476 5919", "(212) 555-0123", "3/4/62".

use std::ops::Range;

use super::Word;
use super::shape::Shape;

/// Signs between two runs of digits of one cluster, at most.
const MAX_GAP: usize = 2;

/// Digits with at most two of space `. - / ( ) + # :` between each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NumberCluster {
    /// From the first digit to the last, in the folded copy.
    pub range: Range<usize>,
    /// How many digits it holds.
    pub digits: usize,
}

/// The clusters of a text, in order. Every ASCII digit stands in a word, so only words with digits
/// are looked at.
pub(super) fn clusters(text: &str, words: &[Word]) -> Vec<NumberCluster> {
    let bytes = text.as_bytes();
    let mut clusters: Vec<NumberCluster> = Vec::new();
    for word in words.iter().filter(|word| word.shape.has(Shape::DIGIT)) {
        for at in word.range().filter(|&at| bytes[at].is_ascii_digit()) {
            match clusters.last_mut() {
                Some(last) if joined(&bytes[last.range.end..at]) => {
                    last.range.end = at + 1;
                    last.digits += 1;
                }
                _ => clusters.push(NumberCluster { range: at..at + 1, digits: 1 }),
            }
        }
    }
    clusters
}

fn joined(gap: &[u8]) -> bool {
    gap.len() <= MAX_GAP && gap.iter().all(|byte| b" .-/()+#:".contains(byte))
}

#[cfg(test)]
mod tests {
    use crate::text::Document;

    fn clusters(text: &str) -> Vec<(String, usize)> {
        let document = Document::new(text);
        let found = document.numbers().iter();
        found.map(|cluster| (document.text()[cluster.range.clone()].to_owned(), cluster.digits)).collect()
    }

    #[test]
    fn digits_with_their_separators_are_one_cluster() {
        let cases = [
            ("NHS 943 476 5919 today", "943 476 5919", 10),
            ("call (212) 555-0123!", "212) 555-0123", 10),
            ("on 3/4/62 he", "3/4/62", 4),
            ("MRN00482913.", "00482913", 8),
            ("AB 12 34 56 C", "12 34 56", 6),
            ("1 - 2", "1", 1),
        ];
        for (text, cluster, digits) in cases {
            assert_eq!(clusters(text)[0], (cluster.to_owned(), digits), "{text}");
        }
        assert_eq!(clusters("4, 11\n12").len(), 3);
    }
}
