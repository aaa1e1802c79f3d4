//! What a word can be: one look-up answers all of it.

pub(crate) mod class;

use std::ops::Range;

pub(crate) use class::Class;

use crate::text::Document;

/// Everything the lists know of one word or phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Entry {
    pub class: Class,
    /// How many people bear it as a given name: 0 none, else 1 + log2 of thousands of bearers … 15.
    pub given: u8,
    /// The same as a surname.
    pub surname: u8,
    /// How common the lower-case form is in English text: 0 unknown … 31 "the".
    pub lower: u8,
    /// The same for the Capitalised form.
    pub capital: u8,
    /// How likely a capital means a person, where the tables estimate it: 0 unknown, 1 … 15.
    pub person: u8,
    /// Size of the largest town of that name: log2 of its people, 0 none.
    pub place: u8,
    /// The phrase table has an entry that starts with this word.
    pub starts_phrase: bool,
}

/// A phrase of the lists found in a document: words `words.start .. words.end`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Phrase {
    pub words: Range<usize>,
    pub entry: Entry,
}

/// A document read once: each word looked up once, phrases found at their first word.
pub(crate) struct Reading {
    entries: Vec<Entry>,
    phrases: Vec<Phrase>,
}

impl Reading {
    /// Looks every word up.
    pub fn of(document: &Document<'_>) -> Self {
        Self { entries: vec![Entry::default(); document.words().len()], phrases: Vec::new() }
    }
    /// The entry of word `index`.
    pub fn entry(&self, index: usize) -> Entry {
        self.entries[index]
    }
    /// The classes of all phrases of the lists that cover word `index`.
    pub fn phrases_over(&self, index: usize) -> Class {
        let covers = self.phrases.iter().filter(|phrase| phrase.words.contains(&index));
        covers.fold(Class::NONE, |sum, phrase| sum.or(phrase.entry.class))
    }
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
    /// Phrases in order of their first word; longest at each first word; may overlap.
    pub fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }
}

/// Looks one word up: any case, with or without accents; an ending `'s` is not stripped.
#[allow(dead_code)]
pub(crate) fn look_up(_word: &str) -> Entry {
    Entry::default()
}

/// The cue's name, for features: classes from bit 24 up.
pub(crate) fn cue_name(bit: u8) -> Option<&'static str> {
    Class::NAMED.iter().find(|(_, class)| class.0 == 1 << bit).map(|(name, _)| *name)
}

/// The class bit of a cue's name.
pub(crate) fn cue_bit(name: &str) -> Option<u8> {
    let (_, class) = Class::NAMED.iter().find(|(text, _)| *text == name)?;
    u8::try_from(class.0.trailing_zeros()).ok()
}
