//! What the lists and cues say, gathered by word and by phrase.

use std::collections::{BTreeMap, BTreeSet};

use crate::class::Class;
use crate::format::{PHRASE_BYTES, WORD_BYTES};

/// The most words a phrase can have.
const PHRASE_WORDS: usize = 6;

/// All that is known of one word or phrase so far.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Facts {
    pub class: Class,
    pub given: u8,
    pub surname: u8,
    pub lower: u8,
    pub capital: u8,
    pub person: u8,
    pub place: u8,
    /// Words of the longest phrase that goes on from this pair of words.
    pub phrase: u8,
}

impl Facts {
    /// What two lists say of one term: every class, the larger of two figures.
    fn merge(&mut self, other: Facts) {
        self.class = self.class.or(other.class);
        self.given = self.given.max(other.given);
        self.surname = self.surname.max(other.surname);
        self.lower = self.lower.max(other.lower);
        self.capital = self.capital.max(other.capital);
        self.person = self.person.max(other.person);
        self.place = self.place.max(other.place);
    }
}

/// Words and phrases by key, in the order of their bytes, so that the table is the same every time.
#[derive(Default)]
pub(crate) struct Terms {
    pub words: BTreeMap<String, Facts>,
    pub phrases: BTreeMap<String, Facts>,
    /// The first two words of every phrase.
    pub pairs: BTreeSet<(String, String)>,
}

impl Terms {
    /// Adds what a list says of a term.
    pub(crate) fn add(&mut self, term: &str, facts: Facts) -> Result<(), String> {
        let words = words_of(term)?;
        if words.iter().any(|word| word.len() > WORD_BYTES) {
            return Err(format!("\"{term}\" has a word longer than {WORD_BYTES} bytes"));
        }
        if let [word] = words.as_slice() {
            self.words.entry(word.clone()).or_default().merge(facts);
            return Ok(());
        }
        let key = words.join(" ");
        let count = words.iter().filter(|word| !is_sign(word)).count();
        if count > PHRASE_WORDS || key.len() > PHRASE_BYTES {
            return Err(format!("\"{term}\" is longer than {PHRASE_WORDS} words or {PHRASE_BYTES} bytes"));
        }
        let second = if is_sign(&words[1]) { 2 } else { 1 };
        if count > 2 {
            let prefix = self.phrases.entry(words[..=second].join(" ")).or_default();
            prefix.phrase = prefix.phrase.max(count as u8);
        }
        self.pairs.insert((words[0].clone(), words[second].clone()));
        self.phrases.entry(key).or_default().merge(facts);
        Ok(())
    }
}

/// A term's words as a document would cut them: at spaces, hyphens and full stops; `&` and `/` stand
/// as words of their own so that "Smith & Nephew" is not "Smith Nephew". In a phrase the possessive
/// goes, as it does from the words of a text before they are compared.
fn words_of(term: &str) -> Result<Vec<String>, String> {
    if let Some(wrong) = term.chars().find(|&letter| !allowed(letter)) {
        return Err(format!("\"{term}\" has {wrong:?}: terms are lower case and without accents"));
    }
    // "/hr" stands behind a figure: the sign itself is no word.
    let spaced = term.trim_matches(['&', '/', ' ']).replace('&', " & ").replace('/', " / ");
    let mut words: Vec<String> = spaced
        .split([' ', '-', '.'])
        .map(|word| word.trim_matches('\'').to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > 1 {
        for word in &mut words {
            if let Some(stem) = word.strip_suffix("'s") {
                *word = stem.to_owned();
            }
        }
    }
    if words.is_empty() { Err(format!("\"{term}\" has no word")) } else { Ok(words) }
}

/// A sign that stands between words as a word of its own.
fn is_sign(word: &str) -> bool {
    matches!(word, "&" | "/")
}

/// Small ASCII letters, digits, the joints of words, and letters outside the Latin script.
fn allowed(letter: char) -> bool {
    match letter {
        'a'..='z' | '0'..='9' | ' ' | '-' | '.' | '\'' | '&' | '/' => true,
        _ => letter > '\u{24f}' && letter.is_alphabetic() && !letter.is_uppercase(),
    }
}
