//! Step 5: is a candidate what it says, and whom does it concern?

use phi_preflight::fitting::{self, Row};

use crate::data::{Corpus, Gold};
use crate::fitted::Fitted;
use crate::labels::{ROLES, is_right, role_of};
use crate::layout::Layout;
use crate::learn::{self, Example, Settings};
use crate::report::print_quality;
use crate::settings;
use crate::vocabulary::Vocabulary;

/// Price of a weight, by what is asked, and steps.
const RIDGE_IS: f32 = 2e-3;
/// What is made of everyday words has thousands of them to tell apart.
const RIDGE_WORDS: f32 = 2.5e-4;
/// Dates, places and contacts have many examples, and names more than the rest together.
const RIDGE_OFTEN: f32 = 5e-4;
const RIDGE_NAME: f32 = 1e-4;
const RIDGE_ROLE: f32 = 1e-3;
const RIDGE_ROLE_NAME: f32 = 3e-4;
const STEPS: usize = 400;

/// Whether what a candidate is depends on the words it is made of. Care and details are made of
/// everyday words; a name or a number is not.
fn is_made_of_words(model: &str) -> bool {
    matches!(model, "care" | "detail")
}

pub fn fit(
    fitted: &mut Fitted,
    gold: &[Gold],
    corpora: &[Corpus],
    vocabulary: &Vocabulary,
    models: &[&str],
) -> Result<(), String> {
    let scanners = fitted.scanners()?;
    let (drafts, texts) = (scanners.drafts(gold), scanners.corpora(corpora));
    for model in models {
        let everything = drafts.iter().flatten().chain(texts.iter().flatten().flatten());
        let rows: Vec<&Row> = everything.filter(|row| row.model == *model).collect();
        let layout = Layout::new(rows.iter().map(|row| &row.rule), vocabulary, corpora.len());
        let seen = |row: &Row| {
            let mut features = row.features.clone();
            features.retain(|(feature, _)| !fitting::is_of_last_look(*feature));
            features.extend(layout.rule(&row.rule));
            features
        };
        let what = |row: &Row| {
            let mut features = seen(row);
            if is_made_of_words(model) {
                features.extend(layout.said(row.inside.iter()));
                features.extend(layout.paired(&row.window));
            }
            features.extend(layout.next_to(row.before.as_ref(), row.after.as_ref()));
            features
        };
        let (mut is, mut roles) = (Vec::new(), Vec::new());
        for (document, (item, rows)) in gold.iter().zip(&drafts).enumerate() {
            for row in rows.iter().filter(|row| row.model == *model) {
                if let Some(right) = is_right(row, &item.spans, &[]) {
                    let (label, offset) = (usize::from(right), vec![row.prior]);
                    is.push(Example { features: what(row), label, weight: item.weight, offset, document });
                }
                let span = item.spans.iter().filter(|s| s.meets(row.char)).find_map(role_of);
                if let Some(label) = span {
                    let mut features = seen(row);
                    features.extend(match *model {
                        "name" => layout.sided(&row.sides),
                        _ => layout.said(row.beside.iter()),
                    });
                    roles.push(Example {
                        features,
                        label,
                        weight: item.weight,
                        offset: Vec::new(),
                        document,
                    });
                }
            }
        }
        for (source, (corpus, texts)) in corpora.iter().zip(&texts).enumerate() {
            let has_rate = corpus.classes.iter().any(|class| corpus.has_rate(class));
            for (document, (rows, (_, spans))) in texts.iter().zip(&corpus.texts).enumerate() {
                for row in rows.iter().filter(|row| row.model == *model) {
                    if let Some(right) = is_right(row, spans, &corpus.classes) {
                        let (label, offset) = (usize::from(right), vec![row.prior]);
                        let mut features = what(row);
                        if has_rate {
                            features.push(layout.source(source));
                        }
                        is.push(Example { features, label, weight: corpus.weight, offset, document });
                    }
                }
            }
        }
        let ridge = match *model {
            "name" => RIDGE_NAME,
            "date" | "place" | "contact" => RIDGE_OFTEN,
            model if is_made_of_words(model) => RIDGE_WORDS,
            _ => RIDGE_IS,
        };
        recognition(fitted, model, &is, &layout, &settings(ridge, STEPS));
        if !is_made_of_words(model) {
            let ridge = if *model == "name" { RIDGE_ROLE_NAME } else { RIDGE_ROLE };
            concern(fitted, model, &roles, &layout, &settings(ridge, STEPS));
        }
    }
    Ok(())
}

fn recognition(
    fitted: &mut Fitted,
    model: &str,
    examples: &[Example],
    layout: &Layout<'_>,
    settings: &Settings,
) {
    let cross = learn::cross_fit(examples, 1, layout.width(), settings);
    let pairs = examples.iter().zip(&cross.held_out).map(|(e, p)| (p[0], e.label == 1));
    print_quality(&format!("{model}: recognised"), pairs);
    fitted.store(&cross, |file, weights| {
        layout.store_features(file.recognise.entry(model.into()).or_default(), &weights[0]);
        layout.store_rules(file, "is", &weights[0]);
        layout.store_next_to(file, model, &weights[0]);
        if is_made_of_words(model) {
            layout.store_said(file, &format!("inside.{model}"), &weights[0]);
            layout.store_paired(file, &format!("around.{model}"), &weights[0]);
        }
    });
}

fn concern(fitted: &mut Fitted, model: &str, examples: &[Example], layout: &Layout<'_>, settings: &Settings) {
    let cross = learn::cross_fit(examples, ROLES.len(), layout.width(), settings);
    let pairs = examples.iter().zip(&cross.held_out).map(|(e, p)| (p[0] + p[1], e.label <= 1));
    print_quality(&format!("{model}: concerns a patient"), pairs);
    fitted.store(&cross, |file, weights| {
        for (role, row) in ROLES.iter().zip(weights) {
            let table = file.role.entry(model.into()).or_default().entry((*role).into()).or_default();
            layout.store_features(table, row);
            layout.store_rules(file, role, row);
            match model {
                "name" => layout.store_sided(file, role, row),
                _ => layout.store_said(file, &format!("beside.{model}.{role}"), row),
            }
        }
    });
}
