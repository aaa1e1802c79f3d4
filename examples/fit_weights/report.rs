//! How good the weights are on drafts they never saw.

use std::collections::BTreeMap;

use phi_preflight::{Verdict, fitting};

use crate::data::Gold;
use crate::fitted::Fitted;
use crate::labels::{classes, role_of};
use crate::learn;

/// Prints how well held-out probabilities hold, and what a threshold of a half would give.
pub fn print_quality(what: &str, pairs: impl Iterator<Item = (f32, bool)>) {
    let pairs: Vec<(f32, bool)> = pairs.collect();
    let (error, _) = learn::reliability(&pairs);
    let count = |f: &dyn Fn(&(f32, bool)) -> bool| pairs.iter().filter(|p| f(p)).count();
    let (hit, said, true_) = (count(&|p| p.0 >= 0.5 && p.1), count(&|p| p.0 >= 0.5), count(&|p| p.1));
    println!(
        "{what:34} n {:6}  true {true_:5}  recall {:.3}  precision {:.3}  log loss {:.4}  calibration error {error:.3}",
        pairs.len(),
        ratio(hit, true_),
        ratio(hit, said),
        log_loss(&pairs),
    );
}

/// How surprised the probabilities are by the truth, in the mean: 0 for a prophet, .69 for a coin.
#[allow(clippy::cast_precision_loss)]
fn log_loss(pairs: &[(f32, bool)]) -> f32 {
    let surprise = |(p, holds): &(f32, bool)| -(if *holds { *p } else { 1.0 - p }).max(1e-6).ln();
    pairs.iter().map(surprise).sum::<f32>() / pairs.len().max(1) as f32
}

#[allow(clippy::cast_precision_loss)]
fn ratio(a: usize, b: usize) -> f32 {
    a as f32 / b.max(1) as f32
}

/// Scores, findings and verdicts as they are reported, each by weights that never saw the draft.
pub fn print(fitted: &Fitted, gold: &[Gold]) -> Result<(), String> {
    let scanners = fitted.scanners()?;
    println!("\nscores, held out");
    let mut scores: BTreeMap<&str, Vec<(f32, bool)>> = BTreeMap::new();
    for (item, rows) in gold.iter().zip(scanners.drafts(gold)) {
        for row in rows {
            let spans = item.spans.iter().filter(|span| span.meets(row.char));
            let (mut mine, mut other) = (false, false);
            for span in spans.filter(|span| matches!(role_of(span), Some(0 | 1))) {
                let meant = classes(row.model).contains(&span.parts().0);
                (mine, other) = (mine || meant, other || !meant);
            }
            // What another kind of finding should have said is not for this one to be judged by.
            if mine || !other {
                scores.entry(row.model).or_default().push((row.score, mine));
            }
        }
    }
    for (model, pairs) in &scores {
        print_quality(model, pairs.iter().copied());
        let (_, bins) = learn::reliability(pairs);
        let shown = bins.iter().map(|(n, said, held)| format!("{said:.2}:{held:.2} ({n})"));
        println!("    said:held {}", shown.collect::<Vec<_>>().join("  "));
    }
    println!("\nfindings, held out: found or flagged, of all");
    let mut labels: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut stray = 0;
    let mut verdicts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (at, item) in gold.iter().enumerate() {
        let report = scanners.for_draft(at).scan_draft(&item.draft);
        let found: Vec<(usize, usize)> = report.findings().iter().map(|f| f.span().char).collect();
        for span in &item.spans {
            let (class, role) = span.parts();
            let entry = labels.entry(format!("{class}.{role}")).or_default();
            entry.0 += usize::from(found.iter().any(|f| span.meets(*f)));
            entry.1 += 1;
        }
        stray += found.iter().filter(|f| !item.spans.iter().any(|span| span.meets(**f))).count();
        let said = match report.verdict() {
            Verdict::Allow => "allow",
            Verdict::Review => "review",
            Verdict::Block => "block",
        };
        *verdicts.entry((item.verdict.clone(), said.to_owned())).or_default() += 1;
    }
    for (label, (hit, all)) in &labels {
        println!("    {label:20} {hit:5} of {all:5}  {:.3}", ratio(*hit, *all));
    }
    println!("    findings on no label at all, a draft: {:.3}", ratio(stray, gold.len()));
    println!("\nverdicts, held out: right first, then said");
    for ((right, said), count) in &verdicts {
        println!("    {right:8}{said:8}{count:5}");
    }
    let right: usize = verdicts.iter().filter(|((right, said), _)| right == said).map(|(_, n)| n).sum();
    println!("    right: {:.3}", ratio(right, gold.len()));
    Ok(())
}

/// Writes the report of every draft and the terms of its risk, a line each, by weights that never saw it.
pub fn write(fitted: &Fitted, gold: &[Gold], path: &str) -> Result<(), String> {
    let scanners = fitted.scanners()?;
    let mut lines = String::new();
    for (at, item) in gold.iter().enumerate() {
        let scanner = scanners.for_draft(at);
        let mut line = serde_json::to_value(scanner.scan_draft(&item.draft)).map_err(|e| e.to_string())?;
        line["terms"] = fitting::risk_terms(scanner, &item.draft).0.into_iter().collect();
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    std::fs::write(path, lines).map_err(|e| format!("{path}: {e}"))
}
