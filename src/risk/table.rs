//! Reading the tables of figures in `patterns/data/`.
//!
//! The tables are embedded as they are written: lines starting with `#` are for people, the others
//! are columns separated by tabs. The small ones are parsed when a draft first needs them, the long
//! one of towns is never parsed: its sorted lines are bisected. A draft without an individual costs
//! nothing here, and neither does starting the program.

use std::collections::HashMap;
use std::ops::Range;

/// The rows of a table, each cut into its columns.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

/// The rows of a sorted table whose first column is `key`, without that column.
pub(super) fn bisect<'k>(
    table: &'static str,
    key: &'k str,
) -> impl Iterator<Item = std::str::Split<'static, char>> + use<'k> {
    // `low` and `high` are starts of lines (or the end); the first row of `key` lies between them.
    let (mut low, mut high) = (0, table.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = table[..middle].rfind('\n').map_or(0, |at| at + 1);
        let end = table[middle..].find('\n').map_or(table.len(), |at| middle + at + 1);
        if first_column(&table[start..end]) < key {
            low = end;
        } else {
            high = start;
        }
    }
    table[low..].lines().take_while(move |line| first_column(line) == key).map(|line| {
        let mut columns = line.split('\t');
        columns.next();
        columns
    })
}

/// Comment lines sort before every key, as `#` does before letters and digits.
fn first_column(line: &str) -> &str {
    let line = line.trim_end_matches('\n');
    line.split('\t').next().unwrap_or(line)
}

/// A range known to an order of magnitude.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Figure {
    pub low: f64,
    pub high: f64,
}

impl Figure {
    pub const fn exactly(value: f64) -> Self {
        Self { low: value, high: value }
    }

    /// Reads two columns.
    pub fn read(low: &str, high: &str) -> Option<Self> {
        Some(Self { low: low.parse().ok()?, high: high.parse().ok()? })
    }

    /// The geometric middle: as far from both ends in orders of magnitude.
    pub fn middle(self) -> f64 {
        (self.low * self.high).sqrt()
    }

    pub fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor }
    }
}

/// Cuts a text into the words tables are matched on: letters, digits and `&`, in order.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '&').filter(|word| !word.is_empty())
}

/// Whether a word is one of a list of words separated by spaces, in any case.
pub(crate) fn one_of(word: &str, list: &str) -> bool {
    list.split(' ').any(|other| other.eq_ignore_ascii_case(word))
}

/// Terms of one or more words, found in a list of words by their first.
#[derive(Default)]
pub(super) struct Terms {
    by_first: HashMap<String, Vec<Term>>,
}

struct Term {
    words: Vec<&'static str>,
    /// An abbreviation ("ALS", "POTS") is one only in capitals.
    exact: bool,
    row: usize,
}

impl Terms {
    /// Adds a cell of terms separated by "; ", all standing for `row`.
    pub fn add(&mut self, cell: &'static str, row: usize) {
        for term in cell.split("; ") {
            let words: Vec<&str> = words(term).collect();
            let Some(first) = words.first() else { continue };
            let exact = !term.contains(|c: char| c.is_lowercase());
            let list = self.by_first.entry(first.to_lowercase()).or_default();
            list.push(Term { words, exact, row });
            list.sort_by_key(|term| std::cmp::Reverse(term.words.len()));
        }
    }

    /// Where terms stand in `text`, the longest at each place, never overlapping.
    pub fn find(&self, text: &[&str]) -> Vec<(Range<usize>, usize)> {
        let mut found = Vec::new();
        let mut small = String::new();
        let mut at = 0;
        while at < text.len() {
            small.clear();
            if text[at].is_ascii() {
                small.push_str(text[at]);
                small.make_ascii_lowercase();
            } else {
                small.push_str(&text[at].to_lowercase());
            }
            let terms = self.by_first.get(&small);
            match terms.and_then(|terms| terms.iter().find(|term| term.stands_at(&text[at..]))) {
                Some(term) => {
                    found.push((at..at + term.words.len(), term.row));
                    at += term.words.len();
                }
                None => at += 1,
            }
        }
        found
    }

    /// The row of the first term in `text`.
    pub fn first_in(&self, text: &str) -> Option<usize> {
        let words: Vec<&str> = words(text).collect();
        self.find(&words).first().map(|(_, row)| *row)
    }
}

impl Term {
    fn stands_at(&self, text: &[&str]) -> bool {
        let alike = |(word, other): (&&str, &&str)| {
            if self.exact { word == other } else { word.eq_ignore_ascii_case(other) }
        };
        text.len() >= self.words.len() && self.words.iter().zip(text).all(alike)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SORTED: &str = "# a comment\nash\tUK\t1\nelko\tUS\t2\nelko\tUS\t3\nzz\tIE\t4";

    fn lines(key: &str) -> Vec<String> {
        bisect(SORTED, key).map(|columns| columns.collect::<Vec<_>>().join(",")).collect()
    }

    #[test]
    fn bisecting_finds_first_last_repeated_and_missing_keys() {
        assert_eq!(lines("ash"), ["UK,1"]);
        assert_eq!(lines("elko"), ["US,2", "US,3"]);
        assert_eq!(lines("zz"), ["IE,4"]);
        assert!(lines("elk").is_empty() && lines("aaa").is_empty() && lines("zzz").is_empty());
    }

    #[test]
    fn the_longest_term_wins_and_abbreviations_need_capitals() {
        let mut terms = Terms::default();
        terms.add("heart; heart transplant", 0);
        terms.add("POTS", 1);
        terms.add("Crohn's disease", 2);
        let found = |text: &str| {
            let words: Vec<&str> = words(text).collect();
            terms.find(&words).into_iter().map(|(_, row)| row).collect::<Vec<_>>()
        };
        assert_eq!(terms.find(&["a", "HEART", "transplant"]), [(1..3, 0)]);
        assert_eq!(found("pots and pans, POTS, crohn's disease"), [1, 2]);
        assert!(found("crohn").is_empty());
    }

    #[test]
    fn the_middle_of_a_range_is_geometric() {
        assert!((Figure { low: 1.0, high: 100.0 }.middle() - 10.0).abs() < 1e-9);
    }
}
