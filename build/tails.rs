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

/// Cuts a regex at the first byte of a set; none where it has a part that is not of bytes.
pub(crate) fn cut(hir: &Hir, set: &Bytes) -> Option<Cut> {
    Some(match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Cut { tail: None, without: true },
        HirKind::Literal(literal) => match literal.0.iter().position(|&byte| set[usize::from(byte)]) {
            Some(at) => Cut { tail: Some(Hir::literal(&literal.0[at..])), without: false },
            None => Cut { tail: None, without: true },
        },
        HirKind::Class(Class::Unicode(_)) => return None,
        HirKind::Class(Class::Bytes(class)) => {
            let mut inside = ClassBytes::empty();
            let ones = set.iter().zip(0..=u8::MAX).filter(|(one, _)| **one);
            ones.for_each(|(_, byte)| inside.push(ClassBytesRange::new(byte, byte)));
            let mut outside = class.clone();
            outside.difference(&inside);
            inside.intersect(class);
            let tail = (!inside.ranges().is_empty()).then(|| Hir::class(Class::Bytes(inside)));
            Cut { tail, without: !outside.ranges().is_empty() }
        }
        HirKind::Repetition(repetition) => {
            let one = cut(&repetition.sub, set)?;
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
        HirKind::Capture(capture) => cut(&capture.sub, set)?,
        HirKind::Concat(parts) => {
            let mut tails = Vec::new();
            let mut without = true;
            for (at, part) in parts.iter().enumerate() {
                let one = cut(part, set)?;
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
            let cuts = branches.iter().map(|branch| cut(branch, set)).collect::<Option<Vec<_>>>()?;
            let without = cuts.iter().any(|cut| cut.without);
            Cut { tail: any_of(cuts.into_iter().filter_map(|cut| cut.tail).collect()), without }
        }
    })
}

/// What so many parts of a tail say of it, for a tail that is too much to ask for whole.
pub(crate) fn beginning(tail: &Hir, parts: usize) -> Hir {
    match tail.kind() {
        HirKind::Concat(all) => Hir::concat(all.iter().take(parts).cloned().collect()),
        HirKind::Alternation(branches) => {
            Hir::alternation(branches.iter().map(|branch| beginning(branch, parts)).collect())
        }
        HirKind::Capture(capture) => beginning(&capture.sub, parts),
        _ => tail.clone(),
    }
}

fn any_of(tails: Vec<Hir>) -> Option<Hir> {
    (!tails.is_empty()).then(|| Hir::alternation(tails))
}

/// Whether a match can begin with a byte of the set without a boundary before it: inside a run of such bytes.
pub(crate) fn is_bare(hir: &Hir, set: &Bytes) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => false,
        HirKind::Literal(literal) => literal.0.first().is_some_and(|&byte| set[usize::from(byte)]),
        HirKind::Class(Class::Unicode(_)) => true,
        HirKind::Class(Class::Bytes(class)) => {
            let mut bytes = class.ranges().iter().flat_map(|range| range.start()..=range.end());
            bytes.any(|byte| set[usize::from(byte)])
        }
        HirKind::Repetition(repetition) => is_bare(&repetition.sub, set),
        HirKind::Capture(capture) => is_bare(&capture.sub, set),
        HirKind::Concat(parts) => {
            for part in parts {
                match part.kind() {
                    HirKind::Look(Look::WordAscii | Look::WordStartAscii | Look::Start) => return false,
                    _ if is_bare(part, set) => return true,
                    _ if part.properties().minimum_len() == Some(0) => {}
                    _ => return false,
                }
            }
            false
        }
        HirKind::Alternation(branches) => branches.iter().any(|branch| is_bare(branch, set)),
    }
}
