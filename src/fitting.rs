//! What the fitting program reads: candidates with their features, before any threshold.
//!
//! Behind the feature `fit`; hosts do not need it. Features are numbers here, their names are what
//! `patterns/weights.toml` uses.

use crate::detector::names;
use crate::finding::Feature;
use crate::lexicon::{self, Reading};
use crate::risk::RiskWeights;
use crate::text::Document;
use crate::{Draft, Scanner};

/// A list of features with their values.
pub type Features = Vec<(usize, f32)>;

/// A candidate, as the context judged it.
#[derive(Clone, Debug)]
pub struct Row {
    /// Code points in the field.
    pub char: (usize, usize),
    /// The model whose weights apply.
    pub model: &'static str,
    /// The rule's id.
    pub rule: String,
    /// The rule's own prior, in log-odds.
    pub prior: f32,
    /// The role the rule states.
    pub stated: Option<crate::Role>,
    /// Everything seen.
    pub features: Features,
    /// The probability, with today's weights, that it is what it says.
    pub recognised: f32,
    /// The score with today's weights.
    pub score: f32,
}

/// How many features there are.
#[must_use]
pub fn feature_count() -> usize {
    Feature::COUNT
}

/// The name of a feature in `patterns/weights.toml`.
#[must_use]
pub fn feature_name(feature: usize) -> Option<String> {
    Feature(u16::try_from(feature).ok()?).name(lexicon::cue_name)
}

/// The number of a feature.
#[must_use]
pub fn feature_number(name: &str) -> Option<usize> {
    Feature::from_name(name, lexicon::cue_bit).map(|feature| usize::from(feature.0))
}

fn numbered(features: &[(Feature, f32)]) -> Features {
    features.iter().map(|(feature, value)| (usize::from(feature.0), *value)).collect()
}

/// Every word of a text that may be part of a name: its code points and its features.
#[must_use]
pub fn name_words(text: &str) -> Vec<((usize, usize), Features)> {
    let document = Document::new(text);
    let reading = Reading::of(&document);
    names::words(&document, &reading)
        .into_iter()
        .map(|(word, seen)| (document.span(document.words()[word].range()).char, numbered(&seen)))
        .collect()
}

/// The features of a draft as a whole, and every candidate of its body.
#[must_use]
pub fn rows(scanner: &Scanner, draft: &Draft) -> (Features, Vec<Row>) {
    scanner.judged(draft, |facts, fields, judged| {
        let rows = fields.iter().zip(judged).take(1).flat_map(|(field, list)| {
            list.iter().map(|item| Row {
                char: field.document.span(item.candidate.span.clone()).char,
                model: crate::finding::Model::of(item.candidate.category).name(),
                rule: item.candidate.label.rule.to_string(),
                prior: item.candidate.prior,
                stated: item.candidate.role,
                features: numbered(&item.candidate.features),
                recognised: item.recognised(),
                score: item.score().get(),
            })
        });
        (numbered(&facts.features), rows.collect())
    })
}

/// The terms of the risk of a draft, each 0 to 1, and the verdict with today's weights.
#[must_use]
pub fn risk_terms(scanner: &Scanner, draft: &Draft) -> (Vec<(&'static str, f32)>, crate::Verdict) {
    let (report, view) = scanner.report(draft);
    (RiskWeights::terms(&view).collect(), report.verdict())
}
