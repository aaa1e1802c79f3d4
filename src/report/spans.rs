//! Spans that point into another text than the one that was scanned.

use std::ops::Range;

use super::Report;
use crate::finding::Span;

impl Report {
    /// Moves every span: `to_original` says, for a field and a range of its bytes, which bytes of
    /// `original` it stands for. Spans it does not know stay.
    pub(crate) fn move_spans(
        &mut self,
        original: &str,
        to_original: impl Fn(&str, Range<usize>) -> Option<Range<usize>>,
    ) {
        let units = Units::of(original);
        for finding in self.findings.iter_mut().chain(&mut self.cleared) {
            let (start, end) = finding.span.byte;
            if let Some(range) = to_original(&finding.field, start..end) {
                finding.span = units.span(range);
            }
        }
    }
}

/// Counts code points and UTF-16 units up to a byte, from the nearest of a row of stops.
struct Units<'t> {
    text: &'t str,
    /// Byte, code points and UTF-16 units before it; one about every [`STEP`] bytes.
    stops: Vec<(usize, usize, usize)>,
}

const STEP: usize = 4096;

impl<'t> Units<'t> {
    fn of(text: &'t str) -> Self {
        let mut stops = vec![(0, 0, 0)];
        let (mut chars, mut utf16, mut next) = (0, 0, STEP);
        for (byte, letter) in text.char_indices() {
            if byte >= next {
                stops.push((byte, chars, utf16));
                next = byte + STEP;
            }
            chars += 1;
            utf16 += letter.len_utf16();
        }
        Self { text, stops }
    }

    fn at(&self, byte: usize) -> (usize, usize) {
        let index = self.stops.partition_point(|stop| stop.0 <= byte).saturating_sub(1);
        let (from, mut chars, mut utf16) = self.stops.get(index).copied().unwrap_or_default();
        for letter in self.text.get(from..byte).unwrap_or_default().chars() {
            chars += 1;
            utf16 += letter.len_utf16();
        }
        (chars, utf16)
    }

    fn span(&self, range: Range<usize>) -> Span {
        let (start, end) = (self.at(range.start), self.at(range.end));
        Span { byte: (range.start, range.end), char: (start.0, end.0), utf16: (start.1, end.1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_agree_with_a_count_from_the_start() {
        let text = "é😀a".repeat(3000);
        let units = Units::of(&text);
        for (byte, _) in text.char_indices().step_by(97) {
            let head = &text[..byte];
            assert_eq!(units.at(byte), (head.chars().count(), head.encode_utf16().count()), "{byte}");
        }
    }
}
