//! One line that accounts for a run: what was run over what, and what came of it, without a word of any
//! draft and without the names of files, which can hold words too.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use phi_preflight::bulk::{InputHash, Outcome, Tally};
use serde_json::json;

use crate::day;

/// The file the line is added to.
pub struct Audit {
    path: PathBuf,
    file: File,
    began: String,
}

/// What a run was made with.
pub struct Made<'m> {
    pub command: &'static str,
    pub rules_version: &'m str,
    /// The hash of the policy file; the built-in policy goes with the rules.
    pub policy: Option<String>,
    pub input: String,
}

impl Audit {
    /// Opens the file before the run, so that nobody waits for hours only to learn that it cannot be
    /// written.
    pub fn open(path: &Path) -> Result<Self, String> {
        let file = OpenOptions::new().append(true).create(true).open(path);
        let file = file.map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self { path: path.to_owned(), file, began: day::now() })
    }

    /// Adds the line.
    pub fn write(mut self, made: &Made<'_>, tally: &Tally, outcome: &Outcome) -> Result<(), String> {
        let ended = match outcome {
            Outcome::Complete => "complete",
            Outcome::Stopped => "stopped",
            _ => "output failed",
        };
        let line = json!({
            "began": self.began,
            "time": day::now(),
            "command": made.command,
            "version": env!("CARGO_PKG_VERSION"),
            "rules_version": made.rules_version,
            "policy_sha256": made.policy,
            "input_sha256": made.input,
            "ended": ended,
            "drafts": tally.drafts(),
            "allow": tally.allow,
            "review": tally.review,
            "block": tally.block,
            "nothing_new": tally.known(),
            "errors": tally.errors,
        });
        let failed = |error| format!("{}: {error}", self.path.display());
        // One write, so that lines of runs that end together do not mix.
        self.file.write_all(format!("{line}\n").as_bytes()).map_err(failed)
    }
}

/// The hash of a policy file.
pub fn policy_hash(path: Option<&Path>) -> Result<Option<String>, String> {
    let hash = |path: &Path| {
        let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(InputHash::of(&bytes))
    };
    path.map(hash).transpose()
}
