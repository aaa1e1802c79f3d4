//! What the words of a sentence could fill: which forms are worth trying in it.
//!
//! Nearly every form has a place that nothing in a given sentence can fill. The build script names the rarest
//! such places of each form, its needs. Here the needs that a sentence meets are gathered in one set of bits,
//! and from them the set of forms whose rarest need is met; the forms a word starts are intersected with it.

use super::matcher::Known;
use super::tables::{
    CAPITAL_NEEDS, CLASS_NEEDS, DIGIT_NEEDS, FORM_WORDS, FREE_FORMS, Form, NEED_FORMS, NEED_WORDS, NEEDS,
};
use crate::lexicon::Class;

/// A set of needs.
#[derive(Clone, Copy)]
pub(super) struct Needs(pub(super) [u64; NEED_WORDS]);

/// A set of forms.
#[derive(Clone, Copy)]
pub(super) struct Forms(pub(super) [u64; FORM_WORDS]);

impl Forms {
    /// Whether there is a member of both.
    pub(super) fn meets(&self, other: &Forms) -> bool {
        self.0.iter().zip(other.0).fold(0, |sum, (ours, theirs)| sum | ours & theirs) != 0
    }

    /// The members of both, in order.
    pub(super) fn common(&self, other: &Forms) -> impl Iterator<Item = usize> + use<> {
        let mut left = self.0;
        left.iter_mut().zip(other.0).for_each(|(ours, theirs)| *ours &= theirs);
        left.into_iter().enumerate().flat_map(|(at, bits)| ones(bits).map(move |bit| at * 64 + bit))
    }
}

/// The places of the bits of a word, from the lowest.
fn ones(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        Some(bit)
    })
}

/// The forms worth trying in one sentence.
pub(super) struct Screen {
    /// By need: behind the last word that meets it, counted from the start of the sentence; 0 for none.
    behind: [u32; NEEDS],
    pub(super) forms: Forms,
}

impl Screen {
    /// Lets every form through: slower, the same matches, and what tests compare a screen with.
    pub(super) const OPEN: Self = Self { behind: [u32::MAX; NEEDS], forms: Forms([u64::MAX; FORM_WORDS]) };

    /// By the words of a sentence, and the classes and shapes among them.
    pub(super) fn of(words: &[Known], classes: Class, digit: bool, capital: bool) -> Self {
        let mut met = Needs([0; NEED_WORDS]);
        let mut behind = [0; NEEDS];
        for (known, end) in words.iter().zip(1..) {
            for &need in known.words().flat_map(|word| word.needs) {
                met.0[usize::from(need) / 64] |= 1 << (need % 64);
                behind[usize::from(need)] = end;
            }
        }
        let shapes = [(digit, &DIGIT_NEEDS), (capital, &CAPITAL_NEEDS)];
        let by_shape = shapes.into_iter().filter(|(stands, _)| *stands).map(|(_, needs)| needs);
        let by_class = CLASS_NEEDS.iter().filter(|(class, _)| classes.has(*class)).map(|(_, needs)| needs);
        for needs in by_shape.chain(by_class) {
            for (at, (sum, needs)) in met.0.iter_mut().zip(needs.0).enumerate() {
                *sum |= needs;
                // Where a class or shape stands is not looked at.
                ones(needs).for_each(|bit| behind[at * 64 + bit] = u32::MAX);
            }
        }
        let mut forms = FREE_FORMS;
        for (at, bits) in met.0.into_iter().enumerate() {
            for let_in in ones(bits).filter_map(|bit| NEED_FORMS.get(at * 64 + bit)) {
                forms.0.iter_mut().zip(let_in.0).for_each(|(sum, more)| *sum |= more);
            }
        }
        Self { behind, forms }
    }

    /// Whether everything a form needs stands behind word `at` of the sentence.
    pub(super) fn allows(&self, form: &Form, at: u32) -> bool {
        form.needs.iter().all(|&need| self.behind[usize::from(need)] > at + 1)
    }
}
