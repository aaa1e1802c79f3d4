//! The steps of the fit, in the order in which the models build on each other.

use std::collections::BTreeMap;

use phi_preflight::fitting::{self, Row};
use phi_preflight::{Draft, Scanner, ScannerBuilder};

use crate::data::{Corpus, Gold, Span};
use crate::learn::{self, Example, Settings};
use crate::weights_file::WeightsFile;

const FOLDS: usize = 5;
const ROLES: [&str; 6] = ["patient", "family", "provider", "public", "organisation", "event"];
/// Price of a weight of the verdict: few drafts, few terms.
const RISK_RIDGE: f32 = 2e-3;

/// Features that may only speak for a name, and only against it.
const FOR_A_NAME: &[&str] = &[
    "given",
    "given_listed",
    "surname",
    "surname_listed",
    "person_estimate",
    "lower_given",
    "title_before",
    "clinician_title_before",
    "credential_after",
    "given_then_surname",
    "surname_of_given",
    "named_before",
    "repeated",
];
const AGAINST_A_NAME: &[&str] = &[
    "word_lower",
    "start_lower",
    "is_drug",
    "is_disease",
    "is_eponym",
    "is_product",
    "is_facility",
    "is_street",
    "is_calendar",
    "in_term",
    "facility_after",
    "street_after",
    "term_after",
    "is_number_word",
];

fn settings(ridge: f32, steps: usize) -> Settings {
    let free = fitting::feature_number("bias").into_iter().collect();
    Settings { ridge, steps, signs: Vec::new(), free }
}

fn scanner(file: &WeightsFile) -> Result<Scanner, String> {
    let mut builder = ScannerBuilder::new();
    builder.weights(&file.to_toml()).map_err(|e| e.to_string())?;
    builder.build().map_err(|e| e.to_string())
}

fn store(table: &mut BTreeMap<String, f32>, weights: &[f32]) {
    for (feature, weight) in weights.iter().enumerate() {
        if let Some(name) = fitting::feature_name(feature).filter(|_| *weight != 0.0) {
            table.insert(name, *weight);
        }
    }
}

/// Step 1: is a word part of a name?
pub fn name_words(file: &mut WeightsFile, gold: &[Gold], corpora: &[Corpus]) {
    let mut examples = Vec::new();
    let mut add = |text: &str, spans: &[Span], weight: f32, document: usize| {
        for (char, features) in fitting::name_words(text) {
            let label = usize::from(spans.iter().any(|s| s.parts().0 == "NAME" && s.meets(char)));
            examples.push(Example { features, label, weight, offset: Vec::new(), document });
        }
    };
    for (at, item) in gold.iter().enumerate() {
        add(&item.draft.text, &item.spans, 1.0, at);
    }
    for corpus in corpora.iter().filter(|c| c.classes.iter().any(|c| c == "NAME")) {
        for (at, (text, spans)) in corpus.texts.iter().enumerate() {
            add(text, spans, corpus.weight, at);
        }
    }
    let mut settings = settings(2e-5, 600);
    let number = |name: &&str| fitting::feature_number(name);
    settings.signs.extend(FOR_A_NAME.iter().filter_map(number).map(|f| (f, 1.0)));
    settings.signs.extend(AGAINST_A_NAME.iter().filter_map(number).map(|f| (f, -1.0)));
    let width = fitting::feature_count();
    let predictions = learn::cross_validate(&examples, 1, width, FOLDS, &settings);
    let pairs: Vec<(f32, bool)> =
        examples.iter().zip(&predictions).map(|(e, p)| (p[0], e.label == 1)).collect();
    print_quality("words of names", &pairs);
    let all: Vec<&Example> = examples.iter().collect();
    let weights = learn::fit(&all, 1, width, &settings);
    store(file.recognise.entry("word".into()).or_default(), &weights[0]);
}

/// Step 2: does the draft speak of one person's care?
pub fn whole_draft(file: &mut WeightsFile, gold: &[Gold]) -> Result<(), String> {
    let scanner = scanner(file)?;
    let example = |(document, item): (usize, &Gold)| {
        let (features, _) = fitting::rows(&scanner, &item.draft);
        let label = usize::from(item.verdict != "allow");
        Example { features, label, weight: 1.0, offset: Vec::new(), document }
    };
    let examples: Vec<Example> = gold.iter().enumerate().map(example).collect();
    let width = fitting::feature_count();
    let settings = settings(8e-3, 500);
    let predictions = learn::cross_validate(&examples, 1, width, FOLDS, &settings);
    let pairs: Vec<(f32, bool)> =
        examples.iter().zip(&predictions).map(|(e, p)| (p[0], e.label == 1)).collect();
    print_quality("drafts about one person's care", &pairs);
    let all: Vec<&Example> = examples.iter().collect();
    let weights = learn::fit(&all, 1, width, &settings);
    store(file.recognise.entry("draft".into()).or_default(), &weights[0]);
    Ok(())
}

/// The label classes a model recognises.
fn classes(model: &str) -> &'static [&'static str] {
    match model {
        "name" => &["NAME"],
        "date" => &["DATE"],
        "age" => &["AGE"],
        "place" => &["LOCATION", "ORG"],
        "room" => &["LOCATION"],
        "contact" => &["PHONE", "EMAIL", "HANDLE", "URL", "IP"],
        "number" => &["ID"],
        "care" => &["CONFIRM"],
        "detail" => &["QUASI"],
        _ => &[],
    }
}

fn role_of(span: &Span) -> Option<usize> {
    let (class, role) = span.parts();
    let name = match (class, role) {
        ("CONFIRM", _) | (_, "patient" | "over89" | "room") => "patient",
        (_, "family") => "family",
        (_, "provider") => "provider",
        (_, "public") => "public",
        (_, "org") => "organisation",
        (_, "event") => "event",
        _ => return None,
    };
    ROLES.iter().position(|r| *r == name)
}

/// Features by number beyond the real ones: one for each rule.
struct RuleFeatures {
    base: usize,
    ids: Vec<String>,
}

impl RuleFeatures {
    fn of(rows: &[&Row]) -> Self {
        let mut ids: Vec<String> = rows.iter().map(|row| row.rule.clone()).collect();
        ids.sort();
        ids.dedup();
        Self { base: fitting::feature_count(), ids }
    }
    fn width(&self) -> usize {
        self.base + self.ids.len()
    }
    fn features(&self, row: &Row) -> Vec<(usize, f32)> {
        let mut features = row.features.clone();
        if let Ok(at) = self.ids.binary_search(&row.rule) {
            features.push((self.base + at, 1.0));
        }
        features
    }
}

/// What a draft's candidate is: right, wrong, or not for this model to learn from.
fn verdict_on(row: &Row, spans: &[Span], trusted: &[String]) -> Option<bool> {
    let mine = classes(row.model);
    let met: Vec<&Span> = spans.iter().filter(|span| span.meets(row.char)).collect();
    if met.iter().any(|span| mine.contains(&span.parts().0)) {
        return Some(true);
    }
    if !trusted.is_empty() {
        let scored = mine.iter().any(|class| trusted.iter().any(|t| t == class));
        return (scored && met.is_empty()).then_some(false);
    }
    // Another protected label on the same words: the finding would be welcome all the same.
    let protected = met.iter().any(|span| matches!(role_of(span), Some(0 | 1)));
    (!protected).then_some(false)
}

/// Steps 3 and 4: is a candidate what it says, and whom does it concern?
pub fn judged(
    file: &mut WeightsFile,
    gold: &[Gold],
    corpora: &[Corpus],
    models: &[&str],
) -> Result<(), String> {
    let scanner = scanner(file)?;
    let of_draft = |item: &Gold| fitting::rows(&scanner, &item.draft).1;
    let drafts: Vec<Vec<Row>> = gold.iter().map(of_draft).collect();
    let of_text = |(text, _): &(String, Vec<Span>)| fitting::rows(&scanner, &Draft::new(text.clone())).1;
    let texts: Vec<Vec<Vec<Row>>> = corpora
        .iter()
        .map(|c| {
            if c.classes.iter().any(|c| c == "FULL") {
                c.texts.iter().map(of_text).collect()
            } else {
                Vec::new()
            }
        })
        .collect();
    for model in models {
        let everything = drafts.iter().flatten().chain(texts.iter().flatten().flatten());
        let rows: Vec<&Row> = everything.filter(|row| row.model == *model).collect();
        let rules = RuleFeatures::of(&rows);
        let (mut is, mut roles) = (Vec::new(), Vec::new());
        for (document, (item, rows)) in gold.iter().zip(&drafts).enumerate() {
            for row in rows.iter().filter(|row| row.model == *model) {
                let features = rules.features(row);
                if let Some(right) = verdict_on(row, &item.spans, &[]) {
                    let (label, offset) = (usize::from(right), vec![row.prior]);
                    is.push(Example { features: features.clone(), label, weight: 1.0, offset, document });
                }
                let span = item.spans.iter().filter(|s| s.meets(row.char)).find_map(role_of);
                if let Some(label) = span {
                    roles.push(Example { features, label, weight: 1.0, offset: Vec::new(), document });
                }
            }
        }
        for (corpus, texts) in corpora.iter().zip(&texts) {
            for (document, (rows, (_, spans))) in texts.iter().zip(&corpus.texts).enumerate() {
                for row in rows.iter().filter(|row| row.model == *model) {
                    if let Some(right) = verdict_on(row, spans, &corpus.classes) {
                        let (label, offset) = (usize::from(right), vec![row.prior]);
                        let features = rules.features(row);
                        is.push(Example { features, label, weight: corpus.weight, offset, document });
                    }
                }
            }
        }
        fit_recognition(file, model, &is, &rules);
        if !matches!(*model, "care" | "detail") {
            fit_roles(file, model, &roles, &rules);
        }
    }
    Ok(())
}

fn fit_recognition(file: &mut WeightsFile, model: &str, examples: &[Example], rules: &RuleFeatures) {
    if examples.is_empty() {
        return;
    }
    let settings = settings(3e-3, 400);
    let predictions = learn::cross_validate(examples, 1, rules.width(), FOLDS, &settings);
    let pairs: Vec<(f32, bool)> =
        examples.iter().zip(&predictions).map(|(e, p)| (p[0], e.label == 1)).collect();
    print_quality(&format!("{model}: recognised"), &pairs);
    let all: Vec<&Example> = examples.iter().collect();
    let weights = learn::fit(&all, 1, rules.width(), &settings);
    store(file.recognise.entry(model.into()).or_default(), &weights[0][..rules.base]);
    for (id, weight) in rules.ids.iter().zip(&weights[0][rules.base..]) {
        file.rule.entry(id.clone()).or_default().insert("is".into(), *weight);
    }
}

fn fit_roles(file: &mut WeightsFile, model: &str, examples: &[Example], rules: &RuleFeatures) {
    if examples.is_empty() {
        return;
    }
    let settings = settings(3e-3, 400);
    let predictions = learn::cross_validate(examples, ROLES.len(), rules.width(), FOLDS, &settings);
    let pairs: Vec<(f32, bool)> =
        examples.iter().zip(&predictions).map(|(e, p)| (p[0] + p[1], e.label <= 1)).collect();
    print_quality(&format!("{model}: concerns a patient"), &pairs);
    let all: Vec<&Example> = examples.iter().collect();
    let weights = learn::fit(&all, ROLES.len(), rules.width(), &settings);
    for (role, row) in ROLES.iter().zip(&weights) {
        let table = file.role.entry(model.into()).or_default().entry((*role).into()).or_default();
        store(table, &row[..rules.base]);
        for (id, weight) in rules.ids.iter().zip(&row[rules.base..]) {
            file.rule.entry(id.clone()).or_default().insert((*role).into(), *weight);
        }
    }
}

/// Step 5: what the findings of a draft are worth together. One sum for both lines: a draft that
/// has to be blocked counts as one above the line of review and one above that of block, and the
/// weights may not fall below zero, so that no disclosure makes a draft look safer.
pub fn risk(file: &mut WeightsFile, gold: &[Gold], lines: (f32, f32)) -> Result<(), String> {
    file.risk.clear();
    let scanner = scanner(file)?;
    let drafts: Vec<Vec<(&'static str, f32)>> =
        gold.iter().map(|item| fitting::risk_terms(&scanner, &item.draft).0).collect();
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
    let mut settings = settings(RISK_RIDGE, 1500);
    settings.free = vec![names.len()];
    settings.signs = (0..names.len()).map(|at| (at, 1.0)).collect();
    let predictions = learn::cross_validate(&examples, 1, names.len() + 1, FOLDS, &settings);
    let mut right = 0;
    for (at, item) in gold.iter().enumerate() {
        let [review, block] = [0, 1].map(|line| predictions[2 * at + line][0] >= 0.5);
        let verdict = if block {
            "block"
        } else if review {
            "review"
        } else {
            "allow"
        };
        right += usize::from(verdict == item.verdict);
    }
    #[allow(clippy::cast_precision_loss)]
    let share = right as f32 / gold.len().max(1) as f32;
    println!("verdicts on held-out folds, without hard rules: {share:.3} right");
    let all: Vec<&Example> = examples.iter().collect();
    let weights = learn::fit(&all, 1, names.len() + 1, &settings);
    for (name, weight) in names.iter().zip(&weights[0]) {
        file.risk.insert((*name).into(), *weight);
    }
    file.risk.insert("bias".into(), weights[0][names.len()]);
    Ok(())
}

/// Prints how well held-out probabilities hold, and what a threshold of a half would give.
fn print_quality(what: &str, pairs: &[(f32, bool)]) {
    let (error, _) = learn::reliability(pairs);
    let count = |f: &dyn Fn(&(f32, bool)) -> bool| pairs.iter().filter(|p| f(p)).count();
    let (hit, said, true_) = (count(&|p| p.0 >= 0.5 && p.1), count(&|p| p.0 >= 0.5), count(&|p| p.1));
    #[allow(clippy::cast_precision_loss)]
    let ratio = |a: usize, b: usize| a as f32 / b.max(1) as f32;
    println!(
        "{what:34} n {:6}  true {true_:5}  recall {:.3}  precision {:.3}  calibration error {error:.3}",
        pairs.len(),
        ratio(hit, true_),
        ratio(hit, said),
    );
}

/// The scores as they will be reported, against the drafts' labels, by model.
pub fn report(file: &WeightsFile, gold: &[Gold]) -> Result<(), String> {
    let scanner = scanner(file)?;
    let mut by_model: BTreeMap<&str, Vec<(f32, bool)>> = BTreeMap::new();
    for item in gold {
        for row in fitting::rows(&scanner, &item.draft).1 {
            let spans = item.spans.iter().filter(|span| span.meets(row.char));
            let protected = spans.into_iter().any(|span| matches!(role_of(span), Some(0 | 1)));
            by_model.entry(row.model).or_default().push((row.score, protected));
        }
    }
    for (model, pairs) in by_model {
        print_quality(&format!("{model}: score"), &pairs);
    }
    Ok(())
}
