//! What of a rule's regex follows the first byte of its gate.
//!
//! A rule that asks for digits can only match where a digit stands, and then the text from that digit on has
//! to fit the rest of its regex. This module cuts a regex there: the *tail* of a regex for a set of bytes is
//! what its matches look like from their first byte of the set on. It may say yes too often (what stands before
//! is forgotten), never no too often.

use regex_syntax::hir::{Class, ClassBytes, ClassBytesRange, Hir, HirKind, Look, Repetition};

/// A set of bytes.
pub(crate) type Bytes = [bool; 256];

/// A regex seen from a set of bytes.
pub(crate) struct Cut {
    /// What matches look like from the first byte of the set on, if they can have one.
    pub tail: Option<Hir>,
    /// Whether a match can do without a byte of the set.
    pub without: bool,
}

/// What a class of one character holds. A character of several bytes has none of a set's.
pub(crate) struct Members {
    bytes: Bytes,
    /// Whether it has characters that are not ASCII.
    others: bool,
}

impl Members {
    pub(crate) fn has_one_of(&self, set: &Bytes) -> bool {
        self.bytes.iter().zip(set).any(|(member, one)| *member && *one)
    }

    fn has_others_than(&self, set: &Bytes) -> bool {
        self.others || self.bytes.iter().zip(set).any(|(member, one)| *member && !*one)
    }
}

pub(crate) fn members(class: &Class) -> Members {
    let mut members = Members { bytes: [false; 256], others: false };
    match class {
        Class::Bytes(class) => {
            let bytes = class.ranges().iter().flat_map(|range| range.start()..=range.end());
            bytes.for_each(|byte| members.bytes[usize::from(byte)] = true);
        }
        // Choices between single characters are read as this, also where Unicode is off.
        Class::Unicode(class) => {
            for range in class.ranges() {
                let ascii = (range.start()..=range.end()).take_while(char::is_ascii);
                ascii.for_each(|c| members.bytes[c as usize] = true);
                members.others |= !range.end().is_ascii();
            }
        }
    }
    members
}

/// Cuts a regex at the first byte of a set of ASCII.
pub(crate) fn cut(hir: &Hir, set: &Bytes) -> Cut {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Cut { tail: None, without: true },
        HirKind::Literal(literal) => match literal.0.iter().position(|&byte| set[usize::from(byte)]) {
            Some(at) => Cut { tail: Some(Hir::literal(&literal.0[at..])), without: false },
            None => Cut { tail: None, without: true },
        },
        HirKind::Class(class) => {
            let members = members(class);
            let inside =
                (0..=u8::MAX).filter(|byte| members.bytes[usize::from(*byte)] && set[usize::from(*byte)]);
            let inside = ClassBytes::new(inside.map(|byte| ClassBytesRange::new(byte, byte)));
            let tail = (!inside.ranges().is_empty()).then(|| Hir::class(Class::Bytes(inside)));
            Cut { tail, without: members.has_others_than(set) }
        }
        HirKind::Repetition(repetition) => {
            let one = cut(&repetition.sub, set);
            // Where no round can do without, the first byte stands in the first round.
            let least = if one.without { 0 } else { repetition.min.saturating_sub(1) };
            let rest = Hir::repetition(Repetition {
                min: least,
                max: repetition.max.map(|most| most.saturating_sub(1)),
                greedy: true,
                sub: repetition.sub.clone(),
            });
            let tail = one.tail.map(|tail| Hir::concat(vec![tail, rest]));
            Cut { tail, without: one.without || repetition.min == 0 }
        }
        HirKind::Capture(capture) => cut(&capture.sub, set),
        HirKind::Concat(parts) => {
            let mut tails = Vec::new();
            let mut without = true;
            for (at, part) in parts.iter().enumerate() {
                let one = cut(part, set);
                if let Some(tail) = one.tail {
                    let rest = parts[at + 1..].iter().cloned();
                    tails.push(Hir::concat(std::iter::once(tail).chain(rest).collect()));
                }
                if !one.without {
                    without = false;
                    break;
                }
            }
            Cut { tail: any_of(tails), without }
        }
        HirKind::Alternation(branches) => {
            let cuts: Vec<Cut> = branches.iter().map(|branch| cut(branch, set)).collect();
            let without = cuts.iter().any(|cut| cut.without);
            Cut { tail: any_of(cuts.into_iter().filter_map(|cut| cut.tail).collect()), without }
        }
    }
}

/// A tail in which a repeat of more rounds than so many can go on for ever: counting rounds is what makes automata
/// large.
pub(crate) fn relaxed(hir: &Hir, rounds: u32) -> Hir {
    match hir.kind() {
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            min: repetition.min,
            max: repetition.max.filter(|most| *most <= rounds.max(repetition.min)),
            greedy: repetition.greedy,
            sub: Box::new(relaxed(&repetition.sub, rounds)),
        }),
        HirKind::Capture(capture) => relaxed(&capture.sub, rounds),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(|part| relaxed(part, rounds)).collect()),
        HirKind::Alternation(branches) => {
            Hir::alternation(branches.iter().map(|branch| relaxed(branch, rounds)).collect())
        }
        _ => hir.clone(),
    }
}

/// What about so many bytes of a tail say of it, for a tail that is too much to ask for whole: every match of the
/// tail starts with a match of this.
pub(crate) fn beginning(tail: &Hir, bytes: usize) -> Hir {
    shortened(tail, bytes).0
}

/// The beginning, and whether it is all.
fn shortened(hir: &Hir, bytes: usize) -> (Hir, bool) {
    match hir.kind() {
        HirKind::Literal(literal) if literal.0.len() > bytes => (Hir::literal(&literal.0[..bytes]), false),
        // What goes on for ever needs no counting.
        HirKind::Repetition(Repetition { max: None, .. }) => (hir.clone(), true),
        HirKind::Repetition(repetition) if hir.properties().maximum_len().is_none_or(|most| most > bytes) => {
            let (one, all) = shortened(&repetition.sub, bytes);
            let least = u32::try_from(bytes).map_or(repetition.min, |bytes| repetition.min.min(bytes));
            let rounds = if all { least } else { least.min(1) };
            (
                Hir::repetition(Repetition {
                    min: rounds,
                    max: Some(rounds),
                    greedy: true,
                    sub: Box::new(one),
                }),
                false,
            )
        }
        HirKind::Capture(capture) => shortened(&capture.sub, bytes),
        HirKind::Concat(parts) => {
            let (mut kept, mut length) = (Vec::new(), 0);
            for part in parts {
                if length >= bytes {
                    return (Hir::concat(kept), false);
                }
                let (part, all) = shortened(part, bytes - length);
                length += part.properties().minimum_len().unwrap_or(0);
                kept.push(part);
                if !all {
                    return (Hir::concat(kept), false);
                }
            }
            (Hir::concat(kept), true)
        }
        HirKind::Alternation(branches) => {
            let branches: Vec<(Hir, bool)> = branches.iter().map(|branch| shortened(branch, bytes)).collect();
            let all = branches.iter().all(|(_, all)| *all);
            (Hir::alternation(branches.into_iter().map(|(branch, _)| branch).collect()), all)
        }
        _ => (hir.clone(), true),
    }
}

pub(crate) fn any_of(tails: Vec<Hir>) -> Option<Hir> {
    (!tails.is_empty()).then(|| Hir::alternation(tails))
}

/// Whether a match can begin with a byte of the set without a boundary before it: inside a run of such bytes.
pub(crate) fn is_bare(hir: &Hir, set: &Bytes) -> bool {
    entry(hir, set).bare
}

/// How a match of a part can begin.
#[derive(Clone, Copy, Default)]
struct Entry {
    /// With a byte of the set, and nothing said of what stands before it.
    bare: bool,
    /// With what follows the part: it matches nothing, and says nothing of what stands before.
    passes: bool,
}

fn entry(hir: &Hir, set: &Bytes) -> Entry {
    match hir.kind() {
        // At the start of a word, of a line or of the text no run of bytes of a word goes on.
        HirKind::Look(Look::WordAscii | Look::WordStartAscii | Look::Start | Look::StartLF) => {
            Entry::default()
        }
        HirKind::Empty | HirKind::Look(_) => Entry { bare: false, passes: true },
        HirKind::Literal(literal) => {
            Entry { bare: literal.0.first().is_some_and(|&byte| set[usize::from(byte)]), passes: false }
        }
        HirKind::Class(class) => Entry { bare: members(class).has_one_of(set), passes: false },
        HirKind::Repetition(repetition) => {
            let one = entry(&repetition.sub, set);
            Entry { passes: one.passes || repetition.min == 0, ..one }
        }
        HirKind::Capture(capture) => entry(&capture.sub, set),
        HirKind::Concat(parts) => parts.iter().fold(Entry { bare: false, passes: true }, |before, part| {
            if !before.passes {
                return before;
            }
            let part = entry(part, set);
            Entry { bare: before.bare || part.bare, passes: part.passes }
        }),
        HirKind::Alternation(branches) => {
            branches.iter().map(|branch| entry(branch, set)).fold(Entry::default(), |all, one| Entry {
                bare: all.bare || one.bare,
                passes: all.passes || one.passes,
            })
        }
    }
}
