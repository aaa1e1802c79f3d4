//! Where reports go.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use phi_preflight::bulk::{Checkpoint, Copies, Key, Output, baseline_file};

/// Opens one stream: standard output, a new file, or a file cut to where a run goes on.
pub fn open(path: Option<&Path>, from: Option<&Checkpoint>) -> Result<Box<dyn Output>, String> {
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

/// The folder that copies of the inputs go into, where they need one: several drafts that are files have
/// no place in one stream.
///
/// # Errors
/// Where one is needed and none is named, or where the one named is no place for them.
pub fn folder_for_copies<'o>(
    output: Option<&'o Path>,
    inputs: &[PathBuf],
) -> Result<Option<&'o Path>, String> {
    let is_one_file = matches!(inputs, [only] if !only.is_dir());
    let Some(folder) = output else {
        return if is_one_file {
            Ok(None)
        } else {
            Err("folders and several inputs are copied file by file: name a new folder with -o".into())
        };
    };
    if is_one_file && !folder.is_dir() {
        return Ok(None);
    }
    if inputs.iter().any(|input| input.as_os_str() == "-") {
        return Err("standard input has no name that a copy in a folder could have".into());
    }
    let name = folder.display();
    if folder.exists() {
        let mut entries = folder.read_dir().map_err(|error| format!("{name}: {error}"))?;
        if entries.next().is_some() {
            return Err(format!("{name}: is not empty; copies go into a new or an empty folder"));
        }
    }
    if let Some(input) = inputs.iter().find(|input| lies_in(folder, input)) {
        return Err(format!("{name}: lies in {}, which is an input", input.display()));
    }
    Ok(Some(folder))
}

/// Whether a folder, there or not yet there, lies in another that is there.
fn lies_in(folder: &Path, other: &Path) -> bool {
    let Ok(other) = other.canonicalize() else { return false };
    let Ok(folder) = std::path::absolute(folder) else { return false };
    let real = folder.ancestors().find_map(|folder| folder.canonicalize().ok());
    real.is_some_and(|real| real.starts_with(other))
}

/// A folder of copies.
pub fn copies(folder: &Path) -> Result<Box<dyn Output>, String> {
    let made = std::fs::create_dir_all(folder);
    made.map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(Box::new(Copies::new(folder)))
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
