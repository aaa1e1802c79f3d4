//! The sections of a long draft: a newsletter is many drafts in one.
//!
//! Whether a draft speaks of one person's care is weighed by all its words, and the two sentences that do drown in
//! ten that do not. So in a long field every run of sentences of about the length of a post is weighed as a draft
//! of its own, and what stands in it knows both: what the draft says, and what its section says more.

use std::ops::Range;

use smallvec::SmallVec;

use super::draft_facts::Gist;
use super::network::Told;
use super::pairs::Pair;
use super::{FEW, Field, WordId};
use crate::finding::Candidate;
use crate::lexicon::Class;
use crate::text::{Kept, keep};

/// A field of more words than these has sections.
const LONG: usize = 60;

/// A section has at least so many words and ends with a sentence, unless that is longer than a field without
/// sections; it is weighed together with the one before it and the one after it, whichever speaks louder.
const STEP: usize = 20;

/// Words of a field that are weighed together.
pub(super) struct Stretch<'s, 'f> {
    pub field: &'s Field<'f>,
    pub words: Range<usize>,
    /// Its candidates, in order: the word each starts at, and its place in the field's list.
    some: Option<&'s [(usize, usize)]>,
}

impl<'s, 'f> Stretch<'s, 'f> {
    /// All words of a field.
    pub fn whole(field: &'s Field<'f>) -> Self {
        Self { field, words: 0..field.document.words().len(), some: None }
    }

    /// Some of them, with all candidates of the field in order.
    fn section(field: &'s Field<'f>, words: Range<usize>, order: &'s [(usize, usize)]) -> Self {
        let from = order.partition_point(|(word, _)| *word < words.start);
        let to = order.partition_point(|(word, _)| *word < words.end);
        Self { field, words, some: Some(&order[from..to]) }
    }

    pub fn candidates(&self) -> impl Iterator<Item = &'s Candidate> + use<'s, 'f> {
        let field = self.field;
        let all = if self.some.is_none() { field.candidates.as_slice() } else { &[] };
        let some = self.some.unwrap_or_default().iter().map(|(_, at)| &field.candidates[*at]);
        all.iter().chain(some)
    }

    pub fn cues(&self) -> Class {
        match self.some {
            None => self.field.cues.all(),
            Some(_) => self.words.clone().fold(Class::NONE, |sum, word| sum.or(self.field.cues.at(word))),
        }
    }

    pub fn known(&self) -> &'s [WordId] {
        &self.field.known[self.words.clone()]
    }

    pub fn told(&self) -> &'s [Told] {
        self.field.told.get(self.words.clone()).unwrap_or_default()
    }

    pub fn pairs(&self) -> &'s [Pair] {
        match self.some {
            None => &self.field.pairs,
            Some(_) => Pair::within(&self.field.pairs, &self.words),
        }
    }
}

/// A section of a field: up to which word it reaches, and what its words say together.
pub(crate) struct Section {
    end: usize,
    pub gist: Gist,
}

keep!(Section);

/// The sections of each field of a draft, in order; a short field has none.
pub(crate) struct Sections(SmallVec<[Kept<Section>; FEW]>);

impl Sections {
    /// Cuts the fields; `read` says what the words of a stretch come to.
    pub(super) fn of<'f>(fields: &[Field<'f>], read: impl for<'o> Fn(Stretch<'o, 'f>) -> Gist) -> Self {
        Self(fields.iter().map(|field| sections_of(field, &read)).collect())
    }

    /// The sections of a field, each with its words.
    pub fn of_field(&self, field: usize) -> impl Iterator<Item = (Range<usize>, &Section)> {
        let mut start = 0;
        self.0.get(field).into_iter().flat_map(|sections| sections.iter()).map(move |section| {
            let words = start..section.end;
            start = section.end;
            (words, section)
        })
    }

    /// The section in which a word of a field stands.
    pub fn at(&self, field: usize, word: usize) -> Option<&Section> {
        let sections = self.0.get(field)?;
        sections.get(sections.partition_point(|section| section.end <= word)).or(sections.last())
    }
}

fn sections_of<'f>(field: &Field<'f>, read: &impl for<'o> Fn(Stretch<'o, 'f>) -> Gist) -> Kept<Section> {
    let mut sections: Kept<Section> = Kept::new();
    let words = field.document.words();
    if words.len() <= LONG {
        return sections;
    }
    let mut start = 0;
    for (at, two) in words.windows(2).enumerate() {
        let end = at + 1;
        let is_whole = two[0].sentence != two[1].sentence && end - start >= STEP;
        if is_whole || end - start >= LONG {
            sections.push(Section { end, gist: Gist::LEAST });
            start = end;
        }
    }
    sections.push(Section { end: words.len(), gist: Gist::LEAST });
    let starts = field.candidates.iter().map(|candidate| field.document.word_at(candidate.span.start));
    let mut order: Kept<(usize, usize)> = starts.zip(0..).collect();
    order.sort_unstable();
    let mut start = 0;
    for first in 0..sections.len() - 1 {
        let end = sections[first + 1].end;
        let gist = read(Stretch::section(field, start..end, &order));
        start = sections[first].end;
        for section in &mut sections[first..first + 2] {
            section.gist = section.gist.max(gist);
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::{CueMap, Vocabulary};
    use crate::finding::Category;
    use crate::lexicon::Reading;
    use crate::text::Document;

    /// A field of so many sentences of ten words, with a candidate on the first word of each.
    fn field(text: &str) -> Field<'_> {
        let document = Document::new(text);
        let (reading, known) = (Reading::of(&document), Vocabulary::default().read(&document));
        let cues = CueMap::of(&document, &reading);
        let starts = document.sentences().iter().map(|sentence| sentence.start);
        let candidate = |start| Candidate::new(start..start + 1, Category::Name, "test", 0.0);
        let candidates = starts.map(candidate).rev().collect();
        Field { document, reading, cues, known, pairs: Kept::new(), candidates, told: Kept::new() }
    }

    /// Words with what is told of them.
    type Told<T> = Vec<(Range<usize>, T)>;

    /// What is read, with how many candidates, and the sections with their gist.
    fn cut(sentences: usize) -> (Told<usize>, Told<f32>) {
        let text = "A b c d e f g h i j. ".repeat(sentences);
        let read = std::cell::RefCell::new(Vec::new());
        let sections = Sections::of(&[field(&text)], |stretch| {
            read.borrow_mut().push((stretch.words.clone(), stretch.candidates().count()));
            Gist { individual: stretch.words.start as f32, stopped: 0.0 }
        });
        let found = sections.of_field(0).map(|(words, section)| (words, section.gist.individual)).collect();
        (read.into_inner(), found)
    }

    #[test]
    fn a_long_field_is_read_in_overlapping_stretches_of_whole_sentences() {
        let (read, sections) = cut(10);
        assert_eq!(read, [(0..40, 4), (20..60, 4), (40..80, 4), (60..100, 4)]);
        let gists = [(0..20, 0.0), (20..40, 20.0), (40..60, 40.0), (60..80, 60.0), (80..100, 60.0)];
        assert_eq!(sections, gists);
    }

    #[test]
    fn a_short_field_has_no_parts() {
        assert_eq!(cut(6), (vec![], vec![]));
    }

    #[test]
    fn a_sentence_without_an_end_is_cut_all_the_same() {
        let text = "word ".repeat(200);
        let sections = Sections::of(&[field(&text)], |_| Gist::LEAST);
        let ends: Vec<usize> = sections.of_field(0).map(|(words, _)| words.end).collect();
        assert_eq!(ends, [60, 120, 180, 200]);
    }

    #[test]
    fn a_word_is_found_in_its_part() {
        let text = "A b c d e f g h i j. ".repeat(10);
        let sections = Sections::of(&[field(&text)], |stretch| Gist {
            individual: stretch.words.start as f32,
            ..Gist::LEAST
        });
        let at = |word| sections.at(0, word).map(|section| section.gist.individual);
        assert_eq!([0, 29, 30, 99, 100].map(at), [0.0, 20.0, 20.0, 60.0, 60.0].map(Some));
        assert!(sections.at(1, 0).is_none());
    }
}
