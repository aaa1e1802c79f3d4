//! A field as the detector of places reads it: words, what lists know of them, what stands beside.

use std::ops::Range;

use crate::lexicon::{Class, Entry, Reading, WordList};
use crate::text::{Document, Kept, Shape};

/// Words that may stand inside the name of a place, in small letters.
pub(super) const CONNECTORS: WordList = WordList::new(&[
    "of", "the", "upon", "de", "des", "du", "la", "le", "les", "na", "an", "y", "yr", "del", "da", "do",
    "van",
]);
/// Capitalised in a heading or not, these are no part of a name.
pub(super) const DETERMINERS: WordList =
    WordList::new(&["a", "an", "the", "our", "my", "your", "his", "her", "their", "this", "that"]);
/// Prepositions that announce a place.
pub(super) const PLACE_PREPOSITIONS: WordList = WordList::new(&[
    "in",
    "at",
    "from",
    "near",
    "outside",
    "around",
    "across",
    "off",
    "past",
    "behind",
    "through",
    "throughout",
    "beyond",
    "opposite",
    "towards",
    "toward",
    "visiting",
    "leaving",
    "depuis",
    "chez",
    "en",
    "desde",
]);
/// Words that make a place of what follows behind "to".
pub(super) const MOVED: WordList = WordList::new(&[
    "admitted",
    "transferred",
    "moved",
    "flown",
    "airlifted",
    "referred",
    "sent",
    "taken",
    "brought",
    "rushed",
    "returned",
    "came",
    "went",
    "travelled",
    "traveled",
    "medevaced",
    "transported",
    "back",
    "off",
    "home",
    "close",
    "next",
    "drove",
    "flew",
    "come",
    "coming",
    "go",
    "going",
    "welcome",
    "discharged",
]);
/// Words that may stand between a preposition and the name: "from west Cork".
pub(super) const MODIFIERS: WordList = WordList::new(&[
    "north", "south", "east", "west", "upper", "lower", "inner", "central", "downtown", "rural", "old",
    "greater",
]);
/// Words that a place's name stands behind without a preposition: "his home city Tralee".
pub(super) const APPOSED: WordList =
    WordList::new(&["city", "town", "village", "hamlet", "hometown", "suburb", "island", "county"]);
/// Words that make the capital before them a clinical term.
pub(super) const TERMS: WordList = WordList::new(&[
    "disease",
    "syndrome",
    "score",
    "scale",
    "index",
    "sign",
    "reflex",
    "test",
    "criteria",
    "risk",
    "study",
    "trial",
    "classification",
    "stage",
    "fever",
    "virus",
    "variant",
    "protocol",
    "staging",
    "palsy",
]);
/// The saints that churches, schools and hospitals are named after.
pub(super) const SAINTS: WordList = WordList::new(&["St", "Saint", "Sainte", "Ste"]);
/// A sentence of at least so many words, three in five with capitals, is a headline.
const HEADLINE_WORDS: usize = 4;
/// The longest name of a place, in words.
pub(super) const LONGEST: usize = 7;

/// Postal codes of the states of the US and the provinces of Canada.
const STATE_CODES: WordList = WordList::new(&[
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL", "IN", "KS",
    "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV",
    "NY", "OH", "OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV",
    "WY", "AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "PEI", "QC", "SK", "YT",
]);

/// A field as this detector reads it.
pub(super) struct Page<'a, 'd> {
    pub document: &'a Document<'d>,
    pub reading: &'a Reading,
    /// For each sentence its words and those of them that are written as part of a name.
    sentences: Kept<[usize; 2]>,
}

impl<'a, 'd> Page<'a, 'd> {
    pub fn new(document: &'a Document<'d>, reading: &'a Reading) -> Self {
        let words = document.words();
        let count = words.last().map_or(0, |word| word.sentence as usize + 1);
        let mut page = Self { document, reading, sentences: Kept::of([0; 2], count) };
        for (index, word) in words.iter().enumerate() {
            let tall = page.tall(index);
            let sums = &mut page.sentences[word.sentence as usize];
            *sums = [sums[0] + 1, sums[1] + usize::from(tall)];
        }
        page
    }
}

impl Page<'_, '_> {
    pub fn len(&self) -> usize {
        self.document.words().len()
    }

    pub fn shape(&self, index: usize) -> Shape {
        self.document.words()[index].shape
    }

    pub fn entry(&self, index: usize) -> Entry {
        self.reading.entry(index)
    }

    /// What a word is, alone or in a phrase.
    pub fn class(&self, index: usize) -> Class {
        self.entry(index).class.or(self.reading.phrases_over(index))
    }

    /// The phrase of the lists that is exactly a range of words.
    pub fn phrase(&self, words: &Range<usize>) -> Option<Entry> {
        let phrases = self.reading.phrases();
        let first = phrases.partition_point(|phrase| phrase.words.start < words.start);
        let at_start = phrases[first..].iter().take_while(|phrase| phrase.words.start == words.start);
        at_start.into_iter().find(|phrase| phrase.words == *words).map(|phrase| phrase.entry)
    }

    /// What stands between a word and the next; nothing behind the last.
    pub fn gap(&self, index: usize) -> Option<&str> {
        let words = self.document.words();
        let next = words.get(index + 1)?;
        self.document.text().get(words[index].end as usize..next.start as usize)
    }

    /// Whether a word is one of `list`, in any case.
    pub fn is(&self, index: usize, list: &[&str]) -> bool {
        let word = self.document.word(index);
        list.iter().any(|other| word.eq_ignore_ascii_case(other))
    }

    /// The same for a list that is long or often asked.
    pub fn among(&self, index: usize, list: &WordList) -> bool {
        list.has(self.document.word(index))
    }

    /// Whether a word is written as part of a name.
    pub fn tall(&self, index: usize) -> bool {
        let shape = self.shape(index);
        let apart = Shape::IN_LINK.with(Shape::IN_HANDLE).with(Shape::DIGIT);
        shape.has(Shape::CAPITAL.with(Shape::ALL_CAPS).with(Shape::INITIAL).with(Shape::INNER_CAPITAL))
            && !shape.has(apart)
    }

    /// Whether most words of a word's sentence have capitals, so that a capital says little.
    pub fn in_headline(&self, index: usize) -> bool {
        let [words, tall] = self.sentences[self.document.words()[index].sentence as usize];
        words >= HEADLINE_WORDS && tall * 5 >= words * 3
    }

    /// Runs of words that are written as one name: capitals, and small connectors between them.
    pub fn runs(&self) -> Kept<Range<usize>> {
        let mut runs = Kept::new();
        let mut start = 0;
        while start < self.len() {
            if !self.tall(start) {
                start += 1;
                continue;
            }
            let mut end = start + 1;
            while let Some(next) = self.next_of_run(end) {
                end = next + 1;
            }
            runs.push(start..end);
            start = end;
        }
        runs
    }

    /// The next capital that goes on a run whose last word is `end - 1`.
    pub fn next_of_run(&self, end: usize) -> Option<usize> {
        if !self.joined(end - 1) {
            return None;
        }
        if self.tall(end) {
            return Some(end);
        }
        let mut next = end;
        while next < end + 2 && self.connects(next, next > end) && self.gap(next) == Some(" ") {
            next += 1;
        }
        (next > end && next < self.len() && self.tall(next)).then_some(next)
    }

    /// Whether a small word goes on a name; an article only behind another connector.
    pub fn connects(&self, index: usize, behind: bool) -> bool {
        self.among(index, &CONNECTORS) && (behind || !self.is(index, &["the"]))
    }

    /// Whether nothing but a space, a hyphen or an abbreviation's full stop joins a word to the next.
    pub fn joined(&self, index: usize) -> bool {
        match self.gap(index) {
            Some(" " | "-" | "'" | " & ") => true,
            // The parts of a hashtag stand without a gap.
            Some("") => self.shape(index).has(Shape::IN_HASHTAG),
            Some(". ") => self.is(index, &["St", "Mt", "Ft", "Ste", "Med", "Hosp", "Univ", "Co", "Dr"]),
            _ => false,
        }
    }

    /// The bytes of a range of words, without a possessive ending; a saint keeps his ("St Mary's").
    pub fn span(&self, words: &Range<usize>) -> Range<usize> {
        let all = self.document.words();
        let last = words.end - 1;
        let end = if self.among(words.start, &SAINTS) {
            all[last].range().end
        } else {
            self.document.stem_range(last).end
        };
        all[words.start].range().start..end
    }

    /// The word right before another, in the same sentence, with only a space or an article between.
    pub fn word_before(&self, index: usize) -> Option<usize> {
        let before = index.checked_sub(1)?;
        (self.gap(before) == Some(" ")).then_some(before)
    }

    /// Whether a round pin or an at sign stands before the place, a space between or not.
    pub fn pinned(&self, start: usize) -> bool {
        let before = &self.document.text()[..start];
        before.strip_suffix(' ').unwrap_or(before).ends_with(['\u{1F4CD}', '\u{FE0F}', '@'])
    }

    /// Whether a state, province or country follows after a comma.
    pub fn region_behind(&self, next: usize) -> bool {
        let comma = next > 0 && self.gap(next - 1).is_some_and(|gap| gap.trim_end() == ",");
        comma && (self.class(next).has(Class::REGION) && self.tall(next) || self.is_state_code(next))
    }

    /// Whether what follows after a comma may be a degree as well as a state ("Warren, MD").
    pub fn credential_behind(&self, next: usize) -> bool {
        next < self.len() && self.entry(next).class.has(Class::CREDENTIAL)
    }

    /// Whether a postcode follows, as behind a country in an address.
    pub fn number_behind(&self, index: usize) -> bool {
        let next = index + 1;
        let number = next < self.len() && self.shape(next).has(Shape::NUMBER);
        number && self.gap(index) == Some(" ") && (4..=6).contains(&self.document.word(next).len())
    }

    /// Whether a score follows, as behind a team: "Clare 2-21".
    pub fn score_behind(&self, index: usize) -> bool {
        let numbers =
            index + 2 < self.len() && (index + 1..=index + 2).all(|at| self.shape(at).has(Shape::NUMBER));
        numbers && self.gap(index) == Some(" ") && self.gap(index + 1) == Some("-")
    }

    /// Whether a word is the second part of a compound: "All-Ireland".
    pub fn hyphen_before(&self, index: usize) -> bool {
        index > 0 && self.gap(index - 1) == Some("-")
    }

    /// The postal code of a state or province, in capitals.
    pub fn is_state_code(&self, index: usize) -> bool {
        self.shape(index).has(Shape::ALL_CAPS) && STATE_CODES.has_exactly(self.document.word(index))
    }

    /// Whether words are a part of a longer listed term that is no place ("Lyme disease"), or a word
    /// behind them makes them one ("Framingham score", "Framingham Heart Study").
    pub fn is_term(&self, words: &Range<usize>) -> bool {
        let other = Class::DISEASE.or(Class::EPONYM).or(Class::DRUG).or(Class::PRODUCT);
        let inside = self.reading.phrases_over(words.start).has(other) && self.phrase(words).is_none();
        let spaced = |last: usize| last + 1 < self.len() && self.gap(last) == Some(" ");
        let next = words.end;
        let study = || self.tall(next) && spaced(next) && self.tall(next + 1) && self.among(next + 1, &TERMS);
        inside || spaced(next - 1) && (self.among(next, &TERMS) || study())
    }

    /// The same where an article stands between: "in the Bronx".
    pub fn announced_behind_article(&self, index: usize) -> bool {
        let article = self.word_before(index).filter(|&before| self.is(before, &["the"]));
        article.is_some_and(|article| self.announced(article))
    }

    /// Whether a preposition of place stands before a word, or somebody is on the way there.
    pub fn announced(&self, index: usize) -> bool {
        let Some(mut before) = self.word_before(index) else {
            return self.pinned(self.document.words()[index].range().start);
        };
        if self.among(before, &MODIFIERS) {
            before = self.word_before(before).unwrap_or(before);
        }
        let moved = |word: usize| self.among(word, &MOVED) && self.is(before, &["to"]);
        let apposed = self.tall(index) && !self.tall(before) && self.among(before, &APPOSED);
        apposed || self.among(before, &PLACE_PREPOSITIONS) || before > 0 && moved(before - 1)
    }
}
