//! Compiles the data under `patterns/` into tables the library embeds.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

#[path = "build/rules.rs"]
mod rules;

#[allow(dead_code)]
#[path = "src/finding/category.rs"]
mod category;
#[allow(dead_code)]
#[path = "src/rules/written.rs"]
mod written;

fn main() -> ExitCode {
    for input in ["build.rs", "build", "patterns", "src/finding/category.rs", "src/rules/written.rs"] {
        println!("cargo::rerun-if-changed={input}");
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
    let root = directory("CARGO_MANIFEST_DIR")?.join("patterns");
    let path = directory("OUT_DIR")?.join("rules.rs");
    std::fs::write(&path, rules::compile(&root)?).map_err(|error| format!("{}: {error}", path.display()))
}

fn directory(variable: &str) -> Result<PathBuf, String> {
    env::var_os(variable).map(PathBuf::from).ok_or_else(|| format!("{variable} is not set"))
}
