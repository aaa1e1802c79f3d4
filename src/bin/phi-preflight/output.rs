//! Where reports go.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use phi_preflight::bulk::{Checkpoint, Key, baseline_file};

/// Opens the output: standard output, a new file, or a file cut to where a run goes on.
pub fn open(path: Option<&Path>, from: Option<&Checkpoint>) -> Result<Box<dyn Write + Send>, String> {
    let Some(path) = path else { return Ok(Box::new(io::stdout())) };
    let file = match from {
        None => File::create(path),
        Some(at) => cut(path, at.output),
    };
    file.map(|file| Box::new(file) as _).map_err(|error| format!("{}: {error}", path.display()))
}

fn cut(path: &Path, length: u64) -> io::Result<File> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    if file.metadata()?.len() < length {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "shorter than when the run was cut off"));
    }
    file.set_len(length)?;
    file.seek(SeekFrom::End(0))?;
    Ok(file)
}

/// Refuses to write over what is being read.
pub fn not_an_input(output: Option<&Path>, inputs: &[PathBuf]) -> Result<(), String> {
    let same = |input: &PathBuf| {
        let (Some(output), Ok(input)) = (output, input.canonicalize()) else { return false };
        output.canonicalize().is_ok_and(|output| output == input)
    };
    match inputs.iter().find(|input| same(input)) {
        Some(input) => Err(format!("{}: is an input, and would be written over", input.display())),
        None => Ok(()),
    }
}

/// Writes the keys of a scan as the baseline of the next.
pub fn write_baseline(path: &Path, keys: Vec<Key>) -> Result<(), String> {
    std::fs::write(path, baseline_file(keys)).map_err(|error| format!("{}: {error}", path.display()))
}
