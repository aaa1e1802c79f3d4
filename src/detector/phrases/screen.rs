//! What the words of a sentence could fill: which forms are worth trying in it.
//!
//! Nearly every form has a place that nothing in a given sentence can fill. The build script names the rarest
//! such places of each form, its needs; here the needs that a sentence meets are gathered in one set of bits,
//! so that a form is dismissed by looking up a bit or two.

use super::matcher::Known;
use super::tables::{CAPITAL_NEEDS, CLASS_NEEDS, DIGIT_NEEDS, Form, NEED_WORDS};
use crate::lexicon::Class;

/// A set of needs.
#[derive(Clone, Copy)]
pub(super) struct Needs(pub(super) [u64; NEED_WORDS]);

impl Needs {
    /// The needs that a sentence meets: by its words, and by the classes and shapes among them.
    pub(super) fn met_by(words: &[Known], classes: Class, digit: bool, capital: bool) -> Self {
        let mut met = Self([0; NEED_WORDS]);
        for word in words.iter().flat_map(|known| known.words()) {
            for &need in word.needs {
                met.0[usize::from(need) / 64] |= 1 << (need % 64);
            }
        }
        for (class, needs) in CLASS_NEEDS {
            if classes.has(*class) {
                met.add(needs);
            }
        }
        if digit {
            met.add(&DIGIT_NEEDS);
        }
        if capital {
            met.add(&CAPITAL_NEEDS);
        }
        met
    }

    /// Every need there is: no form is dismissed.
    pub(super) const ALL: Self = Self([u64::MAX; NEED_WORDS]);

    fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, needs)| *sum |= needs);
    }

    /// Whether nothing that a form needs is missing.
    pub(super) fn allow(&self, form: &Form) -> bool {
        form.needs.iter().all(|&need| self.0[usize::from(need) / 64] >> (need % 64) & 1 == 1)
    }
}
