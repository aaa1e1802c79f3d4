//! Lines of an input, none of them larger than a record may be.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use super::{MAX_RECORD, io_message, too_large};
use crate::bulk::format::Format;
use crate::bulk::input::Input;
use crate::bulk::record::{Item, LineEnd, Origin, Raw, Shape};
use crate::error::InputError;

/// What came of reading a line.
pub(super) enum Line {
    /// It stands in the buffer, with its end where it has one.
    Read,
    /// It was too large, and has been passed over.
    TooLarge,
    /// There is none left.
    End,
}

/// Reads up to `end` into `bytes`. After an error the input is at its end: what follows could not be read
/// either.
pub(super) fn read_line(input: &mut Input, end: u8, bytes: &mut Vec<u8>) -> io::Result<Line> {
    let mut read = || -> io::Result<Line> {
        if input.by_ref().take(MAX_RECORD).read_until(end, bytes)? == 0 {
            return Ok(Line::End);
        }
        if bytes.len() as u64 == MAX_RECORD && bytes.last() != Some(&end) {
            input.skip_until(end)?;
            return Ok(Line::TooLarge);
        }
        Ok(Line::Read)
    };
    let outcome = read();
    if outcome.is_err() {
        *input = BufReader::new(Box::new(io::empty()));
    }
    outcome
}

/// An input of which each line is a draft.
pub(super) struct Lines {
    source: Arc<str>,
    format: Format,
    input: Input,
    line: usize,
}

impl Lines {
    pub(super) fn new(source: Arc<str>, format: Format, input: Input) -> Self {
        Self { source, format, input, line: 0 }
    }

    /// Whether the next line might have to be waited for.
    pub(super) fn might_wait(&self) -> bool {
        !self.input.buffer().contains(&b'\n')
    }

    /// The next line. Blank ones are no drafts; they are handed on only where the structure is kept.
    pub(super) fn next(&mut self, keep_structure: bool, many: bool) -> Option<Result<Item, InputError>> {
        loop {
            let mut bytes = Vec::new();
            self.line += 1;
            let origin = Origin::of_line(&self.source, self.line, many);
            match read_line(&mut self.input, b'\n', &mut bytes) {
                Ok(Line::End) => return None,
                Ok(Line::TooLarge) => return Some(Err(origin.error(too_large()))),
                Err(error) => return Some(Err(origin.error(io_message(&error)))),
                Ok(Line::Read) => {}
            }
            if !bytes.trim_ascii().is_empty() {
                let end = LineEnd::taken_from(&mut bytes);
                let shape = Shape::Line { format: self.format, end };
                return Some(Ok(Item::Record(Raw { origin, bytes, shape })));
            }
            if keep_structure {
                return Some(Ok(Item::Rest(bytes)));
            }
        }
    }
}
