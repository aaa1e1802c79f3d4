//! Step 3: does the draft speak of one person's care, and does it have to be stopped?

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
const RIDGE: f32 = 5e-4;
const STEPS: usize = 500;

/// What is asked of a draft as a whole.
struct Asked {
    model: &'static str,
    /// What its figures are called.
    says: &'static str,
    /// The verdicts that say yes.
    yes: &'static [&'static str],
    /// Whether what the rules saw counts beside cues and words.
    by_rules: bool,
}

/// That a draft has to be stopped is left to its words: what the rules saw has its own place in the risk.
const ASKED: &[Asked] = &[
    Asked {
        model: "draft",
        says: "drafts about one person's care",
        yes: &["review", "block"],
        by_rules: true,
    },
    Asked { model: "stop", says: "drafts to be stopped", yes: &["block"], by_rules: false },
];

pub fn fit(fitted: &mut Fitted, gold: &[Gold], vocabulary: &Vocabulary) -> Result<(), String> {
    let scanners = fitted.scanners()?;
    let read = |(at, item): (usize, &Gold)| fitting::rows(scanners.for_draft(at), &item.draft);
    let drafts: Vec<_> = gold.iter().enumerate().map(read).collect();
    let rules = drafts.iter().flat_map(|(_, rows)| rows.iter().map(|row| &row.rule));
    let layout = Layout::new(rules, vocabulary, 0);
    for Asked { model, says, yes, by_rules } in ASKED {
        let example = |(document, (item, (features, rows))): (usize, (&Gold, &(Features, Vec<Row>)))| {
            let mut features = features.clone();
            if *by_rules {
                let seen: BTreeSet<&String> = rows.iter().map(|row| &row.rule).collect();
                features.extend(seen.into_iter().flat_map(|id| layout.rule(id)));
            }
            let texts = fitting::words(&item.draft.text);
            features.extend(layout.paired(&texts));
            let words: Vec<String> = texts.into_iter().map(|word| word.stem).collect();
            features.extend(layout.said(words.iter()));
            if item.draft.surface == Surface::Reply {
                features.extend(layout.said_in_reply(words.iter()));
            }
            let label = usize::from(yes.contains(&item.verdict.as_str()));
            Example { features, label, weight: item.weight, offset: Vec::new(), document }
        };
        let examples: Vec<Example> = gold.iter().zip(&drafts).enumerate().map(example).collect();
        let cross = learn::cross_fit(&examples, 1, layout.width(), &settings(RIDGE, STEPS));
        let pairs = examples.iter().zip(&cross.held_out).map(|(e, p)| (p[0], e.label == 1));
        print_quality(says, pairs);
        fitted.store(&cross, |file, weights| {
            layout.store_features(file.recognise.entry((*model).into()).or_default(), &weights[0]);
            if *by_rules {
                layout.store_rules(file, model, &weights[0]);
            }
            layout.store_said(file, model, &weights[0]);
            layout.store_paired(file, model, &weights[0]);
            layout.store_said_in_reply(file, &format!("{model}.reply"), &weights[0]);
        });
    }
    Ok(())
}
