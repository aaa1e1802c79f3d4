//! The fields of a draft that a markup file is made of, each with its way back into the file.

use std::borrow::Cow;
use std::ops::Range;

use crate::bulk::field_map::FieldMap;
use crate::draft::Draft;

/// Which field a piece of the file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Text,
    Title,
    Author,
    /// Image descriptions, tooltips, summaries: short texts that go out with the page.
    AltText,
    /// Addresses of links and pictures, published as they are written.
    Target,
}

/// A markup file taken apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Markup {
    text: FieldMap,
    title: FieldMap,
    author: FieldMap,
    alt_text: Vec<FieldMap>,
    targets: Vec<FieldMap>,
}

impl Markup {
    /// Starts a new entry of a field that is a list.
    pub(super) fn start_entry(&mut self, part: Part) {
        match part {
            Part::AltText => self.alt_text.push(FieldMap::default()),
            Part::Target => self.targets.push(FieldMap::default()),
            Part::Text | Part::Title | Part::Author => {}
        }
    }

    pub(super) fn copy(&mut self, part: Part, file: &str, from: Range<usize>) {
        if let Some(field) = self.part(part) {
            field.copy(file, from);
        }
    }

    pub(super) fn replace(&mut self, part: Part, text: &str, from: Range<usize>) {
        if let Some(field) = self.part(part) {
            field.replace(text, from);
        }
    }

    pub(super) fn line_break(&mut self, at: usize) {
        self.text.line_break(at);
    }

    fn part(&mut self, part: Part) -> Option<&mut FieldMap> {
        match part {
            Part::Text => Some(&mut self.text),
            Part::Title => Some(&mut self.title),
            Part::Author => Some(&mut self.author),
            Part::AltText => self.alt_text.last_mut(),
            Part::Target => self.targets.last_mut(),
        }
    }

    /// The draft the file makes.
    pub(crate) fn draft(&self) -> Draft {
        let optional = |field: &FieldMap| (!field.is_blank()).then(|| field.text().to_owned());
        let list = |fields: &[FieldMap]| fields.iter().map(|field| field.text().to_owned()).collect();
        let mut draft = Draft::new(self.text.text());
        draft.title = optional(&self.title);
        draft.author = optional(&self.author);
        draft.alt_text = list(&self.alt_text);
        draft.attachments = list(&self.targets);
        draft
    }

    /// Where a range of a field (named as in a report) stands in the file.
    pub(crate) fn to_file(&self, field: &str, range: Range<usize>) -> Option<Range<usize>> {
        let entry = |fields: &'_ [FieldMap], index: &str| -> Option<Range<usize>> {
            let index: usize = index.strip_prefix('[')?.strip_suffix(']')?.parse().ok()?;
            Some(fields.get(index)?.to_file(range.clone()))
        };
        match field {
            "text" => Some(self.text.to_file(range)),
            "title" => Some(self.title.to_file(range)),
            "author" => Some(self.author.to_file(range)),
            _ => {
                if let Some(index) = field.strip_prefix("alt_text") {
                    entry(&self.alt_text, index)
                } else {
                    entry(&self.targets, field.strip_prefix("attachments")?)
                }
            }
        }
    }

    /// Edits of the file, each cut to the words it replaces: tags, references and marks that stand between
    /// two words stay, and the file keeps its structure. `edits` are in order.
    pub(crate) fn between_tags(
        &self,
        edits: Vec<(Range<usize>, Cow<'static, str>)>,
    ) -> Vec<(Range<usize>, Cow<'static, str>)> {
        let words = self.words();
        let mut cut = Vec::with_capacity(edits.len());
        for (range, text) in edits {
            let mut text = Some(text);
            let mut at = range.start;
            let first = words.partition_point(|words| words.end <= range.start);
            for words in words[first..].iter().take_while(|words| words.start < range.end) {
                let part = words.start.max(at)..words.end.min(range.end);
                if part.is_empty() {
                    continue;
                }
                at = part.end;
                cut.push((part, text.take().unwrap_or_default()));
            }
            if let Some(text) = text {
                cut.push((range, text));
            }
        }
        cut
    }

    /// Where words of any field stand in the file, in order and without overlap.
    fn words(&self) -> Vec<Range<usize>> {
        let mut words: Vec<Range<usize>> = self.fields().flat_map(FieldMap::ranges).collect();
        words.sort_by_key(|range| (range.start, range.end));
        words.dedup_by(|next, last| {
            let overlaps = next.start < last.end;
            if overlaps {
                last.end = last.end.max(next.end);
            }
            overlaps
        });
        words
    }

    fn fields(&self) -> impl Iterator<Item = &FieldMap> {
        [&self.text, &self.title, &self.author].into_iter().chain(&self.alt_text).chain(&self.targets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_leaves_the_tags_between_its_words() {
        let file = "<p>Emma <b>Byrne</b> ok";
        let mut markup = Markup::default();
        for range in [3..8, 11..16, 20..23] {
            markup.copy(Part::Text, file, range);
        }
        let edits = markup.between_tags(vec![(3..16, "[name]".into()), (21..23, "fine".into())]);
        assert_eq!(edits, [(3..8, "[name]".into()), (11..16, "".into()), (21..23, "fine".into())]);
    }
}
