//! Step 2: does the draft speak of one person's care, and does it have to be stopped?

use std::collections::BTreeSet;

use phi_preflight::Surface;
use phi_preflight::fitting::{self, Features, Row};

use crate::data::Gold;
use crate::fitted::Fitted;
use crate::layout::Layout;
use crate::learn::{self, Example};
use crate::report::print_quality;
use crate::settings;
use crate::vocabulary::Vocabulary;

/// Price of a weight, and steps.
const RIDGE: f32 = 1e-3;
const STEPS: usize = 500;

/// What is asked of a draft: the model, what its figures are called, and the verdicts that say yes. That it has
/// to be stopped is left to its words: what the rules saw has its own place in the risk.
const MODELS: &[(&str, &str, &[&str])] = &[
    ("draft", "drafts about one person's care", &["review", "block"]),
    ("stop", "drafts to be stopped", &["block"]),
];

pub fn fit(fitted: &mut Fitted, gold: &[Gold], vocabulary: &Vocabulary) -> Result<(), String> {
    let scanners = fitted.scanners()?;
    let read = |(at, item): (usize, &Gold)| fitting::rows(scanners.for_draft(at), &item.draft);
    let drafts: Vec<_> = gold.iter().enumerate().map(read).collect();
    let rules = drafts.iter().flat_map(|(_, rows)| rows.iter().map(|row| &row.rule));
    let layout = Layout::new(rules, vocabulary, 0);
    for (name, says, reached) in MODELS {
        let example = |(document, (item, (features, rows))): (usize, (&Gold, &(Features, Vec<Row>)))| {
            let mut features = features.clone();
            if *name == "draft" {
                let seen: BTreeSet<&String> = rows.iter().map(|row| &row.rule).collect();
                features.extend(seen.into_iter().flat_map(|id| layout.rule(id)));
            }
            let words = fitting::words(&item.draft.text).into_iter();
            let words: Vec<String> = words.map(|(word, _)| word).collect();
            features.extend(layout.said(words.iter()));
            if item.draft.surface == Surface::Reply {
                features.extend(layout.said_in_reply(words.iter()));
            }
            let label = usize::from(reached.contains(&item.verdict.as_str()));
            Example { features, label, weight: item.weight, offset: Vec::new(), document }
        };
        let examples: Vec<Example> = gold.iter().zip(&drafts).enumerate().map(example).collect();
        let cross = learn::cross_fit(&examples, 1, layout.width(), &settings(RIDGE, STEPS));
        let pairs = examples.iter().zip(&cross.held_out).map(|(e, p)| (p[0], e.label == 1));
        print_quality(says, pairs);
        fitted.store(&cross, |file, weights| {
            layout.store_features(file.recognise.entry((*name).into()).or_default(), &weights[0]);
            if *name == "draft" {
                layout.store_rules(file, name, &weights[0]);
            }
            layout.store_said(file, name, &weights[0]);
            layout.store_said_in_reply(file, &format!("{name}.reply"), &weights[0]);
        });
    }
    Ok(())
}
