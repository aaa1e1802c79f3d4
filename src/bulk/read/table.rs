//! A table becomes drafts: a header names the columns, each row is a draft.

use std::io::BufRead;
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::ReadOptions;
use super::rows::Rows;
use crate::bulk::input::Input;
use crate::bulk::record::{Body, LineEnd, Origin, Raw};
use crate::draft::{Draft, Jurisdiction, Surface};
use crate::error::InputError;
use crate::report::{Redaction, Report};

/// The delimiters looked for in the header line, in the order a tie is settled.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The fields of a draft a column can hold, besides body and id.
const NAMED: [&str; 7] = ["title", "alt_text", "attachments", "in_reply_to", "author", "reviewer", "place"];

/// Which column holds what.
#[derive(Clone, Debug)]
pub(in crate::bulk) struct Columns {
    delimiter: u8,
    text: usize,
    id: Option<usize>,
    /// Indexes beside [`NAMED`].
    named: [Option<usize>; NAMED.len()],
    surface: Option<usize>,
    jurisdiction: Option<usize>,
    default_surface: Surface,
}

/// A table being read.
pub(super) struct Table {
    source: Arc<str>,
    rows: Rows,
    columns: Arc<Columns>,
    /// The header, until it has been handed on.
    header: Option<Vec<u8>>,
}

impl Table {
    pub(super) fn open(
        source: Arc<str>,
        mut input: Input,
        options: &ReadOptions,
    ) -> Result<Self, InputError> {
        let failed = |line, message: String| InputError::new(&*source, line, message);
        let first = input.fill_buf().map_err(|error| failed(None, super::io_message(&error)))?;
        let delimiter = options.delimiter.unwrap_or_else(|| delimiter_of(first));
        let end = line_end_of(first);
        let mut rows = Rows::new(input, delimiter, end);
        let (header_line, header) = match rows.next() {
            // An empty file has no header and no draft.
            None => (1, Vec::new()),
            Some(row) => (row.line, row.bytes.map_err(|message| failed(Some(row.line), message))?),
        };
        let columns =
            Columns::of(&header, delimiter, options).map_err(|message| failed(Some(header_line), message))?;
        Ok(Self { source, rows, columns: Arc::new(columns), header: Some(header) })
    }

    /// The next row. The header and blank lines are no drafts; they are handed on only where the structure
    /// is kept.
    pub(super) fn next(&mut self, keep_structure: bool, many: bool) -> Option<Result<Raw, InputError>> {
        if let Some(header) = self.header.take().filter(|header| keep_structure && !header.is_empty()) {
            let origin = Origin::of_line(&self.source, 1, many);
            return Some(Ok(Raw { origin, body: Body::Rest(header) }));
        }
        loop {
            let row = self.rows.next()?;
            let origin = Origin::of_line(&self.source, row.line, many);
            let body = match row.bytes {
                Err(message) => return Some(Err(origin.error(message))),
                Ok(bytes) if !bytes.trim_ascii().is_empty() => {
                    Body::Row { bytes, columns: Arc::clone(&self.columns) }
                }
                Ok(blank) if keep_structure => Body::Rest(blank),
                Ok(_) => continue,
            };
            return Some(Ok(Raw { origin, body }));
        }
    }
}

impl Columns {
    fn of(header: &[u8], delimiter: u8, options: &ReadOptions) -> Result<Self, String> {
        let names = cells(header, delimiter)?;
        let find = |name: &str| names.iter().position(|column| column.trim_ascii() == name.as_bytes());
        let text = match find(&options.text_field) {
            Some(text) => text,
            None if header.is_empty() => 0,
            None => {
                return Err(format!(
                    "no column named {:?} among the {} of the header; name it with --text-field",
                    options.text_field,
                    names.len()
                ));
            }
        };
        Ok(Self {
            delimiter,
            text,
            id: find(&options.id_field),
            named: NAMED.map(find),
            surface: find("surface"),
            jurisdiction: find("jurisdiction"),
            default_surface: options.surface,
        })
    }
}

/// The cells of a row that has been cut out.
fn cells(row: &[u8], delimiter: u8) -> Result<ByteRecord, String> {
    let mut row = row.to_vec();
    LineEnd::taken_from(&mut row);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(row.len().clamp(64, 64 << 10))
        .from_reader(row.as_slice());
    let mut cells = ByteRecord::new();
    reader.read_byte_record(&mut cells).map_err(|_| "not a row of this table".to_owned())?;
    if !reader.is_done() && reader.read_byte_record(&mut ByteRecord::new()).unwrap_or(true) {
        return Err("a cell that is not quoted holds a carriage return".to_owned());
    }
    Ok(cells)
}

/// What ends the lines of a table: a carriage return where no line feed follows the first one.
fn line_end_of(first: &[u8]) -> u8 {
    let end = first.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
    match end.map(|at| (first[at], first.get(at + 1))) {
        Some((b'\r', Some(next))) if *next != b'\n' => b'\r',
        _ => b'\n',
    }
}

/// The delimiter that occurs most often in the header line, outside quotes.
fn delimiter_of(first: &[u8]) -> u8 {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in first {
        match byte {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'\n' | b'\r' => break,
            _ => {
                if let Some(index) = DELIMITERS.iter().position(|delimiter| delimiter == byte) {
                    counts[index] += 1;
                }
            }
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let index = counts.iter().position(|count| *count == most).unwrap_or(0);
    DELIMITERS[index]
}

/// The draft a row holds.
pub(super) fn draft(row: &[u8], columns: &Columns) -> Result<Draft, String> {
    let fields = text_cells(row, columns.delimiter)?;
    let cell = |column: Option<usize>| {
        column.and_then(|column| fields.get(column)).filter(|cell| !cell.is_empty()).map(str::to_owned)
    };
    let Some(text) = fields.get(columns.text) else {
        return Err(format!("{} fields, too few to reach the column of the text", fields.len()));
    };
    let mut draft = Draft::new(text);
    draft.id = cell(columns.id);
    let [title, alt_text, attachments, in_reply_to, author, reviewer, place] = columns.named.map(cell);
    draft.title = title;
    draft.alt_text = alt_text.into_iter().collect();
    draft.attachments = attachments.into_iter().collect();
    draft.in_reply_to = in_reply_to;
    draft.author = author;
    draft.reviewer = reviewer;
    draft.place = place;
    draft.surface =
        named(cell(columns.surface), "surface", Surface::from_name)?.unwrap_or(columns.default_surface);
    draft.jurisdiction = named(cell(columns.jurisdiction), "jurisdiction", Jurisdiction::from_code)?;
    Ok(draft)
}

fn named<T>(cell: Option<String>, column: &str, read: fn(&str) -> Option<T>) -> Result<Option<T>, String> {
    let Some(cell) = cell else { return Ok(None) };
    read(&cell).map(Some).ok_or_else(|| format!("column {column:?} is not one of the values it can have"))
}

fn text_cells(row: &[u8], delimiter: u8) -> Result<StringRecord, String> {
    let cells = cells(row, delimiter)?;
    StringRecord::from_byte_record(cells).map_err(|error| error.to_string())
}

/// The row again: as it was where nothing was found, otherwise with its findings replaced and every other
/// cell as it was.
pub(in crate::bulk) fn redacted(
    row: &[u8],
    columns: &Columns,
    draft: &Draft,
    report: &Report,
    how: Redaction,
) -> Result<Vec<u8>, String> {
    if report.findings().is_empty() {
        return Ok(row.to_vec());
    }
    let redacted = report.redact(draft, how);
    let first = |list: &[String]| list.first().cloned();
    let replaced = [
        redacted.title.clone(),
        first(&redacted.alt_text),
        first(&redacted.attachments),
        redacted.in_reply_to.clone(),
        redacted.author.clone(),
        redacted.reviewer.clone(),
        redacted.place.clone(),
    ];
    let fields = text_cells(row, columns.delimiter)?;
    let cells = fields.iter().enumerate().map(|(column, cell)| {
        if column == columns.text {
            return redacted.text.as_str();
        }
        let named = columns.named.iter().position(|named| *named == Some(column));
        named.and_then(|index| replaced[index].as_deref()).unwrap_or(cell)
    });
    let end = LineEnd::taken_from(&mut row.to_vec());
    let mut writer = WriterBuilder::new()
        .delimiter(columns.delimiter)
        .terminator(match end {
            LineEnd::CrLf => Terminator::CRLF,
            LineEnd::Cr => Terminator::Any(b'\r'),
            LineEnd::Lf => Terminator::Any(b'\n'),
        })
        .from_writer(Vec::new());
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    writer.write_record(cells).map_err(|error| failed(&error))?;
    writer.into_inner().map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_commonest_outside_quotes() {
        assert_eq!(delimiter_of(b"id,text\n1;2;3;4\n"), b',');
        assert_eq!(delimiter_of(b"id;\"a,b,c\";text"), b';');
        assert_eq!(delimiter_of(b"id\ttext\r\n"), b'\t');
        assert_eq!(delimiter_of(b"text"), b',');
    }

    #[test]
    fn lines_end_as_the_header_ends() {
        assert_eq!(line_end_of(b"id,text\r\n1,a"), b'\n');
        assert_eq!(line_end_of(b"id,text\r1,a\r"), b'\r');
        assert_eq!(line_end_of(b"id,text"), b'\n');
    }

    #[test]
    fn a_row_is_one_row_or_none() {
        assert_eq!(cells(b"a,\"b\rc\"\r\n", b',').map(|cells| cells.len()), Ok(2));
        assert!(cells(b"a,b\rc,d\n", b',').is_err());
    }
}
