//! The network: what words say where they stand.
//!
//! Weights of single words add up: "your", "chart" and "shows" each speak for a confirmation wherever they stand.
//! What they say together and in that order, eight words apart, no sum of theirs tells. So a small network reads a
//! field once, word by word: what a word is (its row of figures, its kind, its classes in the lists, what the rules
//! took it for, what stands before it) goes through three layers, each of which looks at words farther off on either
//! side. What comes out is told of each word: the log-odds that it is part of a confirmation, a detail, a patient's
//! name and so on, as an annotator would mark it; and of a stretch of words, that it speaks of one person's care and
//! that it has to be stopped. All of that is evidence like any other: its weights are fitted after it, on what
//! networks said of drafts they never saw.
//!
//! The rows are `patterns/network.tsv`, learnt by `examples/fit_weights`. Rounding is the same on every machine: only
//! sums, products and the greater of two numbers are taken, in a fixed order.

mod dense;
mod inputs;
mod worth;

use std::borrow::Cow;
use std::ops::Range;

use super::Field;
#[cfg(feature = "fit")]
use super::network_file;
pub(super) use super::network_file::ASKED;
use super::network_file::{OUT, RowBytes, TELLS};
use crate::draft::Surface;
use crate::finding::{Candidate, Feature};
use crate::text::{Kept, keep};
use dense::Dense;
#[cfg(feature = "fit")]
pub(crate) use inputs::inputs;
pub(super) use worth::{Seen, Worth};

/// What is told of a word, in parts of [`TOLD_UNIT`] of log-odds.
pub(crate) type Told = [i16; OUT];

keep!(Told);

const TOLD_UNIT: i16 = 16;

/// More log-odds than these are as good as certain of a word; what speaks for its stretch may be louder.
pub(crate) const MOST: i16 = 8;
const MOST_TOLD: i16 = MOST * TOLD_UNIT;

/// Log-odds are seen in parts of this, so that a weight is of the size of others.
const SCALE: f32 = 4.0;

/// Figures of 16 bits at a time.
const LANES: usize = 8;

/// What a candidate or a word sees of [`TELLS`].
pub(super) const SEEN: [Feature; TELLS.len()] = [
    Feature::NETWORK_CARE,
    Feature::NETWORK_DETAIL,
    Feature::NETWORK_NAME,
    Feature::NETWORK_PATIENT_NAME,
    Feature::NETWORK_FAMILY_NAME,
    Feature::NETWORK_PROVIDER_NAME,
    Feature::NETWORK_PUBLIC_NAME,
    Feature::NETWORK_PATIENT_DATE,
    Feature::NETWORK_EVENT_DATE,
    Feature::NETWORK_PATIENT_PLACE,
    Feature::NETWORK_OWN_PLACE,
    Feature::NETWORK_AGE,
    Feature::NETWORK_ROOM,
    Feature::NETWORK_PATIENT_NUMBER,
    Feature::NETWORK_OWN_NUMBER,
];

/// The rows of the network; without any, it tells nothing.
#[derive(Default)]
pub(crate) struct Network {
    rows: Cow<'static, [RowBytes]>,
    dense: Option<Box<Dense>>,
}

impl Network {
    /// The built-in network.
    pub fn built_in() -> Self {
        let rows = include_bytes!(concat!(env!("OUT_DIR"), "/network.bin")).as_chunks().0;
        Self::of(Cow::Borrowed(rows))
    }

    pub fn of(rows: Cow<'static, [RowBytes]>) -> Self {
        let dense = Dense::of(&rows).map(Box::new);
        Self { rows, dense }
    }

    /// What is told of each word of a field; nothing without a network.
    pub fn read(&self, field: &Field<'_>, surface: Surface) -> Kept<Told> {
        let mut told = Kept::new();
        if let Some(dense) = &self.dense {
            dense.read(&self.rows, &inputs::Inputs::of(field, surface), &mut told);
        }
        told
    }

    /// What is told of words and of all of them, in log-odds: for fitting.
    #[cfg(feature = "fit")]
    pub fn told(&self, told: &[Told]) -> (Vec<Vec<f32>>, [f32; ASKED]) {
        let of_word = |told: &Told| told[..TELLS.len()].iter().map(|told| log_odds(*told)).collect();
        (told.iter().map(of_word).collect(), self.of_stretch(told).unwrap_or_default())
    }

    /// The log-odds told of a stretch of words as a whole.
    pub fn of_stretch(&self, told: &[Told]) -> Option<[f32; ASKED]> {
        let dense = self.dense.as_ref().filter(|_| !told.is_empty())?;
        Some(dense.of_stretch(told))
    }
}

fn log_odds(told: i16) -> f32 {
    f32::from(told.clamp(-MOST_TOLD, MOST_TOLD)) / f32::from(TOLD_UNIT)
}

/// What is told of a word, as features.
pub(crate) fn features(told: &Told) -> impl Iterator<Item = (Feature, f32)> {
    SEEN.into_iter().zip(values(told))
}

/// The same without their names.
fn values(told: &Told) -> [f32; SEEN.len()] {
    std::array::from_fn(|at| log_odds(told[at]) / SCALE)
}

/// Adds the most that is told of any of a candidate's words.
pub(super) fn describe(told: &[Told], words: &Range<usize>, candidate: &mut Candidate) {
    let Some(told) = told.get(words.clone()).filter(|told| !told.is_empty()) else { return };
    let most: Told = std::array::from_fn(|at| told.iter().map(|told| told[at]).max().unwrap_or(0));
    features(&most).for_each(|(feature, value)| candidate.see_times(feature, value));
}

/// What is told of a stretch, as features of the draft.
pub(super) fn of_draft(told: [f32; ASKED]) -> [(Feature, f32); ASKED] {
    const LOUDEST: f32 = MOST as f32 / SCALE;
    let scaled = told.map(|told| (told / SCALE).clamp(-LOUDEST, LOUDEST));
    [(Feature::NETWORK_INDIVIDUAL, scaled[0]), (Feature::NETWORK_STOPPED, scaled[1])]
}

/// The name of a row before those of words; none where nothing is called so.
#[cfg(feature = "fit")]
pub(crate) fn name(row: usize) -> Option<String> {
    let (group, name) = network_file::GROUPS.into_iter().rev().find(|(group, _)| group.start() <= row)?;
    let at = row - group.start();
    let member = match group {
        network_file::Group::Kind => super::words_file::KINDS[at].to_owned(),
        network_file::Group::Class => crate::lexicon::cue_name(u8::try_from(at).ok()?)?.to_owned(),
        network_file::Group::Gap => network_file::GAPS[at].to_owned(),
        network_file::Group::Category => crate::finding::Category::ALL[at].as_str().to_owned(),
        network_file::Group::Surface => network_file::SURFACES[at].to_owned(),
        _ => at.to_string(),
    };
    Some(format!("{name}.{member}"))
}

#[cfg(test)]
mod tests {
    use super::super::network_file::{self, Group, VOICES};
    use super::super::{CueMap, Vocabulary};
    use super::*;
    use crate::lexicon::Reading;
    use crate::text::Document;

    /// A network in which `care` is said of "chart" by 2, and of what stands near it by what the lines say besides;
    /// its first voice says 1 of it, which is worth 3 to `individual`.
    fn network(more: &[(&str, &[f32])]) -> (Vocabulary, Network) {
        const WORDS: &str = "chart\tdraft=1.0\n";
        let mut voice = [0.0; OUT];
        (voice[0], voice[TELLS.len() + ASKED]) = (2.0, 1.0);
        let mut worth = [0.0; VOICES + 1];
        (worth[0], worth[VOICES]) = (3.0, -1.0);
        let lines = [("word.chart", &[1.0][..]), ("out.0", &voice), ("asked.0", &worth)];
        let text: String =
            lines.iter().chain(more).map(|(name, row)| network_file::line(name, row)).collect();
        let words = super::super::words_file::read(WORDS).unwrap();
        let rows = network_file::of_words(&text, &words).unwrap();
        (Vocabulary::parse(WORDS).unwrap(), Network::of(rows.into()))
    }

    pub fn field<'t>(text: &'t str, vocabulary: &Vocabulary) -> Field<'t> {
        let document = Document::new(text);
        let (reading, known) = (Reading::of(&document), vocabulary.read(&document));
        let cues = CueMap::of(&document, &reading);
        let (pairs, told) = (Kept::new(), Kept::new());
        Field { document, reading, cues, known, pairs, candidates: Vec::new(), told }
    }

    fn read(text: &str, more: &[(&str, &[f32])]) -> (Network, Kept<Told>) {
        let (vocabulary, network) = network(more);
        let told = network.read(&field(text, &vocabulary), Surface::Reply);
        (network, told)
    }

    /// What is told of care, by word.
    fn care(text: &str, more: &[(&str, &[f32])]) -> Vec<f32> {
        read(text, more).1.iter().map(|told| log_odds(told[0])).collect()
    }

    /// The first layer takes from one word behind, the second from three before.
    const LAYERS: [(&str, &[f32]); 4] =
        [("shift.3", &[1.0]), ("from.0", &[0.5]), ("shift.6", &[1.0]), ("from.32", &[0.25])];

    #[test]
    fn the_embedded_rows_are_those_of_the_file() {
        let words = super::super::words_file::read(include_str!("../../../patterns/words.tsv")).unwrap();
        let rows = network_file::of_words(include_str!("../../../patterns/network.tsv"), &words).unwrap();
        assert!(Network::built_in().rows == rows);
        assert!(rows.len() > network_file::ROWS + 1000, "hardly a word has a row");
    }

    #[test]
    fn a_word_says_what_its_rows_do() {
        assert_eq!(care("your chart shows", &[]), [0.0, 2.0, 0.0]);
        assert_eq!(care("your chart shows", &[("surface.reply", &[0.5])]), [1.0, 3.0, 1.0]);
        assert_eq!(care("so, chart", &[("gap.comma", &[0.5]), ("kind.<small>", &[-0.25])]), [0.0, 2.5]);
    }

    #[test]
    fn layers_look_before_and_behind() {
        assert_eq!(care("your chart of old shows", &LAYERS), [1.0, 2.0, 0.0, 0.25, 0.5]);
    }

    #[test]
    fn what_is_less_than_nothing_is_nothing() {
        let against = [("shift.3", &[1.0][..]), ("from.0", &[-0.5])];
        assert_eq!(care("your chart", &against), [0.0, 2.0]);
    }

    #[test]
    fn a_long_field_is_read_like_its_parts() {
        let told = care(&"your chart of old shows ".repeat(1000), &LAYERS);
        assert_eq!(told.len(), 5000);
        for (at, told) in told.iter().enumerate().skip(5) {
            assert_eq!(*told, [1.0, 2.0, 0.0, 0.25, 0.5][at % 5], "word {at}");
        }
    }

    #[test]
    fn the_loudest_word_speaks_for_its_stretch() {
        let (network, told) = read("your chart shows", &[]);
        let of = |told: &[Told]| network.of_stretch(told).map(|[individual, _]| individual);
        assert_eq!([of(&told), of(&told[..1]), of(&[])], [Some(2.0), Some(-1.0), None]);
        assert_eq!(Network::default().of_stretch(&told), None);
    }

    #[test]
    fn a_candidate_sees_the_most_that_is_told_of_its_words() {
        let (_, told) = read("your chart shows", &[]);
        let seen = |words: Range<usize>| {
            let mut candidate = Candidate::new(0..1, crate::finding::Category::Care, "test", 0.0);
            describe(&told, &words, &mut candidate);
            candidate.features.first().copied()
        };
        assert_eq!(seen(0..3), Some((Feature::NETWORK_CARE, 2.0 / SCALE)));
        assert_eq!(seen(3..3), None);
    }

    #[cfg(feature = "fit")]
    #[test]
    fn every_row_has_a_name_it_is_found_by() {
        let names = (0..network_file::ROWS).filter_map(name);
        let text: String = names.map(|name| network_file::line(&name, &[1.0])).collect();
        let words = super::super::words_file::read("").unwrap();
        let rows = network_file::of_words(&text, &words).unwrap();
        let unnamed = rows[..network_file::ROWS].iter().filter(|row| **row == [0; 64]).count();
        // Bits of classes that are none.
        assert!(unnamed < 8, "{unnamed} rows cannot be named");
        assert_eq!(name(Group::Gap.row(3)).as_deref(), Some("gap.comma"));
    }
}
