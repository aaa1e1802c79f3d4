//! Step 2: what do words say where they stand?
//!
//! The network of `src/context/network`, learnt by Adam from random figures, the same on every machine: words one by
//! one by what they are annotated as, drafts by their verdicts. Once on everything and once without each part, so that
//! all later steps read what it says of drafts it never saw.

use phi_preflight::fitting::{
    self, NETWORK_ASKED as ASKED, NETWORK_INPUTS as INPUTS, NETWORK_MOST as MOST, NETWORK_TELLS as TELLS,
};

use crate::data::{Gold, Span};
use crate::fitted::{Fitted, Scanners};
use crate::labels::role_of;
use crate::learn::{self, FOLDS, likely};
use crate::report::print_quality;
use crate::vocabulary::Vocabulary;
use crate::way::{Chance, Example, Figures, Input, Way};

/// How often everything is read, and how many drafts between two steps.
const ROUNDS: usize = 18;
const BATCH: usize = 24;
/// The longest step, and what a figure that nothing asks for loses of itself a step, as a share of it.
const RATE: f32 = 4e-3;
const DECAY: f32 = 0.02;

/// Which of [`TELLS`] a span is.
fn tells(span: &Span) -> Option<usize> {
    let (class, role) = span.parts();
    let name = match (class, role) {
        ("CONFIRM", _) => "care",
        ("QUASI", _) => "detail",
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
    TELLS.iter().position(|tell| *tell == name)
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

pub fn fit(fitted: &mut Fitted, gold: &[Gold], vocabulary: &Vocabulary) -> Result<(), String> {
    let scanners = fitted.scanners()?;
    let examples: Vec<Example> = gold
        .iter()
        .enumerate()
        .map(|(at, item)| {
            example(fitting::network_inputs(scanners.for_draft(at), &item.draft), item, vocabulary)
        })
        .collect();
    let words: Vec<String> = vocabulary.words.iter().cloned().collect();
    let mut nets = learn::without_each(|part| {
        let seen = examples.iter().enumerate().filter(|(at, _)| at % FOLDS != part);
        let some: Vec<&Example> = seen.map(|(_, one)| one).filter(|one| !one.words.is_empty()).collect();
        network(&some, words.len())
    });
    let full = nets.pop().ok_or("no network was learnt")?;
    let mut said = vec![Vec::new(); TELLS.len() + ASKED];
    for (at, one) in examples.iter().enumerate().filter(|(_, one)| !one.words.is_empty()) {
        let way = Way::of(&nets[at % FOLDS], &one.words, None);
        for (out, labels) in way.out.iter().zip(&one.labels) {
            for tell in 0..TELLS.len() {
                said[tell].push((likely(out[tell]), labels[tell] > 0.5));
            }
        }
        for asked in 0..ASKED {
            said[TELLS.len() + asked].push((likely(way.asked[asked]), one.asked[asked] > 0.5));
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
    for (at, (item, example)) in gold.iter().zip(examples).enumerate().take(SOME) {
        if example.words.is_empty() {
            continue;
        }
        let way = Way::of(&nets[at % FOLDS], &example.words, None);
        let (told, asked) = fitting::network_told(scanners.for_draft(at), &item.draft);
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

fn example(inputs: Vec<fitting::NetworkInput>, item: &Gold, vocabulary: &Vocabulary) -> Example {
    let texts = fitting::words(&item.draft.text);
    let input = |(input, text): (fitting::NetworkInput, &fitting::TextWord)| {
        let own = vocabulary.words.position(&text.stem).map(|at| INPUTS + at);
        let rows = own.into_iter().chain(input.rows).collect();
        Input { rows, known: own.is_some(), vector: input.vector }
    };
    let labels = |text: &fitting::TextWord| {
        let mut labels = [0.0; TELLS.len()];
        for tell in item.spans.iter().filter(|span| span.meets(text.char)).filter_map(tells) {
            labels[tell] = 1.0;
        }
        labels
    };
    let is = |verdicts: &[&str]| if verdicts.contains(&item.verdict.as_str()) { 1.0 } else { 0.0 };
    Example {
        words: inputs.into_iter().zip(&texts).map(input).collect(),
        labels: texts.iter().map(labels).collect(),
        asked: [is(&["review", "block"]), is(&["block"])],
        weight: item.weight,
    }
}
