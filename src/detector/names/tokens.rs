//! What each word of a document could be as part of a name; worked out once.

use crate::lexicon::{Class, Entry, Reading};
use crate::text::{Document, Kept, Shape};

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
    parts: Kept<u8>,
    /// Share of capitals in each sentence: capitals, shouted words and words, by sentence.
    sentences: Kept<[u32; 3]>,
    /// The hashes of capitalised words that stand more than once, sorted.
    repeated: Kept<u64>,
    /// The hashes of words that stand in front of the end of a medical term, sorted.
    eponyms: Kept<u64>,
}

/// What a word may be, a bit each: a part of a name; a particle; an initial; in small letters, the surname to a
/// given name in small letters before it; the end of a medical term; a word that such an end belongs to.
const MAY: u8 = 1;
const PARTICLE: u8 = 1 << 1;
const INITIAL: u8 = 1 << 2;
const AFTER_GIVEN: u8 = 1 << 3;
const HEAD: u8 = 1 << 4;
const HEADED: u8 = 1 << 5;

impl Tokens {
    pub fn of(document: &Document<'_>, reading: &Reading) -> Self {
        let words = document.words();
        let count = words.len();
        let mut tokens = Self {
            parts: Kept::of(0, count),
            sentences: Kept::of([0; 3], words.last().map_or(0, |w| w.sentence as usize + 1)),
            repeated: Kept::new(),
            eponyms: Kept::new(),
        };
        for word in words {
            let sums = &mut tokens.sentences[word.sentence as usize];
            let tall = word.shape.has(Shape::CAPITAL) || word.shape.has(Shape::INNER_CAPITAL);
            sums[0] += u32::from(tall);
            sums[1] += u32::from(word.shape.has(Shape::ALL_CAPS));
            sums[2] += u32::from(!word.shape.has(Shape::NUMBER));
        }
        let mut met = Kept::new();
        for (index, word) in words.iter().enumerate() {
            let entry = reading.entry(index);
            tokens.mark(index, HEAD, is_term_head(document.word(index), entry));
            tokens.mark(index, PARTICLE, entry.class.has(Class::PARTICLE) && word.shape.has(Shape::LOWER));
            tokens.mark(index, INITIAL, is_initial(document, index, word.shape));
            let follows = tokens.may_follow_small_given(document, reading, index, entry);
            tokens.mark(index, AFTER_GIVEN, follows);
            let may = tokens.written_like_name(document, reading, index, entry);
            tokens.mark(index, MAY, may);
            if may && word.shape.has(Shape::CAPITAL) {
                met.push(reading.stem_hash(index));
            }
        }
        tokens.find_headed(document, reading);
        met.sort_unstable();
        tokens.repeated.extend(met.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]));
        tokens
    }

    fn mark(&mut self, index: usize, part: u8, holds: bool) {
        self.parts[index] |= if holds { part } else { 0 };
    }

    fn is(&self, index: usize, part: u8) -> bool {
        self.parts.get(index).is_some_and(|parts| parts & part != 0)
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
        if self.is(index, INITIAL) {
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
            return known || (after_title || self.is(index, AFTER_GIVEN)) && unusual;
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
        for head in 0..words.len() {
            if !self.is(head, HEAD) {
                continue;
            }
            for index in (head.saturating_sub(TERM_REACH)..head).rev() {
                let possessive = document.stem_range(index).end < words[index].end as usize;
                if !self.joined(document, index) || (possessive && index + 1 < head) {
                    break;
                }
                if self.is(index, MAY) && !words[index].shape.has(Shape::LOWER) {
                    self.mark(index, HEADED, true);
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
        self.is(index, HEAD)
    }

    /// Whether a medical term follows that the word is part of.
    pub fn heads_a_term(&self, index: usize) -> bool {
        self.is(index, HEADED)
    }

    /// Whether the same word is part of a medical term somewhere in the document.
    pub fn is_eponym_elsewhere(&self, reading: &Reading, index: usize) -> bool {
        holds(&self.eponyms, reading, index)
    }

    pub fn may_be_name(&self, index: usize) -> bool {
        self.is(index, MAY)
    }

    pub fn is_particle(&self, index: usize) -> bool {
        self.is(index, PARTICLE)
    }

    pub fn is_initial(&self, index: usize) -> bool {
        self.is(index, INITIAL)
    }

    pub fn follows_small_given(&self, index: usize) -> bool {
        self.is(index, AFTER_GIVEN)
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
