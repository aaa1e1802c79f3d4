//! Step 1: is a word part of a name?

use phi_preflight::fitting;

use crate::data::{Corpus, Gold, Span};
use crate::fitted::Fitted;
use crate::layout::Layout;
use crate::learn::{self, Example};
use crate::near::Near;
use crate::report::print_quality;
use crate::settings;
use crate::vocabulary::Vocabulary;

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

/// Price of a weight, and steps: there are many words.
const RIDGE: f32 = 2e-5;
const STEPS: usize = 600;

pub fn fit(fitted: &mut Fitted, gold: &[Gold], corpora: &[Corpus], vocabulary: &Vocabulary) {
    let mut examples = Vec::new();
    let layout = Layout::new([].into_iter(), vocabulary, corpora.len());
    let near = Near::new(vocabulary, layout.width());
    let mut add = |text: &str, spans: &[Span], weight: f32, document: usize, source: Option<usize>| {
        let words = fitting::words(text);
        for word in fitting::name_words(text) {
            let mut features = word.features;
            features.extend(near.around(&words, word.index));
            features.extend(source.map(|source| layout.source(source)));
            let label = usize::from(spans.iter().any(|s| s.parts().0 == "NAME" && s.meets(word.char)));
            examples.push(Example { features, label, weight, offset: Vec::new(), document });
        }
    };
    for (at, item) in gold.iter().enumerate() {
        add(&item.draft.text, &item.spans, item.weight, at, None);
    }
    let named = |(_, corpus): &(usize, &Corpus)| corpus.classes.iter().any(|class| class == "NAME");
    for (source, corpus) in corpora.iter().enumerate().filter(named) {
        let source = Some(source).filter(|_| corpus.has_rate("NAME"));
        for (at, (text, spans)) in corpus.texts.iter().enumerate() {
            add(text, spans, corpus.weight, at, source);
        }
    }
    let mut settings = settings(RIDGE, STEPS);
    let number = |name: &&str| fitting::feature_number(name);
    settings.signs.extend(FOR_A_NAME.iter().filter_map(number).map(|f| (f, 1.0)));
    settings.signs.extend(AGAINST_A_NAME.iter().filter_map(number).map(|f| (f, -1.0)));
    let cross = learn::cross_fit(&examples, 1, near.width(), &settings);
    print_quality("words of names", examples.iter().zip(&cross.held_out).map(|(e, p)| (p[0], e.label == 1)));
    fitted.store(&cross, |file, weights| {
        layout.store_features(file.recognise.entry("word".into()).or_default(), &weights[0]);
        near.store(file, fitting::NAME_WORDS, &weights[0]);
    });
}
