//! Steps 3 and 4: is a candidate what it says, and whom does it concern?

use phi_preflight::fitting::{self, Row};

use crate::data::{Corpus, Gold};
use crate::fitted::Fitted;
use crate::labels::{ROLES, is_right, role_of};
use crate::learn::{self, Example, Settings};
use crate::report::print_quality;
use crate::vocabulary::Vocabulary;
use crate::{settings, store};

/// Price of a weight, by what is asked, and steps.
const RIDGE_IS: f32 = 3e-3;
const RIDGE_ROLE: f32 = 1.5e-3;
const STEPS: usize = 400;

/// Features by number beyond the real ones: one for each rule, one for each word, and one for each
/// corpus, whose base rate is forgotten after the fit.
struct Layout<'a> {
    base: usize,
    corpora: usize,
    rules: Vec<String>,
    vocabulary: &'a Vocabulary,
}

impl<'a> Layout<'a> {
    fn of(rows: &[&Row], vocabulary: &'a Vocabulary, corpora: usize) -> Self {
        let mut rules: Vec<String> = rows.iter().map(|row| row.rule.clone()).collect();
        rules.sort();
        rules.dedup();
        Self { base: fitting::feature_count(), corpora, rules, vocabulary }
    }
    fn words(&self) -> usize {
        self.base + self.rules.len()
    }
    fn sources(&self) -> usize {
        self.words() + self.vocabulary.len()
    }
    fn width(&self) -> usize {
        self.sources() + self.corpora
    }
    fn features(&self, row: &Row, words: &[String]) -> Vec<(usize, f32)> {
        let mut features = row.features.clone();
        features.extend(self.rules.binary_search(&row.rule).ok().map(|at| (self.base + at, 1.0)));
        features.extend(self.vocabulary.features(self.words(), words.iter()));
        features
    }
}

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
        let layout = Layout::of(&rows, vocabulary, corpora.len());
        let what = |row: &Row| {
            let words: &[String] = if is_made_of_words(model) { &row.inside } else { &[] };
            layout.features(row, words)
        };
        let (mut is, mut roles) = (Vec::new(), Vec::new());
        for (document, (item, rows)) in gold.iter().zip(&drafts).enumerate() {
            for row in rows.iter().filter(|row| row.model == *model) {
                if let Some(right) = is_right(row, &item.spans, &[]) {
                    let (label, offset) = (usize::from(right), vec![row.prior]);
                    is.push(Example { features: what(row), label, weight: 1.0, offset, document });
                }
                let span = item.spans.iter().filter(|s| s.meets(row.char)).find_map(role_of);
                if let Some(label) = span {
                    let features = layout.features(row, &row.beside);
                    roles.push(Example { features, label, weight: 1.0, offset: Vec::new(), document });
                }
            }
        }
        for (source, (corpus, texts)) in corpora.iter().zip(&texts).enumerate() {
            for (document, (rows, (_, spans))) in texts.iter().zip(&corpus.texts).enumerate() {
                for row in rows.iter().filter(|row| row.model == *model) {
                    if let Some(right) = is_right(row, spans, &corpus.classes) {
                        let (label, offset) = (usize::from(right), vec![row.prior]);
                        let mut features = what(row);
                        features.push((layout.sources() + source, 1.0));
                        is.push(Example { features, label, weight: corpus.weight, offset, document });
                    }
                }
            }
        }
        recognition(fitted, model, &is, &layout, &settings(RIDGE_IS, STEPS));
        if !is_made_of_words(model) {
            concern(fitted, model, &roles, &layout, &settings(RIDGE_ROLE, STEPS));
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
        store(file.recognise.entry(model.into()).or_default(), &weights[0][..layout.base]);
        for (id, weight) in layout.rules.iter().zip(&weights[0][layout.base..]) {
            file.rule.entry(id.clone()).or_default().insert("is".into(), *weight);
        }
        if is_made_of_words(model) {
            layout.vocabulary.store(
                &mut file.words,
                &format!("inside.{model}"),
                &weights[0][layout.words()..],
            );
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
            store(table, &row[..layout.base]);
            for (id, weight) in layout.rules.iter().zip(&row[layout.base..]) {
                file.rule.entry(id.clone()).or_default().insert((*role).into(), *weight);
            }
            let name = format!("beside.{model}.{role}");
            layout.vocabulary.store(&mut file.words, &name, &row[layout.words()..layout.sources()]);
        }
    });
}
