//! Step 4: is a word part of a passage that confirms care, gives a detail away, or says where or when?

use phi_preflight::fitting::{self, Features, Row, TextWord};

use crate::data::{Gold, Span};
use crate::fitted::Fitted;
use crate::labels::{classes, is_protected};
use crate::layout::Layout;
use crate::learn::{self, Example};
use crate::near::Near;
use crate::report::print_quality;
use crate::settings;
use crate::vocabulary::Vocabulary;

/// Price of a weight, and steps: there are hundreds of thousands of words.
const RIDGE: f32 = 4e-6;
const STEPS: usize = 500;

/// The models of words, of the candidates they make, and from which probability on a word is taken for part of a
/// passage, in the order of [`fitting::near_name`]: low, since candidates are judged again, but most places and
/// dates are found by other means.
const MODELS: [(&str, &str, f32); 4] = [
    ("care_word", "care", 0.1),
    ("detail_word", "detail", 0.1),
    ("place_word", "place", 0.3),
    ("date_word", "date", 0.25),
];

/// A draft as this step reads it.
struct Read {
    /// By word.
    facts: Vec<Features>,
    rows: Vec<Row>,
    words: Vec<TextWord>,
}

pub fn fit(fitted: &mut Fitted, gold: &[Gold], vocabulary: &Vocabulary) -> Result<(), String> {
    let scanners = fitted.scanners()?;
    let read = |(at, item): (usize, &Gold)| {
        let (scanner, draft) = (scanners.for_draft(at), &item.draft);
        let mut rows = fitting::rows(scanner, draft).1;
        rows.retain(|row| MODELS.iter().any(|(_, model, _)| *model == row.model));
        Read { facts: fitting::word_facts(scanner, draft), rows, words: fitting::words(&draft.text) }
    };
    let drafts: Vec<Read> = gold.iter().enumerate().map(read).collect();
    let rules = drafts.iter().flat_map(|draft| draft.rows.iter().map(|row| &row.rule));
    let layout = Layout::new(rules, vocabulary, 0);
    let near = Near::new(vocabulary, layout.width());
    for (passage, (word_model, model, line)) in MODELS.into_iter().enumerate() {
        let mut examples = Vec::new();
        for (document, (item, draft)) in gold.iter().zip(&drafts).enumerate() {
            for (at, word) in draft.words.iter().enumerate() {
                let met = || item.spans.iter().filter(|span| span.meets(word.char));
                let means =
                    |span: &Span| classes(model).contains(&span.parts().0) && span.parts().1 != "room";
                let part = met().any(|span| means(span) && is_protected(span));
                // Protected by another label, it would be welcome all the same.
                if !part && met().any(is_protected) {
                    continue;
                }
                let mut features = draft.facts.get(at).cloned().unwrap_or_default();
                let covers = |row: &&Row| row.char.0 < word.char.1 && word.char.0 < row.char.1;
                features.extend(draft.rows.iter().filter(covers).flat_map(|row| layout.rule(&row.rule)));
                features.extend(near.around(&draft.words, at));
                let (label, weight) = (usize::from(part), item.weight);
                examples.push(Example { features, label, weight, offset: Vec::new(), document });
            }
        }
        let cross = learn::cross_fit(&examples, 1, near.width(), &settings(RIDGE, STEPS));
        let pairs = examples.iter().zip(&cross.held_out).map(|(e, p)| (p[0], e.label == 1));
        print_quality(&format!("words of {model}"), pairs);
        fitted.store(&cross, |file, weights| {
            file.recognised.insert(word_model.into(), line);
            layout.store_features(file.recognise.entry(word_model.into()).or_default(), &weights[0]);
            layout.store_rules(file, word_model, &weights[0]);
            near.store(file, passage, &weights[0]);
        });
    }
    Ok(())
}
