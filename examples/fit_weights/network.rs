//! Step 2: what do words say where they stand?
//!
//! The network of `src/context/network`, learnt by Adam from random figures, the same on every machine: words one by
//! one by what they are annotated as, drafts by their verdicts. Once on everything and once without each part, so that
//! all later steps read what it says of drafts it never saw.

use phi_preflight::fitting::{
    self, NETWORK_ASKED as ASKED, NETWORK_INPUTS as INPUTS, NETWORK_MOST as MOST, NETWORK_TELLS as TELLS,
};
use phi_preflight::{Draft, Scanner};

use crate::data::{Corpus, Gold, Span};
use crate::fitted::{Fitted, Scanners};
use crate::labels::role_of;
use crate::learn::{self, FOLDS, likely};
use crate::report::print_quality;
use crate::vocabulary::Vocabulary;
use crate::way::{Chance, Example, Figures, Input, Labels, Way};

/// How often everything is read, and how many drafts between two steps.
const ROUNDS: usize = 24;
const BATCH: usize = 24;
/// The longest step, and what a figure that nothing asks for loses of itself a step, as a share of it.
const RATE: f32 = 4e-3;
const DECAY: f32 = 0.06;

/// What of [`TELLS`] any name is, whosever it is.
const NAME: &str = "name";

/// Whether a span is this one of [`TELLS`].
fn is(span: &Span, tell: &str) -> bool {
    let (class, role) = span.parts();
    let what = match (class, role) {
        ("CONFIRM", _) => "care",
        ("QUASI", _) => "detail",
        ("NAME", _) if tell == NAME => NAME,
        ("NAME", "patient") => "patient_name",
        ("NAME", "family") => "family_name",
        ("NAME", "provider") => "provider_name",
        ("NAME", _) => "public_name",
        ("DATE", "patient") => "patient_date",
        ("DATE", _) => "event_date",
        ("LOCATION", "room") => "room",
        ("LOCATION", "patient") => "patient_place",
        ("LOCATION", _) => "own_place",
        ("AGE", _) => "age",
        ("TERM", _) => "own_number",
        _ if role_of(span) == Some(0) => "patient_number",
        _ => "own_number",
    };
    what == tell
}

/// Where chance starts: any number would do.
const START: u64 = 7;
const MOMENTUM: f32 = 0.9;
const VARIANCE: f32 = 0.98;

/// Learns from examples.
fn network(examples: &[&Example], words: usize) -> Figures {
    let mut chance = Chance(START);
    let mut figures = Figures::random(words, &mut chance);
    let (mut first, mut second) = (Figures::none(words), Figures::none(words));
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let total = ROUNDS * examples.len().div_ceil(BATCH);
    let mut step = 0;
    for _ in 0..ROUNDS {
        chance.shuffle(&mut order);
        for batch in order.chunks(BATCH) {
            step += 1;
            let mut slopes = Figures::none(words);
            let mut weight = 0.0;
            for at in batch {
                let example = examples[*at];
                weight += example.weight;
                let way = Way::of(&figures, &example.words, Some(&mut chance));
                way.back(&figures, example, &mut slopes);
            }
            #[allow(clippy::cast_precision_loss)]
            let (done, time) = (step as f32 / total as f32, step as f32);
            let rate = RATE * ((1.0 - done) * (10.0 * done).min(1.0));
            let (one, two) = (1.0 - MOMENTUM.powf(time), 1.0 - VARIANCE.powf(time));
            let moved = figures.all().zip(slopes.all()).zip(first.all().zip(second.all()));
            for ((row, slope), (first, second)) in moved {
                for at in 0..row.len() {
                    let slope = slope[at] / weight;
                    first[at] = MOMENTUM * first[at] + (1.0 - MOMENTUM) * slope;
                    second[at] = VARIANCE * second[at] + (1.0 - VARIANCE) * slope * slope;
                    let by = (first[at] / one) / ((second[at] / two).sqrt() + 1e-6);
                    row[at] -= rate * (by + DECAY * row[at]);
                }
            }
        }
    }
    figures
}

/// The lines of `network.tsv`.
fn write(figures: &Figures, words: &[String]) -> String {
    let mut text = String::new();
    let mut line = |name: &str, row: &[f32]| text.push_str(&fitting::network_line(name, row));
    let lists =
        [&figures.vector, &figures.shifts, &figures.from, &figures.bias, &figures.out, &figures.asked];
    let (out, asked) = (lists[4].split_at(lists[4].len() - 1), lists[5]);
    let rows = figures.rows[..INPUTS].iter().chain(lists[..4].iter().copied().flatten());
    for (at, row) in rows.chain(out.0).chain(out.1).chain(asked).enumerate() {
        if let Some(name) = fitting::network_row(at) {
            line(&name, row);
        }
    }
    for (word, row) in words.iter().zip(&figures.rows[INPUTS..]) {
        line(&format!("word.{word}"), row);
    }
    text
}

pub fn fit(
    fitted: &mut Fitted,
    gold: &[Gold],
    corpora: &[Corpus],
    vocabulary: &Vocabulary,
) -> Result<(), String> {
    let scanners = fitted.scanners()?;
    let mut examples = Vec::new();
    for (document, item) in gold.iter().enumerate() {
        let words = inputs(scanners.for_draft(document), &item.draft, vocabulary);
        let judged = |verdicts: &[&str]| if verdicts.contains(&item.verdict.as_str()) { 1.0 } else { 0.0 };
        examples.push(Example {
            words,
            labels: labels(&item.draft.text, |char| of_draft(&item.spans, char)),
            asked: Some([judged(&["review", "block"]), judged(&["block"])]),
            weight: item.weight,
            document,
        });
    }
    for corpus in corpora.iter().filter(|corpus| corpus.classes.iter().any(|class| class == "NAME")) {
        for (document, (text, spans)) in corpus.texts.iter().enumerate() {
            examples.push(Example {
                words: inputs(scanners.for_draft(document), &Draft::new(text.clone()), vocabulary),
                labels: labels(text, |char| of_corpus(spans, char)),
                asked: None,
                weight: corpus.weight,
                document,
            });
        }
    }
    examples.retain(|example| !example.words.is_empty());
    let words: Vec<String> = vocabulary.words.iter().cloned().collect();
    let mut nets = learn::without_each(|part| {
        let seen: Vec<&Example> = examples.iter().filter(|one| one.document % FOLDS != part).collect();
        network(&seen, words.len())
    });
    let full = nets.pop().ok_or("no network was learnt")?;
    let mut said = vec![Vec::new(); TELLS.len() + ASKED];
    for one in examples.iter().filter(|one| one.asked.is_some()) {
        let way = Way::of(&nets[one.document % FOLDS], &one.words, None);
        for (out, labels) in way.out.iter().zip(&one.labels) {
            for (tell, label) in labels.iter().enumerate() {
                said[tell].extend(label.map(|label| (likely(out[tell]), label > 0.5)));
            }
        }
        for (asked, right) in one.asked.iter().flatten().enumerate() {
            said[TELLS.len() + asked].push((likely(way.asked[asked]), *right > 0.5));
        }
    }
    for (name, pairs) in TELLS.iter().chain(&["individual", "stopped"]).zip(said) {
        print_quality(&format!("network: {name}"), pairs.into_iter());
    }
    fitted.store_network(write(&full, &words), nets.iter().map(|net| write(net, &words)).collect());
    check(&fitted.scanners()?, gold, &examples, &nets)
}

/// Whether the library reads what was learnt: rounding apart, it has to tell the same.
fn check(scanners: &Scanners, gold: &[Gold], examples: &[Example], nets: &[Figures]) -> Result<(), String> {
    const SOME: usize = 200;
    const APART: f32 = 0.25;
    /// A draft is told by many words, each a little beside.
    const DRAFT_APART: f32 = 1.0;
    let some = examples.iter().filter(|example| example.asked.is_some()).take(SOME);
    for (example, at) in some.map(|example| (example, example.document)) {
        let way = Way::of(&nets[at % FOLDS], &example.words, None);
        let (told, asked) = fitting::network_told(scanners.for_draft(at), &gold[at].draft);
        let words = told.iter().flatten().zip(way.out.iter().flat_map(|out| &out[..TELLS.len()]));
        let apart = |(told, learnt): (&f32, f32)| (told - learnt).abs();
        let of_word =
            words.map(|(told, learnt)| apart((told, learnt.clamp(-MOST, MOST)))).fold(0.0, f32::max);
        let of_draft = asked.iter().zip(way.asked).map(apart).fold(0.0, f32::max);
        if told.len() != example.words.len() || of_word > APART || of_draft > DRAFT_APART {
            return Err(format!(
                "draft {at}: the library reads {of_word} and {of_draft} beside what the network has learnt"
            ));
        }
    }
    Ok(())
}

/// What the network is told of each word.
fn inputs(scanner: &Scanner, draft: &Draft, vocabulary: &Vocabulary) -> Vec<Input> {
    let input = |(input, text): (fitting::NetworkInput, fitting::TextWord)| {
        let own = vocabulary.words.position(&text.stem).map(|at| INPUTS + at);
        let rows = own.into_iter().chain(input.rows).collect();
        Input { rows, known: own.is_some(), vector: input.vector }
    };
    fitting::network_inputs(scanner, draft).into_iter().zip(fitting::words(&draft.text)).map(input).collect()
}

/// What it should tell of each word, by the characters of the word.
fn labels(text: &str, of: impl Fn((usize, usize)) -> Labels) -> Vec<Labels> {
    fitting::words(text).into_iter().map(|word| of(word.char)).collect()
}

fn of_draft(spans: &[Span], char: (usize, usize)) -> Labels {
    let met = |tell: &&str| spans.iter().any(|span| span.meets(char) && is(span, tell));
    std::array::from_fn(|at| Some(if met(&TELLS[at]) { 1.0 } else { 0.0 }))
}

/// A corpus says what a name is, not whose.
fn of_corpus(spans: &[Span], char: (usize, usize)) -> Labels {
    let named = spans.iter().any(|span| span.meets(char) && is(span, NAME));
    std::array::from_fn(|at| match (TELLS[at], named) {
        (NAME, true) => Some(1.0),
        (tell, false) if tell.ends_with(NAME) => Some(0.0),
        _ => None,
    })
}
