//! The bytes of an input: opened, hashed where a run has to be accounted for, unpacked, and brought into
//! one encoding.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufReader, Chain, Cursor, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};

use super::encoding::{self, Encoding, Marked};
use super::format::Format;
use super::source::Source;

/// An input as the readers get it: UTF-8, or bytes of an encoding that is told record by record.
pub(crate) type Input = BufReader<Box<dyn Read + Send>>;

/// How an input is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Plain,
    Gzip,
    Zstd,
}

/// An input that has been opened: what it is called, and what its text was wrapped in.
#[derive(Clone, Debug)]
pub struct Opened {
    source: Source,
    packing: Packing,
    encoding: Marked,
}

impl Opened {
    /// What messages and ids call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.source.name
    }

    /// Where it stands in the folder that was named; its own name where it was named itself.
    #[must_use]
    pub fn place(&self) -> &Path {
        &self.source.place
    }

    /// Whether it is in UTF-16, of which a stream of records is UTF-8.
    #[must_use]
    pub fn is_utf16(&self) -> bool {
        self.encoding.encoding != Encoding::Utf8
    }

    pub(super) fn packing(&self) -> Packing {
        self.packing
    }

    pub(super) fn encoding(&self) -> Marked {
        self.encoding
    }

    #[cfg(test)]
    pub(super) fn of_test(path: &str) -> Self {
        let encoding = Marked { encoding: Encoding::Utf8, mark: false };
        Self { source: Source::file(Path::new(path), None), packing: Packing::Plain, encoding }
    }
}

/// Opens a source, and settles its format by its first bytes where nothing else told it.
pub(crate) fn open(source: Source, hash: Option<&InputHash>) -> io::Result<(Input, Format, Opened)> {
    let raw: Box<dyn Read + Send> = match &source.path {
        Some(path) => Box::new(File::open(path)?),
        None => Box::new(io::stdin()),
    };
    let mut raw: Box<dyn Read + Send> = match hash {
        Some(hash) => Box::new(Hashed { inner: raw, hash: hash.clone() }),
        None => raw,
    };
    let first = peek(&mut raw)?;
    let (packing, first, input) = unpacked(first, raw)?;
    let encoding = Marked::of(&first)?;
    let format = source.format.unwrap_or_else(|| Format::sniff(&first[encoding.mark().len()..]));
    let decoded = encoding::decoded(encoding, first, input);
    Ok((BufReader::with_capacity(64 << 10, decoded), format, Opened { source, packing, encoding }))
}

/// How many bytes of an input are looked at, at most and at least, to recognise what it is.
const PEEK: usize = 1024;
const PEEK_AT_LEAST: usize = 16;

/// The start of an input. What a pipe has is enough, if it is more than a few bytes: the writer may be
/// waiting for the answer to its first line.
fn peek(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut first = vec![0; PEEK];
    let mut length = 0;
    while length < PEEK_AT_LEAST {
        match input.read(&mut first[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    first.truncate(length);
    Ok(first)
}

/// How many bytes of its past a zstd input may point back to, as a power of two: what its own command
/// accepts without being told to. It bounds the memory an input can ask for.
const ZSTD_WINDOW: u32 = 27;

/// Unpacks gzip and zstd, known by their first bytes whatever the file is called.
fn unpacked(
    first: Vec<u8>,
    rest: Box<dyn Read + Send>,
) -> io::Result<(Packing, Vec<u8>, Box<dyn Read + Send>)> {
    let whole = |first: Vec<u8>, rest: Box<dyn Read + Send>| -> Chain<Cursor<Vec<u8>>, _> {
        Cursor::new(first).chain(rest)
    };
    let (packing, mut unpacked): (_, Box<dyn Read + Send>) = if first.starts_with(&[0x1F, 0x8B, 0x08]) {
        (Packing::Gzip, Box::new(MultiGzDecoder::new(whole(first, rest))))
    } else if first.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) {
        let mut decoder = zstd::Decoder::new(whole(first, rest))?;
        decoder.window_log_max(ZSTD_WINDOW)?;
        (Packing::Zstd, Box::new(decoder))
    } else {
        return Ok((Packing::Plain, first, rest));
    };
    let first = peek(&mut unpacked)?;
    Ok((packing, first, unpacked))
}

/// SHA-256 over the bytes of all inputs of a run, as they stood in their files.
#[derive(Clone, Debug, Default)]
pub struct InputHash(Arc<Mutex<Sha256>>);

impl InputHash {
    fn update(&self, bytes: &[u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).update(bytes);
    }

    /// The hash of what has been read so far, in hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> String {
        hex(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// The hash of some bytes, the way inputs are hashed.
    #[must_use]
    pub fn of(bytes: &[u8]) -> String {
        hex(Sha256::new_with_prefix(bytes))
    }
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

struct Hashed {
    inner: Box<dyn Read + Send>,
    hash: InputHash,
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.hash.update(&buffer[..length]);
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        writer.write_all(bytes).expect("memory");
        writer.finish().expect("memory")
    }

    fn read(bytes: &[u8]) -> io::Result<(Format, Vec<u8>)> {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join("input");
        std::fs::write(&path, bytes).expect("written");
        let (mut input, format, _) = open(Source::file(&path, None), None)?;
        let mut all = Vec::new();
        input.read_to_end(&mut all)?;
        Ok((format, all))
    }

    #[test]
    fn packed_inputs_are_unpacked_part_after_part() {
        let lines = b"{\"text\":\"a\"}\n".repeat(2000);
        let twice = [lines.as_slice(), &lines].concat();
        for packed in [
            [gzip(&lines), gzip(&lines)].concat(),
            [zstd::encode_all(&*lines, 3).expect("memory"), zstd::encode_all(&*lines, 3).expect("memory")]
                .concat(),
        ] {
            let (format, unpacked) = read(&packed).expect("a good file");
            assert_eq!(format, Format::Jsonl, "told by the unpacked bytes");
            assert!(unpacked == twice);
        }
    }

    #[test]
    fn what_is_packed_may_be_utf16() {
        let units = "Emma went home\n".repeat(40);
        let bytes: Vec<u8> = units.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&gzip(&bytes)).expect("a good file").1, units.as_bytes());
    }

    #[test]
    fn a_packed_input_that_was_cut_off_is_an_error_not_an_end() {
        let text: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
        for packed in [gzip(&text), zstd::encode_all(&*text, 1).expect("memory")] {
            assert!(read(&packed[..packed.len() / 2]).is_err());
        }
    }

    #[test]
    fn the_hash_is_that_of_the_bytes_in_the_file() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join("input.gz");
        let packed = gzip(b"abc");
        std::fs::write(&path, &packed).expect("written");
        let hash = InputHash::default();
        let (mut input, ..) = open(Source::file(&path, None), Some(&hash)).expect("a good file");
        io::copy(&mut input, &mut io::sink()).expect("read");
        assert_eq!(hash.hex(), InputHash::of(&packed));
        // The example of the standard.
        assert!(InputHash::of(b"abc").starts_with("ba7816bf8f01cfea"));
    }
}
