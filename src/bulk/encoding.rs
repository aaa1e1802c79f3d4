//! Which encoding an input is in, and UTF-16 as a stream of UTF-8.
//!
//! UTF-8 is the rule. UTF-16 is known by its byte order mark, or by the zero byte beside nearly every
//! letter. What is broken in it must reach the reader: half of a pair becomes three bytes that are no
//! UTF-8, so the record it stands in is refused as one of broken UTF-8 is, and no other; an input that ends
//! inside a unit ends with an error.

use std::borrow::Cow;
use std::io::{self, Read};

/// How many bytes of an input are decoded at a time.
const CHUNK: usize = 8 << 10;

/// The encoding of a whole input. Latin-1 is none of them: it has no mark, and is told record by record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

/// An encoding, and whether a byte order mark says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marked {
    pub encoding: Encoding,
    pub mark: bool,
}

impl Marked {
    /// The encoding that the first bytes of an input tell.
    ///
    /// # Errors
    /// Where they tell one that is not read.
    pub(super) fn of(first: &[u8]) -> io::Result<Self> {
        let marked = |encoding| Ok(Self { encoding, mark: true });
        let unmarked = |encoding| Ok(Self { encoding, mark: false });
        match first {
            [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Err(utf32()),
            [0xEF, 0xBB, 0xBF, ..] => marked(Encoding::Utf8),
            [0xFF, 0xFE, ..] => marked(Encoding::Utf16Le),
            [0xFE, 0xFF, ..] => marked(Encoding::Utf16Be),
            _ if mostly(first, 4, |four| matches!(four, [1..=255, 0, 0, 0] | [0, 0, 0, 1..=255])) => {
                Err(utf32())
            }
            _ if mostly(first, 2, |pair| pair[0] != 0 && pair[1] == 0) => unmarked(Encoding::Utf16Le),
            _ if mostly(first, 2, |pair| pair[0] == 0 && pair[1] != 0) => unmarked(Encoding::Utf16Be),
            _ => unmarked(Encoding::Utf8),
        }
    }

    /// The byte order mark the input starts with.
    pub(crate) fn mark(self) -> &'static [u8] {
        match self.encoding {
            _ if !self.mark => b"",
            Encoding::Utf8 => b"\xEF\xBB\xBF",
            Encoding::Utf16Le => b"\xFF\xFE",
            Encoding::Utf16Be => b"\xFE\xFF",
        }
    }
}

impl Encoding {
    /// UTF-8, whole characters of it, written in this encoding.
    pub(super) fn encoded(self, bytes: &[u8]) -> Cow<'_, [u8]> {
        let to_bytes: fn(u16) -> [u8; 2] = match self {
            Self::Utf8 => return Cow::Borrowed(bytes),
            Self::Utf16Le => u16::to_le_bytes,
            Self::Utf16Be => u16::to_be_bytes,
        };
        String::from_utf8_lossy(bytes).encode_utf16().flat_map(to_bytes).collect()
    }
}

/// Text is mostly ASCII, so most of its units have their zeros in the same places.
fn mostly(first: &[u8], size: usize, is_letter: fn(&[u8]) -> bool) -> bool {
    let units = first.chunks_exact(size);
    let total = units.len();
    total >= 4 && units.filter(|unit| is_letter(unit)).count() * 10 >= total * 7
}

fn utf32() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "in UTF-32, which is not read; write it as UTF-8")
}

/// The bytes of an input as UTF-8, its mark dropped. UTF-8 passes untouched, broken or not. `first` is the
/// start of `rest`, already read from it.
pub(super) fn decoded(
    marked: Marked,
    mut first: Vec<u8>,
    rest: impl Read + Send + 'static,
) -> Box<dyn Read + Send> {
    first.drain(..marked.mark().len());
    let bytes = io::Cursor::new(first).chain(rest);
    let unit: fn([u8; 2]) -> u16 = match marked.encoding {
        Encoding::Utf8 => return Box::new(bytes),
        Encoding::Utf16Le => u16::from_le_bytes,
        Encoding::Utf16Be => u16::from_be_bytes,
    };
    let taken = marked.mark().len() as u64;
    Box::new(Utf16 {
        inner: bytes,
        unit,
        taken,
        pending: Vec::new(),
        out: io::Cursor::default(),
        ended: false,
    })
}

/// UTF-16 read as UTF-8.
struct Utf16<R> {
    inner: R,
    unit: fn([u8; 2]) -> u16,
    /// How many bytes of the input have been read.
    taken: u64,
    /// Bytes of a character that is not whole yet.
    pending: Vec<u8>,
    out: io::Cursor<Vec<u8>>,
    ended: bool,
}

impl<R: Read> Utf16<R> {
    /// Decodes the next bytes; false once there are none.
    fn fill(&mut self) -> io::Result<bool> {
        let held = self.pending.len();
        self.pending.resize(held + CHUNK, 0);
        let read = self.inner.read(&mut self.pending[held..]);
        let length = *read.as_ref().unwrap_or(&0);
        self.pending.truncate(held + length);
        read?;
        self.taken += length as u64;
        self.ended = length == 0;
        let units = self.pending.chunks_exact(2).map(|pair| (self.unit)([pair[0], pair[1]]));
        let mut whole = units.len();
        // The other half of a pair may be the first thing that is read next.
        let is_first_half = |unit: u16| (0xD800..0xDC00).contains(&unit);
        if !self.ended && units.clone().next_back().is_some_and(is_first_half) {
            whole -= 1;
        }
        let mut text = Vec::with_capacity(whole * 3);
        for letter in char::decode_utf16(units.take(whole)) {
            match letter {
                Ok(letter) => text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
                Err(half) => text.extend_from_slice(&bytes_of_half(half.unpaired_surrogate())),
            }
        }
        self.pending.drain(..whole * 2);
        self.out = io::Cursor::new(text);
        Ok(!self.ended)
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let length = self.out.read(buffer)?;
            if length > 0 || buffer.is_empty() {
                return Ok(length);
            }
            if self.ended {
                return if self.pending.is_empty() { Ok(0) } else { Err(self.cut_off()) };
            }
            self.fill()?;
        }
    }
}

impl<R> Utf16<R> {
    fn cut_off(&self) -> io::Error {
        let message = format!("cut off inside a UTF-16 unit, after {} bytes", self.taken);
        io::Error::new(io::ErrorKind::UnexpectedEof, message)
    }
}

/// Half of a pair, written the way UTF-8 would write it if it were a character. It is none, so no reader
/// takes it for text.
fn bytes_of_half(unit: u16) -> [u8; 3] {
    let [high, low] = unit.to_be_bytes();
    [0xED, 0x80 | (high & 0x0F) << 2 | low >> 6, 0x80 | low & 0x3F]
}

/// Whether what stands at the front is half of a pair as [`bytes_of_half`] writes it.
pub(super) fn is_half_of_pair(bytes: &[u8]) -> bool {
    matches!(bytes, [0xED, 0xA0..=0xBF, 0x80..=0xBF, ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let first = bytes[..bytes.len().min(1024)].to_vec();
        let rest = io::Cursor::new(bytes[first.len()..].to_vec());
        let mut out = Vec::new();
        decoded(Marked::of(&first)?, first, rest).read_to_end(&mut out)?;
        Ok(out)
    }

    fn utf16(units: impl IntoIterator<Item = u16>, mark: bool, little: bool) -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(units);
        units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark_in_both_orders() {
        let text = "Ní raibh Seán 😀 in the clinic on Friday.\n".repeat(600);
        for (mark, little) in [(true, true), (true, false), (false, true), (false, false)] {
            let read = read_all(&utf16(text.encode_utf16(), mark, little)).expect("good");
            assert!(read == text.as_bytes(), "{mark} {little}");
        }
    }

    #[test]
    fn a_pair_may_come_in_two_reads() {
        struct ByteByByte(io::Cursor<Vec<u8>>);
        impl Read for ByteByByte {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let one = buffer.len().min(1);
                self.0.read(&mut buffer[..one])
            }
        }
        let bytes = utf16("a😀é".encode_utf16(), true, true);
        let marked = Marked::of(&bytes).expect("UTF-16");
        let rest = ByteByByte(io::Cursor::new(bytes[2..].to_vec()));
        let mut text = String::new();
        decoded(marked, bytes[..2].to_vec(), rest).read_to_string(&mut text).expect("good");
        assert_eq!(text, "a😀é");
    }

    #[test]
    fn half_of_a_pair_stays_broken_and_costs_nothing_around_it() {
        for half in [0xD800, 0xDBFF, 0xDC00, 0xDFFF] {
            for tail in ["", "\nafter"] {
                let units = "before 😀\n".encode_utf16().chain([half]).chain(tail.encode_utf16());
                let read = read_all(&utf16(units, true, false)).expect("read to its end");
                let error = std::str::from_utf8(&read).expect_err("no text");
                let (text, rest) = read.split_at(error.valid_up_to());
                assert_eq!(text, "before 😀\n".as_bytes());
                assert!(is_half_of_pair(rest) && &rest[3..] == tail.as_bytes(), "{half:x}");
            }
        }
        assert!(!is_half_of_pair("\u{D7FF}".as_bytes()));
    }

    #[test]
    fn an_input_that_ends_inside_a_unit_ends_with_an_error() {
        let mut bytes = utf16("whole\n".encode_utf16(), true, true);
        bytes.push(b'x');
        let error = read_all(&bytes).expect_err("cut off");
        assert_eq!(error.to_string(), "cut off inside a UTF-16 unit, after 15 bytes");
    }

    #[test]
    fn utf8_passes_untouched_even_when_broken_and_its_mark_goes() {
        assert_eq!(read_all(b"\xEF\xBB\xBFabc").ok().as_deref(), Some(&b"abc"[..]));
        assert_eq!(read_all(b"abc \xFF\xC3( def").ok().as_deref(), Some(&b"abc \xFF\xC3( def"[..]));
    }

    #[test]
    fn utf32_is_refused_marked_or_not() {
        for mark in ["\u{FEFF}", ""] {
            let letters: Vec<u32> = format!("{mark}Emma went home").chars().map(u32::from).collect();
            for to_bytes in [u32::to_le_bytes, u32::to_be_bytes] {
                let bytes: Vec<u8> = letters.iter().flat_map(|letter| to_bytes(*letter)).collect();
                assert!(Marked::of(&bytes).is_err(), "{mark:?}");
            }
        }
        assert!(Marked::of(&[0; 64]).is_ok(), "zeros alone are no letters");
    }
}
