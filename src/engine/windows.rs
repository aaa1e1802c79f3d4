//! Where a rule's matches can start, told from where its automaton said yes.
//!
//! An automaton is run from a match's first digit, first letter or first sign of its gate. A match starts there,
//! or before, where none of these stands, and no further back than the longest text that can precede it. So a
//! rule that is let through is not searched for in all of a text, but from a few bytes of it.

use std::ops::Range;

use super::automaton::{Automaton, Tables};
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
    /// The automaton of such texts, read backwards; it may match more.
    pub head: Option<&'static Tables>,
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
    /// What every match passes, where the starts say little.
    pub whole: Option<&'s Automaton>,
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
    /// Where a match can start that has its first byte of the kind at `at`, if nothing more is known.
    fn before(&self, text: &[u8], at: usize) -> Range<usize> {
        let reach = &text[at.saturating_sub(self.longest)..at];
        let passed = reach.iter().rev().take_while(|byte| !self.by.is(**byte)).count();
        at - passed..at + 1
    }

    /// Puts the places from `from` on where a match can start that has its first byte of the kind at `at` into
    /// `places`, the last first; gives the bytes looked at. `head` is the lead's automaton.
    fn places(
        &self,
        head: Option<&Automaton>,
        text: &[u8],
        from: usize,
        at: usize,
        places: &mut Vec<usize>,
    ) -> usize {
        places.clear();
        if at < from {
            return 0;
        }
        match head {
            Some(head) => head.run_back(text, at, self.longest.min(at - from), |place| places.push(place)),
            None => {
                let window = self.before(text, at);
                places.extend((window.start.max(from)..window.end).rev());
                places.len()
            }
        }
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
        let Some(starts) = self.starts else {
            let found = program.find(haystack, at..end, self.whole, steps);
            let found_to = found.as_ref().ok().and_then(Option::as_ref).map(|found| found.whole.end);
            *searched += found_to.unwrap_or(haystack.len()) - at;
            return found;
        };
        let head = starts.lead.head.map(Tables::automaton);
        let mut places = std::mem::take(&mut steps.places);
        let mut found = Ok(None);
        while let Some(&(_, place)) = starts.spots.get(*spot).filter(|_| found == Ok(None)) {
            steps.walked += starts.lead.places(head.as_ref(), haystack, at, place, &mut places);
            *searched += places.len();
            let own = places.iter().rev().copied().filter(|&start| start < end);
            found = program.find(haystack, own, self.whole, steps);
            *spot += usize::from(found == Ok(None));
        }
        steps.places = places;
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_starts_behind_the_last_byte_of_the_kind_and_no_further_back_than_its_lead() {
        let before =
            |by, longest, text: &str, at| Lead { by, longest, head: None }.before(text.as_bytes(), at);
        assert_eq!(before(By::Digit, 40, "on 1 May 2", 9), 4..10);
        assert_eq!(before(By::Digit, 3, "on 1 May 2", 9), 6..10);
        assert_eq!(before(By::Digit, 0, "12", 1), 1..2);
        assert_eq!(before(By::Letter, 9, "(5) pm", 4), 0..5);
        assert_eq!(before(By::Sign(b'@'), 9, "a@b@c", 3), 2..4);
    }

    #[test]
    fn no_place_lies_before_where_the_search_begins() {
        let lead = Lead { by: By::Digit, longest: 40, head: None };
        let places = |from, at| {
            let mut places = vec![7];
            lead.places(None, b"on 1 May 2", from, at, &mut places);
            places
        };
        assert_eq!(places(0, 9), [9, 8, 7, 6, 5, 4]);
        assert_eq!(places(8, 9), [9, 8]);
        assert!(places(10, 9).is_empty());
    }

    #[test]
    fn each_rule_takes_its_own_spots() {
        let all = [(1, 5), (1, 9), (3, 2), (7, 0)];
        let lead = Lead { by: By::Digit, longest: 0, head: None };
        let mut spots = &all[..];
        let mut taken = |rule| Starts::take(&mut spots, rule, lead).spots.to_vec();
        assert_eq!(taken(1), [(1, 5), (1, 9)]);
        assert_eq!(taken(2), []);
        assert_eq!(taken(7), [(7, 0)], "those of the rule between are passed over");
    }
}
