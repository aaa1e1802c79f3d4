//! What the fitting program reads: candidates with their features, before any threshold.
//!
//! Behind the feature `fit`; hosts do not need it. Features are numbers here, their names are what
//! `patterns/weights.toml` uses.

use crate::context::{
    EDGE as EDGE_OF_SENTENCE, Judged, KINDS as KINDS_OF_WORDS, MOST_OF_NETWORK, OF_NAMES,
    REACH as REACH_OF_PASSAGES, SIDES as SIDES_OF_NAMES, around, ending_off, era, kind,
    near_name as name_of_place, network_features, network_file as network_rows, network_inputs as inputs_of,
    network_name, sides, vectors, window,
};
use crate::detector::names;
use crate::finding::Feature;
use crate::lexicon::{self, Reading};
use crate::risk::RiskWeights;
use crate::text::{Document, Shape, Word};
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
    /// The words inside it, as `patterns/words.tsv` writes them.
    pub inside: Vec<String>,
    /// The words in and around it whose pairs count, in order.
    pub window: Vec<TextWord>,
    /// The words beside it.
    pub beside: Vec<String>,
    /// The words in and around it that say whose name it is, by [`SIDES`].
    pub sides: Vec<(usize, String)>,
    /// The word right before it.
    pub before: Option<String>,
    /// The word right after it.
    pub after: Option<String>,
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

/// Whether it is seen when everything else is judged.
#[must_use]
pub fn is_of_last_look(feature: usize) -> bool {
    u16::try_from(feature).is_ok_and(|number| crate::context::is_of_last_look(Feature(number)))
}

fn numbered(features: &[(Feature, f32)]) -> Features {
    features.iter().map(|(feature, value)| (usize::from(feature.0), *value)).collect()
}

/// A word that may be part of a name.
#[derive(Clone, Debug)]
pub struct NameWord {
    /// Code points in the text.
    pub char: (usize, usize),
    /// Its place among the [`words`] of the text.
    pub index: usize,
    /// Everything seen, and the vectors of it and the words next to it.
    pub features: Features,
}

/// Every word of a text that may be part of a name.
#[must_use]
pub fn name_words(text: &str) -> Vec<NameWord> {
    let document = lexicon::document(text);
    let reading = Reading::of(&document);
    let word = |(index, mut seen): (usize, Vec<(Feature, f32)>)| {
        seen.extend(vectors(&document, &reading, index));
        let char = document.span(document.words()[index].range()).char;
        NameWord { char, index, features: numbered(&seen) }
    };
    names::words(&document, &reading).into_iter().map(word).collect()
}

/// A word of a text.
#[derive(Clone, Debug)]
pub struct TextWord {
    /// As `patterns/words.tsv` writes it.
    pub stem: String,
    /// How a pair there writes it where it is not in the vocabulary.
    pub kind: &'static str,
    /// Whether it is written small, or a year.
    pub small: bool,
    /// Its sentence.
    pub sentence: u32,
    /// Code points in the text.
    pub char: (usize, usize),
}

/// The words of a text.
#[must_use]
pub fn words(text: &str) -> Vec<TextWord> {
    text_words(&lexicon::document(text))
}

fn text_words(document: &Document<'_>) -> Vec<TextWord> {
    let word = |(index, stem)| {
        let word = document.words()[index];
        TextWord {
            stem,
            kind: KINDS_OF_WORDS[kind(document, index)],
            small: word.shape.has(Shape::LOWER) && !word.shape.has(Shape::DIGIT)
                || era(document.stem(index)).is_some(),
            sentence: word.sentence,
            char: document.span(word.range()).char,
        }
    };
    stems(document).into_iter().enumerate().map(word).collect()
}

fn stems(document: &Document<'_>) -> Vec<String> {
    let mut lower = String::new();
    let words = 0..document.words().len();
    words.map(|index| ending_off(document.stem(index), &mut lower).to_owned()).collect()
}

/// What a draft, its section and its sentence say of each word of its body being part of a passage.
#[must_use]
pub fn word_facts(scanner: &Scanner, draft: &Draft) -> Vec<Features> {
    scanner.judged(draft, |facts, fields, _| {
        let words = fields.first().map(|body| body.document.words()).unwrap_or_default();
        let of = |(at, word): (usize, &Word)| {
            let seen = facts.of_words(facts.sections.at(0, at)).chain(facts.of_sentence(0, word.sentence));
            let told =
                fields.first().and_then(|body| body.told.get(at)).into_iter().flat_map(network_features);
            seen.chain(told).map(|(feature, value)| (feature.0.into(), value)).collect()
        };
        words.iter().enumerate().map(of).collect()
    })
}

/// What the network is told of a word.
#[derive(Clone, Debug)]
pub struct NetworkInput {
    /// The rows of what it is and where it stands, as [`network_row`] names them.
    pub rows: Vec<usize>,
    /// Its vector, if it has no row of its own.
    pub vector: Option<[f32; VECTOR]>,
}

/// What the network is told of each of the [`words`] of a draft's body.
#[must_use]
pub fn network_inputs(scanner: &Scanner, draft: &Draft) -> Vec<NetworkInput> {
    let (_, fields, _) = scanner.read(draft);
    let inputs = fields.first().map(|body| inputs_of(body, draft.surface)).unwrap_or_default();
    inputs.into_iter().map(|(rows, vector)| NetworkInput { rows, vector }).collect()
}

/// What is told of each of those words, in log-odds, by [`NETWORK_TELLS`], and of the body as a whole.
#[must_use]
pub fn network_told(scanner: &Scanner, draft: &Draft) -> (Vec<Vec<f32>>, [f32; NETWORK_ASKED]) {
    let (_, fields, _) = scanner.read(draft);
    fields.first().map(|body| scanner.network().told(&body.told)).unwrap_or_default()
}

/// What `patterns/network.tsv` calls a row that is none of a word.
#[must_use]
pub fn network_row(row: usize) -> Option<String> {
    network_name(row)
}

/// A line of that file.
#[must_use]
pub fn network_line(name: &str, figures: &[f32]) -> String {
    network_rows::line(name, figures)
}

/// How many rows tell what a word is and where it stands.
pub const NETWORK_INPUTS: usize = network_rows::INPUTS;

/// The figures of a row.
pub const NETWORK_WIDTH: usize = network_rows::WIDTH;

/// How far each layer steps.
pub const NETWORK_STEPS: [usize; network_rows::LAYERS] = network_rows::STEPS;

/// From how many places a layer looks.
pub const NETWORK_SHIFTS: usize = network_rows::SHIFTS;

/// What is told of a word.
pub const NETWORK_TELLS: [&str; network_rows::TELLS.len()] = network_rows::TELLS;

/// How much is told of a draft.
pub const NETWORK_ASKED: usize = network_rows::ASKED;

/// No more log-odds than these are told of a word.
pub const NETWORK_MOST: f32 = MOST_OF_NETWORK as f32;

/// The figures of the vector of a word.
pub const VECTOR: usize = lexicon::FIGURES;

/// What of a word speaks for its stretch.
pub const NETWORK_VOICES: usize = network_rows::VOICES;

/// So far a word speaks for another being part of a passage, in words.
pub const REACH: usize = REACH_OF_PASSAGES;

/// What stands outside a sentence, as `patterns/words.tsv` names it.
pub const EDGE: &str = EDGE_OF_SENTENCE;

/// The kinds of words, as there.
pub const KINDS: [&str; 9] = KINDS_OF_WORDS;

/// Where words stand from a name, as there.
pub const SIDES: [&str; 7] = SIDES_OF_NAMES;

/// The number that [`near_name`] knows words of names by.
pub const NAME_WORDS: usize = OF_NAMES;

/// What `patterns/words.tsv` calls the weight of a word so many words off, the farthest before it first: of care
/// (0), details (1), places (2), dates (3) and words of names (4).
#[must_use]
pub fn near_name(passage: usize, place: usize) -> String {
    name_of_place(passage, place)
}

/// The features of a draft as a whole, and every candidate of its body.
#[must_use]
pub fn rows(scanner: &Scanner, draft: &Draft) -> (Features, Vec<Row>) {
    scanner.judged(draft, |facts, fields, judged| {
        let rows = fields.iter().zip(judged).take(1).flat_map(|(field, list)| {
            let texts = text_words(&field.document);
            let words: Vec<&str> = texts.iter().map(|word| word.stem.as_str()).collect();
            let around = |item: &Judged| {
                let (inside, beside) = around(&words, &item.words);
                let owned = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
                (owned(inside), owned(beside))
            };
            let of_names = |item: &Judged| {
                let mut found = Vec::new();
                sides(&words, &item.words, |side, word: &str| found.push((side, word.to_owned())));
                found
            };
            let said: Vec<_> = list.iter().map(|item| (around(item), of_names(item))).collect();
            let stem_at = |texts: &[TextWord], at: usize| texts.get(at).map(|word| word.stem.clone());
            list.iter().zip(said).map(move |(item, ((inside, beside), sides))| Row {
                inside,
                sides,
                window: {
                    let words = window(&item.words);
                    texts[words.start..words.end.min(texts.len())].to_vec()
                },
                beside,
                before: item.words.start.checked_sub(1).and_then(|before| stem_at(&texts, before)),
                after: stem_at(&texts, item.words.end),
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
