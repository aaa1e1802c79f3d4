//! Compiles the lists and cues under `patterns/` into the one table the library embeds.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

#[path = "build/cues.rs"]
mod cues;
#[path = "build/lists.rs"]
mod lists;
#[path = "build/table.rs"]
mod table;
#[path = "build/terms.rs"]
mod terms;

#[path = "src/lexicon/class.rs"]
mod class;
#[allow(dead_code)] // The library reads what this writes; each uses its half.
#[path = "src/lexicon/format.rs"]
mod format;

fn main() -> ExitCode {
    for input in ["build.rs", "build", "patterns/lists", "patterns/context.toml"] {
        println!("cargo::rerun-if-changed={input}");
    }
    for shared in ["class", "format"] {
        println!("cargo::rerun-if-changed=src/lexicon/{shared}.rs");
    }
    match compile() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

/// Reads every list and cue and writes the table.
fn compile() -> Result<(), String> {
    let root = directory("CARGO_MANIFEST_DIR")?.join("patterns");
    let mut terms = terms::Terms::default();
    lists::read(&root.join("lists"), &mut terms)?;
    cues::read(&root.join("context.toml"), &mut terms)?;
    let table = table::write(&terms)?;
    let path = directory("OUT_DIR")?.join("lexicon.bin");
    std::fs::write(&path, table).map_err(|error| format!("{}: {error}", path.display()))
}

fn directory(variable: &str) -> Result<PathBuf, String> {
    env::var_os(variable).map(PathBuf::from).ok_or_else(|| format!("{variable} is not set"))
}
