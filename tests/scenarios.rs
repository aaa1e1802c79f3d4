//! The annotated drafts: figures may rise, never fall.
//!
//! `data/floors.toml` holds what has been reached, file by file. A figure worse than its floor fails; what is printed has
//! the form of the file, so a better one can be copied into it.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use common::score::{self, Score};
use phi_preflight::Scanner;

/// Figures that are better the lower they are.
const LOWER_IS_BETTER: [&str; 5] =
    ["safe_flag_rate", "stray_per_draft", "block_missed", "review_as_allow", "allow_as_block"];

const STEP: f64 = 0.001;

#[test]
fn the_figures_of_the_drafts_do_not_fall() {
    let floors: BTreeMap<String, BTreeMap<String, f64>> =
        toml::from_str(include_str!("data/floors.toml")).expect("floors.toml is readable");
    let scanner = Scanner::new();
    let mut fallen = Vec::new();
    for (name, floors) in floors {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(format!("{name}.jsonl"));
        let mut score = Score::default();
        for gold in score::read(&fs::read_to_string(file).expect("annotated drafts")) {
            score.add(&gold, &scanner.scan_draft(&gold.draft));
        }
        println!("[{name}]");
        fallen.extend(compare(&name, &score.figures(), &floors));
    }
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}

/// Prints the figures, in the form of `floors.toml`, and returns those that have fallen.
fn compare(name: &str, figures: &[(&str, f64)], floors: &BTreeMap<String, f64>) -> Vec<String> {
    assert_eq!(figures.len(), floors.len(), "every figure of {name} has a floor");
    let mut fallen = Vec::new();
    for (figure, value) in figures {
        let floor = floors[*figure];
        let gain = if LOWER_IS_BETTER.contains(figure) { floor - value } else { value - floor };
        let note = if gain >= STEP { format!("  # can be raised, was {floor:.3}") } else { String::new() };
        println!("{figure} = {value:.3}{note}");
        if gain < -STEP / 2.0 {
            fallen.push(format!("{name}: {figure} is {value:.3}, its floor is {floor:.3}"));
        }
    }
    fallen
}

#[test]
fn the_scorer_counts_overlap_stray_findings_and_verdicts() {
    // "MRN 00482913" is found; the annotation says it should be, and names another span that is not.
    let gold = score::read(
        r#"{"id":"a","verdict":"block","text":"Pt MRN: 00482913, ward","spans":[
            {"start":10,"end":12,"label":"ID","role":"patient"},{"start":18,"end":22,"label":"ID","role":"patient"}]}"#
            .replace('\n', " ")
            .as_str(),
    );
    let report = Scanner::new().scan_draft(&gold[0].draft);
    let found = report.findings().iter().map(|finding| finding.span().char).collect::<Vec<_>>();
    assert_eq!(found, [(8, 16)]);
    let mut score = Score::default();
    score.add(&gold[0], &report);
    let figures: BTreeMap<_, _> = score.figures().into_iter().collect();
    assert_eq!((figures["direct_recall"], figures["stray_per_draft"]), (0.5, 0.0));
    let unannotated =
        score::read(r#"{"id":"a","verdict":"allow","text":"Pt MRN: 00482913, ward","spans":[]}"#);
    score.add(&unannotated[0], &report);
    let figures: BTreeMap<_, _> = score.figures().into_iter().collect();
    assert_eq!(figures["stray_per_draft"], 0.5);
}
