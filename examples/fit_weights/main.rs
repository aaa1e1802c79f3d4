//! Fits `patterns/weights.toml` on labelled material.
//!
//! ```text
//! cargo run --release --features fit --example fit_weights -- \
//!     --drafts tests/data/drafts_dev.jsonl --corpus corpora/wnut17_train.jsonl:NAME \
//!     --manifest corpora/manifest.json --out patterns/weights.toml
//! ```
//!
//! Drafts carry roles and verdicts; a corpus is trusted for the classes named after the colon only,
//! and refused where the manifest does not say `"share": "yes"`. The steps build on each other, so
//! that each model sees its neighbours as they will be at scan time: words of names, the draft as a
//! whole, what is judged first (names, care, ages, numbers), then dates, places and contacts. Each
//! step is a regularised logistic regression (`learn.rs`), cross-validated by document; the last
//! table printed says how well the probabilities hold. The same input gives the same file.

mod data;
mod learn;
mod steps;
mod weights_file;

use std::process::ExitCode;

use data::{Corpus, Gold};
use weights_file::WeightsFile;

/// The lines of review and block of `patterns/policy.toml`: the risk is fitted to cross them.
const LINES: (f32, f32) = (0.3, 0.65);

/// What it is worth, in log-odds, that a rule itself states whom its value concerns: near certain.
const STATED_ROLE: f32 = 4.0;

/// Where a score makes a finding and a probability a recognition: not everywhere at a half, since
/// a missed patient costs more than a second look, and a detail more often than not is none.
const THRESHOLDS: &[(&str, f32)] =
    &[("name", 0.22), ("place", 0.25), ("date", 0.4), ("detail", 0.25), ("care", 0.35)];
const RECOGNISED: &[(&str, f32)] = &[("name", 0.4)];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("fit_weights: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    let (mut drafts, mut corpora, mut manifest, mut out) = (Vec::new(), Vec::new(), None, None);
    let mut only_report = false;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        if arg == "--report" {
            only_report = true;
            continue;
        }
        let value = args.next().ok_or_else(|| format!("{arg} needs a value"))?;
        match arg.as_str() {
            "--drafts" => drafts.push(value),
            "--corpus" => corpora.push(value),
            "--manifest" => manifest = Some(value),
            "--out" => out = Some(value),
            other => return Err(format!("{other} is no option")),
        }
    }
    let mut gold: Vec<Gold> = Vec::new();
    for path in &drafts {
        gold.extend(data::drafts(path)?);
    }
    let mut texts: Vec<Corpus> = Vec::new();
    for spec in &corpora {
        texts.push(data::corpus(spec, manifest.as_deref())?);
    }
    println!("{} drafts, {} corpora", gold.len(), texts.len());
    let mut file = WeightsFile::default();
    let set =
        |table: &[(&str, f32)]| table.iter().map(|(model, value)| ((*model).to_owned(), *value)).collect();
    file.stated_role = STATED_ROLE;
    (file.threshold, file.recognised) = (set(THRESHOLDS), set(RECOGNISED));
    if only_report {
        let path = out.as_deref().unwrap_or("patterns/weights.toml");
        file = WeightsFile::read(&std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?)?;
        return steps::report(&file, &gold);
    }
    steps::name_words(&mut file, &gold, &texts);
    steps::whole_draft(&mut file, &gold)?;
    steps::judged(&mut file, &gold, &texts, &["name", "care", "age", "number"])?;
    steps::judged(&mut file, &gold, &texts, &["date", "place", "room", "contact", "detail"])?;
    steps::risk(&mut file, &gold, LINES)?;
    steps::report(&file, &gold)?;
    if let Some(path) = out {
        std::fs::write(&path, file.to_toml()).map_err(|e| format!("{path}: {e}"))?;
        println!("wrote {path}");
    }
    Ok(())
}
