//! A field of a draft becomes a [`Document`]: folded copy with a map back, words, sentences, marks.
//!
//! Everything later reads the folded copy, in which typography and accents no longer hide a word
//! from an ASCII rule, and speaks in its byte offsets. Only [`Document::span`] leads back to what
//! was written. Each step is one pass and linear: fold, find marks, cut words, mark sentences.

mod compound;
mod fold;
mod hosts;
mod kept;
mod letters;
mod links;
mod marks;
mod markup;
mod offsets;
mod sentences;
mod shape;
mod words;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use crate::finding::Span;

pub(crate) use kept::{Keep, Kept, Shelf, keep};
pub(crate) use marks::{Mark, MarkKind};
use offsets::{OffsetMap, Units};
pub(crate) use shape::Shape;
use words::Unglue;

/// The longest text that is read, so that offsets into the folded copy fit 32 bits.
const MAX_BYTES: usize = (u32::MAX / 4) as usize;

/// A word of a document: where it stands in [`Document::text`], and what it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) sentence: u32,
    pub(crate) shape: Shape,
}

impl Word {
    /// Bytes of [`Document::text`].
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

keep!(Word);

/// One field of a draft, made ready: folded once, cut into words and sentences once.
pub struct Document<'a> {
    source: &'a str,
    folded: Cow<'a, str>,
    map: OffsetMap,
    words: Kept<Word>,
    sentences: Kept<Range<usize>>,
    units: OnceLock<Option<Units>>,
}

impl<'a> Document<'a> {
    /// Makes a field ready. Linear in its length; never fails. Of a text longer than a gibibyte
    /// the first gibibyte is read. A scanner also cuts hashtags in small letters: "#teamnoah" is two words to it.
    #[must_use]
    pub fn new(source: &'a str) -> Self {
        Self::unglued(source, |_| None)
    }

    /// The same, with the words of hashtags cut where `unglue` says.
    pub(crate) fn unglued(source: &'a str, unglue: Unglue) -> Self {
        let mut end = source.len().min(MAX_BYTES);
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        let fold::Folded { text, map } = fold::fold(&source[..end]);
        let marks = marks::find(&text);
        let mut words = words::cut(&text, &marks, unglue);
        let sentences = sentences::mark(&text, &mut words);
        Self { source, folded: text, map, words, sentences, units: OnceLock::new() }
    }

    /// The folded copy that rules and detectors read: Unicode dashes, spaces, quotes, full-width
    /// and styled letters as ASCII; accents off Latin letters; zero-width characters gone; HTML
    /// tags and entities as the page shows them.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.folded
    }

    /// The words, in order.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// A word's letters in the folded copy.
    #[must_use]
    pub fn word(&self, index: usize) -> &str {
        &self.folded[self.words[index].range()]
    }

    /// A word without a possessive ending, "Murphy" of "Murphy's", as bytes of
    /// [`text`](Self::text).
    #[must_use]
    pub fn stem_range(&self, index: usize) -> Range<usize> {
        let start = self.words[index].start as usize;
        start..start + shape::stem_len(self.word(index))
    }

    /// A word without a possessive ending.
    #[must_use]
    pub fn stem(&self, index: usize) -> &str {
        &self.folded[self.stem_range(index)]
    }

    /// The sentences, as ranges of [`text`](Self::text).
    #[must_use]
    pub fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// The number of the sentence in which a word stands; none behind the last word.
    pub(crate) fn sentence_of(&self, index: usize) -> Option<u32> {
        self.words.get(index).map(|word| word.sentence)
    }

    /// The index of the first word that ends after `at` (a byte of [`text`](Self::text)).
    pub(crate) fn word_at(&self, at: usize) -> usize {
        self.words.partition_point(|word| (word.end as usize) <= at)
    }

    /// The words that a range of [`text`](Self::text) touches; none behind the last.
    pub(crate) fn words_at(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.word_at(range.start);
        let last = self.word_at(range.end.saturating_sub(1)).max(first);
        first..(last + 1).min(self.words.len())
    }

    /// True unless the text was too long to be read to its end.
    pub(crate) fn is_whole(&self) -> bool {
        self.source.len() <= MAX_BYTES
    }

    /// The field as it was given.
    #[must_use]
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// A range of [`text`](Self::text) as a span of the source: in three units, on grapheme
    /// boundaries. All of the text is all of the source.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let end = range.end.min(self.folded.len());
        let range = match range.start.min(end)..end {
            all if all == (0..self.folded.len()) => 0..self.source.len(),
            part => self.map.source_range(part),
        };
        offsets::span(self.source, range, self.units())
    }

    fn units(&self) -> Option<&Units> {
        let units = self.units.get_or_init(|| (!self.source.is_ascii()).then(|| Units::new(self.source)));
        units.as_ref()
    }
}

impl std::fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document")
            .field("bytes", &self.source.len())
            .field("words", &self.words.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    /// Text with what folding, marking and cutting react to.
    fn text() -> impl Strategy<Value = String> {
        let pieces = [
            "Emma",
            "O'Brien's",
            " ",
            " ",
            ". ",
            "\n",
            "\r\n",
            "#St",
            "@amma.",
            "a@b.ie",
            "https://x.org/(a)",
            "x_y.jpg",
            "é",
            "e\u{301}",
            "\u{ad}",
            "\u{200b}",
            "\u{feff}",
            "👩\u{200d}👧",
            "🇮🇪",
            "1\u{fe0f}\u{20e3}",
            "½",
            "…",
            "’",
            "—",
            "Е",
            "м",
            "ßt",
            "７",
            "𝓔",
            "שלום",
            "मि",
            "&amp;",
            "&eacute;",
            "&#8203;",
            "<b>",
            "<img alt=\"",
            "\">",
            "[x](y.z)",
            "\0",
            "**",
        ];
        let piece = prop_oneof![
            8 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned),
            1 => any::<String>(),
        ];
        prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn words_marks_and_sentences_are_ordered_ranges_of_the_text(source in text()) {
            let document = Document::new(&source);
            let ranges = [
                document.words().iter().map(Word::range).collect::<Vec<_>>(),
                marks::find(document.text()).iter().map(|mark| mark.range.clone()).collect(),
            ];
            for ranges in ranges {
                prop_assert!(ranges.iter().all(|range| !range.is_empty()));
                prop_assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start));
                prop_assert!(ranges.iter().all(|range| document.text().get(range.clone()).is_some()));
            }
            for word in document.words() {
                let sentence = &document.sentences()[word.sentence as usize];
                prop_assert!(sentence.start <= word.range().start && word.range().end <= sentence.end);
            }
        }

        #[test]
        fn spans_are_whole_clusters_in_three_agreeing_units(source in text(), from in 0.0..1.0, to in 0.0..1.0) {
            let document = Document::new(&source);
            let text = document.text();
            let edges: Vec<_> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let at = |share: f64| edges[(share * edges.len() as f64) as usize];
            let range = at(f64::min(from, to))..at(f64::max(from, to));
            let mut clusters = vec![source.len()];
            clusters.extend(source.grapheme_indices(true).map(|(at, _)| at));
            for range in document.words().iter().map(Word::range).chain([range]) {
                let span = document.span(range.clone());
                prop_assert!(span.byte.0 <= span.byte.1);
                prop_assert_eq!(span.byte.0 == span.byte.1, range.is_empty() && !text.is_empty() || source.is_empty());
                prop_assert!(clusters.contains(&span.byte.0) && clusters.contains(&span.byte.1));
                let chars = |at: usize| source[..at].chars().count();
                let utf16 = |at: usize| source[..at].encode_utf16().count();
                prop_assert_eq!(span.char, (chars(span.byte.0), chars(span.byte.1)));
                prop_assert_eq!(span.utf16, (utf16(span.byte.0), utf16(span.byte.1)));
            }
        }

        #[test]
        fn spans_of_words_are_in_order(source in text()) {
            let document = Document::new(&source);
            let starts: Vec<_> = document.words().iter().map(|word| document.span(word.range()).byte.0).collect();
            prop_assert!(starts.is_sorted());
        }

        #[test]
        fn all_of_the_copy_is_all_of_the_source(source in text()) {
            let document = Document::new(&source);
            prop_assert_eq!(document.span(0..document.text().len()).byte, (0, source.len()));
        }
    }

    #[test]
    fn folded_words_lead_back_to_what_was_written() {
        let source = "Zoë’s &eacute;t&#233; ＭＲＮ <b>Em</b>ma";
        let document = Document::new(source);
        let written: Vec<_> = (0..document.words().len())
            .map(|index| {
                let (start, end) = document.span(document.stem_range(index)).byte;
                (document.stem(index), &source[start..end])
            })
            .collect();
        let expected = [("Zoe", "Zoë"), ("ete", "&eacute;t&#233;"), ("MRN", "ＭＲＮ"), ("Emma", "Em</b>ma")];
        assert_eq!(written, expected);
    }
}
