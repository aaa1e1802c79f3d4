//! Cuts the input into records, in order and without looking into them.
//!
//! Only this part of the work is sequential, so it does little: it finds where a line or a row ends. What
//! the record says is read by the worker that scans it.

mod html;
mod jsonl;
mod lines;
mod markdown;
pub(super) mod markup;
mod rows;
mod table;

use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

pub(super) use jsonl::redacted as redacted_jsonl;
pub(super) use table::{Columns, redacted as redacted_row};

use self::lines::Lines;
use self::markup::Markup;
use self::table::Table;
use super::decode;
use super::format::Format;
use super::input::{self, Input, InputHash, Opened};
use super::record::{Body, Item, Origin, Raw, Record, Shape};
use super::source::{Globs, Source, sources};
use crate::draft::{Draft, Surface};
use crate::error::InputError;

/// A record larger than this is refused: memory stays bounded whatever an input holds.
const MAX_RECORD: u64 = 64 << 20;

/// A batch is handed to a worker once it holds this many records or bytes.
const BATCH_RECORDS: usize = 64;
const BATCH_BYTES: usize = 256 << 10;

/// How inputs are read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The format of every input, whatever its ending; found out where absent.
    pub format: Option<Format>,
    /// The JSON field or column that holds the body; default `text`.
    pub text_field: String,
    /// The JSON field or column that holds the id; default `id`.
    pub id_field: String,
    /// The delimiter of tables; found in the header line where absent.
    pub delimiter: Option<u8>,
    /// The surface of drafts that name none.
    pub surface: Surface,
    /// Only files that match one of these globs, where there is any, are read from folders.
    pub include: Vec<String>,
    /// Files that match one of these globs are left out of folders.
    pub exclude: Vec<String>,
    /// Whether what is no draft (a header line, a blank one) is handed on too, for a copy that keeps the
    /// structure.
    pub keep_structure: bool,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            format: None,
            text_field: "text".into(),
            id_field: "id".into(),
            delimiter: None,
            surface: Surface::default(),
            include: Vec::new(),
            exclude: Vec::new(),
            keep_structure: false,
        }
    }
}

/// Reads drafts from files, folders and standard input; an iterator over records.
pub struct Reader {
    sources: Box<dyn Iterator<Item = Result<Source, InputError>> + Send>,
    options: Arc<ReadOptions>,
    open: Option<Open>,
    /// Whether ids made of line numbers have to say in which input.
    many: bool,
    hash: Option<InputHash>,
}

/// The input being read.
enum Open {
    Lines(Lines),
    Table(Table),
    /// The one draft has been read once `input` is gone.
    Whole {
        origin: Origin,
        format: Format,
        input: Option<Input>,
    },
}

impl Reader {
    /// Reads `paths` in their order; `-` is standard input. Nothing is opened before it is its turn.
    #[must_use]
    pub fn new(paths: Vec<PathBuf>, options: ReadOptions) -> Self {
        let many = paths.len() > 1 || paths.iter().any(|path| path.is_dir());
        let globs = Globs { include: options.include.clone(), exclude: options.exclude.clone() };
        let sources = Box::new(sources(paths, options.format, globs));
        Self { sources, options: Arc::new(options), open: None, many, hash: None }
    }

    /// Hashes the inputs while they are read; the hash is complete once the reader is at its end.
    pub fn hash_inputs(&mut self) -> InputHash {
        self.hash.get_or_insert_default().clone()
    }

    /// Passes over items that an earlier run has dealt with.
    pub(super) fn pass_over(&mut self, items: u64) {
        for _ in 0..items {
            if self.next_item().is_none() {
                break;
            }
        }
    }

    /// Adds the next items to `batch`; false where there are none. A batch ends early where the next record
    /// might have to be waited for, so that a pipe gets each answer as soon as it can be had.
    pub(super) fn next_batch(&mut self, batch: &mut Vec<Result<Item, InputError>>) -> bool {
        let mut bytes = 0;
        while batch.len() < BATCH_RECORDS && bytes < BATCH_BYTES {
            let Some(item) = self.next_item() else { return !batch.is_empty() };
            bytes += item.as_ref().map_or(0, Item::size);
            batch.push(item);
            if self.might_wait() {
                break;
            }
        }
        true
    }

    fn might_wait(&self) -> bool {
        match &self.open {
            Some(Open::Lines(lines)) => lines.might_wait(),
            _ => false,
        }
    }

    fn open_source(&self, source: Source) -> Result<(Open, Opened), InputError> {
        let name = Arc::clone(&source.name);
        let id = if source.path.is_some() { name.to_string() } else { "1".to_owned() };
        let failed = |error: io::Error| InputError::new(&*name, None, io_message(&error));
        let (input, format, opened) = input::open(source, self.hash.as_ref()).map_err(failed)?;
        let open = match format {
            Format::Csv => Open::Table(Table::open(name, input, &self.options)?),
            Format::Jsonl | Format::Lines => Open::Lines(Lines::new(name, format, input)),
            Format::Text | Format::Markdown | Format::Html => {
                Open::Whole { origin: Origin::new(name, None, id), format, input: Some(input) }
            }
        };
        Ok((open, opened))
    }

    fn next_item(&mut self) -> Option<Result<Item, InputError>> {
        if let Some(open) = &mut self.open {
            let item = open.next(&self.options, self.many);
            if item.is_none() {
                self.open = None;
            }
            return Some(item.unwrap_or(Ok(Item::End)));
        }
        let opened = self.sources.next()?.and_then(|source| self.open_source(source));
        Some(opened.map(|(open, opened)| {
            self.open = Some(open);
            Item::Begin(Box::new(opened))
        }))
    }
}

impl Iterator for Reader {
    type Item = Result<Record, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.next_item()? {
                Ok(Item::Record(raw)) => return Some(raw.parse(&self.options)),
                Ok(_) => {}
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("options", &self.options).finish_non_exhaustive()
    }
}

impl Open {
    fn next(&mut self, options: &ReadOptions, many: bool) -> Option<Result<Item, InputError>> {
        match self {
            Self::Lines(lines) => lines.next(options.keep_structure, many),
            Self::Table(table) => table.next(options.keep_structure, many),
            Self::Whole { origin, format, input } => input.take().map(|input| whole(origin, *format, input)),
        }
    }
}

fn whole(origin: &Origin, format: Format, input: Input) -> Result<Item, InputError> {
    let mut bytes = Vec::new();
    input.take(MAX_RECORD + 1).read_to_end(&mut bytes).map_err(|error| origin.error(io_message(&error)))?;
    if bytes.len() as u64 > MAX_RECORD {
        return Err(origin.error(too_large()));
    }
    Ok(Item::Record(Raw { origin: origin.clone(), bytes, shape: Shape::Whole(format) }))
}

/// One of the values that a field or column can have, where it has one.
fn named<T>(
    kind: &str,
    name: &str,
    value: Option<String>,
    read: fn(&str) -> Option<T>,
) -> Result<Option<T>, String> {
    let Some(value) = value else { return Ok(None) };
    read(&value).map(Some).ok_or_else(|| format!("{kind} {name:?} is not one of the values it can have"))
}

fn too_large() -> String {
    format!("larger than {} MiB, not read", MAX_RECORD >> 20)
}

/// What went wrong, without the error number that only a programmer reads.
fn io_message(error: &io::Error) -> String {
    let message = error.to_string();
    let mut message = message.split(" (os error").next().unwrap_or_default().to_owned();
    if let Some(first) = message.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    message
}

impl Raw {
    /// Reads what the record says.
    pub(super) fn parse(self, options: &ReadOptions) -> Result<Record, InputError> {
        let Raw { origin, bytes, shape } = self;
        let failed = |message: String| origin.error(message);
        let mut latin_1 = false;
        let mut text_of = |bytes| {
            let (text, is_latin_1) = decode::text_of(bytes).map_err(|wrong| origin.not_text(wrong))?;
            latin_1 = is_latin_1;
            Ok(text)
        };
        let plain = |text: String| Draft { text, surface: options.surface, ..Draft::default() };
        let (draft, body) = match shape {
            Shape::Line { format: Format::Jsonl, end } => {
                let draft = jsonl::draft(&bytes, options).map_err(failed)?;
                (draft, Body::Object { line: bytes, end })
            }
            Shape::Line { end, .. } => (plain(text_of(bytes)?), Body::Line { end }),
            Shape::Row(columns) => {
                let row = text_of(bytes)?;
                let draft = table::draft(&row, &columns).map_err(failed)?;
                (draft, Body::Row { row, columns })
            }
            Shape::Whole(format) => {
                let text = text_of(bytes)?;
                match markup_of(&text, format) {
                    Some(markup) => {
                        let draft = Draft { surface: options.surface, ..markup.draft() };
                        (draft, Body::Markup { file: text, markup: Box::new(markup) })
                    }
                    None => (plain(text), Body::Whole),
                }
            }
        };
        Ok(Record::new(origin, draft, body, latin_1))
    }
}

/// A file of markup taken apart; none where the format is none of markup.
fn markup_of(file: &str, format: Format) -> Option<Markup> {
    match format {
        Format::Markdown => Some(markdown::read(file)),
        Format::Html => {
            let mut markup = Markup::default();
            html::read(file, 0..file.len(), &mut markup);
            Some(markup)
        }
        Format::Jsonl | Format::Csv | Format::Text | Format::Lines => None,
    }
}
