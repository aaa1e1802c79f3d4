//! A words file as a table: what the build script embeds, and what the fitting program reads at run time.
//!
//! A line is a word, then `draft=0.42`, `stop.reply=0.1`, `inside.care=0.1`, `before.name=0.1`, `after.name=0.1`,
//! `beside.date.patient=0.2` or `far_left.name.patient=0.1`, or, around a word of a passage or of a name, `care-2=0.1`
//! and `word+0=0.1`, parted by tabs. Or it is two words that stand side by side (`our patient`) or around a third
//! (`our _ patient`), then `draft`, `stop`, `around.care` and `around.detail`. In a pair, in a passage and beside a
//! word of a name, a word that has no line of its own stands for its kind: `<Name>`, `<00>`.

use std::collections::HashMap;

use super::weights_file::ROLES;
use crate::finding::Model;

/// A word and its weights in log-odds: for the draft by [`WHOLE`], and for each slot.
pub(crate) struct Row {
    pub word: String,
    pub draft: Whole,
    pub weights: Vec<(u16, f32)>,
    pub near: Near,
    pub whose: Whose,
}

/// How far, in words, a word speaks for another being part of a passage or a name.
pub(crate) const REACH: usize = 4;

/// The places from which it does: from so many words before it to so many after.
pub(crate) const PLACES: usize = 2 * REACH + 1;

/// What a word is worth, in log-odds, for a word of its sentence being part of a passage, by where it stands from
/// there: by [`PASSAGES`], and at last for being part of a name.
pub(crate) type Near = [[f32; PLACES]; OF_NAMES + 1];

/// Where names stand behind the passages, and what their words are called.
pub(crate) const OF_NAMES: usize = PASSAGES.len();
pub(crate) const NAME_WORD: &str = "word";

/// What a word is worth, in log-odds, for whom a name is, by where it stands from there: by [`SIDES`], then by role.
pub(crate) type Whose = [[f32; ROLES.len()]; SIDES.len()];

/// Where a word stands from a name: in it, right before it, right after it, within four words before and after
/// it, within twelve.
pub(crate) const SIDES: [&str; 7] = ["inside", "before", "after", "left", "right", "far_left", "far_right"];

/// What a passage can be: one that confirms care, gives a detail away, says where a patient is, lives or was, or
/// when something happened to one.
pub(crate) const PASSAGES: [&str; 4] = ["care", "detail", "place", "date"];

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

/// The kind that stands before the first word of a sentence and behind its last.
pub(crate) const EDGE: &str = "<edge>";

/// The number of a kind; those of words count from one.
pub(crate) const fn kind_number(kind: usize) -> u16 {
    u16::MAX - kind as u16
}

/// A words file, read.
#[derive(Default)]
pub(crate) struct Words {
    pub rows: Vec<Row>,
    pub pairs: Vec<PairRow>,
    /// By kind, then [`EDGE`].
    pub kinds: [Near; KINDS.len() + 1],
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
    let (kinds, words): (Vec<_>, Vec<_>) = words.into_iter().partition(|(line, _)| line.starts_with('<'));
    let rows: Result<Vec<Row>, _> =
        words.into_iter().map(|(line, at)| row(line).map_err(|wrong| (at, wrong))).collect();
    let rows = rows?;
    let mut near = [Near::default(); KINDS.len() + 1];
    for (line, at) in kinds {
        let row = row(line).map_err(|wrong| (at, wrong))?;
        let kind = KINDS.iter().chain([&EDGE]).position(|kind| *kind == row.word);
        near[kind.ok_or_else(|| (at, format!("no kind of word is named {}", row.word)))?] = row.near;
    }
    let mut numbers: HashMap<&str, u16> =
        KINDS.iter().enumerate().map(|(kind, name)| (*name, kind_number(kind))).collect();
    numbers.extend(rows.iter().zip(1_u16..).map(|(row, number)| (row.word.as_str(), number)));
    let pairs: Result<Vec<PairRow>, _> =
        pairs.into_iter().map(|(line, at)| pair(line, &numbers).map_err(|wrong| (at, wrong))).collect();
    let pairs = pairs?;
    Ok(Words { rows, pairs, kinds: near })
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
    let mut row = Row {
        word,
        draft: Whole::default(),
        weights: Vec::new(),
        near: Near::default(),
        whose: Whose::default(),
    };
    for part in weights(parts) {
        let (name, weight) = part?;
        if let Some((side, role)) = whose_place(name) {
            row.whose[side][role] = weight;
        } else if let Some(slot) = Slot::named(name) {
            row.weights.push((slot.number(), weight));
        } else if let Some((passage, at)) = near_place(name) {
            row.near[passage][at] = weight;
        } else {
            row.draft[place(&WHOLE, "word", name)?] = weight;
        }
    }
    Ok(row)
}

/// `far_left.name.patient` as the side and the role.
fn whose_place(name: &str) -> Option<(usize, usize)> {
    let (side, role) = name.split_once(".name.")?;
    let side = SIDES.iter().position(|known| *known == side)?;
    Some((side, ROLES.iter().position(|known| known.as_str() == role)?))
}

/// `care-2` as the passage and the place.
fn near_place(name: &str) -> Option<(usize, usize)> {
    let mut passages = PASSAGES.iter().chain([&NAME_WORD]).enumerate();
    let (passage, away) = passages.find_map(|(at, passage)| Some((at, name.strip_prefix(passage)?)))?;
    let away: isize = away.parse().ok().filter(|_| away.starts_with(['-', '+']))?;
    let place = REACH.checked_add_signed(away).filter(|place| *place < PLACES)?;
    Some((passage, place))
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
