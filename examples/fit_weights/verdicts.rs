//! Step 5: what the findings of a draft are worth together.
//!
//! One sum for both lines: a draft that has to be blocked counts as one above the line of review and
//! one above that of block, and the weights may not fall below zero, so that no disclosure makes a
//! draft look safer.

use phi_preflight::fitting;

use crate::data::Gold;
use crate::fitted::Fitted;
use crate::learn::{self, Example};
use crate::settings;

/// Price of a weight, and steps: few drafts, few terms.
const RIDGE: f32 = 2e-3;
const STEPS: usize = 1500;

pub fn fit(fitted: &mut Fitted, gold: &[Gold], lines: (f32, f32)) -> Result<(), String> {
    let scanners = fitted.scanners()?;
    let terms = |(at, item): (usize, &Gold)| fitting::risk_terms(scanners.for_draft(at), &item.draft).0;
    let drafts: Vec<Vec<(&'static str, f32)>> = gold.iter().enumerate().map(terms).collect();
    let names: Vec<&str> =
        drafts.first().map(|terms| terms.iter().map(|(name, _)| *name).collect()).unwrap_or_default();
    let logit = |p: f32| (p / (1.0 - p)).ln();
    let mut examples = Vec::new();
    for (document, (item, terms)) in gold.iter().zip(&drafts).enumerate() {
        let mut features: Vec<(usize, f32)> =
            terms.iter().enumerate().map(|(at, (_, value))| (at, *value)).collect();
        features.push((names.len(), 1.0));
        let reached = match item.verdict.as_str() {
            "block" => 2,
            "review" => 1,
            _ => 0,
        };
        for (line, probability) in [(1, lines.0), (2, lines.1)] {
            let offset = vec![-logit(probability)];
            let label = usize::from(reached >= line);
            examples.push(Example { features: features.clone(), label, weight: 1.0, offset, document });
        }
    }
    let mut settings = settings(RIDGE, STEPS);
    settings.free = vec![names.len()];
    settings.signs = (0..names.len()).map(|at| (at, 1.0)).collect();
    let cross = learn::cross_fit(&examples, 1, names.len() + 1, &settings);
    fitted.store(&cross, |file, weights| {
        file.risk = names.iter().map(|name| (*name).to_owned()).zip(weights[0].iter().copied()).collect();
        file.risk.insert("bias".into(), weights[0][names.len()]);
    });
    Ok(())
}
