//! Cues: words that speak about a candidate from a distance, and how near they stand.

/// A class of words that speak about a candidate from a distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Cue(pub(crate) u8);

/// How near a cue stands to a candidate; the nearest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Near {
    /// One of the two words before.
    Before = 0,
    /// One of the two words after.
    After = 1,
    /// In the same clause, before.
    ClauseBefore = 2,
    /// In the same clause, after.
    ClauseAfter = 3,
    /// In the same sentence.
    Sentence = 4,
    /// In a neighbouring sentence.
    Neighbour = 5,
    /// Somewhere in the draft.
    Draft = 6,
    /// In the candidate itself.
    Inside = 7,
}

impl Near {
    pub(crate) const ALL: [Near; 8] = [
        Self::Before,
        Self::After,
        Self::ClauseBefore,
        Self::ClauseAfter,
        Self::Sentence,
        Self::Neighbour,
        Self::Draft,
        Self::Inside,
    ];
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::ClauseBefore => "clause_before",
            Self::ClauseAfter => "clause_after",
            Self::Sentence => "sentence",
            Self::Neighbour => "neighbour",
            Self::Draft => "draft",
            Self::Inside => "inside",
        }
    }
    pub(crate) const fn says(self) -> &'static str {
        match self {
            Self::Before => "right before it",
            Self::After => "right after it",
            Self::ClauseBefore => "before it in the clause",
            Self::ClauseAfter => "after it in the clause",
            Self::Sentence => "in the same sentence",
            Self::Neighbour => "in the next sentence",
            Self::Draft => "in the draft",
            Self::Inside => "in it",
        }
    }
}

/// The cue classes are bits 24 to 63 of the lexicon's classes.
pub(crate) const FIRST_CUE_BIT: u8 = 24;

impl Cue {
    /// The cues of a set of classes, one after another.
    pub(crate) fn all_of(classes: u64) -> impl Iterator<Item = Cue> {
        let mut left = classes >> FIRST_CUE_BIT;
        std::iter::from_fn(move || {
            if left == 0 {
                return None;
            }
            #[allow(clippy::cast_possible_truncation)] // below 64
            let bit = left.trailing_zeros() as u8;
            left &= left - 1;
            Some(Cue(bit))
        })
    }
}
