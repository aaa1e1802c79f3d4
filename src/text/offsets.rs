//! From the folded copy back to the source, and from bytes to the other two units.
//!
//! Folding changes lengths ("ß" becomes "ss", a soft hyphen nothing), so the way back is kept as
//! runs in which every item has the same two lengths. Untouched text is one run of 1 : 1, a line of
//! full-width digits one run of 3 : 1; a look-up is a binary search among the runs. Code points and
//! UTF-16 units are counted from the nearest of evenly spaced marks, so that a thousand findings in
//! a long text do not read it a thousand times.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::finding::Span;

/// Items of `from` source bytes that became `to` folded bytes each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    folded: u32,
    source: u32,
    from: u32,
    to: u32,
}

/// The way from the folded copy back to the source.
#[derive(Debug, Default)]
pub(super) struct OffsetMap {
    /// Empty: the copy is the source.
    runs: Vec<Run>,
}

impl OffsetMap {
    /// Notes that `from` bytes at `source` became `to` bytes at `folded`, item after item.
    pub(super) fn push(&mut self, source: usize, folded: usize, from: usize, to: usize) {
        let next = Run { folded: folded as u32, source: source as u32, from: from as u32, to: to as u32 };
        if let Some(last) = self.runs.last() {
            let items = (next.folded - last.folded) / last.to;
            let continues = last.source + items * last.from == next.source;
            if continues && (last.from, last.to) == (next.from, next.to) {
                return;
            }
        }
        self.runs.push(next);
    }

    /// True where nothing was changed, only copied from the start.
    pub(super) fn is_identity(&self) -> bool {
        match self.runs.as_slice() {
            [] => true,
            [only] => (only.source, only.from, only.to) == (0, 1, 1),
            _ => false,
        }
    }

    /// The bytes of the source that `range` of the folded copy came from.
    pub(super) fn source_range(&self, range: Range<usize>) -> Range<usize> {
        if self.is_identity() {
            return range;
        }
        let start = self.item(range.start).0;
        if range.is_empty() {
            return start..start;
        }
        let last = self.item(range.end - 1);
        start..last.0 + last.1
    }

    /// Start and length, in the source, of the item that holds a folded byte.
    fn item(&self, at: usize) -> (usize, usize) {
        let after = self.runs.partition_point(|run| run.folded as usize <= at);
        let Some(run) = after.checked_sub(1).and_then(|index| self.runs.get(index)) else {
            return (0, 0);
        };
        let items = (at - run.folded as usize) / run.to as usize;
        (run.source as usize + items * run.from as usize, run.from as usize)
    }
}

/// Bytes between two marks of the unit count.
const STEP: usize = 256;

/// What a source that is not ASCII needs for its spans, read once.
#[derive(Debug)]
pub(super) struct Units {
    /// Code points and surrogate pairs before every [`STEP`]th byte.
    counts: Vec<(u32, u32)>,
    /// The grapheme clusters of more than one character, in order. Looking around each span for
    /// the edges of its cluster would read a text that is one cluster again and again.
    clusters: Vec<(u32, u32)>,
}

impl Units {
    pub(super) fn new(source: &str) -> Self {
        let mut counts = Vec::with_capacity(source.len() / STEP + 2);
        let mut before = (0, 0);
        for chunk in source.as_bytes().chunks(STEP) {
            counts.push(before);
            let (chars, pairs) = count(chunk);
            before = (before.0 + chars, before.1 + pairs);
        }
        counts.push(before);
        Self { counts, clusters: clusters(source) }
    }

    /// Code points and UTF-16 units before a byte on a character boundary.
    fn before(&self, source: &str, at: usize) -> (usize, usize) {
        let (chars, pairs) = self.counts.get(at / STEP).copied().unwrap_or_default();
        let rest = source.as_bytes().get(at / STEP * STEP..at).unwrap_or_default();
        let (more_chars, more_pairs) = count(rest);
        let chars = (chars + more_chars) as usize;
        (chars, chars + (pairs + more_pairs) as usize)
    }

    /// The cluster of several characters that `at` stands inside of.
    fn cluster_around(&self, at: usize) -> Option<(usize, usize)> {
        let after = self.clusters.partition_point(|&(start, _)| (start as usize) < at);
        let &(start, end) = self.clusters.get(after.checked_sub(1)?)?;
        (at < end as usize).then_some((start as usize, end as usize))
    }
}

/// Counts first bytes of characters, and of characters that UTF-16 writes as a pair.
fn count(bytes: &[u8]) -> (u32, u32) {
    bytes.iter().fold((0, 0), |(chars, pairs), &byte| {
        (chars + u32::from(byte & 0xc0 != 0x80), pairs + u32::from(byte >= 0xf0))
    })
}

/// Segments what stands around characters that are not ASCII; elsewhere only CR LF is a cluster of
/// two, which [`inside_crlf`] knows.
fn clusters(source: &str) -> Vec<(u32, u32)> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(ascii) = bytes[at..].iter().position(|byte| !byte.is_ascii()) {
        // The character before may carry what follows it.
        let start = (at + ascii).saturating_sub(1).max(at);
        at = source.len();
        for (offset, cluster) in source[start..].grapheme_indices(true) {
            let (from, to) = (start + offset, start + offset + cluster.len());
            if cluster.chars().nth(1).is_some() {
                found.push((from as u32, to as u32));
            } else if from > start && bytes[from].is_ascii() && bytes.get(to).is_none_or(u8::is_ascii) {
                at = to;
                break;
            }
        }
    }
    found
}

/// The span of a range of the source, widened to whole grapheme clusters; an empty one stays empty.
/// `units` is none where the source is ASCII.
pub(super) fn span(source: &str, range: Range<usize>, units: Option<&Units>) -> Span {
    let end = range.end.min(source.len());
    let (mut start, mut end) = (range.start.min(end), end);
    while !source.is_char_boundary(start) || inside_crlf(source, start) {
        start -= 1;
    }
    while !source.is_char_boundary(end) || inside_crlf(source, end) {
        end += 1;
    }
    if let Some(cluster) = units.and_then(|units| units.cluster_around(start)) {
        start = cluster.0;
    }
    if let Some(cluster) = units.and_then(|units| units.cluster_around(end)) {
        end = cluster.1;
    }
    if range.is_empty() {
        end = start;
    }
    let byte = (start, end);
    let Some(units) = units else { return Span { byte, char: byte, utf16: byte } };
    let (first, last) = (units.before(source, start), units.before(source, end));
    Span { byte, char: (first.0, last.0), utf16: (first.1, last.1) }
}

fn inside_crlf(source: &str, at: usize) -> bool {
    at > 0 && source.as_bytes().get(at - 1..=at) == Some(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_one_kind_are_one_run() {
        let mut map = OffsetMap::default();
        map.push(0, 0, 1, 1);
        for item in 0..1000 {
            map.push(4 + item * 3, 4 + item, 3, 1);
        }
        assert_eq!(map.runs.len(), 2);
        assert_eq!(map.source_range(3..6), 3..10);
        assert_eq!(map.source_range(1003..1004), 3001..3004);
    }

    #[test]
    fn dropped_bytes_belong_to_what_surrounds_them_only() {
        // "ab", two dropped bytes, "cd"
        let mut map = OffsetMap::default();
        map.push(0, 0, 1, 1);
        map.push(4, 2, 1, 1);
        assert_eq!(map.source_range(0..2), 0..2);
        assert_eq!(map.source_range(2..4), 4..6);
        assert_eq!(map.source_range(1..3), 1..5);
        assert_eq!(map.source_range(2..2), 4..4);
    }

    #[test]
    fn units_are_counted_from_the_nearest_mark() {
        let source = "é🎂x".repeat(500);
        let units = Units::new(&source);
        for (chars, (at, _)) in source.char_indices().enumerate() {
            let utf16 = source[..at].encode_utf16().count();
            assert_eq!(units.before(&source, at), (chars, utf16));
        }
    }

    #[test]
    fn a_cluster_is_never_split() {
        let source = "a\r\ne\u{301}👩\u{200d}👧";
        let units = Units::new(source);
        let span = |range| span(source, range, Some(&units)).byte;
        assert_eq!(span(2..2), (1, 1));
        assert_eq!(span(1..2), (1, 3));
        assert_eq!(span(3..4), (3, 6));
        assert_eq!(span(4..11), (3, source.len()));
    }

    #[test]
    fn clusters_are_found_wherever_ascii_stands_between() {
        let source = "e\u{301} plain ascii, n\u{303} 🇮🇪🇮🇪 x é \u{600}5".repeat(3);
        let mut expected = source.grapheme_indices(true).filter(|(_, cluster)| cluster.chars().count() > 1);
        for (start, end) in clusters(&source) {
            let cluster = expected.next().map(|(at, cluster)| (at, at + cluster.len()));
            assert_eq!(cluster, Some((start as usize, end as usize)));
        }
        assert_eq!(expected.next(), None);
    }
}
