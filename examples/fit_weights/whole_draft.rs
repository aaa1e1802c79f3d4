//! Step 2: does the draft speak of one person's care?

use std::collections::BTreeSet;

use phi_preflight::fitting::{self, Features, Row};

use crate::data::Gold;
use crate::fitted::Fitted;
use crate::layout::Layout;
use crate::learn::{self, Example};
use crate::report::print_quality;
use crate::settings;
use crate::vocabulary::Vocabulary;

/// Price of a weight, and steps.
const RIDGE: f32 = 2e-3;
const STEPS: usize = 500;

pub fn fit(fitted: &mut Fitted, gold: &[Gold], vocabulary: &Vocabulary) -> Result<(), String> {
    let scanners = fitted.scanners()?;
    let read = |(at, item): (usize, &Gold)| fitting::rows(scanners.for_draft(at), &item.draft);
    let drafts: Vec<_> = gold.iter().enumerate().map(read).collect();
    let rules = drafts.iter().flat_map(|(_, rows)| rows.iter().map(|row| &row.rule));
    let layout = Layout::new(rules, vocabulary, 0);
    let example = |(document, (item, (features, rows))): (usize, (&Gold, &(Features, Vec<Row>)))| {
        let mut features = features.clone();
        let seen: BTreeSet<&String> = rows.iter().map(|row| &row.rule).collect();
        features.extend(seen.into_iter().flat_map(|id| layout.rule(id)));
        let words: Vec<String> = fitting::words(&item.draft.text).into_iter().map(|(word, _)| word).collect();
        features.extend(layout.said(words.iter()));
        let label = usize::from(item.verdict != "allow");
        Example { features, label, weight: item.weight, offset: Vec::new(), document }
    };
    let examples: Vec<Example> = gold.iter().zip(&drafts).enumerate().map(example).collect();
    let cross = learn::cross_fit(&examples, 1, layout.width(), &settings(RIDGE, STEPS));
    let pairs = examples.iter().zip(&cross.held_out).map(|(e, p)| (p[0], e.label == 1));
    print_quality("drafts about one person's care", pairs);
    fitted.store(&cross, |file, weights| {
        layout.store_features(file.recognise.entry("draft".into()).or_default(), &weights[0]);
        layout.store_rules(file, "draft", &weights[0]);
        layout.store_said(file, "draft", &weights[0]);
    });
    Ok(())
}
