//! A table becomes drafts: a header names the columns, each row is a draft.

use std::io::BufRead;
use std::ops::Range;
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder, StringRecord};

use super::rows::Rows;
use super::{ReadOptions, named};
use crate::bulk::input::Input;
use crate::bulk::record::{Item, LineEnd, Origin, Raw, Shape};
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
    pub(super) fn next(&mut self, keep_structure: bool, many: bool) -> Option<Result<Item, InputError>> {
        if let Some(header) = self.header.take().filter(|header| keep_structure && !header.is_empty()) {
            return Some(Ok(Item::Rest(header)));
        }
        loop {
            let row = self.rows.next()?;
            let origin = Origin::of_line(&self.source, row.line, many);
            return match row.bytes {
                Err(message) => Some(Err(origin.error(message))),
                Ok(bytes) if !bytes.trim_ascii().is_empty() => {
                    let shape = Shape::Row(Arc::clone(&self.columns));
                    Some(Ok(Item::Record(Raw { origin, bytes, shape })))
                }
                Ok(blank) if keep_structure => Some(Ok(Item::Rest(blank))),
                Ok(_) => continue,
            };
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
pub(super) fn draft(row: &str, columns: &Columns) -> Result<Draft, String> {
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
    let surface = named("column", "surface", cell(columns.surface), Surface::from_name)?;
    draft.surface = surface.unwrap_or(columns.default_surface);
    draft.jurisdiction =
        named("column", "jurisdiction", cell(columns.jurisdiction), Jurisdiction::from_code)?;
    Ok(draft)
}

fn text_cells(row: &str, delimiter: u8) -> Result<StringRecord, String> {
    let cells = cells(row.as_bytes(), delimiter)?;
    StringRecord::from_byte_record(cells).map_err(|error| error.to_string())
}

/// The row again: as it was where nothing was found, otherwise with its findings replaced and every other
/// cell as it was.
pub(in crate::bulk) fn redacted(
    row: &str,
    columns: &Columns,
    draft: &Draft,
    report: &Report,
    how: Redaction,
) -> Result<Vec<u8>, String> {
    if report.findings().is_empty() {
        return Ok(row.as_bytes().to_vec());
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
    let before = text_cells(row, columns.delimiter)?;
    let places = cell_places(row, columns.delimiter);
    let mut edits = Vec::new();
    for (column, (place, before)) in places.into_iter().zip(&before).enumerate() {
        let named = columns.named.iter().position(|named| *named == Some(column));
        let after = match named {
            _ if column == columns.text => Some(redacted.text.as_str()),
            named => named.and_then(|index| replaced[index].as_deref()),
        };
        if let Some(after) = after.filter(|after| *after != before) {
            let is_quoted = row[place.clone()].starts_with('"');
            edits.push((place, written(after, is_quoted, columns.delimiter).into()));
        }
    }
    Ok(crate::report::replaced(row, &edits).into_bytes())
}

/// Where the cells of a row stand in it, their quotes included.
fn cell_places(row: &str, delimiter: u8) -> Vec<Range<usize>> {
    let mut whole = row.as_bytes().to_vec();
    LineEnd::taken_from(&mut whole);
    let (mut places, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, byte) in whole.iter().enumerate() {
        match byte {
            // A doubled quote ends the quoted part and starts it again.
            b'"' if quoted || at == start || whole[start] == b'"' => quoted = !quoted,
            byte if *byte == delimiter && !quoted => {
                places.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    places.push(start..whole.len());
    places
}

/// A cell as a table holds it: quoted where it was, or where it has to be.
fn written(cell: &str, quoted: bool, delimiter: u8) -> String {
    let has_to_be = cell.bytes().any(|byte| byte == delimiter || b"\"\r\n".contains(&byte));
    if quoted || has_to_be { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
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
    fn cells_stand_where_the_reader_finds_them() {
        for row in ["a,\"b, \"\"c\"\"\nd\",,5'4\",\"\",e\r\n", "\"a\" ,b", "", ",", "\"\"\"\",\"a,\"\n"] {
            let places = cell_places(row, b',');
            let read = cells(row.as_bytes(), b',').expect("one row");
            assert_eq!(places.len(), read.len().max(1), "{row:?}");
            for (place, cell) in places.into_iter().zip(&read) {
                let alone = cells(row[place].as_bytes(), b',').expect("one cell");
                assert_eq!(alone.get(0).unwrap_or_default(), cell, "{row:?}");
            }
        }
    }

    #[test]
    fn a_cell_is_quoted_where_it_was_or_has_to_be() {
        assert_eq!(written("a b", false, b','), "a b");
        assert_eq!(written("a \"b\"", true, b','), "\"a \"\"b\"\"\"");
        assert_eq!(written("a;b", false, b';'), "\"a;b\"");
    }

    #[test]
    fn a_row_is_one_row_or_none() {
        assert_eq!(cells(b"a,\"b\rc\"\r\n", b',').map(|cells| cells.len()), Ok(2));
        assert!(cells(b"a,b\rc,d\n", b',').is_err());
    }
}
