//! Cells: how well known a word is as a name, how common it is otherwise and how it is written, together.
//!
//! "Rose" with a capital inside a sentence and "rose" in small letters are worth more and less than the sum
//! of their parts says. So each combination of coarse steps has a weight of its own.

/// What says how well known the word is as a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum NameList {
    Given = 0,
    Surname = 1,
    /// How much oftener it has a capital than not: [`proper`].
    Proper = 2,
    /// Public figures, who are all well known.
    Famous = 3,
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
/// What the steps, the lists and the writings are called in `weights.toml`.
const KNOWN_NAMES: [&str; 4] = ["never", "seldom", "sometimes", "often"];
const COMMON_NAMES: [&str; 4] = ["unknown", "rare", "usual", "common"];
const LISTS: [(NameList, &str); 4] = [
    (NameList::Given, "given"),
    (NameList::Surname, "family"),
    (NameList::Proper, "proper"),
    (NameList::Famous, "famous"),
];
/// A word as often with a capital as without has this level as a proper name.
const AS_OFTEN: u8 = 5;
const WRITINGS: [(Writing, &str); 7] = [
    (Writing::Small, "small"),
    (Writing::Opening, "opening"),
    (Writing::Capital, "capital"),
    (Writing::Headline, "headline"),
    (Writing::Shouted, "shouted"),
    (Writing::Mixed, "mixed"),
    (Writing::Hashtag, "hashtag"),
];

/// How much oftener a word has a capital than not, as a level.
pub(crate) fn proper(lower: u8, capital: u8) -> u8 {
    (capital + AS_OFTEN).saturating_sub(lower)
}

/// The level of a public figure's name.
pub(crate) const FAMOUS: u8 = KNOWN[2];

fn step(bounds: [u8; 3], level: u8) -> u8 {
    bounds.into_iter().map(|bound| u8::from(level >= bound)).sum()
}

impl Cell {
    pub(crate) const COUNT: u16 =
        (LISTS.len() * KNOWN_NAMES.len() * COMMON_NAMES.len() * WRITINGS.len()) as u16;

    /// The cell of a word with its levels in the lexicon.
    pub(crate) fn of(list: NameList, known: u8, lower: u8, writing: Writing) -> Self {
        Self { list, known: step(KNOWN, known), common: step(COMMON, lower), writing }
    }

    pub(crate) fn number(self) -> u16 {
        let known = self.list as usize * KNOWN_NAMES.len() + usize::from(self.known);
        let common = known * COMMON_NAMES.len() + usize::from(self.common);
        (common * WRITINGS.len() + self.writing as usize) as u16
    }

    pub(crate) fn from_number(number: u16) -> Option<Self> {
        let (common, writing) = split(usize::from(number), WRITINGS.len());
        let (known, common) = split(common, COMMON_NAMES.len());
        let (list, known) = split(known, KNOWN_NAMES.len());
        let (known, common) = (known as u8, common as u8);
        Some(Self { list: LISTS.get(list)?.0, known, common, writing: WRITINGS.get(writing)?.0 })
    }

    /// The cell of that name: "given.sometimes.rare.capital".
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        let mut parts = name.split('.');
        let list = LISTS[place(&LISTS.map(|(_, name)| name), parts.next())?].0;
        let known = place(&KNOWN_NAMES, parts.next())? as u8;
        let common = place(&COMMON_NAMES, parts.next())? as u8;
        let writing = WRITINGS[place(&WRITINGS.map(|(_, name)| name), parts.next())?].0;
        parts.next().is_none().then_some(Self { list, known, common, writing })
    }

    /// Its name in `weights.toml`.
    pub(crate) fn name(self) -> String {
        let writing = WRITINGS[self.writing as usize].1;
        format!("{}.{}.{}.{writing}", self.list(), self.known(), self.common())
    }

    /// What the report says of it.
    pub(crate) fn says(self) -> String {
        let list = self.list();
        format!("{} a {list} name, {} in small letters, {}", self.known(), self.common(), self.written())
    }

    fn list(self) -> &'static str {
        LISTS[self.list as usize].1
    }

    fn known(self) -> &'static str {
        KNOWN_NAMES[usize::from(self.known)]
    }

    fn common(self) -> &'static str {
        COMMON_NAMES[usize::from(self.common)]
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

/// What is left of a number, and its last place, in places of `size`.
fn split(number: usize, size: usize) -> (usize, usize) {
    (number / size, number % size)
}

fn place(names: &[&str], wanted: Option<&str>) -> Option<usize> {
    names.iter().position(|name| Some(*name) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_has_a_number_and_a_name_of_its_own() {
        let cells: Vec<Cell> = (0..Cell::COUNT).filter_map(Cell::from_number).collect();
        assert_eq!(cells.len(), usize::from(Cell::COUNT));
        for (at, cell) in cells.iter().enumerate() {
            assert_eq!(usize::from(cell.number()), at);
            assert_eq!(Cell::from_number(cell.number()), Some(*cell));
            assert_eq!(Cell::from_name(&cell.name()), Some(*cell));
        }
        assert_eq!(Cell::from_number(Cell::COUNT), None);
    }
}
