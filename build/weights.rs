//! Writes `patterns/weights.toml` as static tables: no scanner reads a weights file when it starts.

use std::fmt::Write as _;

use crate::format::hash;
use crate::weights_file::{self, RuleRow};
use crate::words_file::{self, Words};
use crate::words_table::Tables;

/// The Rust source of the tables.
pub(crate) fn compile(text: &str) -> Result<String, String> {
    let tables = weights_file::read(text)?;
    let mut out = "const NONE: Row = [0.0; 8];\nstatic ROWS: &[Row] = &[\n".to_owned();
    for row in &tables.rows {
        if *row == [0.0; 8] {
            out.push_str("NONE,\n")
        } else {
            let _ = writeln!(out, "{row:?},");
        }
    }
    out.push_str("];\n");
    // By hash, so that a look-up compares numbers.
    let mut rules: Vec<(u64, &RuleRow)> =
        tables.rules.iter().map(|(id, row)| (hash(id.as_bytes()), row)).collect();
    rules.sort_by_key(|(hash, _)| *hash);
    if rules.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return Err("two rule ids have one hash".to_owned());
    }
    let risk: Vec<(&String, &f32)> = tables.risk.iter().collect();
    let _ = writeln!(
        out,
        "static RULES: &[(u64, RuleRow)] = &{rules:?};\n\
         const STATED_ROLE: f32 = {:?};\n\
         const THRESHOLDS: [f32; Model::COUNT] = {:?};\n\
         const RECOGNISED: [f32; Model::COUNT] = {:?};\n\
         const RISK: &[(&str, f32)] = &{risk:?};",
        tables.stated_role, tables.thresholds, tables.recognised
    );
    Ok(out)
}

/// Reads `patterns/words.tsv`.
pub(crate) fn read_words(text: &str) -> Result<Words, String> {
    words_file::read(text).map_err(|(line, says)| format!("patterns/words.tsv:{line}: {says}"))
}

/// Its tables.
pub(crate) fn compile_words(words: &Words) -> Result<Tables, String> {
    Tables::of(words).ok_or_else(|| "patterns/words.tsv: too many words or pairs".to_owned())
}
