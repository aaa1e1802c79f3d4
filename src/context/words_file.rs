//! A words file as a table: what the build script embeds, and what the fitting program reads at run time.
//!
//! A line is a word, then `draft=0.42`, `stop.reply=0.1`, `inside.care=0.1`, `before.name=0.1`, `after.name=0.1` or
//! `beside.name.patient=0.2`, parted by tabs.

use super::weights_file::ROLES;
use crate::finding::Model;
use crate::lexicon::hash;

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
pub(crate) fn read(text: &str) -> Result<Vec<Row>, (usize, String)> {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
    lines.map(|(line, at)| row(line).map_err(|wrong| (at, wrong))).collect()
}

fn row(line: &str) -> Result<Row, String> {
    let mut parts = line.split('\t');
    let word = parts.next().unwrap_or_default().to_owned();
    let mut row = Row { word, draft: Whole::default(), weights: Vec::new() };
    for part in parts {
        let (name, weight) = part.split_once('=').ok_or("NAME=WEIGHT is wanted")?;
        let weight: f32 = weight.parse().map_err(|_| "a weight is a number")?;
        match Slot::named(name) {
            Some(slot) => row.weights.push((slot.number(), weight)),
            None => {
                let at = WHOLE.iter().position(|known| *known == name);
                let at = at.ok_or_else(|| format!("no weight of a word is named {name}"))?;
                row.draft[at] = weight;
            }
        }
    }
    Ok(row)
}

/// An open hash table of word numbers, counted from one, with some bits of each word's hash; at most a quarter
/// full, since most words of a text are none of them. None where there are too many.
pub(crate) fn hash_table<'w>(words: impl ExactSizeIterator<Item = &'w str>) -> Option<Vec<(u16, u16)>> {
    let mut slots = vec![(0_u16, 0_u16); (words.len() * 4).next_power_of_two()];
    let last = slots.len() - 1;
    for (word, number) in words.zip(1_usize..) {
        let hash = hash(word);
        let mut at = hash as usize & last;
        while slots[at].0 != 0 {
            at = (at + 1) & last;
        }
        slots[at] = (u16::try_from(number).ok()?, tag(hash));
    }
    Some(slots)
}

/// The bits of a hash that stand in the table.
pub(crate) const fn tag(hash: u64) -> u16 {
    (hash >> 48) as u16
}
