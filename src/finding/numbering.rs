//! Features by number and by name: the named ones, then cues at a distance ([`Cue`] × [`Near`]), so that a new cue
//! class needs no code, then combinations ([`Cell`]), then figures of word vectors ([`VectorFigure`]).

use super::cell::Cell;
use super::cue::{Cue, FIRST_CUE_BIT, Near};
use super::feature::{Feature, Plain};
use super::vector::VectorFigure;

const CUES: u16 = 40;
const PLAIN: u16 = Plain::COUNT as u16;
/// The first feature that is a cell.
const CELLS: u16 = PLAIN + CUES * Near::ALL.len() as u16;
/// The first that is a figure of a word vector.
const VECTORS: u16 = CELLS + Cell::COUNT;

impl Feature {
    /// How many features there are: the width of a weight table.
    pub(crate) const COUNT: usize = (VECTORS + VectorFigure::COUNT) as usize;

    /// A combination of how a word is known and written.
    pub(crate) fn cell(cell: Cell) -> Self {
        Self(CELLS + cell.number())
    }

    /// A figure of the vector of a word or of one beside it.
    pub(crate) fn vector(figure: VectorFigure) -> Self {
        Self(VECTORS + figure.number())
    }

    /// A cue at a distance.
    pub(crate) const fn cue(cue: Cue, near: Near) -> Self {
        Self(PLAIN + cue.0 as u16 * Near::ALL.len() as u16 + near as u16)
    }

    /// The name weights.toml uses. `cue_name` names a cue's class bit.
    #[cfg_attr(not(feature = "fit"), allow(dead_code))] // Only what is fitted is written by name.
    pub(crate) fn name(self, cue_name: impl Fn(u8) -> Option<&'static str>) -> Option<String> {
        if self.0 < PLAIN {
            return Some(Self::PLAIN[usize::from(self.0)].0.to_owned());
        }
        if let Some(cell) = self.as_cell() {
            return Some(cell.name());
        }
        if let Some(figure) = self.as_vector() {
            return Some(figure.name());
        }
        let (cue, near) = self.split();
        Some(format!("{}.{}", cue_name(cue + FIRST_CUE_BIT)?, near.name()))
    }

    /// The feature of that name.
    pub(crate) fn from_name(name: &str, cue_bit: impl Fn(&str) -> Option<u8>) -> Option<Self> {
        if let Some(at) = Self::PLAIN.iter().position(|(text, _)| *text == name) {
            return u16::try_from(at).ok().map(Feature);
        }
        if let Some(cell) = Cell::from_name(name) {
            return Some(Self::cell(cell));
        }
        if let Some(figure) = VectorFigure::from_name(name) {
            return Some(Self::vector(figure));
        }
        let (cue, near) = name.split_once('.')?;
        let near = Near::ALL.into_iter().find(|n| n.name() == near)?;
        let cue = cue_bit(cue)?.checked_sub(FIRST_CUE_BIT)?;
        Some(Self::cue(Cue(cue), near))
    }

    /// What the report says of it.
    pub(crate) fn says(
        self,
        cue_name: impl Fn(u8) -> Option<&'static str>,
    ) -> std::borrow::Cow<'static, str> {
        if self.0 < PLAIN {
            return Self::PLAIN[usize::from(self.0)].1.into();
        }
        if let Some(cell) = self.as_cell() {
            return cell.says().into();
        }
        if self.as_vector().is_some() {
            return "what words used alike are".into();
        }
        let (cue, near) = self.split();
        let name = cue_name(cue + FIRST_CUE_BIT).unwrap_or("cue").replace('_', " ");
        format!("{name} {}", near.says()).into()
    }

    fn as_cell(self) -> Option<Cell> {
        self.0.checked_sub(CELLS).and_then(Cell::from_number)
    }

    fn as_vector(self) -> Option<VectorFigure> {
        self.0.checked_sub(VECTORS).and_then(VectorFigure::from_number)
    }

    fn split(self) -> (u8, Near) {
        let at = self.0 - PLAIN;
        let near = Near::ALL[usize::from(at) % Near::ALL.len()];
        (u8::try_from(usize::from(at) / Near::ALL.len()).unwrap_or(0), near)
    }
}
