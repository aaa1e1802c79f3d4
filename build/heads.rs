//! What of a rule's regex stands before the first byte of its gate.
//!
//! The other half of [`super::tails`]: the *head* of a regex for a set of bytes is what its matches look like up to
//! their first byte of the set. Run backwards from such a byte of a text, its automaton names the few places where a
//! match can start. It may name too many (what follows is forgotten), never too few.

use regex_syntax::hir::{
    Class, ClassBytes, ClassBytesRange, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition,
};

use crate::tails::{Bytes, any_of, members};

/// A part of a regex seen from a set of bytes.
struct Split {
    /// What stands before the first byte of the set, in matches that have one.
    before: Option<Hir>,
    /// The matches that have none.
    without: Option<Hir>,
}

/// What matches look like before their first byte of a set of ASCII, if they can have one.
pub(crate) fn head(hir: &Hir, set: &Bytes) -> Option<Hir> {
    split(hir, set).before
}

fn split(hir: &Hir, set: &Bytes) -> Split {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Split { before: None, without: Some(hir.clone()) },
        HirKind::Literal(literal) => match literal.0.iter().position(|&byte| set[usize::from(byte)]) {
            Some(at) => Split { before: Some(Hir::literal(&literal.0[..at])), without: None },
            None => Split { before: None, without: Some(hir.clone()) },
        },
        HirKind::Class(class) => {
            Split { before: members(class).has_one_of(set).then(Hir::empty), without: without(class, set) }
        }
        HirKind::Repetition(repetition) => {
            let one = split(&repetition.sub, set);
            let rounds = |min: u32, max: Option<u32>| match &one.without {
                Some(one) => {
                    Some(Hir::repetition(Repetition { min, max, greedy: true, sub: Box::new(one.clone()) }))
                }
                None => (min == 0).then(Hir::empty),
            };
            let before = one.before.as_ref().filter(|_| repetition.max != Some(0)).and_then(|before| {
                let passed = rounds(0, repetition.max.map(|most| most - 1))?;
                Some(Hir::concat(vec![passed, before.clone()]))
            });
            Split { before, without: rounds(repetition.min, repetition.max) }
        }
        HirKind::Capture(capture) => split(&capture.sub, set),
        HirKind::Concat(parts) => {
            let mut heads = Vec::new();
            let mut passed = Some(Vec::new());
            for part in parts {
                let Some(so_far) = passed else { break };
                let part = split(part, set);
                if let Some(before) = part.before {
                    heads.push(Hir::concat(so_far.iter().cloned().chain([before]).collect()));
                }
                passed = part.without.map(|part| so_far.into_iter().chain([part]).collect());
            }
            Split { before: any_of(heads), without: passed.map(Hir::concat) }
        }
        HirKind::Alternation(branches) => {
            let (before, without): (Vec<_>, Vec<_>) = branches
                .iter()
                .map(|branch| split(branch, set))
                .map(|split| (split.before, split.without))
                .unzip();
            let some = |parts: Vec<Option<Hir>>| any_of(parts.into_iter().flatten().collect());
            Split { before: some(before), without: some(without) }
        }
    }
}

/// The members of a class that are not of the set.
fn without(class: &Class, set: &Bytes) -> Option<Hir> {
    let bytes = (0..=u8::MAX).filter(|byte| set[usize::from(*byte)]);
    let class = match class {
        Class::Bytes(class) => {
            let mut class = class.clone();
            class.difference(&ClassBytes::new(bytes.map(|byte| ClassBytesRange::new(byte, byte))));
            Class::Bytes(class)
        }
        Class::Unicode(class) => {
            let mut class = class.clone();
            let chars = bytes.map(|byte| ClassUnicodeRange::new(char::from(byte), char::from(byte)));
            class.difference(&ClassUnicode::new(chars));
            Class::Unicode(class)
        }
    };
    let is_empty = match &class {
        Class::Bytes(class) => class.ranges().is_empty(),
        Class::Unicode(class) => class.ranges().is_empty(),
    };
    (!is_empty).then(|| Hir::class(class))
}
