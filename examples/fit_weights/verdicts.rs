//! Step 7: what the findings of a draft are worth together.
//!
//! Two sums over the same terms: that a person has to look, and that it has to be stopped. The weights may
//! not fall below zero, so that no disclosure makes a draft look safer.

use phi_preflight::fitting;

use crate::data::Gold;
use crate::fitted::Fitted;
use crate::learn::{self, Example};
use crate::report::print_quality;
use crate::settings;

/// Price of a weight, and steps: few drafts, few terms.
const RIDGE: f32 = 3e-4;
const STEPS: usize = 1500;

/// The terms of a draft by name.
type Terms = Vec<(&'static str, f32)>;

pub fn fit(fitted: &mut Fitted, gold: &[Gold]) -> Result<(), String> {
    let scanners = fitted.scanners()?;
    let terms = |(at, item): (usize, &Gold)| fitting::risk_terms(scanners.for_draft(at), &item.draft).0;
    let drafts: Vec<Terms> = gold.iter().enumerate().map(terms).collect();
    let names: Vec<&str> =
        drafts.first().map(|terms| terms.iter().map(|(name, _)| *name).collect()).unwrap_or_default();
    let mut settings = settings(RIDGE, STEPS);
    settings.free = vec![names.len()];
    settings.signs = (0..names.len()).map(|at| (at, 1.0)).collect();
    for (line, reached) in [("look", &["review", "block"][..]), ("stop", &["block"][..])] {
        let example = |(document, (item, terms)): (usize, (&Gold, &Terms))| {
            let mut features: Vec<(usize, f32)> =
                terms.iter().enumerate().map(|(at, (_, value))| (at, *value)).collect();
            features.push((names.len(), 1.0));
            let label = usize::from(reached.contains(&item.verdict.as_str()));
            Example { features, label, weight: item.weight, offset: Vec::new(), document }
        };
        let examples: Vec<Example> = gold.iter().zip(&drafts).enumerate().map(example).collect();
        let cross = learn::cross_fit(&examples, 1, names.len() + 1, &settings);
        let pairs = examples.iter().zip(&cross.held_out).map(|(e, p)| (p[0], e.label == 1));
        print_quality(&format!("verdict: {line}"), pairs);
        fitted.store(&cross, |file, weights| {
            for (name, weight) in names.iter().zip(&weights[0]) {
                file.risk.insert(format!("{line}.{name}"), *weight);
            }
            file.risk.insert(format!("{line}.bias"), weights[0][names.len()]);
        });
    }
    Ok(())
}
