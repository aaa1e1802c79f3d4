//! Finds the forms that start at a word, the longest of them first.

use std::ops::Range;

use crate::finding::Category;
use crate::lexicon::{Class, Phrase, Reading, hash};
use crate::text::{Document, Kept, Shape, keep};

use super::screen::{Forms, Screen};
use super::tables::{
    CLASS_FORMS, CLASS_STARTS, FORMS, Form, Item, RULES, SHAPE_FORMS, SLOTS, STARTS, WORDS, Word,
};

/// How many words a match can reach over.
pub(super) const WINDOW: usize = 28;

const DIGIT: Shape = Shape::DIGIT.with(Shape::NUMBER);
const CAPITAL: Shape = Shape::CAPITAL.with(Shape::ALL_CAPS);

/// Confirmations and details are searched side by side and may overlap each other.
pub(super) const LANES: usize = 2;

const fn lane(category: Category) -> usize {
    if matches!(category, Category::Care) { 0 } else { 1 }
}

/// A form found: its rule and the words it reports.
pub(super) struct Match {
    pub rule: u16,
    pub words: Range<usize>,
    /// Every word it needed, reported or not.
    pub whole: Range<usize>,
}

/// What stands between a word and the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Nothing but space and joints.
    None,
    /// A comma, colon, dash, bracket.
    Break,
    /// The end of a sentence or line.
    End,
}

/// A word of the document as the rules know it.
#[derive(Clone, Copy, Default)]
pub(super) struct Known {
    whole: Option<&'static Word>,
    /// Without its possessive or the elided article before it, where it has one.
    stem: Option<&'static Word>,
}

impl Known {
    pub(super) fn words(self) -> impl Iterator<Item = &'static Word> {
        self.whole.into_iter().chain(self.stem)
    }
}

keep!(Known);

/// The same with what stands around it.
#[derive(Clone, Copy)]
struct Seen {
    known: Known,
    possessive: bool,
    gap: Gap,
}

impl Seen {
    fn words(self) -> impl Iterator<Item = &'static Word> {
        self.known.words()
    }
}

/// A document's words are tried one after another; each is looked up once, and what stands around it is
/// kept from one start to the next.
pub(super) struct Matcher<'a> {
    document: &'a Document<'a>,
    reading: &'a Reading,
    known: Kept<Known>,
    /// How many forms were tried: tests hold it against the length of the text.
    pub(super) tried: usize,
    cache: [(usize, Seen); WINDOW + 4],
}

impl<'a> Matcher<'a> {
    pub(super) fn new(document: &'a Document<'a>, reading: &'a Reading) -> Self {
        let nothing = Seen { known: Known::default(), possessive: false, gap: Gap::End };
        let known = (0..document.words().len()).map(|index| known(document, reading, index)).collect();
        Self { document, reading, known, tried: 0, cache: [(usize::MAX, nothing); WINDOW + 4] }
    }

    /// The words of the sentence that starts at word `start`.
    pub(super) fn sentence_at(&self, start: usize) -> Range<usize> {
        let words = &self.document.words()[start..];
        let sentence = words.first().map(|word| word.sentence);
        start..start + words.iter().take_while(|word| Some(word.sentence) == sentence).count()
    }

    /// Makes a screen that of a sentence: the forms worth trying in it.
    pub(super) fn screen(&self, sentence: Range<usize>, screen: &mut Screen) {
        screen.read(sentence.map(|index| {
            let shape = self.document.words()[index].shape;
            let class = self.reading.entry(index).class.or(self.reading.phrases_over(index));
            (self.known[index], class, shape.has(DIGIT), shape.has(CAPITAL))
        }))
    }

    /// The longest match of each lane that starts at word `at`, `offset` words into its sentence; of two as long, that of the earlier
    /// rule.
    pub(super) fn longest_at(
        &mut self,
        at: usize,
        offset: u32,
        lanes: &[bool; LANES],
        screen: &Screen,
    ) -> [Option<Match>; LANES] {
        let mut best = [const { None::<Match> }; LANES];
        let Some(startable) = self.startable(at) else { return best };
        for number in startable.common(&screen.forms) {
            let Some(form) = FORMS.get(number).filter(|form| screen.allows(form, offset)) else { continue };
            let lane = lane(RULES[usize::from(form.rule)].category);
            if !lanes[lane] || form.clause_start && self.seen(at).gap == Gap::None {
                continue;
            }
            let Some(found) = self.form_at(form, at) else { continue };
            let better = best[lane].as_ref().is_none_or(|best| {
                let (new, old) = (found.whole.len(), best.whole.len());
                new > old || new == old && found.rule < best.rule
            });
            if better {
                best[lane] = Some(found);
            }
        }
        best
    }

    /// The forms that word `at` can start, if any.
    fn startable(&self, at: usize) -> Option<Forms> {
        let by_word = self.known[at].words().map(|word| &STARTS[usize::from(word.starts)]);
        let over = self.reading.entry(at).class.or(self.reading.phrases_over(at));
        let by_class = over.has(CLASS_STARTS) && self.class_at(at).has(CLASS_STARTS);
        let by_shape = self.document.words()[at].shape.has(CAPITAL.with(DIGIT));
        let others = by_class.then_some(&CLASS_FORMS).into_iter().chain(by_shape.then_some(&SHAPE_FORMS));
        by_word.chain(others).copied().reduce(Forms::or)
    }

    fn form_at(&mut self, form: &'static Form, at: usize) -> Option<Match> {
        self.tried += 1;
        let mut attempt = Attempt { form, at, failed: [0; WINDOW + 1], span: (at, at) };
        let end = attempt.run(self, 0, at)?;
        Some(Match { rule: form.rule, words: attempt.span.0..attempt.span.1, whole: at..end })
    }

    /// What the rules know of word `index`.
    fn seen(&mut self, index: usize) -> Seen {
        let slot = index % self.cache.len();
        if self.cache[slot].0 != index {
            self.cache[slot] = (index, self.look(index));
        }
        self.cache[slot].1
    }

    fn look(&self, index: usize) -> Seen {
        let (text, stem) = (self.document.word(index), self.document.stem(index));
        let end = self.document.words()[index].range().end;
        let plural = text.ends_with('s') && self.document.text()[end..].starts_with('\'');
        let possessive = stem.len() < text.len() || plural;
        Seen { known: self.known[index], possessive, gap: self.gap(index) }
    }

    fn gap(&self, index: usize) -> Gap {
        let words = self.document.words();
        let Some(before) = index.checked_sub(1) else { return Gap::End };
        if words[before].sentence != words[index].sentence {
            return Gap::End;
        }
        let between = &self.document.text()[words[before].range().end..words[index].range().start];
        if between == " " {
            return Gap::None;
        }
        let dash = between.contains("- ") || between.contains("--");
        match between.chars().find(|&sign| ends_clause(sign)) {
            Some(sign) if sign == '\n' || !sign.is_ascii() => Gap::End,
            Some(_) => Gap::Break,
            None if dash => Gap::Break,
            None => Gap::None,
        }
    }

    /// The classes of the word and of the phrases that start at it.
    fn class_at(&self, index: usize) -> Class {
        let mut class = self.reading.entry(index).class;
        for phrase in self.phrases_at(index) {
            class = class.or(phrase.entry.class);
        }
        class
    }

    fn phrases_at(&self, index: usize) -> &'a [Phrase] {
        if self.reading.phrases_over(index) == Class::NONE {
            return &[];
        }
        let phrases = self.reading.phrases();
        let from = phrases.partition_point(|phrase| phrase.words.start < index);
        let count = phrases[from..].iter().take_while(|phrase| phrase.words.start == index).count();
        &phrases[from..from + count]
    }
}

/// One form tried at one word.
struct Attempt {
    form: &'static Form,
    at: usize,
    /// By word: the items from which no match is possible there.
    failed: [u32; WINDOW + 1],
    span: (usize, usize),
}

impl Attempt {
    /// Matches items `item ..` from word `index`; longest alternatives and repeats first. Returns
    /// the end of the match.
    fn run(&mut self, matcher: &mut Matcher<'_>, item: usize, index: usize) -> Option<usize> {
        let offset = index - self.at;
        if offset > WINDOW || self.failed[offset] & (1 << (item.min(31))) != 0 {
            return None;
        }
        let end = self.step(matcher, item, index);
        match end {
            None => self.failed[offset] |= 1 << item.min(31),
            Some(_) => {
                if item == usize::from(self.form.span.0) {
                    self.span.0 = index;
                }
                if item == usize::from(self.form.span.1) {
                    self.span.1 = index;
                }
            }
        }
        end
    }

    fn step(&mut self, matcher: &mut Matcher<'_>, item: usize, index: usize) -> Option<usize> {
        let Some(place) = self.form.items.get(item) else { return Some(index) };
        let lengths = self.lengths(matcher, place, index);
        for length in lengths.into_iter().filter(|&length| length > 0) {
            let end = self.run(matcher, item + 1, index + usize::from(length));
            if end.is_some() {
                return end;
            }
        }
        if place.is(Item::OPTIONAL) { self.run(matcher, item + 1, index) } else { None }
    }

    /// How many words at `index` can fill `place`, longest first; 0 for none.
    fn lengths(&self, matcher: &mut Matcher<'_>, place: &Item, index: usize) -> [u8; 4] {
        let mut lengths = [0; 4];
        if index >= matcher.document.words().len() {
            return lengths;
        }
        let seen = matcher.seen(index);
        let joined = match seen.gap {
            Gap::None => true,
            Gap::Break => place.is(Item::AFTER_BREAK),
            Gap::End => false,
        };
        if index > self.at && !joined {
            return lengths;
        }
        if place.is(Item::ANY) {
            lengths[0] = 1;
            return lengths;
        }
        let mut add = |length: usize| {
            if let Some(free) = lengths.iter().position(|&taken| taken == 0 || usize::from(taken) == length) {
                lengths[free] = length as u8;
            }
        };
        for phrase in matcher.phrases_at(index) {
            if phrase.entry.class.has(place.classes) {
                add(phrase.words.len());
            }
        }
        for longer in seen.words().flat_map(|word| word.longer) {
            if place.sets.binary_search(&longer.set).is_ok() && matcher.continues(index, longer.rest) {
                add(1 + longer.rest.len());
            }
        }
        if self.single(matcher, place, seen, index) {
            add(1);
        }
        lengths.sort_unstable_by_key(|&length| std::cmp::Reverse(length));
        if place.is(Item::NOT) {
            return if lengths[0] == 0 { [1, 0, 0, 0] } else { [0; 4] };
        }
        lengths
    }

    fn single(&self, matcher: &Matcher<'_>, place: &Item, seen: Seen, index: usize) -> bool {
        let of = |sets: &[u16], classes: Class| {
            seen.words().any(|word| meet(word.sets, sets)) || matcher.reading.entry(index).class.has(classes)
        };
        let shape = matcher.document.words()[index].shape;
        of(place.sets, place.classes)
            || seen.possessive && of(place.owner_sets, place.owner_classes)
            || place.is(Item::DIGIT) && shape.has(DIGIT)
            || place.is(Item::CAPITAL) && shape.has(CAPITAL)
    }
}

impl Matcher<'_> {
    /// Whether the words behind `index` are those of `rest`, with nothing but space between.
    fn continues(&mut self, index: usize, rest: &[u16]) -> bool {
        rest.iter().enumerate().all(|(step, &number)| {
            let at = index + 1 + step;
            at < self.document.words().len() && {
                let seen = self.seen(at);
                let wanted = &WORDS[usize::from(number)];
                seen.gap == Gap::None && seen.words().any(|word| std::ptr::eq(word, wanted))
            }
        })
    }
}

/// Whether two lists in order have a member in common.
fn meet(mut ones: &[u16], mut others: &[u16]) -> bool {
    while let ([one, rest @ ..], [other, more @ ..]) = (ones, others) {
        if one == other {
            return true;
        }
        if one < other {
            ones = rest;
        } else {
            others = more;
        }
    }
    false
}

/// What follows an article or pronoun that has lost its vowel: "l'abbe", "d'operation".
fn elided(text: &str) -> Option<&str> {
    text.split_once('\'').filter(|(head, tail)| head.len() == 1 && tail.len() > 2).map(|(_, tail)| tail)
}

/// Signs behind which another clause begins; emoji and other pictures do as a full stop does.
fn ends_clause(sign: char) -> bool {
    matches!(sign, '\n' | ',' | ';' | ':' | '(' | ')' | '[' | ']' | '!' | '?' | '|') || sign >= '\u{2190}'
}

/// What the rules know of word `index`.
fn known(document: &Document<'_>, reading: &Reading, index: usize) -> Known {
    let text = document.word(index);
    let by_stem = reading.stem_hash(index);
    if !document.words()[index].shape.has(Shape::APOSTROPHE) {
        return Known { whole: find(text, by_stem), stem: None };
    }
    let stem = document.stem(index);
    let shorter = if stem.len() < text.len() { Some(stem) } else { elided(text) };
    Known { whole: find(text, hash(text)), stem: shorter.and_then(|stem| find(stem, hash(stem))) }
}

/// The rules' word of that text, in any case.
fn find(text: &str, hash: u64) -> Option<&'static Word> {
    let mut slot = hash as usize & (SLOTS.len() - 1);
    loop {
        let (number, tag) = SLOTS[slot];
        let word = &WORDS[usize::from(number).checked_sub(1)?];
        if tag == (hash >> 48) as u16 && word.text.eq_ignore_ascii_case(text) {
            return Some(word);
        }
        slot = (slot + 1) & (SLOTS.len() - 1);
    }
}
