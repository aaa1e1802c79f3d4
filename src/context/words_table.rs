//! A words file as tables of bytes, read in place.
//!
//! The build script embeds them, because rustc takes its time over a hundred thousand tuples; the fitting
//! program makes them at run time. Numbers are little-endian.

use super::words_file::{Near, OF_NAMES, PASSAGES, PLACES, PairRow, PairWeights, SIDES, Whole, Whose, Words};
use crate::lexicon::hash;

/// The tables. Words and pairs count from one; 0 stands for every other.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// An open hash table: the number of a word, and some bits of its hash. At most a quarter full, since most
    /// words of a text are none of them.
    pub slots: Vec<[u8; 4]>,
    /// By word: where its letters end, and where its weights do.
    pub ends: Vec<[u8; 8]>,
    pub letters: Vec<u8>,
    /// What a word is worth, by slot.
    pub weights: Vec<[u8; 6]>,
    /// By word: what it is worth for the draft as a whole.
    pub drafts: Vec<[u8; 16]>,
    /// By word, and then by kind of word: what it is worth in a passage, in hundredths.
    pub near_words: Vec<NearBytes>,
    /// By word, and then by kind of word: what it is worth beside a word of a name, in hundredths.
    pub name_words: Vec<NameBytes>,
    /// By word: what it says of whom a name is, in hundredths.
    pub whose: Vec<WhoseBytes>,
    /// Open hash tables of pairs side by side and of pairs around a word: the two words and the number of the
    /// pair. At most half full.
    pub near: Vec<[u8; 6]>,
    pub apart: Vec<[u8; 6]>,
    /// By pair: what it is worth.
    pub pairs: Vec<[u8; 16]>,
}

/// Weights of a word in passages, by place.
pub(crate) type NearBytes = [u8; 8 * PLACES];

/// Weights of a word beside a word of a name, by place.
pub(crate) type NameBytes = [u8; 2 * PLACES];

/// Weights of a word for whom a name is, by side: those of all roles as one number, as [`Packed`] is one.
pub(crate) type WhoseBytes = [u8; 16 * SIDES.len()];

/// Weights in hundredths, by kind of passage: a words file has no more digits. As one number, so that one addition
/// adds them all: each kind counts 2^16 times the one before.
pub(crate) type Packed = i64;

impl Tables {
    /// None where there are too many words or pairs.
    pub fn of(words: &Words) -> Option<Self> {
        let mut tables = Self {
            slots: word_slots(words)?,
            near: pair_slots(&words.pairs, false)?,
            apart: pair_slots(&words.pairs, true)?,
            ..Self::default()
        };
        tables.end_word(&Whole::default())?;
        for row in &words.rows {
            tables.letters.extend(row.word.bytes());
            let weights = row.weights.iter();
            tables
                .weights
                .extend(weights.map(|(slot, weight)| join(slot.to_le_bytes(), weight.to_le_bytes())));
            tables.end_word(&row.draft)?;
        }
        let none = Near::default();
        let words_and_kinds =
            || std::iter::once(&none).chain(words.rows.iter().map(|row| &row.near)).chain(&words.kinds);
        tables.near_words = words_and_kinds().map(near_to_bytes).collect();
        tables.name_words = words_and_kinds().map(name_to_bytes).collect();
        let nobodys = Whose::default();
        let whose = std::iter::once(&nobodys).chain(words.rows.iter().map(|row| &row.whose));
        tables.whose = whose.map(whose_to_bytes).collect();
        let pairs =
            std::iter::once(PairWeights::default()).chain(words.pairs.iter().map(|pair| pair.weights));
        tables.pairs = pairs.map(|weights| floats_to_bytes(&weights)).collect();
        Some(tables)
    }

    fn end_word(&mut self, draft: &Whole) -> Option<()> {
        let end = |length: usize| u32::try_from(length).ok().map(u32::to_le_bytes);
        self.ends.push(join(end(self.letters.len())?, end(self.weights.len())?));
        self.drafts.push(floats_to_bytes(draft));
        Some(())
    }

    /// The tables as files with their names.
    pub fn files(&self) -> [(&'static str, &[u8]); 11] {
        [
            ("words.slots", self.slots.as_flattened()),
            ("words.ends", self.ends.as_flattened()),
            ("words.letters", &self.letters),
            ("words.weights", self.weights.as_flattened()),
            ("words.drafts", self.drafts.as_flattened()),
            ("words.near", self.near_words.as_flattened()),
            ("words.names", self.name_words.as_flattened()),
            ("words.whose", self.whose.as_flattened()),
            ("pairs.near", self.near.as_flattened()),
            ("pairs.apart", self.apart.as_flattened()),
            ("pairs.weights", self.pairs.as_flattened()),
        ]
    }
}

fn word_slots(words: &Words) -> Option<Vec<[u8; 4]>> {
    let mut slots = vec![[0; 4]; (words.rows.len() * 4).next_power_of_two()];
    let last = slots.len() - 1;
    for (row, number) in words.rows.iter().zip(1_usize..) {
        let hash = hash(&row.word);
        let mut at = hash as usize & last;
        while slot(slots[at]).0 != 0 {
            at = (at + 1) & last;
        }
        slots[at] = join(u16::try_from(number).ok()?.to_le_bytes(), tag(hash).to_le_bytes());
    }
    Some(slots)
}

fn pair_slots(pairs: &[PairRow], apart: bool) -> Option<Vec<[u8; 6]>> {
    let chosen = || pairs.iter().zip(1_usize..).filter(|(pair, _)| pair.apart == apart);
    let mut slots = vec![[0; 6]; (chosen().count() * 2).next_power_of_two()];
    let last = slots.len() - 1;
    for (pair, number) in chosen() {
        let mut at = pair_hash(pair.words) & last;
        while pair_slot(slots[at]).1 != 0 {
            at = (at + 1) & last;
        }
        let words: [u8; 4] = join(pair.words.0.to_le_bytes(), pair.words.1.to_le_bytes());
        slots[at] = join(words, u16::try_from(number).ok()?.to_le_bytes());
    }
    Some(slots)
}

/// Two runs of bytes as one.
fn join<const A: usize, const B: usize, const N: usize>(first: [u8; A], second: [u8; B]) -> [u8; N] {
    const { assert!(A + B == N) };
    std::array::from_fn(|at| if at < A { first[at] } else { second[at - A] })
}

fn floats_to_bytes(floats: &[f32; 4]) -> [u8; 16] {
    std::array::from_fn(|at| floats[at / 4].to_le_bytes()[at % 4])
}

fn near_to_bytes(near: &Near) -> NearBytes {
    let by_place: [[u8; 16]; PLACES] =
        std::array::from_fn(|place| packed(near[..PASSAGES.len()].iter().map(|weights| weights[place])));
    // Four kinds take half of the sixteen bytes.
    std::array::from_fn(|at| by_place[at / 8][at % 8])
}

fn whose_to_bytes(whose: &Whose) -> WhoseBytes {
    let by_side = whose.map(|roles| packed(roles.into_iter()));
    std::array::from_fn(|at| by_side[at / 16][at % 16])
}

/// Weights as the bytes of one number, the first of them lowest.
fn packed(weights: impl DoubleEndedIterator<Item = f32>) -> [u8; 16] {
    let add = |sum: i128, weight| (sum << 16).wrapping_add(i128::from(hundredths(weight)));
    weights.rev().fold(0, add).to_le_bytes()
}

/// A sum of packed weights, one by one, in hundredths.
pub(crate) fn unpacked<const N: usize>(sum: impl Into<i128>) -> [i16; N] {
    let mut sum = sum.into();
    #[allow(clippy::cast_possible_truncation)] // The lowest of them is taken off, with its sign.
    std::array::from_fn(|_| {
        let lowest = sum as i16;
        sum = sum.wrapping_sub(i128::from(lowest)) >> 16;
        lowest
    })
}

/// What a word says of whom a name is to one side of it.
pub(crate) fn whose(bytes: &WhoseBytes, side: usize) -> i128 {
    bytes.as_chunks().0.get(side).map_or(0, |side| i128::from_le_bytes(*side))
}

fn name_to_bytes(near: &Near) -> NameBytes {
    std::array::from_fn(|at| hundredths(near[OF_NAMES][at / 2]).to_le_bytes()[at % 2])
}

/// What a word is worth at one place from a word of a name, in hundredths.
pub(crate) fn near_name(bytes: &NameBytes, place: usize) -> i16 {
    bytes.as_chunks().0.get(place).map_or(0, |place| i16::from_le_bytes(*place))
}

/// Weights have two digits.
pub(crate) const HUNDRED: f32 = 100.0;

#[allow(clippy::cast_possible_truncation)] // A weight of hundreds would be none.
pub(crate) fn hundredths(weight: f32) -> i16 {
    (weight * HUNDRED).round() as i16
}

/// The weights of a word in passages, by place.
pub(crate) fn near(bytes: &NearBytes) -> [Packed; PLACES] {
    let (places, _) = bytes.as_chunks();
    std::array::from_fn(|place| Packed::from_le_bytes(places[place]))
}

/// The bits of a hash that stand in the table.
pub(crate) const fn tag(hash: u64) -> u16 {
    (hash >> 48) as u16
}

/// Where a pair is looked for first, before it is cut to the size of the table.
pub(crate) const fn pair_hash((first, second): (u16, u16)) -> usize {
    let both = (first as u64) << 16 | second as u64;
    (both.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize
}

/// The number of a word and its tag; 0 is an empty slot.
pub(crate) const fn slot([a, b, c, d]: [u8; 4]) -> (u16, u16) {
    (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]))
}

/// Two words and the number of their pair; 0 is an empty slot.
pub(crate) const fn pair_slot([a, b, c, d, e, f]: [u8; 6]) -> ((u16, u16), u16) {
    ((u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d])), u16::from_le_bytes([e, f]))
}

/// A slot of a word and what the word is worth there.
pub(crate) const fn weight([a, b, c, d, e, f]: [u8; 6]) -> (u16, f32) {
    (u16::from_le_bytes([a, b]), f32::from_le_bytes([c, d, e, f]))
}

/// Two ends.
pub(crate) const fn ends([a, b, c, d, e, f, g, h]: [u8; 8]) -> [usize; 2] {
    [u32::from_le_bytes([a, b, c, d]) as usize, u32::from_le_bytes([e, f, g, h]) as usize]
}

/// Four weights.
pub(crate) fn floats(bytes: &[u8; 16]) -> [f32; 4] {
    std::array::from_fn(|at| {
        f32::from_le_bytes([bytes[at * 4], bytes[at * 4 + 1], bytes[at * 4 + 2], bytes[at * 4 + 3]])
    })
}
