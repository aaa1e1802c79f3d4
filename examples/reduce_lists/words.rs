//! Common words: how frequent they are in small letters and Capitalised, and which of them are
//! names.

use std::collections::HashMap;

use crate::list::{About, Output, Rows, term};
use crate::names::Names;
use crate::tables::{Failure, Tables, count};

/// Words kept for their frequency alone.
const MOST: usize = 60_000;

const WORDS: About<'_> = About {
    title: "Common English words: frequency in small letters and Capitalised",
    class: "",
    values: "lower capital",
    source: "spacy-lookups-data 1.0.5 (Reddit comments)",
    licence: "MIT",
    rule: "the 60,000 most frequent, and every name; figures are the table's 15 (20 + ln p), \
           0 to 255, as 0 to 31",
};

const AMBIGUOUS: About<'_> = About {
    title: "Names that are also words: how likely a capital means a person",
    class: "",
    values: "person",
    source: "the lists of names and of common words",
    licence: "MIT; US government data are in the public domain",
    rule: "1 + 14 (p_fit * p_excess)^(1/4), rounded; p_fit: share of the word's capitals that its bearers \
           explain; p_excess: share that the start of sentences does not explain. Neither tells a name \
           alone: few people are called Reading, and The is mostly a first word",
};

/// The bytes (0 to 255) of every word of the table, small and Capitalised, before any cut.
pub type Words = HashMap<String, (u8, u8)>;

pub fn reduce(tables: &Tables, output: &Output, names: &Names) -> Result<Words, Failure> {
    let mut words = Words::new();
    tables.each("words/words_en.tsv", ["word", "lower", "capital"], |[word, lower, capital]| {
        let Some(word) = term(word).filter(|word| is_word(word)) else { return };
        let known: &mut (u8, u8) = words.entry(word).or_default();
        known.0 = known.0.max(count(lower).min(255) as u8);
        known.1 = known.1.max(count(capital).min(255) as u8);
    })?;

    let mut ranked: Vec<(&String, &(u8, u8))> = words.iter().collect();
    ranked.sort_by_key(|(word, (lower, capital))| (std::cmp::Reverse(*lower.max(capital)), *word));
    let mut rows = Rows::new();
    for (rank, (word, (lower, capital))) in ranked.into_iter().enumerate() {
        if rank < MOST || names.level(word) > 0 {
            rows.insert(word.clone(), vec![quantised(*lower), quantised(*capital)]);
        }
    }
    output.list("words", &WORDS, &rows)?;

    let mut rows = Rows::new();
    tables.each("words/ambiguous.tsv", ["key", "p_fit", "p_excess"], |[key, fit, excess]| {
        let estimate = |cell: &str| cell.parse::<f64>().unwrap_or(0.0).clamp(0.0, 1.0);
        let both = (estimate(fit) * estimate(excess)).powf(0.25);
        if let Some(word) = term(key) {
            rows.insert(word, vec![(1.0 + 14.0 * both).round() as u8]);
        }
    })?;
    output.list("ambiguous", &AMBIGUOUS, &rows)?;
    Ok(words)
}

/// Letters, with an apostrophe only inside a contraction: possessives are looked up without it.
fn is_word(word: &str) -> bool {
    let letters = word.bytes().all(|letter| letter.is_ascii_alphabetic() || letter == b'\'');
    let contraction = ["n't", "'ll", "'re", "'ve", "'d", "'m"].iter().any(|end| word.ends_with(end));
    letters && word.len() <= 24 && (contraction || !word.contains('\''))
}

fn quantised(byte: u8) -> u8 {
    (f64::from(byte) * 31.0 / 255.0).round() as u8
}
