//! A table becomes drafts: a header names the columns, each row is a draft.

use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder, StringRecord, WriterBuilder};

use super::{Input, MAX_RECORD, ReadOptions, too_large};
use crate::bulk::decode;
use crate::bulk::record::{Body, Origin, Raw};
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
    rows: csv::Reader<Input>,
    columns: Arc<Columns>,
    /// The header, until it has been handed on.
    header: Option<ByteRecord>,
}

impl Table {
    pub(super) fn open(
        source: Arc<str>,
        mut input: Input,
        options: &ReadOptions,
    ) -> Result<Self, InputError> {
        use std::io::BufRead;
        let failed = |line, message: String| InputError::new(&*source, line, message);
        let first = input.fill_buf().map_err(|error| failed(None, super::io_message(&error)))?;
        let delimiter = options.delimiter.unwrap_or_else(|| delimiter_of(first));
        let mut rows = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(input);
        let header = rows.byte_headers().map_err(|error| failed(Some(1), message(&error)))?.clone();
        let find = |name: &str| header.iter().position(|column| column.trim_ascii() == name.as_bytes());
        // An empty file has no header and no draft.
        let text = match find(&options.text_field) {
            Some(text) => text,
            None if header.is_empty() => 0,
            None => {
                return Err(failed(
                    Some(1),
                    format!(
                        "no column named {:?} among the {} of the header; name it with --text-field",
                        options.text_field,
                        header.len()
                    ),
                ));
            }
        };
        let columns = Columns {
            delimiter,
            text,
            id: find(&options.id_field),
            named: NAMED.map(find),
            surface: find("surface"),
            jurisdiction: find("jurisdiction"),
            default_surface: options.surface,
        };
        Ok(Self { source, rows, columns: Arc::new(columns), header: Some(header) })
    }

    pub(super) fn next(&mut self, options: &ReadOptions, many: bool) -> Option<Result<Raw, InputError>> {
        if let Some(header) = self.header.take().filter(|header| options.keep_structure && !header.is_empty())
        {
            let origin = Origin::of_line(&self.source, 1, many);
            let body = Body::Header(written(header.iter(), self.columns.delimiter));
            return Some(Ok(Raw { origin, body }));
        }
        let mut fields = ByteRecord::new();
        let read = self.rows.read_byte_record(&mut fields);
        let line = fields.position().map_or(0, csv::Position::line);
        let origin = Origin::of_line(&self.source, usize::try_from(line).unwrap_or(usize::MAX), many);
        match read {
            Ok(false) => None,
            Ok(true) if fields.as_slice().len() as u64 > MAX_RECORD => Some(Err(origin.error(too_large()))),
            Ok(true) => {
                let columns = Arc::clone(&self.columns);
                Some(Ok(Raw { origin, body: Body::Row { fields, columns } }))
            }
            Err(error) => Some(Err(origin.error(message(&error)))),
        }
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

/// The `csv` crate's messages hold positions and counts, never fields.
fn message(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Io(error) => super::io_message(error),
        _ => "not a row of this table".to_owned(),
    }
}

/// The draft a row holds, and its fields as text.
pub(super) fn draft(fields: ByteRecord, columns: &Columns) -> Result<(Draft, ByteRecord), String> {
    let fields = decoded(fields)?;
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
    Ok((draft, fields.into_byte_record()))
}

fn named<T>(cell: Option<String>, column: &str, read: fn(&str) -> Option<T>) -> Result<Option<T>, String> {
    let Some(cell) = cell else { return Ok(None) };
    read(&cell).map(Some).ok_or_else(|| format!("column {column:?} is not one of the values it can have"))
}

fn decoded(fields: ByteRecord) -> Result<StringRecord, String> {
    StringRecord::from_byte_record(fields).or_else(|error| {
        let fields = error.into_byte_record();
        fields.iter().map(|field| decode::text_of(field.to_vec())).collect()
    })
}

/// The row again, with its findings replaced and every other cell as it was.
pub(in crate::bulk) fn redacted(
    fields: &ByteRecord,
    columns: &Columns,
    draft: &Draft,
    report: &Report,
    how: Redaction,
) -> Vec<u8> {
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
    let cells = fields.iter().enumerate().map(|(column, cell)| {
        if column == columns.text {
            return redacted.text.as_bytes();
        }
        let named = columns.named.iter().position(|named| *named == Some(column));
        named.and_then(|index| replaced[index].as_deref()).map_or(cell, str::as_bytes)
    });
    written(cells, columns.delimiter)
}

/// A row as it is written, line end included.
fn written<'c>(cells: impl Iterator<Item = &'c [u8]>, delimiter: u8) -> Vec<u8> {
    let mut writer = WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    let row: ByteRecord = cells.collect();
    // Writing to memory fails only where memory does.
    let _ = writer.write_byte_record(&row);
    writer.into_inner().unwrap_or_default()
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
}
