//! Cells: how well known a word is as a name, how common it is otherwise and how it is written, together.
//!
//! "Rose" with a capital inside a sentence and "rose" in small letters are worth more and less than the sum
//! of their parts says. So each combination of coarse steps has a weight of its own.

/// Which list says how well known the word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum NameList {
    Given = 0,
    Surname = 1,
}

/// How a word is written, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Writing {
    Small = 0,
    /// A capital at the start of a sentence.
    Opening = 1,
    /// A capital inside a sentence.
    Capital = 2,
    /// A capital or capitals where most words have them.
    Headline = 3,
    /// All capitals where other words have none.
    Shouted = 4,
    /// A capital inside the word.
    Mixed = 5,
    Hashtag = 6,
}

/// One combination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    list: NameList,
    known: u8,
    common: u8,
    writing: Writing,
}

/// From which level on a word counts as seldom, sometimes and often a name.
const KNOWN: [u8; 3] = [1, 6, 10];
/// From which level on a word counts as rare, usual and common in small letters.
const COMMON: [u8; 3] = [1, 10, 17];
const STEPS: u8 = 4;
const LISTS: [NameList; 2] = [NameList::Given, NameList::Surname];
const WRITINGS: [Writing; 7] = [
    Writing::Small,
    Writing::Opening,
    Writing::Capital,
    Writing::Headline,
    Writing::Shouted,
    Writing::Mixed,
    Writing::Hashtag,
];

fn step(bounds: [u8; 3], level: u8) -> u8 {
    bounds.into_iter().map(|bound| u8::from(level >= bound)).sum()
}

impl Cell {
    pub(crate) const COUNT: u16 = LISTS.len() as u16 * STEPS as u16 * STEPS as u16 * WRITINGS.len() as u16;

    /// The cell of a word with its levels in the lexicon.
    pub(crate) fn of(list: NameList, known: u8, lower: u8, writing: Writing) -> Self {
        Self { list, known: step(KNOWN, known), common: step(COMMON, lower), writing }
    }

    pub(crate) fn number(self) -> u16 {
        let steps = u16::from(STEPS);
        ((u16::from(self.list as u8) * steps + u16::from(self.known)) * steps + u16::from(self.common))
            * WRITINGS.len() as u16
            + u16::from(self.writing as u8)
    }

    fn all() -> impl Iterator<Item = Self> {
        let of =
            move |list| (0..STEPS).flat_map(move |known| (0..STEPS).map(move |common| (list, known, common)));
        LISTS.into_iter().flat_map(of).flat_map(|(list, known, common)| {
            WRITINGS.into_iter().map(move |writing| Self { list, known, common, writing })
        })
    }

    pub(crate) fn from_number(number: u16) -> Option<Self> {
        Self::all().nth(usize::from(number))
    }

    /// The cell of that name: "given.sometimes.rare.capital".
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|cell| cell.name() == name)
    }

    /// Its name in `weights.toml`.
    pub(crate) fn name(self) -> String {
        format!("{}.{}.{}.{}", self.list(), self.known(), self.common(), self.writing())
    }

    /// What the report says of it.
    pub(crate) fn says(self) -> String {
        let list = self.list();
        format!("{} a {list} name, {} in small letters, {}", self.known(), self.common(), self.written())
    }

    fn list(self) -> &'static str {
        match self.list {
            NameList::Given => "given",
            NameList::Surname => "family",
        }
    }

    fn known(self) -> &'static str {
        ["never", "seldom", "sometimes", "often"][usize::from(self.known.min(STEPS - 1))]
    }

    fn common(self) -> &'static str {
        ["unknown", "rare", "usual", "common"][usize::from(self.common.min(STEPS - 1))]
    }

    fn writing(self) -> &'static str {
        match self.writing {
            Writing::Small => "small",
            Writing::Opening => "opening",
            Writing::Capital => "capital",
            Writing::Headline => "headline",
            Writing::Shouted => "shouted",
            Writing::Mixed => "mixed",
            Writing::Hashtag => "hashtag",
        }
    }

    fn written(self) -> &'static str {
        match self.writing {
            Writing::Small => "written small",
            Writing::Opening => "with a capital at the start of a sentence",
            Writing::Capital => "with a capital inside a sentence",
            Writing::Headline => "with a capital where most words have one",
            Writing::Shouted => "in capitals",
            Writing::Mixed => "with a capital inside the word",
            Writing::Hashtag => "inside a hashtag",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_has_a_number_and_a_name_of_its_own() {
        let cells: Vec<Cell> = Cell::all().collect();
        assert_eq!(cells.len(), usize::from(Cell::COUNT));
        for (at, cell) in cells.iter().enumerate() {
            assert_eq!(usize::from(cell.number()), at);
            assert_eq!(Cell::from_number(cell.number()), Some(*cell));
            assert_eq!(Cell::from_name(&cell.name()), Some(*cell));
        }
        assert_eq!(Cell::from_number(Cell::COUNT), None);
    }
}
