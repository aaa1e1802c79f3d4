//! Step 6: what does all else that a draft tells say of a confirmation, detail, date or place?
//!
//! Every candidate keeps the log-odds it has; what is learnt here comes on top of them.

use phi_preflight::fitting;

use crate::data::Gold;
use crate::fitted::Fitted;
use crate::labels::{classes, is_protected};
use crate::learn::{self, Example};
use crate::report::print_quality;
use crate::{settings, store};

/// Price of a weight, and steps: two dozen features.
const RIDGE: f32 = 1e-4;
const STEPS: usize = 400;
/// Log-odds beyond which nothing is likelier.
const MOST: f32 = 10.0;

/// The models, and whether the weights say whom it concerns rather than what it is.
const MODELS: [(&str, bool); 4] = [("care", false), ("detail", false), ("date", true), ("place", true)];

pub fn fit(fitted: &mut Fitted, gold: &[Gold]) -> Result<(), String> {
    let drafts = fitted.scanners()?.drafts(gold);
    for (model, concerns) in MODELS {
        let mut examples = Vec::new();
        for (document, (item, rows)) in gold.iter().zip(&drafts).enumerate() {
            for row in rows.iter().filter(|row| row.model == model) {
                let met = || item.spans.iter().filter(|span| span.meets(row.char) && is_protected(span));
                let right = met().any(|span| classes(model).contains(&span.parts().0));
                if !right && met().next().is_some() {
                    continue;
                }
                let mut features = row.features.clone();
                features.retain(|(feature, _)| fitting::is_of_last_look(*feature));
                let offset = vec![(row.score / (1.0 - row.score)).ln().clamp(-MOST, MOST)];
                examples.push(Example {
                    features,
                    label: usize::from(right),
                    weight: item.weight,
                    offset,
                    document,
                });
            }
        }
        let cross = learn::cross_fit(&examples, 1, fitting::feature_count(), &settings(RIDGE, STEPS));
        let pairs = examples.iter().zip(&cross.held_out).map(|(e, p)| (p[0], e.label == 1));
        print_quality(&format!("{model}: last look"), pairs);
        fitted.store(&cross, |file, weights| {
            if concerns {
                let roles = file.role.entry(model.into()).or_default();
                for role in ["patient", "family"] {
                    store(roles.entry(role.into()).or_default(), &weights[0]);
                }
            } else {
                store(file.recognise.entry(model.into()).or_default(), &weights[0]);
            }
        });
    }
    Ok(())
}
