//! Lists of people: lines that start with a name each, such as birthdays, rounds or rosters.

use super::Field;
use super::around::Lines;
use crate::finding::{Candidate, Category, Feature, Model};

/// So many lines that start with a name are a list of people.
const LINES: usize = 3;
/// A name starts its line when no more than this stands before it: a number, a dash, a time.
const LEAD: usize = 9;

/// The names that stand in a list of a field.
pub(super) struct NameList {
    starts: Vec<usize>,
    /// Whether rooms, ages or numbers of people stand on those lines.
    of_residents: bool,
}

impl NameList {
    pub fn of(field: &Field<'_>, lines: &Lines) -> Self {
        let mut starts: Vec<(u32, usize)> = Vec::new();
        for candidate in field.candidates.iter().filter(|c| c.category == Category::Name) {
            let start = candidate.span.start;
            if start - lines.start(start) <= LEAD && listed(candidate) {
                starts.push((lines.at(start), start));
            }
        }
        starts.sort_unstable();
        starts.dedup_by_key(|(line, _)| *line);
        if starts.len() < LINES {
            return Self { starts: Vec::new(), of_residents: false };
        }
        let on_list = |candidate: &&Candidate| {
            let line = lines.at(candidate.span.start);
            starts.binary_search_by_key(&line, |(line, _)| *line).is_ok()
        };
        let of_residents = field.candidates.iter().filter(on_list).any(|candidate| {
            matches!(Model::of(candidate.category), Model::Room | Model::Age | Model::Number)
        });
        Self { starts: starts.into_iter().map(|(_, start)| start).collect(), of_residents }
    }

    pub fn see(&self, candidate: &mut Candidate) {
        if candidate.category == Category::Name && self.starts.binary_search(&candidate.span.start).is_ok() {
            candidate.see(Feature::NAME_LIST);
            if self.of_residents {
                candidate.see(Feature::NAME_LIST_ROOM);
            }
        }
    }
}

/// Whether the lists know the name, or part of it.
fn listed(candidate: &Candidate) -> bool {
    candidate.saw(Feature::GIVEN_LISTED) || candidate.saw(Feature::SURNAME_LISTED)
}
