//! Writes lists: a header that says where they are from, then the terms, sorted, each once.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::tables::Failure;

/// When the published packages were read and the tables made.
const MADE: &str = "2026-11";

/// What the header of a list says.
pub struct About<'a> {
    pub title: &'a str,
    /// Names of classes; empty for a list that only has figures.
    pub class: &'a str,
    /// Names of the figures behind the term; may be empty.
    pub values: &'a str,
    pub source: &'a str,
    pub licence: &'a str,
    pub rule: &'a str,
}

/// The terms of a list with their figures.
pub type Rows = BTreeMap<String, Vec<u8>>;

/// The folder that the lists go to.
pub struct Output(PathBuf);

impl Output {
    pub fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// Writes `lists/NAME.tsv`.
    pub fn list(&self, name: &str, about: &About<'_>, rows: &Rows) -> Result<(), Failure> {
        let mut text = about.header();
        for (term, figures) in rows {
            text.push_str(term);
            for figure in figures {
                let _ = write!(text, "\t{figure}");
            }
            text.push('\n');
        }
        println!("{name}: {} terms", rows.len());
        self.file(&format!("lists/{name}.tsv"), &text)
    }

    /// Writes any file.
    pub fn file(&self, name: &str, text: &str) -> Result<(), Failure> {
        let path = self.0.join(name);
        std::fs::write(&path, text).map_err(|error| Failure::at(&path, error))
    }
}

impl About<'_> {
    pub fn header(&self) -> String {
        let mut text = format!("# {}\n", self.title);
        for (name, value) in [
            ("class", self.class),
            ("values", self.values),
            ("source", self.source),
            ("licence", self.licence),
            ("made", MADE),
            ("rule", self.rule),
        ] {
            if !value.is_empty() {
                let _ = writeln!(text, "# {name}: {value}");
            }
        }
        text
    }
}

/// A term as the lists have it: small letters, no accents, one space between words. None if it has
/// a sign that no list can hold, or is longer than the table takes.
pub fn term(text: &str) -> Option<String> {
    let mut folded = String::new();
    for letter in text.nfd().filter(|&letter| !is_combining_mark(letter)) {
        match letter {
            'ß' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'ø' | 'Ø' => folded.push('o'),
            'đ' | 'Đ' => folded.push('d'),
            'ł' | 'Ł' => folded.push('l'),
            '\u{2019}' => folded.push('\''),
            _ => folded.push(letter.to_ascii_lowercase()),
        }
    }
    let folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = |letter: u8| letter.is_ascii_alphanumeric() || b" -.'&".contains(&letter);
    let words: Vec<&str> = folded.split([' ', '-', '.']).filter(|word| !word.is_empty()).collect();
    let fits = words.len() <= 6 && folded.len() <= 64 && words.iter().all(|word| word.len() <= 32);
    let has_letter = folded.bytes().any(|letter| letter.is_ascii_alphabetic());
    (has_letter && fits && folded.bytes().all(plain)).then_some(folded)
}

/// `1 + floor(log2(bearers / 100))`, in 1 ..= 15.
pub fn level(bearers: u32) -> u8 {
    let hundreds = (bearers / 100).max(1);
    (1 + hundreds.ilog2()).min(15) as u8
}
