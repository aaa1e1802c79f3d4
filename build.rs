//! Compiles the lists, cues and phrase rules under `patterns/` into the tables the library embeds.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

#[path = "build/cues.rs"]
mod cues;
#[path = "build/lists.rs"]
mod lists;
#[path = "build/phrases.rs"]
mod phrases;
#[path = "build/table.rs"]
mod table;
#[path = "build/terms.rs"]
mod terms;

#[path = "src/lexicon/class.rs"]
mod class;
#[path = "src/lexicon/format.rs"]
mod format;
#[path = "src/detector/phrases/hash.rs"]
mod hash;

fn main() -> ExitCode {
    for input in ["build.rs", "build", "patterns/lists", "patterns/context.toml", "patterns/phrases"] {
        println!("cargo::rerun-if-changed={input}");
    }
    for shared in ["lexicon/class", "lexicon/format", "detector/phrases/hash"] {
        println!("cargo::rerun-if-changed=src/{shared}.rs");
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
    write("lexicon.bin", &table)?;
    let phrases = phrases::compile(&root.join("phrases"), &["care", "details"])?;
    write("phrases.rs", phrases.as_bytes())
}

fn write(name: &str, content: &[u8]) -> Result<(), String> {
    let path = directory("OUT_DIR")?.join(name);
    std::fs::write(&path, content).map_err(|error| format!("{}: {error}", path.display()))
}

fn directory(variable: &str) -> Result<PathBuf, String> {
    env::var_os(variable).map(PathBuf::from).ok_or_else(|| format!("{variable} is not set"))
}
