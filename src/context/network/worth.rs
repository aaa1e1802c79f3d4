//! What is told of words, summed up by what it is worth: for every word of a draft, so many at a time.

use wide::i16x8;

use super::{LANES, MOST_TOLD, SCALE, SEEN, TOLD_UNIT, Told};
use crate::context::words_table::HUNDRED;

type Lanes = [i16x8; SEEN.len().div_ceil(LANES)];

/// A worth has so many bits behind the point of a hundredth.
const BITS: u32 = 4;

/// What each of [`SEEN`] is worth.
pub(in crate::context) struct Worth(Lanes);

/// What is told of a word, as it is summed up.
pub(in crate::context) struct Seen(Lanes);

fn lanes(number: impl Fn(usize) -> i16) -> Lanes {
    let of_lane = |at: usize| if at < SEEN.len() { number(at) } else { 0 };
    std::array::from_fn(|lanes| i16x8::from(std::array::from_fn(|at| of_lane(lanes * LANES + at))))
}

impl Worth {
    /// From log-odds.
    pub fn of(worth: [f32; SEEN.len()]) -> Self {
        #[allow(clippy::cast_possible_truncation)] // A cast to a whole number stops at its bounds.
        Self(lanes(|at| (worth[at] * HUNDRED * f32::from(1_i16 << BITS)).round() as i16))
    }

    /// What a word comes to, in hundredths of log-odds.
    pub fn sum(&self, seen: &Seen) -> i16 {
        #[allow(clippy::cast_possible_truncation)] // Whole numbers, both.
        const CUT: u32 = BITS + (TOLD_UNIT as u32 * SCALE as u32).ilog2();
        let products = self.0.iter().zip(&seen.0).map(|(worth, seen)| worth.dot(*seen).reduce_add());
        let rounded = (products.sum::<i32>() + (1 << (CUT - 1))) >> CUT;
        #[allow(clippy::cast_possible_truncation)] // Between the bounds of 16 bits.
        let sum = rounded.clamp(i16::MIN.into(), i16::MAX.into()) as i16;
        sum
    }
}

impl Seen {
    pub fn of(told: &Told) -> Self {
        let most = i16x8::splat(MOST_TOLD);
        Self(lanes(|at| told[at]).map(|told| told.min(most).max(-most)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::values;
    use super::*;

    #[test]
    fn a_sum_is_that_of_the_values() {
        let worth: [f32; SEEN.len()] = std::array::from_fn(|at| [0.5, -1.25, 0.0, 3.0][at % 4]);
        let told: Told = std::array::from_fn(|at| [40, -16, 3000, -128, 7][at % 5]);
        let plain: f32 = worth.iter().zip(values(&told)).map(|(worth, value)| worth * value).sum();
        let sum = Worth::of(worth).sum(&Seen::of(&told));
        assert!((f32::from(sum) - plain * HUNDRED).abs() <= 1.0, "{sum} for {plain}");
        assert!(plain.abs() > 1.0);
    }
}
