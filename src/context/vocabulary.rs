//! Words that speak by themselves: `patterns/words.tsv`, fitted by `examples/fit_weights`.
//!
//! Cue classes say what kind of word stands near a candidate. What is left after them is what single
//! words say: "chart" and "grateful" speak for a draft about one person's care, "register" and
//! "awareness" against it. The fit gives each word that enough drafts use a weight in log-odds: for
//! the draft as a whole, inside a candidate, or beside one. A word is looked up once for a document.

use std::collections::HashMap;
use std::ops::Range;

use super::weights::ROLES;
use crate::error::{BuildError, BuildErrorKind};
use crate::finding::Model;
use crate::text::Document;

/// A word of the vocabulary; 0 is every other word.
pub(crate) type WordId = u16;

/// Words on either side of a candidate that count as beside it.
const BESIDE: usize = 4;

/// The fitted weights of single words.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    ids: HashMap<Box<str>, WordId>,
    /// By word: for the draft, then for each model inside it, then for each model and role beside it.
    weights: Vec<Vec<(Slot, f32)>>,
    /// By word: what it is worth for the draft as a whole.
    draft: Vec<f32>,
}

/// What a weight is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    Inside(Model),
    Before(Model),
    After(Model),
    Beside(Model, usize),
}

/// A vocabulary of no words.
impl Default for Vocabulary {
    fn default() -> Self {
        Self { ids: HashMap::new(), weights: vec![Vec::new()], draft: vec![0.0] }
    }
}

impl Vocabulary {
    /// Reads a words file: a word, then `draft=0.42`, `inside.care=0.1`, `before.name=0.1`,
    /// `after.name=0.1` or `beside.name.patient=0.2`, parted by tabs.
    ///
    /// # Errors
    /// A line that does not read, or that names an unknown model or role.
    pub fn parse(text: &str) -> Result<Self, BuildError> {
        let mut vocabulary = Self::default();
        let lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        for (at, line) in lines {
            let wrong = |says: &str| {
                BuildError::new(BuildErrorKind::Policy, says).in_file("words.tsv").at_line(at + 1)
            };
            let mut parts = line.split('\t');
            let word = parts.next().unwrap_or_default();
            let id = WordId::try_from(vocabulary.weights.len()).map_err(|_| wrong("too many words"))?;
            let mut weights = Vec::new();
            let mut draft = 0.0;
            for part in parts {
                let (name, weight) = part.split_once('=').ok_or_else(|| wrong("NAME=WEIGHT is wanted"))?;
                let weight: f32 = weight.parse().map_err(|_| wrong("a weight is a number"))?;
                match slot(name) {
                    Some(slot) => weights.push((slot, weight)),
                    None if name == "draft" => draft = weight,
                    None => return Err(wrong(&format!("no weight of a word is named {name}"))),
                }
            }
            vocabulary.ids.insert(word.into(), id);
            vocabulary.weights.push(weights);
            vocabulary.draft.push(draft);
        }
        Ok(vocabulary)
    }

    /// The words of a document that the vocabulary knows, by word.
    pub fn read(&self, document: &Document<'_>) -> Vec<WordId> {
        let mut lower = String::new();
        (0..document.words().len())
            .map(|index| self.ids.get(ending_off(document.stem(index), &mut lower)).copied().unwrap_or(0))
            .collect()
    }

    /// What the words of a draft say together of one person's care: each word once.
    pub fn of_draft<'a>(&self, fields: impl Iterator<Item = &'a [WordId]>) -> f32 {
        let mut seen: Vec<WordId> = fields.flatten().copied().filter(|id| *id != 0).collect();
        seen.sort_unstable();
        seen.dedup();
        seen.into_iter().map(|id| self.draft[usize::from(id)]).sum()
    }

    /// What the words inside a candidate say of what it is.
    pub fn inside(&self, words: &[WordId], model: Model) -> f32 {
        words.iter().map(|id| self.worth(*id, Slot::Inside(model))).sum()
    }

    /// What the words right before and after a span of words say of what it is.
    pub fn next_to(&self, known: &[WordId], span: &Range<usize>, model: Model) -> f32 {
        let at = |index: Option<usize>| index.and_then(|index| known.get(index)).copied().unwrap_or(0);
        self.worth(at(span.start.checked_sub(1)), Slot::Before(model))
            + self.worth(at(Some(span.end)), Slot::After(model))
    }

    fn worth(&self, id: WordId, wanted: Slot) -> f32 {
        let weights = self.weights[usize::from(id)].iter();
        weights.filter(|(slot, _)| *slot == wanted).map(|(_, weight)| weight).sum()
    }

    /// What the words beside a candidate say of whom it concerns, by role.
    pub fn beside(&self, words: &[WordId], of: Model) -> [f32; ROLES.len()] {
        let mut roles = [0.0; ROLES.len()];
        for (slot, weight) in words.iter().flat_map(|id| &self.weights[usize::from(*id)]) {
            if let Slot::Beside(model, role) = *slot
                && model == of
            {
                roles[role] += weight;
            }
        }
        roles
    }
}

fn slot(name: &str) -> Option<Slot> {
    let model_of = |name: &str| Model::ALL.into_iter().find(|model| model.name() == name);
    let mut parts = name.split('.');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("inside"), Some(model), None, None) => model_of(model).map(Slot::Inside),
        (Some("before"), Some(model), None, None) => model_of(model).map(Slot::Before),
        (Some("after"), Some(model), None, None) => model_of(model).map(Slot::After),
        (Some("beside"), Some(model), Some(role), None) => {
            let role = ROLES.iter().position(|r| r.as_str() == role)?;
            model_of(model).map(|model| Slot::Beside(model, role))
        }
        _ => None,
    }
}

/// The words inside a span of words and those beside it, each once.
pub(crate) fn around<T: Copy + Ord>(words: &[T], span: &Range<usize>) -> (Vec<T>, Vec<T>) {
    let end = span.end.min(words.len());
    let start = span.start.min(end);
    let mut inside = words[start..end].to_vec();
    let mut beside = words[start.saturating_sub(BESIDE)..start].to_vec();
    beside.extend_from_slice(&words[end..(end + BESIDE).min(words.len())]);
    for list in [&mut inside, &mut beside] {
        list.sort_unstable();
        list.dedup();
    }
    (inside, beside)
}

/// Endings that are taken off, the longer first: forms of one word share a weight.
const ENDINGS: [&str; 6] = ["ings", "ing", "ed", "es", "s", "ly"];
/// Letters that must be left.
const LEFT: usize = 3;

/// A word in small letters without its ending.
pub(crate) fn ending_off<'a>(word: &str, lower: &'a mut String) -> &'a str {
    lower.clear();
    lower.extend(word.chars().flat_map(char::to_lowercase));
    let cut = ENDINGS.iter().find_map(|ending| lower.strip_suffix(ending).filter(|left| left.len() >= LEFT));
    cut.unwrap_or(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "# a comment\nchart\tdraft=0.5\tinside.care=0.25\nvisit\tbeside.name.patient=1.0\n";

    #[test]
    fn forms_of_a_word_share_a_weight_and_a_draft_counts_it_once() {
        let vocabulary = Vocabulary::parse(WORDS).unwrap();
        let document = Document::new("Chart, charts, CHARTED: the charting went on.");
        let known = vocabulary.read(&document);
        assert_eq!(known.iter().filter(|id| **id != 0).count(), 4);
        assert_eq!(vocabulary.of_draft([known.as_slice()].into_iter()), 0.5);
    }

    #[test]
    fn a_word_counts_inside_and_beside_but_not_far_off() {
        let vocabulary = Vocabulary::parse(WORDS).unwrap();
        let document = Document::new("visit one two three four Ann five visit chart");
        let known = vocabulary.read(&document);
        let (inside, beside) = around(&known, &(5..6));
        assert_eq!(vocabulary.inside(&inside, Model::Care), 0.0);
        let role = ROLES.iter().position(|r| r.as_str() == "patient").unwrap();
        assert_eq!(vocabulary.beside(&beside, Model::Name)[role], 1.0);
        assert_eq!(vocabulary.inside(&around(&known, &(8..9)).0, Model::Care), 0.25);
        assert_eq!(vocabulary.beside(&around(&known, &(0..1)).1, Model::Name), [0.0; ROLES.len()]);
    }

    #[test]
    fn the_words_next_to_a_span_count_on_their_own_side_only() {
        let vocabulary = Vocabulary::parse("saw\tbefore.name=0.5\nwas\tafter.name=0.25\n").unwrap();
        let document = Document::new("saw Ann was Bob saw");
        let known = vocabulary.read(&document);
        assert_eq!(vocabulary.next_to(&known, &(1..2), Model::Name), 0.75);
        assert_eq!(vocabulary.next_to(&known, &(3..4), Model::Name), 0.0);
        assert_eq!(vocabulary.next_to(&known, &(1..2), Model::Care), 0.0);
        assert_eq!(vocabulary.next_to(&known, &(0..5), Model::Name), 0.0);
    }

    #[test]
    fn a_wrong_line_is_named() {
        let says = |text| Vocabulary::parse(text).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(says("chart\tdraft=0.5\nvisit\tbeside.name.pilot=1").contains("words.tsv:2"));
        assert!(says("chart\tdraft=much").contains("a weight is a number"));
        assert!(says("chart\tdraft").contains("NAME=WEIGHT"));
    }
}
