//! What a word can be: one look-up answers all of it.
//!
//! Lists of names, places, drugs, diseases and common words, and the cues of `patterns/context.toml`,
//! are compiled by the build script into one table that is embedded in the library. A [`Reading`]
//! looks every word of a document up once; everything after it asks the reading, not the lists.

pub(crate) mod class;
#[allow(dead_code)] // The library reads what the build script writes; each uses its half.
mod format;
mod key;
mod phrase;
mod split;
mod table;
#[allow(dead_code)] // The library reads what the build script writes.
mod vector_table;
mod word_list;

use std::ops::Range;

pub(crate) use class::Class;
use split::split_glued;
pub(crate) use vector_table::{FIGURES, Vector};
pub(crate) use word_list::WordList;

use crate::text::{Document, Kept, keep};
use format::WORD_BYTES;
use key::Key;

/// A text as a scanner reads it, the words of hashtags cut apart.
pub(crate) fn document(text: &str) -> Document<'_> {
    Document::unglued(text, split_glued)
}

/// Everything the lists know of one word or phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Entry {
    pub class: Class,
    /// How many people bear it as a given name: 0 none; else `1 + floor(log2(bearers / 100))`, in
    /// 1 ..= 15: 1 is 100 to 199 bearers or fewer, 5 is 1,600, 10 is 51,200, 15 is 1.6 million.
    pub given: u8,
    /// The same as a surname.
    pub surname: u8,
    /// How common the lower-case form is in English text: 0 unknown; else, for a word of frequency
    /// p, `15 (20 + ln p) * 31 / 255` rounded, at most 31: "the" is 30, "hospital" 18, "emma" 9.
    pub lower: u8,
    /// The same for the Capitalised form.
    pub capital: u8,
    /// How likely a capital means a person, for names that are also words: 0 unknown; else
    /// `1 + 14 (fit * excess)^(1/4)` rounded, from the share of the word's capitals that its bearers
    /// explain and the share that the start of sentences does not: "Grace" is 12, "Will" 1.
    pub person: u8,
    /// Size of the largest town of that name: `floor(log2(people))`, 0 none.
    pub place: u8,
}

impl Entry {
    /// What two readings of a word say together ("Wendy's" is a restaurant, "Wendy" a given name).
    fn or(self, other: Entry) -> Entry {
        Entry {
            class: self.class.or(other.class),
            given: self.given.max(other.given),
            surname: self.surname.max(other.surname),
            lower: self.lower.max(other.lower),
            capital: self.capital.max(other.capital),
            person: self.person.max(other.person),
            place: self.place.max(other.place),
        }
    }
}

/// A phrase of the lists found in a document: words `words.start .. words.end`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Phrase {
    pub words: Range<usize>,
    pub entry: Entry,
}

keep!(Entry, Phrase, Class);

/// A document read once: each word looked up once, phrases found at their first word.
pub(crate) struct Reading {
    entries: Kept<Entry>,
    /// The hash of each word's stem, for whoever else keeps a table by words.
    hashes: Kept<u64>,
    phrases: Kept<Phrase>,
    /// For each word the classes of all phrases that cover it; empty where there is no phrase.
    over: Kept<Class>,
}

impl Reading {
    /// Looks every word up, and every phrase that a word can start.
    pub fn of(document: &Document<'_>) -> Self {
        let count = document.words().len();
        let mut reading =
            Self { entries: Kept::new(), hashes: Kept::new(), phrases: Kept::new(), over: Kept::new() };
        reading.entries.reserve(count);
        reading.hashes.reserve(count);
        let mut before = None;
        for index in 0..count {
            let (entry, hash) = read_word(document, index);
            reading.entries.push(entry);
            reading.hashes.push(hash);
            if before.is_some_and(|before| table::starts_phrase(before, hash)) {
                phrase::find(document, index - 1, &mut reading.phrases);
            }
            before = Some(hash);
        }
        if !reading.phrases.is_empty() {
            reading.over.resize(count, Class::NONE);
        }
        for phrase in reading.phrases.iter() {
            for over in &mut reading.over[phrase.words.clone()] {
                *over = over.or(phrase.entry.class);
            }
        }
        reading
    }
    /// The classes of all phrases of the lists that cover word `index`.
    pub fn phrases_over(&self, index: usize) -> Class {
        self.over.get(index).copied().unwrap_or_default()
    }
    /// The entry of word `index`.
    pub fn entry(&self, index: usize) -> Entry {
        self.entries[index]
    }
    /// The [`hash`] of word `index` without its possessive.
    pub fn stem_hash(&self, index: usize) -> u64 {
        self.hashes[index]
    }
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
    /// Phrases in order of their first word; at each first word the longest, then shorter ones of
    /// another class; may overlap.
    pub fn phrases(&self) -> &[Phrase] {
        &self.phrases
    }
}

/// Looks one word of a folded text up, in any case; an ending `'s` is not stripped.
pub(crate) fn look_up(word: &str) -> Entry {
    table::word(word, table::hash(word)).unwrap_or_default()
}

/// The hash of a word in any case, the one the build script writes its tables by.
pub(crate) fn hash(word: &str) -> u64 {
    table::hash(word)
}

/// The vector of the word with a hash, if it is common enough to have one.
pub(crate) fn vector(hash: u64) -> Option<Vector> {
    vector_table::find(VECTORS.as_chunks().0, hash)
}

static VECTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/vectors.bin"));

/// What the lists know of word `index`, as it stands and without its possessive, and the hash of its
/// stem.
fn read_word(document: &Document<'_>, index: usize) -> (Entry, u64) {
    let (word, stem) = (document.word(index), document.stem(index));
    let hash = table::hash(stem);
    let bare = table::word(stem, hash);
    let whole = if stem.len() < word.len() { table::word(word, table::hash(word)) } else { None };
    let entry = match (whole, bare) {
        (Some(whole), Some(bare)) => whole.or(bare),
        (None, None) => elided(stem),
        (one, other) => one.or(other).unwrap_or_default(),
    };
    (entry, hash)
}

/// A word with one letter before its apostrophe: "O'Brien" is in the lists as "obrien", "l'hopital"
/// as "hopital".
fn elided(word: &str) -> Entry {
    let Some((head, tail)) = word.split_once('\'') else { return Entry::default() };
    if head.len() != 1 || tail.len() < 3 {
        return Entry::default();
    }
    let mut key = Key::<WORD_BYTES>::new();
    let whole = key.push(head.as_bytes()) && key.push(tail.as_bytes());
    let joined = if whole { std::str::from_utf8(key.bytes()).map(look_up).ok() } else { None };
    joined.filter(|entry| *entry != Entry::default()).unwrap_or_else(|| look_up(tail))
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

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    fn patterns() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("patterns")
    }

    #[test]
    fn the_embedded_vectors_are_those_of_the_file() {
        let text = fs::read_to_string(patterns().join("data/vectors.tsv")).expect("the vectors are there");
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() > 50_000);
        for line in lines {
            let (word, digits) = line.split_once('\t').expect("a word and its figures");
            let vector = vector(hash(word)).expect(word);
            let written: String =
                vector.iter().map(|figure| format!("{:02x}", figure.cast_unsigned())).collect();
            assert_eq!(written, digits, "{word}");
        }
    }

    /// Every list: its name, its header, its lines.
    fn lists() -> Vec<(String, String, Vec<String>)> {
        let mut lists: Vec<_> = fs::read_dir(patterns().join("lists"))
            .expect("the lists are there")
            .map(|entry| {
                let path = entry.expect("a readable folder").path();
                let text = fs::read_to_string(&path).expect("a readable list");
                let (header, body): (Vec<&str>, Vec<&str>) =
                    text.lines().partition(|line| line.starts_with('#'));
                let lines = body.into_iter().map(str::to_owned).collect();
                (
                    path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                    header.join("\n"),
                    lines,
                )
            })
            .collect();
        lists.sort();
        lists
    }

    fn header_value<'a>(header: &'a str, name: &str) -> Option<&'a str> {
        let start = format!("# {name}: ");
        header.lines().find_map(|line| line.strip_prefix(start.as_str()))
    }

    /// The class that a reading gives to the whole of a term.
    fn class_of(term: &str) -> Class {
        let document = Document::new(term);
        let reading = Reading::of(&document);
        let words = document.words().len();
        if words == 1 {
            return reading.entry(0).class;
        }
        let whole = reading.phrases().iter().find(|phrase| phrase.words == (0..words));
        whole.map_or(Class::NONE, |phrase| phrase.entry.class)
    }

    #[test]
    fn every_term_of_every_list_is_found_with_its_class_and_figures() {
        let mut missed = Vec::new();
        for (name, header, lines) in lists() {
            let classes: Vec<Class> = header_value(&header, "class")
                .unwrap_or("")
                .split_whitespace()
                .filter_map(Class::named)
                .collect();
            let values: Vec<&str> =
                header_value(&header, "values").unwrap_or("").split_whitespace().collect();
            for line in &lines {
                let mut columns = line.split('\t');
                let term = columns.next().unwrap_or("");
                if !classes.is_empty() {
                    let found = class_of(term);
                    if !classes.iter().all(|class| found.has(*class)) {
                        missed.push(format!("{name}: {term}"));
                    }
                }
                if term.contains([' ', '-', '.', '&']) {
                    continue;
                }
                let entry = look_up(term);
                for (value, column) in values.iter().zip(columns) {
                    let figure = match *value {
                        "given" => entry.given,
                        "surname" => entry.surname,
                        "lower" => entry.lower,
                        "capital" => entry.capital,
                        "person" => entry.person,
                        _ => entry.place,
                    };
                    let listed: u8 = column.parse().expect("a figure");
                    // Another list may know the term better.
                    let better = figure > listed && ["given", "surname", "place"].contains(value);
                    assert!(figure == listed || better, "{name}: {line}");
                }
            }
        }
        assert!(missed.is_empty(), "{} terms missed: {:?}", missed.len(), &missed[..missed.len().min(40)]);
    }

    #[test]
    fn every_list_says_where_it_is_from_and_is_sorted() {
        let lists = lists();
        assert!(lists.len() > 30);
        for (name, header, lines) in lists {
            for field in ["source", "licence", "made", "rule"] {
                assert!(header_value(&header, field).is_some_and(|value| value.len() > 2), "{name}: {field}");
            }
            let terms: Vec<&str> = lines.iter().map(|line| line.split('\t').next().unwrap_or("")).collect();
            assert!(terms.windows(2).all(|pair| pair[0] < pair[1]), "{name} is not sorted");
        }
    }

    #[test]
    fn every_cue_is_found() {
        #[derive(serde::Deserialize)]
        struct File {
            cue: Vec<Cue>,
        }
        #[derive(serde::Deserialize)]
        struct Cue {
            class: String,
            terms: Vec<String>,
        }
        let text = fs::read_to_string(patterns().join("context.toml")).expect("a readable file");
        let file: File = toml::from_str(&text).expect("cues");
        for cue in file.cue {
            let class = Class::named(&cue.class).expect("a class");
            for term in cue.terms {
                assert!(class_of(&term).has(class), "{}: {term}", cue.class);
            }
        }
    }

    /// Letters drawn by a small generator, so that the test is the same every time.
    #[test]
    fn made_up_words_are_in_no_list() {
        let mut state = 7u64;
        for _ in 0..10_000 {
            let mut word = String::from("zq");
            for _ in 0..9 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                word.push(char::from(b'a' + (state >> 33) as u8 % 26));
            }
            assert_eq!(look_up(&word), Entry::default(), "{word}");
        }
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        let entry = |word: &str| Reading::of(&Document::new(word)).entry(0);
        assert!(entry("Oisín").given > 0);
        assert_eq!(entry("OISÍN"), look_up("oisin"));
        assert!(entry("FÉVRIER").class.has(Class::MONTH));
        assert_eq!(entry("Łukasz"), look_up("lukasz"));
        assert_eq!(look_up(""), Entry::default());
        assert_eq!(look_up(&"a".repeat(500)), Entry::default());
    }

    #[test]
    fn figures_say_how_common_a_word_is() {
        let (mary, oisin, the) = (look_up("Mary"), look_up("Oisin"), look_up("the"));
        assert!(mary.given > oisin.given && oisin.given > 3);
        assert!(the.lower >= 30 && mary.lower < the.lower);
        assert!(look_up("Smith").surname >= 15);
        assert!(look_up("Grace").person > look_up("Will").person);
        // Chicago has 2.7 million people.
        assert_eq!(look_up("Chicago").place, 21);
    }

    #[test]
    fn possessives_and_elided_words_are_read_by_their_stem() {
        let document = Document::new("Emma's mam and O'Brien, O'Sullivan's farm, l'hopital, Wendy's");
        let reading = Reading::of(&document);
        let entry = |word: &str| {
            let index = (0..document.words().len()).find(|&index| document.word(index) == word);
            reading.entry(index.expect("the word is there"))
        };
        assert!(entry("Emma's").given > 0);
        assert!(entry("O'Brien").surname > 0);
        assert!(entry("O'Sullivan's").surname > 0);
        assert!(entry("l'hopital").class.has(Class::FACILITY));
        assert!(entry("Wendy's").class.has(Class::PRODUCT) && entry("Wendy's").given > 0);
    }

    #[test]
    fn a_phrase_is_adjacent_words_of_one_sentence() {
        let found = |text: &str| class_of(text).has(Class::DISEASE);
        assert!(found("type 2 diabetes") && found("Type-2 Diabetes") && found("TYPE 2 DIABETES"));
        assert!(!found("type, 2 diabetes") && !found("type 2\ndiabetes") && !found("type  2 / diabetes"));
        assert!(class_of("St. Patrick's Day").has(Class::HOLIDAY));
        assert!(class_of("Smith & Nephew").has(Class::PRODUCT));
        assert!(!class_of("Smith Nephew").has(Class::PRODUCT));
    }

    #[test]
    fn a_scanner_cuts_hashtags_into_the_words_they_were_glued_of() {
        let words = |document: &Document<'_>| -> Vec<String> {
            (0..document.words().len()).map(|index| document.word(index).to_owned()).collect()
        };
        let text = "home! #teamnoah #St_Colgas teamnoah @teamnoah teamnoah.example";
        let cut = document(text);
        assert_eq!(words(&cut)[..5], ["home", "team", "noah", "St", "Colgas"]);
        assert!(cut.words()[1..5].iter().all(|word| word.shape.has(crate::text::Shape::IN_HASHTAG)));
        // Nothing else, and none where no lists are asked.
        assert_eq!(words(&cut)[5..], ["teamnoah", "teamnoah", "teamnoah.example"]);
        assert_eq!(words(&Document::new(text))[1], "teamnoah");
    }

    #[test]
    fn the_longest_phrase_comes_first_and_others_only_if_they_say_more() {
        let document = Document::new("Breast Cancer Awareness Month");
        let reading = Reading::of(&document);
        let at_first = reading.phrases().iter().filter(|phrase| phrase.words.start == 0);
        let spans: Vec<_> = at_first.map(|phrase| phrase.words.clone()).collect();
        assert_eq!(spans, [0..4, 0..2]);
    }

    #[test]
    fn the_table_stays_small() {
        assert!(table::bytes() < 4_500_000, "{} bytes", table::bytes());
    }
}
