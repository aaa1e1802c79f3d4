//! What the words of a sentence could fill: which forms are worth trying in it.
//!
//! Nearly every form has a place that nothing in a given sentence can fill. The build script names the rarest
//! such places of each form, its needs. Here the needs that a sentence meets are gathered in one set of bits,
//! and from them the set of forms whose rarest need is met; the forms a word starts are intersected with it.

use super::matcher::Known;
use super::tables::{
    CAPITAL_NEEDS, CLASS_NEEDS, DIGIT_NEEDS, FORM_WORDS, FREE_FORMS, Form, NEED_FORMS, NEED_WORDS, NEEDED,
    NEEDS,
};
use crate::lexicon::Class;

/// A set of needs.
#[derive(Clone, Copy)]
pub(super) struct Needs(pub(super) [u64; NEED_WORDS]);

/// A set of forms.
#[derive(Clone, Copy)]
pub(super) struct Forms(pub(super) [u64; FORM_WORDS]);

impl Forms {
    /// The members of either.
    pub(super) fn or(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(ours, theirs)| *ours |= theirs);
        self
    }

    /// The members of both, in order.
    pub(super) fn common(mut self, other: &Forms) -> impl Iterator<Item = usize> + use<> {
        self.0.iter_mut().zip(other.0).for_each(|(ours, theirs)| *ours &= theirs);
        let met = self.0.into_iter().enumerate().filter(|(_, bits)| *bits != 0);
        met.flat_map(|(at, bits)| ones(bits).map(move |bit| at * 64 + bit))
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

/// The places of words in a sentence, a bit each; the last bit stands for every word from there on.
const PLACES: u32 = u64::BITS;

/// The forms worth trying in one sentence.
pub(super) struct Screen {
    /// By need: where in the sentence it is met.
    met: [u64; NEEDS],
    /// The needs that are met somewhere.
    needs: Needs,
    pub(super) forms: Forms,
}

impl Screen {
    /// Lets every form through: slower, the same matches, and what tests compare a screen with.
    pub(super) fn open() -> Self {
        let (needs, forms) = (Needs([u64::MAX; NEED_WORDS]), Forms([u64::MAX; FORM_WORDS]));
        Self { met: [u64::MAX; NEEDS], needs, forms }
    }

    /// Lets no form through that needs anything, until it has read a sentence.
    pub(super) const fn shut() -> Self {
        Self { met: [0; NEEDS], needs: Needs([0; NEED_WORDS]), forms: FREE_FORMS }
    }

    /// Reads the words of a sentence, with the classes and shapes of each. What the sentence before met is
    /// forgotten need by need: a sentence meets few of them.
    pub(super) fn read(&mut self, words: impl Iterator<Item = (Known, Class, bool, bool)>) {
        let Self { met, needs, forms } = self;
        for (at, bits) in needs.0.iter_mut().enumerate() {
            ones(std::mem::take(bits)).for_each(|bit| met[at * 64 + bit] = 0);
        }
        let mut classes = [0_u64; CLASS_NEEDS.len()];
        let (mut digits, mut capitals) = (0, 0);
        for ((known, class, digit, capital), at) in words.zip(0..) {
            let place = 1_u64 << at.min(PLACES - 1);
            for &need in known.words().flat_map(|word| word.needs) {
                needs.0[usize::from(need) / 64] |= 1 << (need % 64);
                met[usize::from(need)] |= place;
            }
            digits |= if digit { place } else { 0 };
            capitals |= if capital { place } else { 0 };
            if class.has(NEEDED) {
                for (places, (wanted, _)) in classes.iter_mut().zip(&CLASS_NEEDS) {
                    *places |= if class.has(*wanted) { place } else { 0 };
                }
            }
        }
        let by_shape = [(digits, &DIGIT_NEEDS), (capitals, &CAPITAL_NEEDS)].into_iter();
        let by_class = classes.into_iter().zip(CLASS_NEEDS.iter().map(|(_, needs)| needs));
        for (places, more) in by_shape.chain(by_class).filter(|(places, _)| *places != 0) {
            for (at, (sum, more)) in needs.0.iter_mut().zip(more.0).enumerate() {
                *sum |= more;
                ones(more).for_each(|bit| met[at * 64 + bit] |= places);
            }
        }
        *forms = FREE_FORMS;
        for (at, &bits) in needs.0.iter().enumerate() {
            for let_in in ones(bits).filter_map(|bit| NEED_FORMS.get(at * 64 + bit)) {
                forms.0.iter_mut().zip(let_in.0).for_each(|(sum, more)| *sum |= more);
            }
        }
    }

    /// Whether everything that a form needs stands as far behind word `at` of the sentence as it has to.
    pub(super) fn allows(&self, form: &Form, at: u32) -> bool {
        form.needs.iter().all(|placed| {
            let [from, to] = [placed.from, placed.to].map(|far| (at + u32::from(far)).min(PLACES - 1));
            let within = (u64::MAX << from) & (u64::MAX >> (PLACES - 1 - to));
            self.met[usize::from(placed.need)] & within != 0
        })
    }
}
