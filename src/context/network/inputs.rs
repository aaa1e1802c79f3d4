//! What the network is told of a word: its own row, and what it is and where it stands.

use crate::context::Field;
use crate::context::network_file::{Gap, Group, INPUTS};
use crate::context::pairs::kind;
use crate::draft::Surface;
use crate::finding::Category;
use crate::lexicon::{self, FIGURES};
use crate::text::{Kept, Shape};

/// The figures of a vector are told in parts of this.
pub(super) const VECTOR_UNIT: i16 = 64;

/// A field as the network reads it.
pub(super) struct Inputs<'f, 'd> {
    field: &'f Field<'d>,
    surface: usize,
    /// By word: the categories of the candidates that cover it, a bit each.
    covered: Kept<u64>,
}

const _: () = assert!(Category::ALL.len() <= u64::BITS as usize);

impl<'f, 'd> Inputs<'f, 'd> {
    pub fn of(field: &'f Field<'d>, surface: Surface) -> Self {
        let surface = Surface::ALL.iter().position(|one| *one == surface).unwrap_or(0);
        let mut covered = Kept::of(0, field.document.words().len());
        for candidate in &field.candidates {
            let words = field.document.words_at(&candidate.span);
            covered[words].iter_mut().for_each(|covered| *covered |= 1 << candidate.category as u64);
        }
        Self { field, surface, covered }
    }

    pub fn count(&self) -> usize {
        self.covered.len()
    }

    /// Visits the rows of a word: those before [`INPUTS`] by their numbers, its own behind.
    pub fn visit(&self, word: usize, mut visit: impl FnMut(usize)) {
        let Field { document, reading, cues, known, .. } = self.field;
        let id = known[word];
        if id != 0 {
            visit(INPUTS + usize::from(id));
        }
        visit(Group::Kind.row(kind(document, word)));
        visit(Group::Surface.row(self.surface));
        bits(reading.entry(word).class.0 | cues.at(word).0, |bit| visit(Group::Class.row(bit)));
        bits(self.covered[word], |bit| visit(Group::Category.row(bit)));
        self.gaps(word, |gap| visit(Group::Gap.row(gap as usize)));
    }

    /// What stands before a word, and whether a question ends behind it.
    fn gaps(&self, word: usize, mut visit: impl FnMut(Gap)) {
        let document = &self.field.document;
        let (words, text) = (document.words(), document.text());
        let here = words[word];
        let before = word.checked_sub(1).map(|before| words[before]);
        let start = before.map_or(0, |before| before.end as usize).min(here.start as usize);
        let gap = text.as_bytes().get(start..here.start as usize).unwrap_or_default();
        let has = |these: &[u8]| gap.iter().any(|byte| these.contains(byte));
        let gap = match before {
            None => Gap::Start,
            Some(_) if has(b"\n") => Gap::Line,
            Some(before) if before.sentence != here.sentence => Gap::Sentence,
            _ if has(b",") => Gap::Comma,
            _ if has(b":;") => Gap::Colon,
            _ if has(b"-") => Gap::Dash,
            _ if has(b"\"()[]'") => Gap::Bracket,
            _ if gap.is_empty() => Gap::None,
            _ if gap.iter().any(|byte| *byte != b' ') => Gap::Mark,
            _ => Gap::Space,
        };
        visit(gap);
        if text.as_bytes().get(here.end as usize) == Some(&b'?') {
            visit(Gap::Question);
        }
    }

    /// Whether a word has a row of its own.
    pub fn is_known(&self, word: usize) -> bool {
        self.field.known[word] != 0
    }

    /// The vector of a word, in parts of [`VECTOR_UNIT`].
    pub fn vector(&self, word: usize) -> Option<[i8; FIGURES]> {
        if self.field.document.words()[word].shape.has(Shape::DIGIT) {
            return None;
        }
        lexicon::vector(self.field.reading.stem_hash(word))
    }
}

fn bits(mut bits: u64, mut visit: impl FnMut(usize)) {
    while bits != 0 {
        visit(bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}

/// What the network is told of each word of a field, its own row apart: for fitting.
#[cfg(feature = "fit")]
pub(crate) fn inputs(field: &Field<'_>, surface: Surface) -> Vec<(Vec<usize>, Option<[f32; FIGURES]>)> {
    let inputs = Inputs::of(field, surface);
    let of = |word: usize| {
        let mut rows = Vec::new();
        inputs.visit(word, |row| rows.extend(Some(row).filter(|row| *row < INPUTS)));
        let figures = |vector: [i8; FIGURES]| vector.map(|figure| f32::from(figure) / f32::from(VECTOR_UNIT));
        (rows, inputs.vector(word).map(figures))
    };
    (0..inputs.count()).map(of).collect()
}
