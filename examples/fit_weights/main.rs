//! Fits `patterns/weights.toml`, `patterns/words.tsv` and `patterns/network.tsv` on labelled material.
//!
//! ```text
//! cargo run --release --features fit --example fit_weights -- \
//!     --drafts tests/data/drafts_dev.jsonl --corpus corpora/wnut17_train.jsonl:NAME \
//!     --manifest corpora/manifest.json --out patterns
//! ```
//!
//! Drafts carry roles and verdicts; those of a file can count more than others (`FILE@3`). A corpus is
//! trusted for the classes named after the colon only, and refused where the manifest does not say
//! `"share": "yes"`. The steps build on each other, so that each model sees its neighbours as they will be at
//! scan time: words of names, the network, the draft as a whole, words of passages, what is judged first (names,
//! ages, numbers), then care, then dates, places and contacts, then what each says of the others. From the passages
//! on, drafts put together to long ones (`joined.rs`) are learnt from too. The network is learnt by steps down its
//! slope (`network.rs`, `way.rs`), every other step is a regularised logistic regression (`learn.rs`); all are
//! cross-validated by document. The last table printed says how well the probabilities hold, and `--held-out FILE`
//! writes the reports of the drafts by weights that never saw them. The same input gives the same file.

mod candidates;
mod data;
mod fitted;
mod joined;
mod labels;
mod last_look;
mod layout;
mod learn;
mod names;
mod near;
mod network;
mod passages;
mod report;
mod verdicts;
mod vocabulary;
mod way;
mod weights_file;
mod whole_draft;

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Parser;
use data::{Corpus, Gold};
use fitted::Fitted;
use learn::Settings;
use phi_preflight::fitting;
use vocabulary::Vocabulary;
use weights_file::WeightsFile;

const NETWORK_HEADER: &str = "\
# Rows of the network that reads words where they stand. Written by examples/fit_weights; do not edit by hand.
#
# word.WORD           what a word is, in 32 figures of four hexadecimal digits each, in parts of 1024
# kind, class, gap, category, surface   what a word is besides, what stands before it, what the rules took it for
# vector              what each figure of the vector of another word is worth
# shift, from, bias   the layers; out, asked what is told of a word and of a draft
";

/// What it is worth, in log-odds, that a rule itself states whom its value concerns: near certain.
const STATED_ROLE: f32 = 4.0;

/// Where a score makes a finding and a probability a recognition: not everywhere at a half, since
/// a missed patient costs more than a second look, and a detail more often than not is none.
const THRESHOLDS: &[(&str, f32)] =
    &[("name", 0.28), ("place", 0.3), ("date", 0.4), ("detail", 0.4), ("care", 0.33)];
/// Below which probability of its likeliest word a confirmation or detail is not looked at any further.
const DROPPED: &[(&str, f32)] = &[("care_word", 0.03), ("detail_word", 0.03)];
/// A confirmation or detail that is recognised keeps the words beside a name in it.
const RECOGNISED: &[(&str, f32)] =
    &[("age", 0.06), ("care", 0.6), ("date", 0.35), ("detail", 0.6), ("name", 0.24), ("room", 0.3)];

/// Fits the weights on labelled material.
#[derive(Parser)]
struct Arguments {
    /// Annotated drafts as JSONL; with @WEIGHT each counts as many.
    #[arg(long, value_name = "FILE[@WEIGHT]")]
    drafts: Vec<String>,
    /// A corpus and the classes it is trusted for; FULL where its texts are labelled whole.
    #[arg(long = "corpus", value_name = "FILE:CLASS,CLASS[@WEIGHT]")]
    corpora: Vec<String>,
    /// Which corpora may be used.
    #[arg(long, value_name = "FILE")]
    manifest: Option<String>,
    /// Where `weights.toml` and `words.tsv` are written.
    #[arg(long, value_name = "DIR")]
    out: Option<String>,
    /// Where the reports of the drafts are written, each by weights that never saw it.
    #[arg(long, value_name = "FILE")]
    held_out: Option<String>,
}

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
    let Arguments { drafts, corpora, manifest, out, held_out } = Arguments::parse();
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
    file.threshold.extend(set(DROPPED));
    let vocabulary = Vocabulary::of(&gold);
    let mut fitted = Fitted::new(file);
    names::fit(&mut fitted, &gold, &texts, &vocabulary);
    network::fit(&mut fitted, &gold, &texts, &vocabulary)?;
    whole_draft::fit(&mut fitted, &gold, &vocabulary)?;
    let short = gold.len();
    gold.extend(joined::joined(&gold));
    println!("{} long drafts made of them", gold.len() - short);
    passages::fit(&mut fitted, &gold, &vocabulary)?;
    let turns: [&[&str]; 3] =
        [&["name", "age", "number"], &["care"], &["date", "place", "room", "contact", "detail"]];
    for models in turns {
        candidates::fit(&mut fitted, &gold, &texts, &vocabulary, models)?;
    }
    last_look::fit(&mut fitted, &gold)?;
    verdicts::fit(&mut fitted, &gold)?;
    gold.truncate(short);
    report::print(&fitted, &gold)?;
    if let Some(path) = held_out {
        report::write(&fitted, &gold, &path)?;
    }
    if let Some(dir) = out {
        let write = |name: &str, text: String| {
            let path = std::path::Path::new(&dir).join(name);
            std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))
        };
        write("weights.toml", fitted.full.to_toml())?;
        write("words.tsv", fitted.full.to_words())?;
        write("network.tsv", format!("{NETWORK_HEADER}{}", fitted.full.network))?;
        println!("wrote weights.toml, words.tsv and network.tsv into {dir}");
    }
    Ok(())
}

/// Settings of a fit: the price of a weight's square, and the steps; the base rate has no price.
fn settings(ridge: f32, steps: usize) -> Settings {
    let free = fitting::feature_number("bias").into_iter().collect();
    Settings { ridge, steps, signs: Vec::new(), free }
}

/// Stores the weights of the features by name.
fn store(table: &mut BTreeMap<String, f32>, weights: &[f32]) {
    for (feature, weight) in weights.iter().enumerate() {
        if let Some(name) = fitting::feature_name(feature).filter(|_| *weight != 0.0) {
            table.insert(name, *weight);
        }
    }
}
