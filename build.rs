//! Compiles the data under `patterns/` into tables the library embeds.

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[path = "build/automata.rs"]
mod automata;
#[path = "build/cues.rs"]
mod cues;
#[allow(dead_code)]
#[path = "build/finding.rs"]
mod finding;
#[path = "build/heads.rs"]
mod heads;
#[path = "build/lists.rs"]
mod lists;
#[path = "build/phrase_screen.rs"]
mod phrase_screen;
#[path = "build/phrase_tables.rs"]
mod phrase_tables;
#[path = "build/phrases.rs"]
mod phrases;
#[path = "build/programs.rs"]
mod programs;
#[path = "build/rules.rs"]
mod rules;
#[path = "build/sights.rs"]
mod sights;
#[path = "build/table.rs"]
mod table;
#[path = "build/tails.rs"]
mod tails;
#[path = "build/terms.rs"]
mod terms;
#[path = "build/weights.rs"]
mod weights;

#[allow(dead_code)] // The library asks what this makes.
#[path = "src/engine/byte_set.rs"]
mod byte_set;
#[path = "src/lexicon/class.rs"]
mod class;
#[allow(dead_code)] // The library reads what this writes; each uses its half.
#[path = "src/lexicon/format.rs"]
mod format;
#[path = "src/engine/instruction.rs"]
mod instruction;
#[allow(dead_code)] // The library reads what this makes.
#[path = "src/context/network_file.rs"]
mod network_file;
#[allow(dead_code)] // The library reads what this writes.
#[path = "src/lexicon/vector_table.rs"]
mod vector_table;
#[path = "src/context/weights_file.rs"]
mod weights_file;
#[path = "src/context/words_file.rs"]
mod words_file;
#[allow(dead_code)] // What reads them.
#[path = "src/context/words_table.rs"]
mod words_table;
#[allow(dead_code)]
#[path = "src/rules/written.rs"]
mod written;

/// What the shared modules know as the crate's lexicon.
mod lexicon {
    pub(crate) fn cue_bit(name: &str) -> Option<u8> {
        let class = crate::class::Class::named(name)?;
        u8::try_from(class.0.trailing_zeros()).ok()
    }

    pub(crate) use crate::vector_table::FIGURES;

    pub(crate) fn hash(word: &str) -> u64 {
        crate::format::hash(word.as_bytes())
    }
}

fn main() -> ExitCode {
    for input in ["build.rs", "build", "patterns"] {
        println!("cargo::rerun-if-changed={input}");
    }
    for shared in [
        "context/network_file",
        "context/weights_file",
        "context/words_file",
        "context/words_table",
        "engine/byte_set",
        "engine/instruction",
        "finding/category",
        "finding/cell",
        "finding/cue",
        "finding/feature",
        "finding/model",
        "finding/numbering",
        "finding/vector",
        "lexicon/class",
        "lexicon/format",
        "lexicon/vector_table",
        "rules/written",
    ] {
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

fn compile() -> Result<(), String> {
    let patterns = directory("CARGO_MANIFEST_DIR")?.join("patterns");
    let out = directory("OUT_DIR")?;
    let terms = terms(&patterns)?;
    write(&out.join("lexicon.bin"), &table::write(&terms)?)?;
    let (source, sights, programs) = rules::compile(&patterns)?;
    write(&out.join("rules.rs"), source.as_bytes())?;
    let (tables, source) = programs.write();
    write(&out.join("programs.bin"), &tables)?;
    write(&out.join("programs.rs"), source.as_bytes())?;
    let (tables, source) = sights.write()?;
    write(&out.join("sights.bin"), &tables)?;
    write(&out.join("sights.rs"), source.as_bytes())?;
    write(&out.join("weights.rs"), weights::compile(&read(&patterns.join("weights.toml"))?)?.as_bytes())?;
    let words = weights::read_words(&read(&patterns.join("words.tsv"))?)?;
    let network = network_file::of_words(&read(&patterns.join("network.tsv"))?, &words)
        .map_err(|(line, says)| format!("patterns/network.tsv:{line}: {says}"))?;
    write(&out.join("network.bin"), network.as_flattened())?;
    for (name, table) in weights::compile_words(&words)?.files() {
        write(&out.join(name), table)?;
    }
    let vectors = vector_table::write(&read(&patterns.join("data/vectors.tsv"))?, lexicon::hash)
        .map_err(|(line, says)| format!("patterns/data/vectors.tsv:{line}: {says}"))?;
    write(&out.join("vectors.bin"), vectors.as_flattened())?;
    let phrases = phrases::compile(&patterns.join("phrases"), &["care", "details"], &terms)?;
    write(&out.join("phrases.rs"), phrases.as_bytes())
}

/// Reads every list and cue.
fn terms(patterns: &Path) -> Result<terms::Terms, String> {
    let mut terms = terms::Terms::default();
    lists::read(&patterns.join("lists"), &mut terms)?;
    cues::read(&patterns.join("context.toml"), &mut terms)?;
    Ok(terms)
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, content: &[u8]) -> Result<(), String> {
    std::fs::write(path, content).map_err(|error| format!("{}: {error}", path.display()))
}

fn directory(variable: &str) -> Result<PathBuf, String> {
    env::var_os(variable).map(PathBuf::from).ok_or_else(|| format!("{variable} is not set"))
}
