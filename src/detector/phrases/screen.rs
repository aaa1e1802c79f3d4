//! What the words of a sentence could fill: which forms are worth trying in it.
//!
//! Nearly every form has a place that nothing in a given sentence can fill. The build script names the rarest
//! such places of each form, its needs. Here the needs that a sentence meets are gathered in one set of bits,
//! and from them the set of forms whose rarest need is met; the forms a word starts are intersected with it.

use super::matcher::Known;
use super::tables::{
    CAPITAL_NEEDS, CLASS_NEEDS, DIGIT_NEEDS, FORM_WORDS, FREE_FORMS, Form, NEED_FORMS, NEED_WORDS,
};
use crate::lexicon::Class;

/// A set of needs.
#[derive(Clone, Copy)]
pub(super) struct Needs(pub(super) [u64; NEED_WORDS]);

/// A set of forms.
#[derive(Clone, Copy)]
pub(super) struct Forms(pub(super) [u64; FORM_WORDS]);

impl Forms {
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
    met: Needs,
    pub(super) forms: Forms,
}

impl Screen {
    /// Lets every form through: slower, the same matches, and what tests compare a screen with.
    pub(super) const OPEN: Self =
        Self { met: Needs([u64::MAX; NEED_WORDS]), forms: Forms([u64::MAX; FORM_WORDS]) };

    /// By the words of a sentence, and the classes and shapes among them.
    pub(super) fn of(words: &[Known], classes: Class, digit: bool, capital: bool) -> Self {
        let mut met = Needs([0; NEED_WORDS]);
        for word in words.iter().flat_map(|known| known.words()) {
            for &need in word.needs {
                met.0[usize::from(need) / 64] |= 1 << (need % 64);
            }
        }
        let shapes = [(digit, &DIGIT_NEEDS), (capital, &CAPITAL_NEEDS)];
        let by_shape = shapes.into_iter().filter(|(stands, _)| *stands).map(|(_, needs)| needs);
        let by_class = CLASS_NEEDS.iter().filter(|(class, _)| classes.has(*class)).map(|(_, needs)| needs);
        for needs in by_shape.chain(by_class) {
            met.0.iter_mut().zip(needs.0).for_each(|(sum, needs)| *sum |= needs);
        }
        let mut forms = FREE_FORMS;
        for (at, bits) in met.0.into_iter().enumerate() {
            for let_in in ones(bits).filter_map(|bit| NEED_FORMS.get(at * 64 + bit)) {
                forms.0.iter_mut().zip(let_in.0).for_each(|(sum, more)| *sum |= more);
            }
        }
        Self { met, forms }
    }

    /// Whether the other needs of a form are met too.
    pub(super) fn allows(&self, form: &Form) -> bool {
        form.needs.iter().all(|&need| self.met.0[usize::from(need) / 64] >> (need % 64) & 1 == 1)
    }
}
