//! A field of a draft becomes a [`Document`]: folded copy with a map back, words, sentences, marks.

use std::ops::Range;

use crate::finding::Span;

/// What a word looks like and where it stands; a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Shape(pub u16);

#[allow(dead_code)]
impl Shape {
    /// Starts with a capital, at least one small letter follows ("Emma", "McKay").
    pub const CAPITAL: Shape = Shape(1);
    /// Two capitals or more and no small letter ("EMMA", "DK").
    pub const ALL_CAPS: Shape = Shape(1 << 1);
    /// Letters, no capital.
    pub const LOWER: Shape = Shape(1 << 2);
    /// A single capital letter.
    pub const INITIAL: Shape = Shape(1 << 3);
    /// Has a digit.
    pub const DIGIT: Shape = Shape(1 << 4);
    /// Digits only.
    pub const NUMBER: Shape = Shape(1 << 5);
    /// Has a letter that is not ASCII in the folded copy.
    pub const FOREIGN: Shape = Shape(1 << 6);
    /// First word of a sentence.
    pub const SENTENCE_START: Shape = Shape(1 << 7);
    /// First word of a line.
    pub const LINE_START: Shape = Shape(1 << 8);
    /// A part of a hashtag.
    pub const IN_HASHTAG: Shape = Shape(1 << 9);
    /// A part of a handle.
    pub const IN_HANDLE: Shape = Shape(1 << 10);
    /// Inside a URL or e-mail address.
    pub const IN_LINK: Shape = Shape(1 << 11);
    /// Part of a file name.
    pub const IN_FILE_NAME: Shape = Shape(1 << 12);
    /// A small letter inside a word that then has a capital ("McKay", "iPhone").
    pub const INNER_CAPITAL: Shape = Shape(1 << 13);

    pub const fn has(self, other: Shape) -> bool {
        self.0 & other.0 != 0
    }
    pub const fn with(self, other: Shape) -> Shape {
        Shape(self.0 | other.0)
    }
}

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

/// What a stretch of text is marked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum MarkKind {
    Hashtag,
    Handle,
    Url,
    Email,
    FileName,
}

/// A hashtag, handle, link or file name; `range` holds the sign too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub kind: MarkKind,
    pub range: Range<usize>,
}

/// One field of a draft, made ready: folded once, cut into words and sentences once.
pub struct Document<'a> {
    source: &'a str,
    folded: std::borrow::Cow<'a, str>,
    words: Vec<Word>,
    sentences: Vec<Range<usize>>,
    marks: Vec<Mark>,
}

impl<'a> Document<'a> {
    /// Makes a field ready. Linear in its length; never fails.
    #[must_use]
    pub fn new(source: &'a str) -> Self {
        use unicode_segmentation::UnicodeSegmentation;
        let mut words = Vec::new();
        for (at, word) in source.unicode_word_indices() {
            let first = word.chars().next().unwrap_or(' ');
            let shape = if first.is_uppercase() { Shape::CAPITAL } else { Shape::LOWER };
            let range = (at as u32, (at + word.len()) as u32);
            words.push(Word { start: range.0, end: range.1, sentence: 0, shape });
        }
        let whole = 0..source.len();
        Self { source, folded: source.into(), words, sentences: vec![whole], marks: Vec::new() }
    }

    /// The folded copy that rules and detectors read: Unicode dashes, spaces, quotes, full-width
    /// and styled letters as ASCII; accents off Latin letters; zero-width characters gone.
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

    /// A word without a possessive ending, as bytes of [`text`](Self::text).
    #[must_use]
    pub fn stem_range(&self, index: usize) -> Range<usize> {
        self.words[index].range()
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

    /// The index of the first word that ends after `at` (a byte of [`text`](Self::text)).
    pub(crate) fn word_at(&self, at: usize) -> usize {
        self.words.partition_point(|word| (word.end as usize) <= at)
    }

    /// The field as it was given.
    #[must_use]
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// A range of [`text`](Self::text) as a span of the source: in three units, on grapheme
    /// boundaries.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        Span { byte: (range.start, range.end), ..Span::default() }
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
