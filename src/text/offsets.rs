//! From the folded copy back to the source, and from bytes to the other two units.
//!
//! Folding changes lengths ("ß" becomes "ss", a soft hyphen nothing), so the way back is kept as
//! runs in which every item has the same two lengths. Untouched text is one run of 1 : 1, a line of
//! full-width digits one run of 3 : 1; a look-up is a binary search among the runs. Code points and
//! UTF-16 units are counted from the nearest of evenly spaced marks, so that a thousand findings in
//! a long text do not read it a thousand times.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

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

/// Code points and surrogate pairs before every [`STEP`]th byte.
#[derive(Debug)]
pub(super) struct Units(Vec<(u32, u32)>);

impl Units {
    pub(super) fn new(source: &str) -> Self {
        let mut marks = Vec::with_capacity(source.len() / STEP + 1);
        let mut before = (0, 0);
        for chunk in source.as_bytes().chunks(STEP) {
            marks.push(before);
            let (chars, pairs) = count(chunk);
            before = (before.0 + chars, before.1 + pairs);
        }
        marks.push(before);
        Self(marks)
    }

    /// Code points and UTF-16 units before a byte on a character boundary.
    fn before(&self, source: &str, at: usize) -> (usize, usize) {
        let (chars, pairs) = self.0.get(at / STEP).copied().unwrap_or_default();
        let rest = source.as_bytes().get(at / STEP * STEP..at).unwrap_or_default();
        let (more_chars, more_pairs) = count(rest);
        let chars = (chars + more_chars) as usize;
        (chars, chars + (pairs + more_pairs) as usize)
    }
}

/// Counts first bytes of characters, and of characters that UTF-16 writes as a pair.
fn count(bytes: &[u8]) -> (u32, u32) {
    bytes.iter().fold((0, 0), |(chars, pairs), &byte| {
        (chars + u32::from(byte & 0xc0 != 0x80), pairs + u32::from(byte >= 0xf0))
    })
}

/// The span of a range of the source, widened to whole grapheme clusters; an empty one stays empty.
/// `units` is none where the source is ASCII.
pub(super) fn span(source: &str, range: Range<usize>, units: Option<&Units>) -> Span {
    let end = range.end.min(source.len());
    let start = grapheme_start(source, range.start.min(end));
    let end = if range.is_empty() { start } else { grapheme_end(source, end) };
    let byte = (start, end);
    let Some(units) = units else { return Span { byte, char: byte, utf16: byte } };
    let (first, last) = (units.before(source, start), units.before(source, end));
    Span { byte, char: (first.0, last.0), utf16: (first.1, last.1) }
}

fn grapheme_start(source: &str, mut at: usize) -> usize {
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    if is_grapheme_boundary(source, at) {
        return at;
    }
    let mut cursor = GraphemeCursor::new(at, source.len(), true);
    cursor.prev_boundary(source, 0).ok().flatten().unwrap_or(0)
}

fn grapheme_end(source: &str, mut at: usize) -> usize {
    while !source.is_char_boundary(at) {
        at += 1;
    }
    if is_grapheme_boundary(source, at) {
        return at;
    }
    let mut cursor = GraphemeCursor::new(at, source.len(), true);
    cursor.next_boundary(source, 0).ok().flatten().unwrap_or(source.len())
}

fn is_grapheme_boundary(source: &str, at: usize) -> bool {
    let bytes = source.as_bytes();
    match (at.checked_sub(1).and_then(|before| bytes.get(before)), bytes.get(at)) {
        (None, _) | (_, None) => true,
        (Some(before), Some(after)) if before.is_ascii() && after.is_ascii() => {
            (*before, *after) != (b'\r', b'\n')
        }
        _ => GraphemeCursor::new(at, source.len(), true).is_boundary(source, 0).unwrap_or(true),
    }
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
        assert_eq!((grapheme_start(source, 2), grapheme_end(source, 2)), (1, 3));
        assert_eq!((grapheme_start(source, 4), grapheme_end(source, 4)), (3, 6));
        assert_eq!((grapheme_start(source, 11), grapheme_end(source, 11)), (6, source.len()));
    }
}
