//! What other kinds of candidates stand around one, whosever they are and before any is judged: a name
//! beside a room and an age is a resident's more often than a donor's.

use super::Field;
use super::sections::Stretch;
use crate::finding::{Candidate, Category, Feature, Model, Role};
use crate::text::{Kept, keep};

keep!((usize, usize));

/// How far in bytes "beside" reaches, on the same line.
const BESIDE: usize = 40;

/// A kind of candidate, and its features: beside, on the line, in the draft.
type Kind = (fn(&Candidate) -> bool, [Feature; 3]);

const KINDS: &[Kind] = &[
    (is_number, [Feature::KIND_NUMBER_BESIDE, Feature::KIND_NUMBER_LINE, Feature::KIND_NUMBER_DRAFT]),
    (
        |c| Model::of(c.category) == Model::Room,
        [Feature::KIND_ROOM_BESIDE, Feature::KIND_ROOM_LINE, Feature::KIND_ROOM_DRAFT],
    ),
    (
        |c| Model::of(c.category) == Model::Age,
        [Feature::KIND_AGE_BESIDE, Feature::KIND_AGE_LINE, Feature::KIND_AGE_DRAFT],
    ),
    (|c| c.label.birth, [Feature::KIND_BIRTH_BESIDE, Feature::KIND_BIRTH_LINE, Feature::KIND_BIRTH_DRAFT]),
    (
        |c| Model::of(c.category) == Model::Date,
        [Feature::KIND_DATE_BESIDE, Feature::KIND_DATE_LINE, Feature::KIND_DATE_DRAFT],
    ),
    (
        |c| c.label.address,
        [Feature::KIND_ADDRESS_BESIDE, Feature::KIND_ADDRESS_LINE, Feature::KIND_ADDRESS_DRAFT],
    ),
    (
        |c| Model::of(c.category) == Model::Contact,
        [Feature::KIND_CONTACT_BESIDE, Feature::KIND_CONTACT_LINE, Feature::KIND_CONTACT_DRAFT],
    ),
    (
        |c| Model::of(c.category) == Model::Care,
        [Feature::KIND_CARE_BESIDE, Feature::KIND_CARE_LINE, Feature::KIND_CARE_DRAFT],
    ),
    (
        |c| Model::of(c.category) == Model::Detail,
        [Feature::KIND_DETAIL_BESIDE, Feature::KIND_DETAIL_LINE, Feature::KIND_DETAIL_DRAFT],
    ),
];

/// A number that its rule does not give to a clinician or to the organisation.
fn is_number(candidate: &Candidate) -> bool {
    Model::of(candidate.category) == Model::Number
        && candidate.role.is_none_or(Role::is_protected)
        && candidate.category != Category::Ip
}

/// Says which kinds a list of candidates holds at all, each once.
pub(super) fn kinds_of_draft(stretches: &[Stretch<'_, '_>], see: impl FnMut(Feature)) {
    let mut held: Kept<Feature> = Kept::new();
    for (is, features) in KINDS {
        if stretches.iter().any(|stretch| stretch.candidates().any(is)) {
            held.push(features[2]);
        }
    }
    held.sort_unstable();
    held.iter().copied().for_each(see);
}

/// The kinds found in a field, each in order of where it stands.
pub(super) struct Around {
    lines: Lines,
    found: [Kept<(usize, usize)>; KINDS.len()],
}

impl Around {
    pub fn of(field: &Field<'_>) -> Self {
        let mut found = [(); KINDS.len()].map(|()| Kept::new());
        for candidate in &field.candidates {
            for (at, (is, _)) in KINDS.iter().enumerate() {
                if is(candidate) {
                    found[at].push((candidate.span.start, candidate.span.end));
                }
            }
        }
        found.iter_mut().for_each(|list| list.sort_unstable());
        Self { lines: Lines::of(field.document.text()), found }
    }

    /// Says which kinds stand around a candidate: each at its nearest. What overlaps it is the same
    /// thing read otherwise, and does not count.
    pub fn see(&self, candidate: &mut Candidate) {
        let (start, end) = (candidate.span.start, candidate.span.end);
        let line = self.lines.at(start);
        for ((_, features), found) in KINDS.iter().zip(&self.found) {
            let before = &found[..found.partition_point(|&(from, _)| from < start)];
            let after = &found[found.partition_point(|&(from, _)| from < end)..];
            let before = before.iter().rev().take(OVERLAPPING).find(|(_, to)| *to <= start);
            let distance = |gap: usize, at: usize| match self.lines.at(at) == line {
                true => usize::from(gap > BESIDE),
                false => 2,
            };
            let before = before.map(|&(from, to)| distance(start - to, from));
            let after = after.first().map(|&(from, _)| distance(from - end, from));
            if let Some(nearest) = before.into_iter().chain(after).min() {
                candidate.see(features[nearest]);
            }
        }
    }

    /// The lines of the field.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }
}

/// How many readings of one place are looked through for one that ends before it.
const OVERLAPPING: usize = 8;

/// Where the lines of a text end.
pub(crate) struct Lines {
    ends: Kept<usize>,
}

impl Lines {
    pub fn of(text: &str) -> Self {
        Self { ends: memchr::memchr_iter(b'\n', text.as_bytes()).collect() }
    }

    /// The number of the line a byte stands on.
    pub fn at(&self, byte: usize) -> u32 {
        u32::try_from(self.ends.partition_point(|&end| end < byte)).unwrap_or(u32::MAX)
    }

    /// Where the line of a byte starts.
    pub fn start(&self, byte: usize) -> usize {
        let before = self.ends.partition_point(|&end| end < byte);
        before.checked_sub(1).map_or(0, |at| self.ends[at] + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_numbered_and_start_behind_a_break() {
        let lines = Lines::of("ab\ncd\n\ne");
        assert_eq!([0, 2, 3, 6, 7].map(|byte| lines.at(byte)), [0, 0, 1, 2, 3]);
        assert_eq!([0, 2, 3, 6, 7].map(|byte| lines.start(byte)), [0, 0, 3, 6, 7]);
    }
}
