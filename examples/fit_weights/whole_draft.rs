//! Step 2: does the draft speak of one person's care?

use std::collections::BTreeSet;

use phi_preflight::fitting::{self, Features, Row};

use crate::data::Gold;
use crate::fitted::Fitted;
use crate::learn::{self, Example};
use crate::report::print_quality;
use crate::vocabulary::Vocabulary;
use crate::{settings, store};

/// Price of a weight, and steps.
const RIDGE: f32 = 2e-3;
const STEPS: usize = 500;

pub fn fit(fitted: &mut Fitted, gold: &[Gold], vocabulary: &Vocabulary) -> Result<(), String> {
    let scanners = fitted.scanners()?;
    let base = fitting::feature_count();
    let read = |(at, item): (usize, &Gold)| fitting::rows(scanners.for_draft(at), &item.draft);
    let drafts: Vec<_> = gold.iter().enumerate().map(read).collect();
    let seen = drafts.iter().flat_map(|(_, rows)| rows.iter().map(|row| row.rule.clone()));
    let rules: Vec<String> = seen.collect::<BTreeSet<_>>().into_iter().collect();
    let words_base = base + rules.len();
    let example = |(document, (item, (features, rows))): (usize, (&Gold, &(Features, Vec<Row>)))| {
        let mut features = features.clone();
        let seen: BTreeSet<&String> = rows.iter().map(|row| &row.rule).collect();
        let known = seen.into_iter().filter_map(|id| rules.binary_search(id).ok());
        features.extend(known.map(|at| (base + at, 1.0)));
        let words: Vec<String> = fitting::words(&item.draft.text).into_iter().map(|(word, _)| word).collect();
        features.extend(vocabulary.features(words_base, words.iter()));
        let label = usize::from(item.verdict != "allow");
        Example { features, label, weight: 1.0, offset: Vec::new(), document }
    };
    let examples: Vec<Example> = gold.iter().zip(&drafts).enumerate().map(example).collect();
    let cross = learn::cross_fit(&examples, 1, words_base + vocabulary.len(), &settings(RIDGE, STEPS));
    let pairs = examples.iter().zip(&cross.held_out).map(|(e, p)| (p[0], e.label == 1));
    print_quality("drafts about one person's care", pairs);
    fitted.store(&cross, |file, weights| {
        store(file.recognise.entry("draft".into()).or_default(), &weights[0][..base]);
        for (id, weight) in rules.iter().zip(&weights[0][base..]) {
            file.rule.entry(id.clone()).or_default().insert("draft".into(), *weight);
        }
        vocabulary.store(&mut file.words, "draft", &weights[0][words_base..]);
    });
    Ok(())
}
