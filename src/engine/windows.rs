//! Where a rule's matches can start, told from where its automaton said yes.
//!
//! An automaton is run from a match's first digit, first letter or first sign of its gate. A match starts there,
//! or before, where none of these stands, and no further back than the longest text that can precede it. So a
//! rule that is let through is not searched for in all of a text, but from a few bytes of it.

use std::ops::Range;

use super::pieces::Piece;
use super::program::{Found, Program, Spent, Steps};

/// The byte of a match that its automaton is run from, the first of its kind in the match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Digit,
    Letter,
    Sign(u8),
}

/// What may stand before that byte.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lead {
    pub by: By,
    /// The longest text of a match before it.
    pub longest: usize,
}

/// A rule, and a byte of the text that a match of it may hold first.
pub(super) type Spot = (usize, usize);

/// The places of one rule where its automaton said yes, in order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Starts<'s> {
    pub lead: Lead,
    pub spots: &'s [Spot],
}

/// What one rule has to search: a piece, from a byte on, everywhere or only from some starts.
#[derive(Clone, Debug)]
pub(super) struct Search<'s> {
    pub text: &'s str,
    pub piece: &'s Piece,
    pub from: usize,
    pub starts: Option<Starts<'s>>,
}

impl By {
    fn is(self, byte: u8) -> bool {
        match self {
            Self::Digit => byte.is_ascii_digit(),
            Self::Letter => byte.is_ascii_alphabetic(),
            Self::Sign(sign) => byte == sign,
        }
    }
}

impl Lead {
    /// Where a match can start that has its first byte of the kind at `at`.
    fn before(self, text: &[u8], at: usize) -> Range<usize> {
        let reach = &text[at.saturating_sub(self.longest)..at];
        let passed = reach.iter().rev().take_while(|byte| !self.by.is(**byte)).count();
        at - passed..at + 1
    }
}

impl<'s> Starts<'s> {
    /// The starts that the first spots of `spots` tell of, if these are spots of `rule`; takes them away.
    pub fn take(spots: &mut &'s [Spot], rule: usize, lead: Lead) -> Self {
        let first = spots.iter().take_while(|(other, _)| *other < rule).count();
        let rest = &spots[first..];
        let (own, rest) = rest.split_at(rest.iter().take_while(|(other, _)| *other == rule).count());
        *spots = rest;
        Self { lead, spots: own }
    }
}

impl Search<'_> {
    /// What a regex gets to see.
    pub fn haystack(&self) -> &[u8] {
        &self.text.as_bytes()[..self.piece.end]
    }

    /// The first match of a program at `at` or behind; `spot` is the first spot that is not done with. Adds up the
    /// bytes it looked for a start in.
    pub fn first(
        &self,
        program: &Program,
        at: usize,
        spot: &mut usize,
        steps: &mut Steps,
        searched: &mut usize,
    ) -> Result<Option<Found>, Spent> {
        let (haystack, end) = (self.haystack(), self.piece.own.end);
        let mut find = |starts: Range<usize>, most: usize| {
            let from = starts.start;
            let found = program.find(haystack, starts, steps);
            let to = found.as_ref().ok().and_then(Option::as_ref).map_or(most, |found| found.whole.end);
            *searched += to - from;
            found
        };
        let Some(starts) = self.starts else { return find(at..end, haystack.len()) };
        while let Some(&(_, place)) = starts.spots.get(*spot) {
            let window = starts.lead.before(haystack, place);
            let window = window.start.max(at)..window.end.min(end);
            if !window.is_empty()
                && let Some(found) = find(window.clone(), window.end)?
            {
                return Ok(Some(found));
            }
            *spot += 1;
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_starts_behind_the_last_byte_of_the_kind_and_no_further_back_than_its_lead() {
        let before = |by, longest, text: &str, at| Lead { by, longest }.before(text.as_bytes(), at);
        assert_eq!(before(By::Digit, 40, "on 1 May 2", 9), 4..10);
        assert_eq!(before(By::Digit, 3, "on 1 May 2", 9), 6..10);
        assert_eq!(before(By::Digit, 0, "12", 1), 1..2);
        assert_eq!(before(By::Letter, 9, "(5) pm", 4), 0..5);
        assert_eq!(before(By::Sign(b'@'), 9, "a@b@c", 3), 2..4);
    }

    #[test]
    fn each_rule_takes_its_own_spots() {
        let all = [(1, 5), (1, 9), (3, 2), (7, 0)];
        let lead = Lead { by: By::Digit, longest: 0 };
        let mut spots = &all[..];
        let mut taken = |rule| Starts::take(&mut spots, rule, lead).spots.to_vec();
        assert_eq!(taken(1), [(1, 5), (1, 9)]);
        assert_eq!(taken(2), []);
        assert_eq!(taken(7), [(7, 0)], "those of the rule between are passed over");
    }
}
