//! A words file as a table: what the build script embeds, and what the fitting program reads at run time.
//!
//! A line is a word, then `draft=0.42`, `stop.reply=0.1`, `inside.care=0.1`, `before.name=0.1`, `after.name=0.1` or
//! `beside.name.patient=0.2`, parted by tabs. Or it is two words that stand side by side (`our patient`) or around a
//! third (`our _ patient`), then `draft`, `stop`, `around.care` and `around.detail`. In a pair, a word that has no
//! line of its own stands for its kind: `<Name>`, `<00>`.

use std::collections::HashMap;

use super::weights_file::ROLES;
use crate::finding::Model;

/// A word and its weights in log-odds: for the draft by [`WHOLE`], and for each slot.
pub(crate) struct Row {
    pub word: String,
    pub draft: Whole,
    pub weights: Vec<(u16, f32)>,
}

/// What a word is worth for the draft as a whole: that it speaks of one person's care, that besides in a reply,
/// that it has to be stopped, that besides in a reply.
pub(crate) type Whole = [f32; 4];

/// Their names, in that order.
const WHOLE: [&str; 4] = ["draft", "draft.reply", "stop", "stop.reply"];

/// Two words, by their numbers, with what they are worth together.
pub(crate) struct PairRow {
    pub words: (u16, u16),
    /// Whether one word stands between them.
    pub apart: bool,
    pub weights: PairWeights,
}

/// What two words are worth together in log-odds, by [`PAIRED`].
pub(crate) type PairWeights = [f32; 4];

/// For the draft as a whole, that it has to be stopped, and in and around care and details.
const PAIRED: [&str; 4] = ["draft", "stop", "around.care", "around.detail"];

/// Kinds of words that are not in the vocabulary, in pairs: written small, with a capital, in capitals, a single
/// capital; then by how many digits they have.
pub(crate) const KINDS: [&str; 9] =
    ["<small>", "<Name>", "<CAPS>", "<I>", "<0>", "<00>", "<000>", "<0000>", "<00000>"];

/// The number of a kind; those of words count from one.
pub(crate) const fn kind_number(kind: usize) -> u16 {
    u16::MAX - kind as u16
}

/// A words file, read.
#[derive(Default)]
pub(crate) struct Words {
    pub rows: Vec<Row>,
    pub pairs: Vec<PairRow>,
}

/// What a weight is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Inside(Model),
    Before(Model),
    After(Model),
    Beside(Model, usize),
}

impl Slot {
    /// The slot as one number.
    pub(crate) const fn number(self) -> u16 {
        let number = match self {
            Self::Inside(model) => model as usize,
            Self::Before(model) => Model::COUNT + model as usize,
            Self::After(model) => 2 * Model::COUNT + model as usize,
            Self::Beside(model, role) => 3 * Model::COUNT + model as usize * ROLES.len() + role,
        };
        number as u16
    }

    fn named(name: &str) -> Option<Self> {
        let model_of = |name: &str| Model::ALL.into_iter().find(|model| model.name() == name);
        let mut parts = name.split('.');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some("inside"), Some(model), None, None) => model_of(model).map(Self::Inside),
            (Some("before"), Some(model), None, None) => model_of(model).map(Self::Before),
            (Some("after"), Some(model), None, None) => model_of(model).map(Self::After),
            (Some("beside"), Some(model), Some(role), None) => {
                let role = ROLES.iter().position(|r| r.as_str() == role)?;
                model_of(model).map(|model| Self::Beside(model, role))
            }
            _ => None,
        }
    }
}

/// Reads a words file; an error is a line and what is wrong with it.
pub(crate) fn read(text: &str) -> Result<Words, (usize, String)> {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
    let (pairs, words): (Vec<_>, Vec<_>) = lines.partition(|(line, _)| is_pair(line));
    let rows: Result<Vec<Row>, _> =
        words.into_iter().map(|(line, at)| row(line).map_err(|wrong| (at, wrong))).collect();
    let rows = rows?;
    let mut numbers: HashMap<&str, u16> =
        KINDS.iter().enumerate().map(|(kind, name)| (*name, kind_number(kind))).collect();
    numbers.extend(rows.iter().zip(1_u16..).map(|(row, number)| (row.word.as_str(), number)));
    let pairs: Result<Vec<PairRow>, _> =
        pairs.into_iter().map(|(line, at)| pair(line, &numbers).map_err(|wrong| (at, wrong))).collect();
    let pairs = pairs?;
    Ok(Words { rows, pairs })
}

fn is_pair(line: &str) -> bool {
    line.split('\t').next().is_some_and(|words| words.contains(' '))
}

/// Each name and weight of a line.
fn weights<'l>(parts: impl Iterator<Item = &'l str>) -> impl Iterator<Item = Result<(&'l str, f32), String>> {
    parts.map(|part| {
        let (name, weight) = part.split_once('=').ok_or("NAME=WEIGHT is wanted")?;
        Ok((name, weight.parse().map_err(|_| "a weight is a number")?))
    })
}

fn row(line: &str) -> Result<Row, String> {
    let mut parts = line.split('\t');
    let word = parts.next().unwrap_or_default().to_owned();
    let mut row = Row { word, draft: Whole::default(), weights: Vec::new() };
    for part in weights(parts) {
        let (name, weight) = part?;
        match Slot::named(name) {
            Some(slot) => row.weights.push((slot.number(), weight)),
            None => row.draft[place(&WHOLE, "word", name)?] = weight,
        }
    }
    Ok(row)
}

fn pair(line: &str, numbers: &HashMap<&str, u16>) -> Result<PairRow, String> {
    let mut parts = line.split('\t');
    let words: Vec<&str> = parts.next().unwrap_or_default().split(' ').collect();
    let (first, second, apart) = match words[..] {
        [first, second] => (first, second, false),
        [first, "_", second] => (first, second, true),
        _ => return Err("a pair is two words, or two around a `_`".to_owned()),
    };
    let number =
        |word: &str| numbers.get(word).copied().ok_or_else(|| format!("{word} has no line of its own"));
    let mut pair =
        PairRow { words: (number(first)?, number(second)?), apart, weights: PairWeights::default() };
    for part in weights(parts) {
        let (name, weight) = part?;
        pair.weights[place(&PAIRED, "pair", name)?] = weight;
    }
    Ok(pair)
}

fn place(names: &[&str], of: &str, name: &str) -> Result<usize, String> {
    let at = names.iter().position(|known| *known == name);
    at.ok_or_else(|| format!("no weight of a {of} is named {name}"))
}
