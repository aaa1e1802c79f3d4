//! The rules of `patterns/phrases/`, as the build script wrote them: constants, used in place.

use super::screen::{Forms, Needs};
use crate::finding::{Category, Feature};
use crate::lexicon::Class;

/// A word of the rules.
pub(super) struct Word {
    pub text: &'static str,
    /// The sets it is a term of, in order.
    pub sets: &'static [u16],
    /// The longer terms it starts, longest first.
    pub longer: &'static [Longer],
    /// The forms it can start, by the number of the set.
    pub starts: u16,
    /// The needs it meets.
    pub needs: &'static [u16],
}

/// The words of a term behind its first, by number, and the set it is a term of.
pub(super) struct Longer {
    pub rest: &'static [u16],
    pub set: u16,
}

/// One place of a form.
pub(super) struct Item {
    /// In order.
    pub sets: &'static [u16],
    pub classes: Class,
    /// What may fill it only as a possessive.
    pub owner_sets: &'static [u16],
    pub owner_classes: Class,
    pub flags: u8,
}

impl Item {
    /// A word with a digit fits.
    pub(super) const DIGIT: u8 = 1;
    /// A word with a capital fits.
    pub(super) const CAPITAL: u8 = 1 << 1;
    /// Any word fits.
    pub(super) const ANY: u8 = 1 << 2;
    /// A word that is none of the alternatives fits.
    pub(super) const NOT: u8 = 1 << 3;
    /// A comma or another break within the sentence may stand before the word.
    pub(super) const AFTER_BREAK: u8 = 1 << 4;
    /// It may be missing.
    pub(super) const OPTIONAL: u8 = 1 << 5;

    pub(super) const fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

/// A need of a form, and how many words behind the form's first word it can be met.
pub(super) struct Placed {
    pub need: u16,
    pub from: u8,
    pub to: u8,
}

/// Places in the order they stand in a text.
pub(super) struct Form {
    pub rule: u16,
    /// What must stand behind its first word in the sentence, the rarest first.
    pub needs: &'static [Placed],
    /// The items whose words are reported.
    pub span: (u8, u8),
    /// Only at the start of a clause.
    pub clause_start: bool,
    pub items: &'static [Item],
}

/// What a rule says of everything it finds.
pub(super) struct Rule {
    pub id: &'static str,
    pub category: Category,
    pub advice: &'static str,
    pub source: &'static str,
    pub prior: f32,
    pub features: &'static [Feature],
    #[cfg(test)]
    pub examples: &'static [&'static str],
    #[cfg(test)]
    pub counter_examples: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/phrases.rs"));
