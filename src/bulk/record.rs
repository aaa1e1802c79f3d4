//! One record of an input: where it came from, the draft it holds, and what is needed to write it back.

use std::fmt;
use std::sync::Arc;

use super::decode::{self, NotText};
use super::format::Format;
use super::input::Opened;
use super::read::markup::Markup;
use super::read::{Columns, ReadOptions, redacted_jsonl, redacted_row};
use crate::draft::Draft;
use crate::error::InputError;
use crate::report::{Redaction, Report};

/// Where a record stands: the input's name, and the line where a record is a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    source: Arc<str>,
    line: Option<usize>,
    /// The id of a draft that has none of its own.
    id: String,
}

impl Origin {
    pub(super) fn new(source: Arc<str>, line: Option<usize>, id: String) -> Self {
        Self { source, line, id }
    }

    pub(super) fn of_line(source: &Arc<str>, line: usize, many: bool) -> Self {
        let id = if many { format!("{source}:{line}") } else { line.to_string() };
        Self::new(Arc::clone(source), Some(line), id)
    }

    /// The name of the input: a path as it was given, or `standard input`.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The line, counted from one, where a record is a line or a row.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    pub(super) fn error(&self, message: impl Into<String>) -> InputError {
        InputError::new(&*self.source, self.line, message)
    }

    /// The error of a record that is no text; it names the line, in a file that is one record too.
    pub(super) fn not_text(&self, wrong: NotText) -> InputError {
        let line = self.line.unwrap_or(1) + wrong.lines;
        InputError::new(&*self.source, Some(line), wrong.message)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.source),
            None => f.write_str(&self.source),
        }
    }
}

/// What an input is made of, in its order.
pub(super) enum Item {
    /// The input has been opened.
    Begin(Box<Opened>),
    Record(Raw),
    /// What is no draft: a header, a blank line.
    Rest(Vec<u8>),
    /// The input has ended.
    End,
}

impl Item {
    /// How many bytes it holds.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Record(raw) => raw.bytes.len(),
            Self::Rest(bytes) => bytes.len(),
            Self::Begin(_) | Self::End => 0,
        }
    }
}

/// A record as it was cut out of the input, not yet looked into.
pub(super) struct Raw {
    pub origin: Origin,
    pub bytes: Vec<u8>,
    pub shape: Shape,
}

/// What the bytes of a record are.
pub(super) enum Shape {
    /// A line without its end.
    Line { format: Format, end: LineEnd },
    /// A row of a table, its line end included.
    Row(Arc<Columns>),
    /// A whole input.
    Whole(Format),
}

/// What is needed to write a record again, beside its draft.
pub(super) enum Body {
    /// The line is the text.
    Line { end: LineEnd },
    /// The line holds an object.
    Object { line: Vec<u8>, end: LineEnd },
    /// A row of a table, its line end included.
    Row { row: String, columns: Arc<Columns> },
    /// The input is the text.
    Whole,
    /// A markup file taken apart.
    Markup { file: String, markup: Box<Markup> },
}

/// How a line ends in its file, for a copy that keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnd {
    Lf,
    CrLf,
    /// In tables of old.
    Cr,
    /// The last line may have none.
    Missing,
}

impl LineEnd {
    /// Takes the end off a line.
    pub(super) fn taken_from(line: &mut Vec<u8>) -> Self {
        let (end, length) = match line.as_slice() {
            [head @ .., b'\r', b'\n'] => (Self::CrLf, head.len()),
            [head @ .., b'\n'] => (Self::Lf, head.len()),
            [head @ .., b'\r'] => (Self::Cr, head.len()),
            whole => (Self::Missing, whole.len()),
        };
        line.truncate(length);
        end
    }

    fn as_bytes(self) -> &'static [u8] {
        match self {
            Self::Lf => b"\n",
            Self::CrLf => b"\r\n",
            Self::Cr => b"\r",
            Self::Missing => b"",
        }
    }
}

/// How a text stands in its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// It is the input.
    Whole,
    /// It is one line of it.
    Line,
    /// In a line or row that writes it otherwise: escaped, quoted.
    Within,
}

/// One draft of an input, with where it came from.
pub struct Record {
    origin: Origin,
    draft: Draft,
    body: Body,
    /// Whether it is written in Latin-1.
    latin_1: bool,
}

impl Record {
    pub(super) fn new(origin: Origin, mut draft: Draft, body: Body, latin_1: bool) -> Self {
        draft.id.get_or_insert_with(|| origin.id.clone());
        Self { origin, draft, body, latin_1 }
    }

    /// Where it stands in the input.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The draft; it has an id, made of the line number or the path where it had none of its own.
    #[must_use]
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// How many bytes of input it stands for, as far as progress is concerned.
    pub(super) fn size(&self) -> u64 {
        let length = match &self.body {
            Body::Line { .. } | Body::Whole => self.draft.text.len(),
            Body::Object { line, .. } => line.len(),
            Body::Row { row, .. } => row.len(),
            Body::Markup { file, .. } => file.len(),
        };
        length as u64
    }

    /// Makes the spans of a report on this draft point into the original: into the file, where the
    /// fields were taken out of one.
    pub(super) fn to_original(&self, report: &mut Report) {
        if let Body::Markup { file, markup } = &self.body {
            report.move_spans(file, |field, range| markup.to_file(field, range));
        }
    }

    /// The text that the spans of `field` point into, once they point into the original.
    #[must_use]
    pub fn original(&self, field: &str) -> Option<&str> {
        match &self.body {
            Body::Markup { file, .. } => Some(file),
            _ => self.draft.field(field),
        }
    }

    /// How the text that spans point into stands in the input.
    pub(super) fn stands(&self) -> Stands {
        match &self.body {
            Body::Whole | Body::Markup { .. } => Stands::Whole,
            Body::Line { .. } => Stands::Line,
            Body::Object { .. } | Body::Row { .. } => Stands::Within,
        }
    }

    /// The texts that the spans of a report on it point into, with what to call them.
    pub(super) fn texts(&self) -> Vec<(String, &str)> {
        if let Body::Markup { file, .. } = &self.body {
            return vec![("file".to_owned(), file)];
        }
        let draft = &self.draft;
        let single = [
            ("title", draft.title.as_deref()),
            ("text", Some(draft.text.as_str())),
            ("in_reply_to", draft.in_reply_to.as_deref()),
            ("author", draft.author.as_deref()),
            ("reviewer", draft.reviewer.as_deref()),
            ("place", draft.place.as_deref()),
        ];
        let single = single.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?)));
        let lists = [("alt_text", &draft.alt_text), ("attachments", &draft.attachments)];
        let listed = lists.into_iter().flat_map(|(name, list)| {
            list.iter().enumerate().map(move |(index, text)| (format!("{name}[{index}]"), text.as_str()))
        });
        single.chain(listed).collect()
    }

    /// The record as it was written, with each finding of a report on it replaced; Latin-1 stays Latin-1.
    ///
    /// # Errors
    /// An [`InputError`] where the record cannot be written again; it should then be left out.
    pub fn redacted(
        &self,
        report: &Report,
        how: Redaction,
        options: &ReadOptions,
    ) -> Result<Vec<u8>, InputError> {
        let failed = |message: &str| self.origin.error(message);
        let redacted = self.redacted_text(report, how, options).map_err(|message| failed(&message))?;
        if self.latin_1 {
            decode::in_latin_1(&redacted).ok_or_else(|| failed("what replaces a finding is not Latin-1"))
        } else {
            Ok(redacted)
        }
    }

    fn redacted_text(
        &self,
        report: &Report,
        how: Redaction,
        options: &ReadOptions,
    ) -> Result<Vec<u8>, String> {
        match &self.body {
            Body::Line { end } => {
                let text = report.redact(&self.draft, how).text;
                Ok([text.as_bytes(), end.as_bytes()].concat())
            }
            Body::Object { line, end } => {
                let line = redacted_jsonl(line, &self.draft, report, how, options)?;
                Ok([line.as_slice(), end.as_bytes()].concat())
            }
            Body::Row { row, columns } => redacted_row(row, columns, &self.draft, report, how),
            Body::Whole => Ok(report.redact(&self.draft, how).text.into_bytes()),
            Body::Markup { file, markup } => {
                let edits = markup.between_tags(report.replacements(file, how));
                Ok(crate::report::replaced(file, &edits).into_bytes())
            }
        }
    }
}

/// Shows place and shape, never words.
impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record").field("origin", &self.origin).field("draft", &self.draft).finish()
    }
}
