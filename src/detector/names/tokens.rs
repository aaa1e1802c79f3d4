//! What each word of a document could be as part of a name; worked out once.

use crate::lexicon::{Class, Entry, Reading};
use crate::text::{Document, Shape};

/// The longest name in words: "María de los Ángeles García de la Torre".
pub(super) const LONGEST: usize = 7;

/// Titles, credentials and function words never are part of a name; these classes tell them.
const NEVER: Class = Class::CREDENTIAL.or(Class::SECOND_PERSON).or(Class::FIRST_PLURAL);
/// Words of these classes beside a name make a small-letter word worth a look.
const INTRODUCES: Class = Class::PLAIN_TITLE.or(Class::CLINICIAN_TITLE).or(Class::FAMILY);
/// A given name borne by fewer than this level is looked at in small letters only after a title.
const KNOWN_GIVEN: u8 = 7;
/// A word as common as this in small letters is no name in small letters.
const COMMON_LOWER: u8 = 17;
/// A word as common as this in small letters opens a sentence without being a name.
const FUNCTION_WORD: u8 = 24;

/// The words of a document as parts of names.
pub(crate) struct Tokens {
    may: Vec<bool>,
    particle: Vec<bool>,
    initial: Vec<bool>,
    /// Whether a word in small letters may be the surname to a given name in small letters before it.
    after_given: Vec<bool>,
    /// Share of capitals in each sentence: capitals, shouted words and words, by sentence.
    sentences: Vec<[u32; 3]>,
    /// The hashes of capitalised words that stand more than once, sorted.
    repeated: Vec<u64>,
    /// Whether a word ends a medical term, and whether such a word belongs to the one before.
    heads: Vec<bool>,
    headed: Vec<bool>,
    /// The hashes of words that stand in front of such a word, sorted.
    eponyms: Vec<u64>,
}

impl Tokens {
    pub fn of(document: &Document<'_>, reading: &Reading) -> Self {
        let words = document.words();
        let count = words.len();
        let mut tokens = Self {
            may: vec![false; count],
            particle: vec![false; count],
            initial: vec![false; count],
            after_given: vec![false; count],
            sentences: vec![[0; 3]; words.last().map_or(0, |w| w.sentence as usize + 1)],
            repeated: Vec::new(),
            heads: (0..count).map(|index| is_term_head(document.word(index), reading.entry(index))).collect(),
            headed: vec![false; count],
            eponyms: Vec::new(),
        };
        for word in words {
            let sums = &mut tokens.sentences[word.sentence as usize];
            let tall = word.shape.has(Shape::CAPITAL) || word.shape.has(Shape::INNER_CAPITAL);
            sums[0] += u32::from(tall);
            sums[1] += u32::from(word.shape.has(Shape::ALL_CAPS));
            sums[2] += u32::from(!word.shape.has(Shape::NUMBER));
        }
        let mut met = Vec::new();
        for (index, word) in words.iter().enumerate() {
            let entry = reading.entry(index);
            tokens.particle[index] = entry.class.has(Class::PARTICLE) && word.shape.has(Shape::LOWER);
            tokens.initial[index] = is_initial(document, index, word.shape);
            tokens.after_given[index] = tokens.may_follow_small_given(document, reading, index, entry);
            tokens.may[index] = tokens.written_like_name(document, reading, index, entry);
            if tokens.may[index] && word.shape.has(Shape::CAPITAL) {
                met.push(reading.stem_hash(index));
            }
        }
        tokens.find_headed(document, reading);
        met.sort_unstable();
        tokens.repeated.extend(met.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]));
        tokens
    }

    fn written_like_name(
        &self,
        document: &Document<'_>,
        reading: &Reading,
        index: usize,
        entry: Entry,
    ) -> bool {
        let shape = document.words()[index].shape;
        let link = Shape::IN_LINK.with(Shape::IN_HANDLE);
        if shape.has(link) || shape.has(Shape::NUMBER.with(Shape::DIGIT)) || document.stem(index).is_empty() {
            return false;
        }
        if self.initial[index] {
            return true;
        }
        if shape.has(Shape::INITIAL) {
            return false;
        }
        let title = entry.class.has(Class::PLAIN_TITLE.or(Class::CLINICIAN_TITLE)) && entry.given == 0;
        if title || (entry.class.has(NEVER) && entry.given == 0 && entry.surname == 0) {
            return false;
        }
        let after_title = index > 0 && reading.entry(index - 1).class.has(INTRODUCES);
        if shape.has(Shape::LOWER) {
            let listed = entry.given >= KNOWN_GIVEN || entry.class.has(Class::PUBLIC_FIGURE);
            let known = listed && entry.lower < COMMON_LOWER;
            let unusual =
                entry.lower < COMMON_LOWER && (entry.given > 0 || entry.surname > 0 || entry.lower == 0);
            return known || (after_title || self.after_given[index]) && unusual;
        }
        // A very common word with a capital is a name only inside a sentence or beside a name.
        entry.lower < FUNCTION_WORD || (entry.given > 0 && !shape.has(Shape::SENTENCE_START))
    }

    /// Whether a word in small letters stands behind a given name in small letters: "kevin smith".
    fn may_follow_small_given(
        &self,
        document: &Document<'_>,
        reading: &Reading,
        index: usize,
        entry: Entry,
    ) -> bool {
        let small = |index: usize| document.words()[index].shape.has(Shape::LOWER);
        let Some(before) = index.checked_sub(1).filter(|&before| small(index) && small(before)) else {
            return false;
        };
        let given = reading.entry(before);
        let is_given = given.given >= KNOWN_GIVEN && given.lower < COMMON_LOWER;
        is_given && entry.lower < COMMON_LOWER && self.joined(document, before)
    }

    /// Walks back from every word that ends a medical term over what may belong to it: names, hyphens,
    /// "and", and adjectives such as "retinal" and "muscular".
    fn find_headed(&mut self, document: &Document<'_>, reading: &Reading) {
        let words = document.words();
        for head in (0..words.len()).filter(|&head| self.heads[head]) {
            for index in (head.saturating_sub(TERM_REACH)..head).rev() {
                let possessive = document.stem_range(index).end < words[index].end as usize;
                if !self.joined(document, index) || (possessive && index + 1 < head) {
                    break;
                }
                if self.may[index] && !words[index].shape.has(Shape::LOWER) {
                    self.headed[index] = true;
                    self.eponyms.push(reading.stem_hash(index));
                } else if !belongs_to_a_term(document.word(index), reading.entry(index)) {
                    break;
                }
            }
        }
        self.eponyms.sort_unstable();
    }

    /// Whether the word itself ends a medical term.
    pub fn is_term_head(&self, index: usize) -> bool {
        marked(&self.heads, index)
    }

    /// Whether a medical term follows that the word is part of.
    pub fn heads_a_term(&self, index: usize) -> bool {
        marked(&self.headed, index)
    }

    /// Whether the same word is part of a medical term somewhere in the document.
    pub fn is_eponym_elsewhere(&self, reading: &Reading, index: usize) -> bool {
        holds(&self.eponyms, reading, index)
    }

    pub fn may_be_name(&self, index: usize) -> bool {
        marked(&self.may, index)
    }

    pub fn is_particle(&self, index: usize) -> bool {
        marked(&self.particle, index)
    }

    pub fn is_initial(&self, index: usize) -> bool {
        marked(&self.initial, index)
    }

    pub fn follows_small_given(&self, index: usize) -> bool {
        marked(&self.after_given, index)
    }

    pub fn is_repeated(&self, reading: &Reading, index: usize) -> bool {
        holds(&self.repeated, reading, index)
    }

    /// Capitals, shouted words and words of a sentence.
    pub fn sentence(&self, index: u32) -> [u32; 3] {
        self.sentences.get(index as usize).copied().unwrap_or_default()
    }

    /// Whether a name may go on from word `index` to the next: only a space, a hyphen, an
    /// apostrophe, a full stop after an initial, or a nickname's quotation mark between.
    pub fn joined(&self, document: &Document<'_>, index: usize) -> bool {
        let words = document.words();
        let Some(next) = words.get(index + 1) else { return false };
        let between = &document.text()[words[index].end as usize..next.start as usize];
        match between {
            " " | "-" | "'" | "" => true,
            ". " | "." => self.is_initial(index),
            " \"" | "\" " | " '" | " (" | ") " => true,
            "_" => true,
            _ => false,
        }
    }
}

/// Whether a word is marked in a list of all words.
fn marked(list: &[bool], index: usize) -> bool {
    list.get(index).copied().unwrap_or(false)
}

/// Whether a sorted list of hashes holds that of a word.
fn holds(hashes: &[u64], reading: &Reading, index: usize) -> bool {
    !hashes.is_empty() && hashes.binary_search(&reading.stem_hash(index)).is_ok()
}

/// How many words may stand between an eponym and the end of its term: "Doyne honeycomb retinal dystrophy".
const TERM_REACH: usize = 4;
/// Endings of words for diseases, findings and operations, and the letters that must stand before them.
const TERM_ENDINGS: [&str; 16] = [
    "pathy",
    "itis",
    "osis",
    "trophy",
    "plasia",
    "aemia",
    "emia",
    "oma",
    "phyria",
    "ectomy",
    "ostomy",
    "plasty",
    "uria",
    "algia",
    "plegia",
    "sclerosis",
];
const BEFORE_ENDING: usize = 3;
/// Endings of adjectives that stand inside a medical term.
const TERM_ADJECTIVES: [&str; 6] = ["al", "ar", "ic", "ous", "oid", "ary"];

fn ends_in(word: &str, endings: &[&str]) -> bool {
    let long = |ending: &&&str| word.len() >= ending.len() + BEFORE_ENDING;
    endings.iter().filter(long).any(|ending| word.ends_with(ending))
}

/// A word of small letters that ends a medical term.
fn is_term_head(word: &str, entry: Entry) -> bool {
    entry.class.has(Class::TERM_HEAD) || (entry.given == 0 && ends_in(word, &TERM_ENDINGS))
}

/// A word that may stand between an eponym and the end of its term.
fn belongs_to_a_term(word: &str, entry: Entry) -> bool {
    let medical = entry.class.has(Class::DISEASE.or(Class::TERM_HEAD));
    medical || matches!(word, "and" | "type") || ends_in(word, &TERM_ADJECTIVES)
}

fn is_initial(document: &Document<'_>, index: usize, shape: Shape) -> bool {
    if shape.has(Shape::INITIAL) {
        // "21 °C", also as it is written in mark-up.
        if document.text()[..document.words()[index].start as usize].ends_with(['°', ';']) {
            return false;
        }
        // "I" and "A" are words unless a full stop follows, and "A and E" is a department.
        let text = document.word(index);
        let in_emergency = text == "E"
            && index > 1
            && matches!(document.word(index - 1), "and" | "&")
            && document.word(index - 2) == "A";
        let stopped = document.text()[document.words()[index].end as usize..].starts_with('.');
        return !in_emergency && (stopped || !matches!(text, "I" | "A"));
    }
    false
}
