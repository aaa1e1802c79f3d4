//! The layers of the network, and a field's way through them.
//!
//! All in whole numbers, many at a time: the same on every machine, and half the work of fractions. A figure of a
//! word is held in parts of [`UNIT`] and stops at the bounds of 16 bits, far beyond what is learnt.

use bytemuck::{cast, cast_ref};
use wide::{i16x8, i32x4, i32x8};

use super::inputs::{Inputs, VECTOR_UNIT};
use super::{LANES, TOLD_UNIT, Told};
use crate::context::network_file::{
    ASKED, Group, INPUTS, LAYERS, OUT, ROWS, RowBytes, SHIFTS, STEPS, TELLS, UNIT, VOICES, WIDTH,
};
use crate::lexicon::FIGURES;
use crate::text::{Kept, keep};

/// Sums of 32 bits at a time.
const SUMS: usize = 4;
type Row = [i16x8; WIDTH / LANES];

keep!(Row);

/// A figure has so many bits behind the point, a product twice as many.
const BITS: u32 = UNIT.ilog2();
const TOLD_BITS: u32 = TOLD_UNIT.ilog2();

/// So many words are read at a time, so that a long field needs no more room.
const CHUNK: usize = 1024;

/// So far the layers look together.
const REACH: usize = {
    let (mut reach, mut layer) = (0, 0);
    while layer < LAYERS {
        reach += STEPS[layer] * (SHIFTS / 2);
        layer += 1;
    }
    reach
};

pub(super) struct Dense {
    vector: [Row; FIGURES],
    layers: [Layer; LAYERS],
    out: Mix<{ OUT / SUMS }>,
    /// What the voices of a stretch are worth, and what it is worth without any.
    asked: [([f32; VOICES], f32); ASKED],
}

struct Layer {
    step: usize,
    shifts: [Row; SHIFTS],
    mix: Mix<{ WIDTH / SUMS }>,
}

/// Sums of all figures of a word, each times a weight of its own: so many times four of them.
struct Mix<const N: usize> {
    /// By two figures: their weights in turn, for four sums at a time.
    weights: [[i16x8; N]; WIDTH / 2],
    bias: [i32x4; N],
}
const _: () = assert!(OUT.is_multiple_of(LANES) && WIDTH.is_multiple_of(LANES));

fn numbers(bytes: &RowBytes) -> [i16; WIDTH] {
    let numbers = bytes.as_chunks().0;
    std::array::from_fn(|at| i16::from_le_bytes(numbers[at]))
}

fn lanes(numbers: &[i16; WIDTH]) -> Row {
    let lanes = numbers.as_chunks::<LANES>().0;
    std::array::from_fn(|at| i16x8::from(lanes[at]))
}

impl<const N: usize> Mix<N> {
    /// From the rows of each figure.
    fn of(rows: &[RowBytes], bias: &RowBytes) -> Self {
        let rows: [[i16; WIDTH]; WIDTH] = std::array::from_fn(|at| numbers(&rows[at]));
        let bias = numbers(bias);
        let weights = |pair: usize, sums: usize| -> [i16; LANES] {
            std::array::from_fn(|lane| rows[2 * pair + lane % 2][SUMS * sums + lane / 2])
        };
        Self {
            weights: std::array::from_fn(|pair| std::array::from_fn(|at| i16x8::from(weights(pair, at)))),
            bias: std::array::from_fn(|at| {
                let bias: [i32; SUMS] = std::array::from_fn(|lane| i32::from(bias[SUMS * at + lane]));
                i32x4::from(bias) << BITS
            }),
        }
    }

    fn of_word(&self, word: &Row) -> [i32x4; N] {
        let mut sums = self.bias;
        let pairs: &[i32; WIDTH / 2] = cast_ref(word);
        for (pair, weights) in pairs.iter().zip(&self.weights) {
            let pair: i16x8 = cast(i32x4::splat(*pair));
            for (sum, weights) in sums.iter_mut().zip(weights) {
                *sum += pair.dot(*weights);
            }
        }
        sums
    }
}

impl Dense {
    /// None of no rows.
    pub fn of(rows: &[RowBytes]) -> Option<Self> {
        let rows = rows.get(..ROWS)?;
        let of = |group: Group, at: usize| numbers(&rows[group.row(at)]);
        let some = |group: Group, layer: usize| &rows[group.row(layer * WIDTH)..][..WIDTH];
        Some(Self {
            vector: std::array::from_fn(|at| lanes(&of(Group::Vector, at))),
            layers: std::array::from_fn(|layer| Layer {
                step: STEPS[layer],
                shifts: std::array::from_fn(|at| lanes(&of(Group::Shift, layer * SHIFTS + at))),
                mix: Mix::of(some(Group::From, layer), &rows[Group::Bias.row(layer)]),
            }),
            out: Mix::of(some(Group::Out, 0), &rows[Group::OutBias.row(0)]),
            asked: std::array::from_fn(|at| {
                let worth = of(Group::Asked, at).map(|worth| f32::from(worth) / f32::from(UNIT));
                (std::array::from_fn(|voice| worth[voice]), worth[VOICES])
            }),
        })
    }

    pub fn read(&self, rows: &[RowBytes], inputs: &Inputs<'_, '_>, told: &mut Kept<Told>) {
        let count = inputs.count();
        told.reserve(count);
        let (mut here, mut there): (Kept<Row>, Kept<Row>) = (Kept::new(), Kept::new());
        let mut start = 0;
        while start < count {
            let end = (start + CHUNK).min(count);
            let from = start.saturating_sub(REACH);
            let to = (end + REACH).min(count);
            here.clear();
            here.extend((from..to).map(|word| self.first(rows, inputs, word)));
            for layer in &self.layers {
                there.clear();
                there.extend((0..here.len()).map(|word| layer.of_word(&here, word)));
                std::mem::swap(&mut here, &mut there);
            }
            told.extend(here[start - from..end - from].iter().map(|word| self.last(word)));
            start = end;
        }
    }

    /// What a word is.
    fn first(&self, rows: &[RowBytes], inputs: &Inputs<'_, '_>, word: usize) -> Row {
        let mut sum = [i16x8::ZERO; WIDTH / LANES];
        inputs.visit(word, |row| {
            let row = if row < INPUTS { row } else { row - INPUTS + ROWS };
            if let Some(row) = rows.get(row) {
                add(&mut sum, &lanes(&numbers(row)));
            }
        });
        if !inputs.is_known(word)
            && let Some(vector) = inputs.vector(word)
        {
            add(&mut sum, &self.of_vector(&vector));
        }
        sum.map(positive)
    }

    /// What the vector of a word says.
    fn of_vector(&self, vector: &[i8; FIGURES]) -> Row {
        let mut sum = [i32x8::ZERO; WIDTH / LANES];
        for (row, figure) in self.vector.iter().zip(vector) {
            let figure = i16x8::splat(i16::from(*figure));
            for at in 0..sum.len() {
                sum[at] += row[at].mul_widen(figure);
            }
        }
        sum.map(|sum| rounded(sum, VECTOR_UNIT.ilog2()))
    }

    fn last(&self, word: &Row) -> Told {
        let sums: [i32x8; OUT / LANES] = cast(self.out.of_word(word));
        cast(sums.map(|sum| rounded(sum, 2 * BITS - TOLD_BITS)))
    }

    pub fn of_stretch(&self, told: &[Told]) -> [f32; ASKED] {
        const FIRST_VOICE: usize = TELLS.len() + ASKED;
        let mut most = [i16::MIN; VOICES];
        let mut sums = [0_i32; ASKED];
        for told in told {
            sums.iter_mut().zip(&told[TELLS.len()..]).for_each(|(sum, told)| *sum += i32::from(*told));
            most.iter_mut().zip(&told[FIRST_VOICE..]).for_each(|(most, told)| *most = (*most).max(*told));
        }
        std::array::from_fn(|asked| {
            let (worth, bias) = &self.asked[asked];
            #[allow(clippy::cast_precision_loss)]
            let mean = sums[asked] as f32 / told.len() as f32;
            let voices = worth.iter().zip(most).fold(0.0, |sum, (worth, most)| sum + worth * f32::from(most));
            (mean + voices) / f32::from(TOLD_UNIT) + bias
        })
    }
}

/// Sums without so many of their bits, up to the bounds of 16 bits.
fn rounded(sums: i32x8, bits: u32) -> i16x8 {
    i16x8::from_i32x8_saturate((sums + i32x8::splat(1 << (bits - 1))) >> bits)
}

fn positive(figures: i16x8) -> i16x8 {
    figures.max(i16x8::ZERO)
}

/// Adds to figures, up to their bounds.
fn add(sum: &mut Row, row: &Row) {
    for at in 0..sum.len() {
        sum[at] = sum[at].saturating_add(row[at]);
    }
}

impl Layer {
    fn of_word(&self, words: &[Row], word: usize) -> Row {
        let mut seen = [i32x8::ZERO; WIDTH / LANES];
        for (at, shift) in self.shifts.iter().enumerate() {
            let there = (word + at * self.step).checked_sub(SHIFTS / 2 * self.step);
            if let Some(there) = there.and_then(|there| words.get(there)) {
                for at in 0..seen.len() {
                    seen[at] += there[at].mul_widen(shift[at]);
                }
            }
        }
        let made: [i32x8; WIDTH / LANES] = cast(self.mix.of_word(&seen.map(|seen| rounded(seen, BITS))));
        std::array::from_fn(|at| words[word][at].saturating_add(positive(rounded(made[at], BITS))))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::field;
    use super::*;
    use crate::context::Weights;
    use crate::draft::Surface;

    type Figures = [f64; WIDTH];

    /// What is told of each word, in fractions and step by step.
    fn plain(rows: &[RowBytes], inputs: &Inputs<'_, '_>) -> Vec<Figures> {
        let of =
            |row: usize| -> Figures { numbers(&rows[row]).map(|number| f64::from(number) / f64::from(UNIT)) };
        let add = |sum: &mut Figures, row: &Figures, by: f64| {
            sum.iter_mut().zip(row).for_each(|(sum, figure)| *sum += figure * by);
        };
        let mix = |word: &Figures, group: Group, layer: usize, mut sum: Figures| {
            for (at, figure) in word.iter().enumerate() {
                add(&mut sum, &of(group.row(layer * WIDTH + at)), *figure);
            }
            sum
        };
        let first = |word: usize| {
            let mut sum = [0.0; WIDTH];
            inputs.visit(word, |row| {
                add(&mut sum, &of(if row < INPUTS { row } else { row - INPUTS + ROWS }), 1.0)
            });
            let vector = inputs.vector(word).filter(|_| !inputs.is_known(word));
            for (at, figure) in vector.into_iter().flatten().enumerate() {
                add(&mut sum, &of(Group::Vector.row(at)), f64::from(figure) / f64::from(VECTOR_UNIT));
            }
            sum.map(|figure| figure.max(0.0))
        };
        let mut words: Vec<Figures> = (0..inputs.count()).map(first).collect();
        for (layer, step) in STEPS.into_iter().enumerate() {
            let next = |word: usize| {
                let mut seen = [0.0; WIDTH];
                for shift in 0..SHIFTS {
                    let there = (word + shift * step).checked_sub(SHIFTS / 2 * step);
                    if let Some(there) = there.and_then(|there| words.get(there)) {
                        let worth = of(Group::Shift.row(layer * SHIFTS + shift));
                        (0..WIDTH).for_each(|at| seen[at] += worth[at] * there[at]);
                    }
                }
                let made = mix(&seen, Group::From, layer, of(Group::Bias.row(layer)));
                std::array::from_fn(|at| words[word][at] + made[at].max(0.0))
            };
            words = (0..words.len()).map(next).collect();
        }
        words.iter().map(|word| mix(word, Group::Out, 0, of(Group::OutBias.row(0)))).collect()
    }

    #[test]
    fn whole_numbers_tell_what_fractions_do() {
        const APART: f64 = 0.1;
        let weights = Weights::built_in();
        let text =
            "Thank you, Zofia! Your chart shows the knee we replaced on 3 March: call 555-0133.\n".repeat(4);
        let field = field(&text, &weights.vocabulary);
        let inputs = Inputs::of(&field, Surface::Reply);
        let (rows, mut told) = (&weights.network.rows, Kept::new());
        Dense::of(rows).unwrap().read(rows, &inputs, &mut told);
        let (low, high) = (f64::from(i16::MIN), f64::from(i16::MAX));
        let mut loudest = f64::MIN;
        for (word, (told, plain)) in told.iter().zip(plain(rows, &inputs)).enumerate() {
            for (told, plain) in told.iter().zip(plain) {
                let unit = f64::from(TOLD_UNIT);
                let apart = (f64::from(*told) / unit - plain.clamp(low / unit, high / unit)).abs();
                assert!(apart < APART, "word {word}: {apart} apart");
                loudest = loudest.max(plain);
            }
        }
        assert!(loudest > 1.0, "nothing was told: {loudest}");
    }

    /// The longest sum that figures of 16 bits can come to.
    fn longest<const N: usize>(mix: &Mix<N>) -> i64 {
        let most = i64::from(i16::MAX) + 1;
        let sum = |at: usize| {
            let weights = mix.weights.iter().map(|pair| pair[at / SUMS].to_array());
            let both = weights.flat_map(|weights| [weights[at % SUMS * 2], weights[at % SUMS * 2 + 1]]);
            let worth: i64 = both.map(|weight| i64::from(weight).abs()).sum();
            worth * most + i64::from(mix.bias[at / SUMS].to_array()[at % SUMS]).abs()
        };
        (0..N * SUMS).map(sum).max().unwrap_or_default()
    }

    #[test]
    fn no_sum_is_too_long_for_its_bits() {
        let weights = Weights::built_in();
        let dense = weights.network.dense.as_ref().unwrap();
        let layers = dense.layers.iter().map(|layer| longest(&layer.mix)).max().unwrap();
        assert!(layers.max(longest(&dense.out)) < i64::from(i32::MAX));
        assert!(layers > i64::from(i16::MAX), "no layer has weights");
    }
}
