//! How far a run has come, noted on disk, so that one that was cut off can go on.
//!
//! A checkpoint says how many items of the input have been dealt with and how long the output was then.
//! Going on means: cut the output to that length, skip that many items. Whatever was written after the last
//! checkpoint is written again, so no draft is lost and none stands twice.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::tally::Tally;

/// How far a run has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Checkpoint {
    /// Items of the input dealt with: records, those that could not be read among them, and what stands
    /// around them.
    pub items: u64,
    /// Bytes of output written for them.
    pub output: u64,
    /// Whether any draft was written with something, so that the next one follows a separator.
    #[serde(default)]
    pub begun: bool,
    /// What has been judged.
    pub tally: Tally,
}

/// The file a checkpoint is kept in.
#[derive(Clone, Debug)]
pub struct ResumeFile {
    path: PathBuf,
    /// What was asked for; a checkpoint of another run is of no use.
    run: String,
}

#[derive(Serialize, Deserialize)]
struct Saved {
    run: String,
    #[serde(flatten)]
    at: Checkpoint,
}

impl ResumeFile {
    /// The checkpoint of the run that `run` describes (its inputs, options and rules), kept at `path`.
    #[must_use]
    pub fn new(path: &Path, run: impl Into<String>) -> Self {
        Self { path: path.to_owned(), run: run.into() }
    }

    /// The checkpoint to go on from; `None` where the file is not there.
    ///
    /// # Errors
    /// Where the file cannot be read, is damaged, or belongs to another run.
    pub fn load(&self) -> io::Result<Option<Checkpoint>> {
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let saved: Saved = serde_json::from_slice(&bytes)
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not a resume file"))?;
        if saved.run != self.run {
            let message = "belongs to a run with other inputs, options or rules";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(Some(saved.at))
    }

    /// Notes a checkpoint. The file is replaced at once, so it is never half written.
    pub(super) fn save(&self, at: &Checkpoint) -> io::Result<()> {
        let saved = Saved { run: self.run.clone(), at: at.clone() };
        let mut beside = self.path.clone().into_os_string();
        beside.push(".new");
        let mut file = fs::File::create(&beside)?;
        file.write_all(&serde_json::to_vec(&saved)?)?;
        file.sync_data()?;
        fs::rename(beside, &self.path)
    }

    /// Removes the file of a run that is complete.
    pub(super) fn remove(&self) -> io::Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkpoint_is_loaded_for_the_same_run_only() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join("run.resume");
        let file = ResumeFile::new(&path, "scan a.jsonl");
        assert!(file.load().expect("no file is fine").is_none());
        let at = Checkpoint { items: 7, output: 90, begun: true, tally: Tally::default() };
        file.save(&at).expect("saved");
        assert_eq!(file.load().expect("readable"), Some(at));
        assert!(ResumeFile::new(&path, "scan b.jsonl").load().is_err());
        fs::write(&path, "{").expect("written");
        assert!(file.load().is_err());
        file.remove().expect("removed");
        file.remove().expect("removing twice is no error");
    }
}
