//! The fields of a draft that a markup file is made of, each with its way back into the file.

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
}
