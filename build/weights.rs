//! Writes `patterns/weights.toml` as static tables: no scanner reads a weights file when it starts.

use std::fmt::Write as _;

use crate::format::hash;
use crate::weights_file::{self, Row};
use crate::words_file;

/// A weight may happen to be 3.14.
const PLAIN_NUMBERS: &str = "#[allow(clippy::approx_constant)]";

/// The Rust source of the tables.
pub(crate) fn compile(text: &str) -> Result<String, String> {
    let tables = weights_file::read(text)?;
    let mut out = format!("const NONE: Row = [0.0; 8];\n{PLAIN_NUMBERS}\nstatic ROWS: &[Row] = &[\n");
    for row in &tables.rows {
        if *row == [0.0; 8] {
            out.push_str("NONE,\n")
        } else {
            let _ = writeln!(out, "{row:?},");
        }
    }
    out.push_str("];\n");
    // By hash, so that a look-up compares numbers.
    let mut rules: Vec<(u64, &Row)> =
        tables.rules.iter().map(|(id, row)| (hash(id.as_bytes()), row)).collect();
    rules.sort_by_key(|(hash, _)| *hash);
    if rules.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return Err("two rule ids have one hash".to_owned());
    }
    let risk: Vec<(&String, &f32)> = tables.risk.iter().collect();
    let _ = writeln!(
        out,
        "{PLAIN_NUMBERS}\nstatic RULES: &[(u64, Row)] = &{rules:?};\n\
         const STATED_ROLE: f32 = {:?};\n\
         const THRESHOLDS: [f32; Model::COUNT] = {:?};\n\
         const RECOGNISED: [f32; Model::COUNT] = {:?};\n\
         const RISK: &[(&str, f32)] = &{risk:?};",
        tables.stated_role, tables.thresholds, tables.recognised
    );
    Ok(out)
}

/// The Rust source of the words of `patterns/words.tsv` and of their hash table, and that of their pairs.
pub(crate) fn compile_words(text: &str) -> Result<(String, String), String> {
    let words_file::Words { rows, pairs } =
        words_file::read(text).map_err(|(line, says)| format!("patterns/words.tsv:{line}: {says}"))?;
    let slots = words_file::hash_table(rows.iter().map(|row| row.word.as_str()));
    let slots = slots.ok_or("patterns/words.tsv: too many words")?;
    let mut out = format!("{PLAIN_NUMBERS}\nstatic WORDS: &[Known] = &[UNKNOWN,\n");
    for row in &rows {
        let _ = writeln!(
            out,
            "Known {{ text: Cow::Borrowed({:?}), draft: {:?}, weights: Cow::Borrowed(&{:?}) }},",
            row.word, row.draft, row.weights
        );
    }
    let _ = writeln!(out, "];\nstatic SLOTS: &[(WordId, u16)] = &{slots:?};");
    let [near, apart] = words_file::pair_tables(&pairs).ok_or("patterns/words.tsv: too many pairs")?;
    let mut paired = format!("static PAIR_SLOTS: [&[PairSlot]; 2] = [&{near:?}, &{apart:?}];\n");
    let weights: Vec<_> =
        std::iter::once(Default::default()).chain(pairs.iter().map(|p| p.weights)).collect();
    let _ = writeln!(paired, "{PLAIN_NUMBERS}\nstatic PAIR_WEIGHTS: &[PairWeights] = &{weights:?};");
    Ok((out, paired))
}
