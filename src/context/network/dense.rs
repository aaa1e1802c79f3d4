//! The layers of the network, and a field's way through them.

use wide::f32x4;

use super::inputs::Inputs;
use super::{Told, UNIT as PART};
use crate::context::network_file::{
    ASKED, Group, INPUTS, LAYERS, OUT, ROWS, RowBytes, SHIFTS, STEPS, TELLS, UNIT, VOICES, WIDTH,
};
use crate::lexicon::FIGURES;
use crate::text::{Kept, keep};

/// Four figures at a time.
const LANES: usize = 4;
type Row = [f32x4; WIDTH / LANES];
type Out = [f32x4; OUT / LANES];
const _: () = assert!(OUT.is_multiple_of(LANES) && OUT <= WIDTH);

keep!(Row);

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
    out: [Out; WIDTH],
    out_bias: Out,
    /// What the voices of a stretch are worth, and what it is worth without any.
    asked: [([f32; VOICES], f32); ASKED],
}

struct Layer {
    step: usize,
    shifts: [Row; SHIFTS],
    from: [Row; WIDTH],
    bias: Row,
}

/// A row as figures.
fn figures(bytes: &RowBytes) -> [f32; WIDTH] {
    let numbers = bytes.as_chunks().0;
    std::array::from_fn(|at| f32::from(i16::from_le_bytes(numbers[at])) / UNIT)
}

fn lanes<const N: usize>(figures: &[f32; WIDTH]) -> [f32x4; N] {
    std::array::from_fn(|at| {
        f32x4::from(std::array::from_fn::<f32, LANES, _>(|lane| figures[at * LANES + lane]))
    })
}

fn add_times<const N: usize>(sum: &mut [f32x4; N], row: &[f32x4; N], by: f32) {
    let by = f32x4::splat(by);
    for at in 0..N {
        sum[at] += row[at] * by;
    }
}

impl Dense {
    /// None of no rows.
    pub fn of(rows: &[RowBytes]) -> Option<Self> {
        let rows = rows.get(..ROWS)?;
        let figures = |group: Group, at: usize| figures(&rows[group.row(at)]);
        let row = |group: Group, at: usize| -> Row { lanes(&figures(group, at)) };
        Some(Self {
            vector: std::array::from_fn(|at| row(Group::Vector, at)),
            layers: std::array::from_fn(|layer| Layer {
                step: STEPS[layer],
                shifts: std::array::from_fn(|at| row(Group::Shift, layer * SHIFTS + at)),
                from: std::array::from_fn(|at| row(Group::From, layer * WIDTH + at)),
                bias: row(Group::Bias, layer),
            }),
            out: std::array::from_fn(|at| lanes(&figures(Group::Out, at))),
            out_bias: lanes(&figures(Group::OutBias, 0)),
            asked: std::array::from_fn(|at| {
                let figures = figures(Group::Asked, at);
                (std::array::from_fn(|voice| figures[voice]), figures[VOICES])
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
                there.extend((0..here.len()).map(|word| layer.of(&here, word)));
                std::mem::swap(&mut here, &mut there);
            }
            told.extend(here[start - from..end - from].iter().map(|word| self.last(word)));
            start = end;
        }
    }

    /// What a word is.
    fn first(&self, rows: &[RowBytes], inputs: &Inputs<'_, '_>, word: usize) -> Row {
        let mut sum = [0_i32; WIDTH];
        inputs.visit(word, |row| {
            let row = if row < INPUTS { row } else { row - INPUTS + ROWS };
            if let Some(row) = rows.get(row) {
                let numbers = row.as_chunks().0;
                for at in 0..WIDTH {
                    sum[at] += i32::from(i16::from_le_bytes(numbers[at]));
                }
            }
        });
        #[allow(clippy::cast_precision_loss)] // Sums of a dozen numbers of 16 bits.
        let mut first: Row = lanes(&sum.map(|sum| sum as f32 / UNIT));
        if let Some(vector) =
            Some(word).filter(|word| !inputs.is_known(*word)).and_then(|word| inputs.vector(word))
        {
            for (row, figure) in self.vector.iter().zip(vector) {
                add_times(&mut first, row, figure);
            }
        }
        first.map(positive)
    }

    fn last(&self, word: &Row) -> Told {
        let mut sum = self.out_bias;
        for (figure, row) in flat(word).iter().zip(&self.out) {
            add_times(&mut sum, row, *figure);
        }
        let sum = flat(&sum);
        #[allow(clippy::cast_possible_truncation)] // A cast to a whole number stops at its bounds.
        std::array::from_fn(|at| (sum[at] * PART).round_ties_even() as i8)
    }

    pub fn of_stretch(&self, told: &[Told]) -> [f32; ASKED] {
        const FIRST_VOICE: usize = TELLS.len() + ASKED;
        let mut most = [i8::MIN; VOICES];
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
            (mean + voices) / PART + bias
        })
    }
}

fn positive(figure: f32x4) -> f32x4 {
    figure.max(f32x4::ZERO)
}

fn flat<const N: usize>(row: &[f32x4; N]) -> [f32; WIDTH] {
    let lanes: [[f32; LANES]; N] = row.map(f32x4::to_array);
    std::array::from_fn(|at| if at < N * LANES { lanes[at / LANES][at % LANES] } else { 0.0 })
}

impl Layer {
    fn of(&self, words: &[Row], word: usize) -> Row {
        let mut seen = [f32x4::ZERO; WIDTH / LANES];
        for (at, shift) in self.shifts.iter().enumerate() {
            let there = (word + at * self.step).checked_sub(SHIFTS / 2 * self.step);
            if let Some(there) = there.and_then(|there| words.get(there)) {
                for lane in 0..WIDTH / LANES {
                    seen[lane] += shift[lane] * there[lane];
                }
            }
        }
        let mut sum = self.bias;
        for (figure, row) in flat(&seen).iter().zip(&self.from) {
            add_times(&mut sum, row, *figure);
        }
        std::array::from_fn(|lane| words[word][lane] + positive(sum[lane]))
    }
}
