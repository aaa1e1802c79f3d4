//! A field taken out of a markup file, and the way back to where its words stand in that file.
//!
//! A reader of Markdown or HTML hands the scanner plain words; the author wants to see the place in the
//! file. So each piece of text remembers the range of the file it came from. Most pieces are copied as
//! they stand and map byte for byte; a piece that was written differently (`&eacute;` for "é", a line
//! break for a closed paragraph) maps as a whole.

use std::ops::Range;

#[derive(Clone, Debug)]
struct Piece {
    /// Where the piece starts in the field.
    at: usize,
    /// Where it stands in the file.
    from: Range<usize>,
    /// Whether it is the same bytes there.
    verbatim: bool,
}

/// The text of one field with its map back.
#[derive(Clone, Default)]
pub(crate) struct FieldMap {
    text: String,
    pieces: Vec<Piece>,
}

impl FieldMap {
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Adds a range of the file as it stands.
    pub fn copy(&mut self, file: &str, from: Range<usize>) {
        let Some(words) = file.get(from.clone()).filter(|words| !words.is_empty()) else { return };
        match self.pieces.last_mut() {
            Some(last) if last.verbatim && last.from.end == from.start => last.from.end = from.end,
            _ => self.pieces.push(Piece { at: self.text.len(), from, verbatim: true }),
        }
        self.text.push_str(words);
    }

    /// Adds text that is written otherwise in the file.
    pub fn replace(&mut self, text: &str, from: Range<usize>) {
        if !text.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), from, verbatim: false });
            self.text.push_str(text);
        }
    }

    /// Adds the gap between two blocks: a line break that no two blocks share.
    pub fn line_break(&mut self, at: usize) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.replace("\n", at..at);
        }
    }

    /// The range of the file that a range of the field stands for.
    pub fn to_file(&self, range: Range<usize>) -> Range<usize> {
        let start = self.piece_at(range.start).map_or(0, |piece| {
            if piece.verbatim { piece.from.start + (range.start - piece.at) } else { piece.from.start }
        });
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.piece_at(last).map_or(start, |piece| {
            if piece.verbatim { piece.from.start + (range.end - piece.at) } else { piece.from.end }
        });
        start..end.max(start)
    }

    /// The ranges of the file its words were taken from, in order.
    pub fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        self.pieces.iter().map(|piece| piece.from.clone()).filter(|range| !range.is_empty())
    }

    fn piece_at(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(after.checked_sub(1)?)
    }
}

/// Shows lengths, never words.
impl std::fmt::Debug for FieldMap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FieldMap({} bytes, {} pieces)", self.text.len(), self.pieces.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_and_rewritten_pieces_lead_back_to_the_file() {
        let file = "<p>Ren&eacute;e <b>Roy</b></p>";
        let mut field = FieldMap::default();
        field.copy(file, 3..6);
        field.replace("é", 6..14);
        field.copy(file, 14..16);
        field.copy(file, 19..22);
        assert_eq!(field.text(), "Renée Roy");
        assert_eq!(&file[field.to_file(0..6)], "Ren&eacute;e");
        assert_eq!(&file[field.to_file(7..10)], "Roy");
        assert_eq!(&file[field.to_file(0..10)], "Ren&eacute;e <b>Roy");
    }

    #[test]
    fn blocks_are_parted_by_one_break() {
        let mut field = FieldMap::default();
        field.line_break(0);
        field.copy("ab", 0..1);
        field.line_break(1);
        field.line_break(1);
        field.copy("ab", 1..2);
        assert_eq!(field.text(), "a\nb");
    }

    #[test]
    fn an_empty_field_maps_nowhere_without_panic() {
        assert_eq!(FieldMap::default().to_file(0..0), 0..0);
    }
}
