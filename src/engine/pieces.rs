//! Cuts a long text into pieces to be searched one at a time.

use std::ops::Range;

use crate::rules::MAX_MATCH;

/// A text of up to so many bytes is one piece.
pub(super) const WHOLE: usize = 8 << 10;

/// A piece of a longer text has at most so many bytes.
const PIECE: usize = 4 << 10;

/// A piece of a text: matches that start in `own` are its matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub own: Range<usize>,
    /// How far a search may look: past `own` by the longest match and the byte after it.
    pub end: usize,
}

/// The pieces of a text, in order; together they own every byte once.
pub(super) fn of(text: &str) -> impl Iterator<Item = Piece> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let end = if text.len() <= WHOLE { text.len() } else { cut(text, start) };
        let own = start..end;
        start = end;
        Some(Piece { own, end: text.len().min(end + MAX_MATCH + 1) })
    })
}

/// Where the piece that starts at `start` ends: after a line break, else after a space, of its
/// second half; else at its full length.
fn cut(text: &str, start: usize) -> usize {
    let full = start + PIECE;
    if full >= text.len() {
        return text.len();
    }
    let half = start + PIECE / 2;
    let tail = &text.as_bytes()[half..full];
    let border = memchr::memrchr(b'\n', tail).or_else(|| memchr::memrchr(b' ', tail));
    border.map_or_else(|| char_start(text, full), |at| half + at + 1)
}

/// The start of the character that byte `at` belongs to; the text's end where it ends before.
pub(super) fn char_start(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(text: &str) -> Vec<Range<usize>> {
        of(text).map(|piece| piece.own).collect()
    }

    #[test]
    fn pieces_own_every_byte_once_whatever_the_text() {
        for text in
            ["", "a", &"a".repeat(50_000), &"ab ".repeat(9_000), &"é\n".repeat(7_001), &"€".repeat(9_999)]
        {
            let mut next = 0;
            for range in owned(text) {
                assert_eq!(range.start, next);
                assert!(text.is_char_boundary(range.end) && range.end > range.start);
                next = range.end;
            }
            assert_eq!(next, text.len());
        }
    }

    #[test]
    fn a_long_text_is_cut_at_line_breaks_before_spaces() {
        let line = format!("{}\n{}", "ab ".repeat(1_000), "ab ".repeat(4_000));
        assert_eq!(owned(&line)[0], 0..3_001);
        let spaces = "abc ".repeat(4_000);
        assert_eq!(owned(&spaces)[0], 0..PIECE);
        assert_eq!(owned(&"a".repeat(WHOLE)).len(), 1);
    }
}
