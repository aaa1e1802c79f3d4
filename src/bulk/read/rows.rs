//! Cuts a table into rows.
//!
//! A quoted cell may hold line ends, so where a row ends is known only after its quotes have been
//! followed. One quote too many, and everything after it would be read as one cell. So quotes are held to
//! the standard: a closing quote is followed by a delimiter or by the end of the row. Where it is not, or
//! where a quote is never closed, the line that opened it is refused and reading goes on with the line
//! after it: one bad row costs one row.

use std::collections::VecDeque;

use super::lines::{Line, read_line};
use super::{MAX_RECORD, io_message, too_large};
use crate::bulk::input::Input;

/// The rows of a table, as they stand.
pub(super) struct Rows {
    input: Input,
    delimiter: u8,
    /// What ends a line: `\n`, or `\r` in tables of old.
    end: u8,
    /// The line that is read next, counted from one.
    line: usize,
    /// Lines that were read as part of a row that was none.
    again: VecDeque<Vec<u8>>,
}

/// A row, with the line it starts in.
pub(super) struct Row {
    pub line: usize,
    pub bytes: Result<Vec<u8>, String>,
}

/// Where in a row a byte stands.
#[derive(Clone, Copy, PartialEq)]
enum At {
    CellStart,
    Unquoted,
    Quoted,
    /// After a quote in a quoted cell: it closes the cell, or is doubled.
    Quote,
}

impl Rows {
    pub(super) fn new(input: Input, delimiter: u8, end: u8) -> Self {
        Self { input, delimiter, end, line: 1, again: VecDeque::new() }
    }

    /// The next row, its line end included; one that holds nothing else is blank.
    pub(super) fn next(&mut self) -> Option<Row> {
        let line = self.line;
        let mut lines = Vec::new();
        let mut size = 0;
        let mut at = At::CellStart;
        loop {
            let wrong = match self.next_line() {
                Ok(Some(bytes)) => {
                    size += bytes.len() as u64;
                    let state = self.follow(&bytes, at);
                    lines.push(bytes);
                    match state {
                        Ok(At::Quoted) if size > MAX_RECORD => too_large(),
                        Ok(At::Quoted) => {
                            at = At::Quoted;
                            continue;
                        }
                        Ok(_) => return Some(Row { line, bytes: Ok(lines.concat()) }),
                        Err(message) => message.to_owned(),
                    }
                }
                Ok(None) if lines.is_empty() => return None,
                Ok(None) => "a quote is opened and never closed".to_owned(),
                // What was read before the error is no whole row.
                Err(message) => message,
            };
            let mut lines = lines.into_iter();
            lines.next();
            // In front, in their order: some of them may have been there before.
            lines.rev().for_each(|bytes| self.again.push_front(bytes));
            self.line = line + 1;
            return Some(Row { line, bytes: Err(wrong) });
        }
    }

    fn next_line(&mut self) -> Result<Option<Vec<u8>>, String> {
        let mut bytes = Vec::new();
        let read = match self.again.pop_front() {
            Some(line) => {
                bytes = line;
                Ok(Line::Read)
            }
            None => read_line(&mut self.input, self.end, &mut bytes),
        };
        self.line += 1;
        match read {
            Ok(Line::Read) => Ok(Some(bytes)),
            Ok(Line::End) => Ok(None),
            Ok(Line::TooLarge) => Err(too_large()),
            Err(error) => Err(io_message(&error)),
        }
    }

    /// Follows the cells of a line; where it ends.
    fn follow(&self, line: &[u8], mut at: At) -> Result<At, &'static str> {
        for byte in line {
            at = match (at, *byte) {
                (At::CellStart, b'"') | (At::Quote, b'"') => At::Quoted,
                (At::Quoted, b'"') => At::Quote,
                (At::Quoted, _) => At::Quoted,
                (_, byte) if byte == self.delimiter => At::CellStart,
                // Programs that write tables for people put spaces there.
                (At::Quote, b' ' | b'\r' | b'\n') => At::Quote,
                (At::Quote, _) => return Err("a quote inside a quoted cell is not doubled"),
                (At::CellStart | At::Unquoted, _) => At::Unquoted,
            };
        }
        Ok(at)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor, Read};

    use super::*;

    fn rows(table: &str) -> Vec<(usize, Result<String, String>)> {
        rows_of(Box::new(Cursor::new(table.as_bytes().to_vec())))
    }

    fn rows_of(table: Box<dyn Read + Send>) -> Vec<(usize, Result<String, String>)> {
        let mut rows = Rows::new(BufReader::new(table), b',', b'\n');
        std::iter::from_fn(|| rows.next())
            .map(|row| (row.line, row.bytes.map(|bytes| String::from_utf8(bytes).expect("UTF-8"))))
            .collect()
    }

    fn lines_and_outcomes(table: &str) -> Vec<(usize, bool)> {
        rows(table).into_iter().map(|(line, row)| (line, row.is_ok())).collect()
    }

    #[test]
    fn a_quoted_cell_may_hold_line_ends_delimiters_and_doubled_quotes() {
        let table = "a,\"b\r\nc, \"\"d\"\"\"\r\n5'4\",e\n\"\" ,f";
        let expected = ["a,\"b\r\nc, \"\"d\"\"\"\r\n", "5'4\",e\n", "\"\" ,f"];
        let read: Vec<String> = rows(table).into_iter().filter_map(|(_, row)| row.ok()).collect();
        assert_eq!(read, expected);
        assert_eq!(lines_and_outcomes(table), [(1, true), (3, true), (4, true)]);
    }

    #[test]
    fn an_unclosed_quote_costs_its_own_row_only() {
        assert_eq!(
            lines_and_outcomes("1,a\n2,\"b\n3,c\n4,d\n"),
            [(1, true), (2, false), (3, true), (4, true)]
        );
        // The next quoted cell would close it; what follows that quote tells.
        let table = "1,\"a\n2,\"good\"\n3,\"two\nlines\"\n4,\"b\n5,\"c\"\n";
        let expected = [(1, false), (2, true), (3, true), (5, false), (6, true)];
        assert_eq!(lines_and_outcomes(table), expected);
    }

    #[test]
    fn an_unclosed_quote_reads_no_further_than_a_record() {
        let lines = (3 * MAX_RECORD) / 1024;
        let line = [&[b'x'; 1023][..], b"\n"].concat();
        let endless = std::iter::repeat_n(line, usize::try_from(lines).unwrap_or_default());
        struct Repeated<I>(I, Cursor<Vec<u8>>);
        impl<I: Iterator<Item = Vec<u8>>> Read for Repeated<I> {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                match self.1.read(buffer)? {
                    0 => match self.0.next() {
                        None => Ok(0),
                        Some(line) => {
                            self.1 = Cursor::new(line);
                            self.1.read(buffer)
                        }
                    },
                    length => Ok(length),
                }
            }
        }
        let table = Cursor::new(b"a,\"b\n".to_vec()).chain(Repeated(endless, Cursor::new(Vec::new())));
        let mut rows = Rows::new(BufReader::new(Box::new(table)), b',', b'\n');
        let first = rows.next().expect("a row");
        assert!(first.bytes.is_err() && first.line == 1);
        let held: u64 = rows.again.iter().map(|line| line.len() as u64).sum();
        assert!(held <= MAX_RECORD + 1024, "{held} bytes held");
        assert!(rows.next().is_some_and(|row| row.line == 2 && row.bytes.is_ok()));
    }

    #[test]
    fn an_input_that_breaks_off_is_named_once_and_ends() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("the disk is gone"))
            }
        }
        let table = Cursor::new(b"1,a\n2,\"b".to_vec()).chain(Broken);
        let rows = rows_of(Box::new(table));
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1], (2, Err("the disk is gone".into())));
    }
}
