//! A field of a draft becomes a [`Document`]: folded copy with a map back, words, sentences, marks.
//!
//! Everything later reads the folded copy, in which typography and accents no longer hide a word
//! from an ASCII rule, and speaks in its byte offsets. Only [`Document::span`] leads back to what
//! was written. Each step is one pass and linear: fold, find marks, cut words, mark sentences.

mod fold;
mod letters;
mod links;
mod marks;
mod markup;
mod numbers;
mod offsets;
mod sentences;
mod shape;
mod words;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use crate::finding::Span;

pub(crate) use marks::{Mark, MarkKind};
pub(crate) use numbers::NumberCluster;
use offsets::{OffsetMap, Units};
pub(crate) use shape::Shape;

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

/// One field of a draft, made ready: folded once, cut into words and sentences once.
pub struct Document<'a> {
    source: &'a str,
    folded: Cow<'a, str>,
    map: OffsetMap,
    words: Vec<Word>,
    sentences: Vec<Range<usize>>,
    marks: Vec<Mark>,
    numbers: Vec<NumberCluster>,
    lines: OnceLock<Vec<usize>>,
    units: OnceLock<Option<Units>>,
}

impl<'a> Document<'a> {
    /// Makes a field ready. Linear in its length; never fails. Of a text longer than a gibibyte
    /// the first gibibyte is read.
    #[must_use]
    pub fn new(source: &'a str) -> Self {
        let mut end = source.len().min(MAX_BYTES);
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        let fold::Folded { text, map } = fold::fold(&source[..end]);
        let marks = marks::find(&text);
        let mut words = words::cut(&text, &marks);
        let sentences = sentences::mark(&text, &mut words);
        let numbers = numbers::clusters(&text, &words);
        Self {
            source,
            folded: text,
            map,
            words,
            sentences,
            marks,
            numbers,
            lines: OnceLock::new(),
            units: OnceLock::new(),
        }
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

    pub(crate) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The clusters of digits, in order.
    pub(crate) fn numbers(&self) -> &[NumberCluster] {
        &self.numbers
    }

    /// The index of the first word that ends after `at` (a byte of [`text`](Self::text)).
    pub(crate) fn word_at(&self, at: usize) -> usize {
        self.words.partition_point(|word| (word.end as usize) <= at)
    }

    /// The character that ends at `at`, a byte of [`text`](Self::text).
    pub(crate) fn char_before(&self, at: usize) -> Option<char> {
        self.folded.get(..at)?.chars().next_back()
    }

    /// The line that holds `at`, a byte of [`text`](Self::text), without its line break.
    pub(crate) fn line_range(&self, at: usize) -> Range<usize> {
        let breaks = self.lines.get_or_init(|| {
            let bytes = self.folded.bytes().enumerate();
            bytes.filter(|(_, byte)| matches!(byte, b'\n' | b'\r')).map(|(at, _)| at).collect()
        });
        let after = breaks.partition_point(|&line_break| line_break < at);
        let start = after.checked_sub(1).map_or(0, |index| breaks[index] + 1);
        start..breaks.get(after).copied().unwrap_or(self.folded.len())
    }

    /// True where the source has nothing but ASCII: the three units of a span are then equal.
    pub(crate) fn is_ascii(&self) -> bool {
        self.units().is_none()
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
