//! A folder of copies: for each input a file at the same place in the tree, packed and encoded as the input
//! is.
//!
//! A copy has its name only once it is whole. Until then it ends in `.part`, and one that is given up goes
//! away; a run that is killed leaves the one it was at. So a copy that has its name can be relied on. No
//! file is ever written over.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::write::GzEncoder;

use super::encoding::Encoding;
use super::input::{Opened, Packing};
use super::output::Output;
use crate::error::InputError;

/// Writes what belongs to an input into a file of its own.
pub struct Copies {
    folder: PathBuf,
    current: Option<Copy>,
}

impl Copies {
    /// Copies in `folder`, which has to be there.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), current: None }
    }
}

impl Output for Copies {
    fn begin(&mut self, input: &Opened) -> Result<(), InputError> {
        let to = self.folder.join(input.place());
        let no_copy = format!("no copy of it can be made at {}", to.display());
        let copy = Copy::begin(to, input);
        let copy =
            copy.map_err(|error| InputError::new(input.name(), None, format!("{no_copy}: {error}")))?;
        self.current = Some(copy);
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.current {
            Some(copy) => copy.put(bytes),
            None => Ok(()),
        }
    }

    fn left_out(&mut self) {
        if let Some(copy) = &mut self.current {
            copy.lacks_some = true;
        }
    }

    fn end(&mut self) -> io::Result<()> {
        match self.current.take() {
            // Nothing of the input could be read: an empty copy would say that it is empty.
            Some(copy) if copy.lacks_some && !copy.has_bytes => Ok(()),
            Some(mut copy) => copy.finish(),
            None => Ok(()),
        }
    }
}

impl std::fmt::Debug for Copies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Copies").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// The copy that is being written.
struct Copy {
    /// Where it will stand.
    to: PathBuf,
    /// Where it stands until it is whole.
    part: PathBuf,
    packed: Packed,
    encoding: Encoding,
    has_bytes: bool,
    lacks_some: bool,
}

impl Copy {
    fn begin(to: PathBuf, input: &Opened) -> io::Result<Self> {
        if to.symlink_metadata().is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut part = to.clone().into_os_string();
        part.push(".part");
        let part = PathBuf::from(part);
        let file = BufWriter::new(OpenOptions::new().write(true).create_new(true).open(&part)?);
        let packed = Packed::new(file, input.packing())?;
        let encoding = input.encoding().encoding;
        let mut copy = Self { to, part, packed, encoding, has_bytes: false, lacks_some: false };
        copy.packed.write_all(input.encoding().mark())?;
        Ok(copy)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.has_bytes |= !bytes.is_empty();
        let written = self.packed.write_all(&self.encoding.encoded(bytes));
        written.map_err(|error| in_file(&self.to, &error))
    }

    /// Gives a copy that is whole its name.
    fn finish(&mut self) -> io::Result<()> {
        let finished = self.packed.finish().and_then(|()| fs::rename(&self.part, &self.to));
        finished.map_err(|error| in_file(&self.to, &error))
    }
}

/// Gives up a copy that is not whole; one that is has another name by now.
impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.part);
    }
}

fn in_file(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// A file, packed while it is written.
enum Packed {
    Plain(BufWriter<File>),
    Gzip(GzEncoder<BufWriter<File>>),
    Zstd(zstd::Encoder<'static, BufWriter<File>>),
}

impl Packed {
    fn new(file: BufWriter<File>, packing: Packing) -> io::Result<Self> {
        Ok(match packing {
            Packing::Plain => Self::Plain(file),
            Packing::Gzip => Self::Gzip(GzEncoder::new(file, flate2::Compression::default())),
            Packing::Zstd => Self::Zstd(zstd::Encoder::new(file, zstd::DEFAULT_COMPRESSION_LEVEL)?),
        })
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.write_all(bytes),
            Self::Gzip(packed) => packed.write_all(bytes),
            Self::Zstd(packed) => packed.write_all(bytes),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.flush(),
            Self::Gzip(packed) => packed.try_finish().and_then(|()| packed.get_mut().flush()),
            Self::Zstd(packed) => packed.do_finish().and_then(|()| packed.get_mut().flush()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_that_is_given_up_goes_away_and_one_that_is_there_stays() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let input = Opened::of_test("a.txt");
        let names = || -> Vec<String> {
            let entries = fs::read_dir(folder.path()).expect("a folder");
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
        };
        let mut copies = Copies::new(folder.path());
        copies.begin(&input).expect("begun");
        copies.put(b"one").expect("written");
        assert_eq!(names(), ["a.txt.part"]);
        drop(copies);
        assert!(names().is_empty());

        let mut copies = Copies::new(folder.path());
        copies.begin(&input).expect("begun");
        copies.put(b"one").expect("written");
        copies.end().expect("ended");
        let error = copies.begin(&input).expect_err("two inputs of one name");
        assert!(error.to_string().contains("already"), "{error}");
        copies.put(b"two").expect("passed over");
        copies.end().expect("ended");
        assert_eq!(
            (names(), fs::read(folder.path().join("a.txt")).ok()),
            (vec!["a.txt".into()], Some(b"one".into()))
        );
    }
}
