//! `patterns/network.tsv` as rows of figures: what the build script embeds, and what the fitting program tries.
//!
//! A line is the name of a row, a tab, and its figures as hexadecimal numbers of four digits, in parts of [`UNIT`].
//! `word.chart` is what the word says, `kind.<Name>` what its kind does; the rows behind them are the layers.

use std::collections::HashMap;

use super::words_file::{KINDS, Words};
use crate::finding::Category;
use crate::lexicon::{FIGURES, cue_bit};

/// The figures of a row: as many as a word has on its way through the network.
pub(crate) const WIDTH: usize = 32;

/// So many words before and after a word, in steps of this, a layer looks at, besides the word itself.
pub(crate) const STEPS: [usize; LAYERS] = [1, 3, 9];
pub(crate) const LAYERS: usize = 3;

/// From which places a layer looks at words: two steps before, one, the word itself, one behind, two.
pub(crate) const SHIFTS: usize = 5;

/// What is told of a word: whether it is part of any of these.
pub(crate) const TELLS: [&str; 15] = [
    "care",
    "detail",
    "name",
    "patient_name",
    "family_name",
    "provider_name",
    "public_name",
    "patient_date",
    "event_date",
    "patient_place",
    "own_place",
    "age",
    "room",
    "patient_number",
    "own_number",
];

/// What is told of a stretch of words as a whole: that it speaks of one person's care, and that it has to be stopped.
pub(crate) const ASKED: usize = 2;

/// What of a word speaks for its stretch: the loudest of each counts there.
pub(crate) const VOICES: usize = 7;

/// All that is told of a word: [`TELLS`], then what counts on average for each of [`ASKED`], then its voices.
pub(crate) const OUT: usize = TELLS.len() + ASKED + VOICES;

/// What stands between a word and the one before it; and that a question ends behind it.
#[derive(Clone, Copy)]
pub(crate) enum Gap {
    Start,
    Line,
    Sentence,
    Comma,
    Colon,
    Dash,
    Bracket,
    None,
    Mark,
    Space,
    Question,
}

/// Their names, in order.
pub(crate) const GAPS: [&str; Gap::Question as usize + 1] =
    ["start", "line", "sentence", "comma", "colon", "dash", "bracket", "none", "mark", "space", "question"];

/// The surfaces, by their names in the contract.
pub(crate) const SURFACES: [&str; 8] =
    ["post", "reply", "caption", "blog", "newsletter", "comment", "event", "message"];

/// A figure is told in parts of this.
pub(crate) const UNIT: i16 = 1024;

/// A row as bytes: numbers of 16 bits, the lowest byte first.
pub(crate) type RowBytes = [u8; 2 * WIDTH];

/// Rows of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    Kind,
    Class,
    Gap,
    Category,
    Surface,
    Vector,
    Shift,
    From,
    Bias,
    Out,
    OutBias,
    Asked,
}

/// The groups in order, with their names.
pub(super) const GROUPS: [(Group, &str); 12] = [
    (Group::Kind, "kind"),
    (Group::Class, "class"),
    (Group::Gap, "gap"),
    (Group::Category, "category"),
    (Group::Surface, "surface"),
    (Group::Vector, "vector"),
    (Group::Shift, "shift"),
    (Group::From, "from"),
    (Group::Bias, "bias"),
    (Group::Out, "out"),
    (Group::OutBias, "out_bias"),
    (Group::Asked, "asked"),
];

/// What rows of words are called.
const WORD: &str = "word";

impl Group {
    pub(crate) const fn count(self) -> usize {
        match self {
            Self::Kind => KINDS.len(),
            Self::Class => u64::BITS as usize,
            Self::Gap => GAPS.len(),
            Self::Category => Category::ALL.len(),
            Self::Surface => SURFACES.len(),
            Self::Vector => FIGURES,
            Self::Shift => LAYERS * SHIFTS,
            Self::From => LAYERS * WIDTH,
            Self::Bias => LAYERS,
            Self::Out => WIDTH,
            Self::OutBias => 1,
            Self::Asked => ASKED,
        }
    }

    /// The number of its first row.
    pub(crate) const fn start(self) -> usize {
        let (mut start, mut at) = (0, 0);
        while at < self as usize {
            start += GROUPS[at].0.count();
            at += 1;
        }
        start
    }

    /// The number of one of its rows.
    pub(crate) const fn row(self, at: usize) -> usize {
        self.start() + at
    }

    fn member(self, name: &str) -> Option<usize> {
        let at = match self {
            Self::Kind => KINDS.iter().position(|kind| *kind == name)?,
            Self::Class => usize::from(cue_bit(name)?),
            Self::Gap => GAPS.iter().position(|gap| *gap == name)?,
            Self::Category => Category::ALL.iter().position(|category| category.as_str() == name)?,
            Self::Surface => SURFACES.iter().position(|surface| *surface == name)?,
            _ => name.parse().ok()?,
        };
        (at < self.count()).then_some(at)
    }
}

/// How many rows there are before those of words.
pub(crate) const ROWS: usize = Group::Asked.start() + Group::Asked.count();

/// The rows that a word can have before its own: what it is and where it stands.
pub(crate) const INPUTS: usize = Group::Vector.start();

/// The rows of a file: those before the words, then those of words by their numbers from one, the first of them
/// nobody's. An error is a line and what is wrong with it.
fn read(
    text: &str,
    words: usize,
    number: impl Fn(&str) -> Option<usize>,
) -> Result<Vec<RowBytes>, (usize, String)> {
    let mut rows = vec![[0; 2 * WIDTH]; ROWS + words + 1];
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
    for (line, at) in lines {
        let wrong = |says: &str| (at, says.to_owned());
        let (name, figures) =
            line.split_once('\t').ok_or_else(|| wrong("a name, a tab and figures are wanted"))?;
        let (group, member) = name.split_once('.').ok_or_else(|| wrong("a row is called GROUP.NAME"))?;
        let row = if group == WORD {
            number(member).map(|number| ROWS + number)
        } else {
            let group = GROUPS.iter().find(|(_, name)| *name == group).map(|(group, _)| group);
            group.and_then(|group| Some(group.row(group.member(member)?)))
        };
        let row = row.ok_or_else(|| (at, format!("no row is called {name}")))?;
        rows[row] = figures_of(figures)
            .ok_or_else(|| (at, format!("{WIDTH} numbers of four hexadecimal digits are wanted")))?;
    }
    Ok(rows)
}

/// The rows of a file whose words are those of a words file.
pub(crate) fn of_words(text: &str, words: &Words) -> Result<Vec<RowBytes>, (usize, String)> {
    let numbers: HashMap<&str, usize> = words.rows.iter().map(|row| row.word.as_str()).zip(1..).collect();
    read(text, words.rows.len(), |word| numbers.get(word).copied())
}

fn figures_of(digits: &str) -> Option<RowBytes> {
    let mut bytes = [0; 2 * WIDTH];
    if digits.len() != 4 * WIDTH {
        return None;
    }
    for (at, figure) in bytes.as_chunks_mut::<2>().0.iter_mut().enumerate() {
        *figure = u16::from_str_radix(digits.get(4 * at..4 * at + 4)?, 16).ok()?.to_le_bytes();
    }
    Some(bytes)
}

/// A line of the file.
#[cfg(any(test, feature = "fit"))]
pub(crate) fn line(name: &str, figures: &[f32]) -> String {
    use std::fmt::Write as _;
    let mut line = format!("{name}\t");
    for at in 0..WIDTH {
        let figure = figures.get(at).copied().unwrap_or(0.0) * f32::from(UNIT);
        #[allow(clippy::cast_possible_truncation)] // A cast to a whole number stops at its bounds.
        let _ = write!(line, "{:04x}", figure.round() as i16);
    }
    line.push('\n');
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_follow_each_other() {
        assert_eq!((Group::Kind.start(), Group::Class.start()), (0, KINDS.len()));
        assert_eq!(Group::Vector.start() + FIGURES, Group::Shift.row(0));
        for (at, (group, _)) in GROUPS.into_iter().enumerate() {
            assert_eq!(group as usize, at);
        }
    }

    #[test]
    fn a_row_reads_as_it_was_written() {
        let text = line("class.drug", &[1.5, -2.0]) + &line("word.chart", &[0.25]);
        let rows = read(&text, 2, |word| (word == "chart").then_some(2)).unwrap();
        assert_eq!(rows.len(), ROWS + 3);
        let figure = |row: usize, at: usize| {
            f32::from(i16::from_le_bytes([rows[row][2 * at], rows[row][2 * at + 1]])) / f32::from(UNIT)
        };
        let drug = Group::Class.row(usize::from(cue_bit("drug").unwrap()));
        assert_eq!([figure(drug, 0), figure(drug, 1), figure(drug, 2)], [1.5, -2.0, 0.0]);
        assert_eq!(figure(ROWS + 2, 0), 0.25);
    }

    #[test]
    fn a_wrong_line_is_named() {
        let says = |text: &str| read(text, 0, |_| None).unwrap_err();
        assert_eq!(says("# a comment\nchart\tff").0, 2);
        assert!(says(&line("word.chart", &[])).1.contains("word.chart"));
        assert!(says(&line("out.99", &[])).1.contains("out.99"));
        assert!(says("out.1\tff").1.contains("hexadecimal"));
        assert!(says("out.1").1.contains("a tab"));
    }
}
