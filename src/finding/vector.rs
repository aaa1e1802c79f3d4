//! Figures of word vectors as features: which of them, and whose.

/// The figures of a word vector, as the lexicon has them.
pub(crate) const FIGURES: usize = 16;

/// Whose vector counts: of the word before, of the word itself, of the word after.
pub(crate) const SIDES: usize = 3;

/// What the sides are called in `weights.toml`.
const NAMES: [&str; SIDES] = ["vector-1", "vector+0", "vector+1"];

/// A figure of the vector of a word or of one beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VectorFigure {
    /// 0 the word before, 1 the word itself, 2 the word after.
    pub side: u8,
    pub figure: u8,
}

impl VectorFigure {
    pub(crate) const COUNT: u16 = (SIDES * FIGURES) as u16;

    pub(crate) fn number(self) -> u16 {
        u16::from(self.side) * FIGURES as u16 + u16::from(self.figure)
    }

    pub(crate) fn from_number(number: u16) -> Option<Self> {
        let (side, figure) = (number / FIGURES as u16, number % FIGURES as u16);
        (number < Self::COUNT).then_some(Self { side: side as u8, figure: figure as u8 })
    }

    /// The figure of that name: `vector+1.7`.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        let (side, figure) = name.split_once('.')?;
        let side = NAMES.iter().position(|name| *name == side)?;
        let figure = figure.parse().ok().filter(|figure| usize::from(*figure) < FIGURES)?;
        Some(Self { side: side as u8, figure })
    }

    /// Its name in `weights.toml`.
    pub(crate) fn name(self) -> String {
        format!("{}.{}", NAMES[usize::from(self.side) % SIDES], self.figure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_a_number_and_a_name_of_its_own() {
        let figures: Vec<VectorFigure> =
            (0..VectorFigure::COUNT).filter_map(VectorFigure::from_number).collect();
        assert_eq!(figures.len(), SIDES * FIGURES);
        for (at, figure) in figures.iter().enumerate() {
            assert_eq!(usize::from(figure.number()), at);
            assert_eq!(VectorFigure::from_name(&figure.name()), Some(*figure));
        }
        assert_eq!(VectorFigure::from_number(VectorFigure::COUNT), None);
        assert_eq!(VectorFigure::from_name("vector+1.16"), None);
    }
}
