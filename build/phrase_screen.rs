//! What a sentence must hold for a form of the phrase rules to match in it.
//!
//! Most forms start with a common word ("your", "we", "the") and go on with a rare one that a text does not
//! have. So each form states a few *needs*: places that must be filled, the rarest first, and how far behind
//! its first word each can stand. A need is met where a word, a class or a shape that can fill the place stands
//! in the sentence, which is cheap to find out for all forms at once; a form is tried only where its needs are
//! met as far off as they have to be.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::phrases::{Form, Item, Word};
use crate::terms::Terms;

/// A form states at most so many needs …
const MOST_NEEDS: usize = 3;
/// … and beyond the first only those that few words in a hundred meet.
const TELLING: f64 = 0.02;
/// How often a word has a digit, or a capital.
const DIGITS: f64 = 0.05;
const CAPITALS: f64 = 0.2;

/// What can fill a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Need {
    sets: Vec<u16>,
    classes: u64,
    digit: bool,
    capital: bool,
}

impl Need {
    /// What a place needs that no match can leave empty, or that only some words can fill.
    fn of(item: &Item) -> Option<Self> {
        if item.optional || item.any || item.not {
            return None;
        }
        let mut sets = [&item.sets[..], &item.owner_sets].concat();
        sets.sort_unstable();
        sets.dedup();
        let classes = item.classes | item.owner_classes;
        Some(Self { sets, classes, digit: item.digit, capital: item.capital })
    }
}

/// A need of a form: its number, and how many words behind the first word of the form it can be met.
type Placed = (usize, usize, usize);

/// The needs of all forms, and what meets them.
pub(crate) struct Screen {
    needs: Vec<Need>,
    /// For each form its needs, the rarest first.
    by_form: Vec<Vec<Placed>>,
    /// For each word the needs it meets.
    by_word: BTreeMap<String, Vec<usize>>,
}

impl Screen {
    pub(crate) fn new(words: &BTreeMap<String, Word>, forms: &[Form], terms: &Terms) -> Self {
        let fillers = fillers(words, terms);
        let by_class = class_shares(terms);
        let share = |need: &Need| {
            let words: BTreeSet<&&str> =
                need.sets.iter().filter_map(|set| fillers.get(set)).flatten().collect();
            let classes = by_class.iter().enumerate().filter(|(bit, _)| need.classes >> bit & 1 == 1);
            words.into_iter().map(|word| word_share(word, terms)).sum::<f64>()
                + classes.map(|(_, share)| share).sum::<f64>()
                + if need.digit { DIGITS } else { 0.0 }
                + if need.capital { CAPITALS } else { 0.0 }
        };
        let mut numbers: BTreeMap<Need, usize> = BTreeMap::new();
        let mut by_form = Vec::new();
        let longest = longest_terms(words);
        let phrase = terms.phrases.keys().map(|words| words.split(' ').count()).max().unwrap_or(1);
        for form in forms {
            let mut needs: Vec<(f64, Need, usize, usize)> = Vec::new();
            let (mut from, mut to) = (0, 0);
            for (index, item) in form.items.iter().enumerate() {
                let length = item_length(item, &longest, phrase);
                // The first place is filled wherever the form is tried at all.
                if let Some(need) = Need::of(item).filter(|_| index > 0) {
                    needs.push((share(&need), need, from, to + length - 1));
                }
                from += usize::from(!item.optional);
                to += length;
            }
            needs.sort_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.cmp(&other.1)));
            needs.dedup_by(|one, other| one.1 == other.1);
            let telling = needs.iter().take(MOST_NEEDS).take_while(|(share, ..)| *share < TELLING).count();
            needs.truncate(telling.max(1));
            let number = |(_, need, from, to)| {
                let next = numbers.len();
                (*numbers.entry(need).or_insert(next), from, to)
            };
            by_form.push(needs.into_iter().map(number).collect());
        }
        let mut needs: Vec<(Need, usize)> = numbers.into_iter().collect();
        needs.sort_by_key(|(_, number)| *number);
        let needs: Vec<Need> = needs.into_iter().map(|(need, _)| need).collect();
        let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, need) in needs.iter().enumerate() {
            let words: BTreeSet<&&str> =
                need.sets.iter().filter_map(|set| fillers.get(set)).flatten().collect();
            for word in words {
                by_word.entry((*word).to_owned()).or_default().push(number);
            }
        }
        Self { needs, by_form, by_word }
    }

    /// The needs of a form, the rarest first.
    pub(crate) fn of_form(&self, form: usize) -> &[Placed] {
        self.by_form.get(form).map_or(&[], Vec::as_slice)
    }

    /// The needs that a word meets.
    pub(crate) fn of_word(&self, word: &str) -> &[usize] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// The source of what the classes and shapes of a sentence meet, and of the forms each need lets in.
    pub(crate) fn write(&self, out: &mut String) {
        let rarest = |need: Option<usize>| {
            let first = |needs: &Vec<Placed>| needs.first().map(|(need, ..)| *need);
            let forms = self.by_form.iter().enumerate().filter(|(_, needs)| first(needs) == need);
            form_bits(self.by_form.len(), forms.map(|(form, _)| form))
        };
        let by_need: Vec<String> = (0..self.needs.len()).map(|need| rarest(Some(need))).collect();
        let _ = writeln!(
            out,
            "pub(super) const FORM_WORDS: usize = {};\n\
             pub(super) static NEED_FORMS: &[Forms] = &[{}];\n\
             pub(super) const FREE_FORMS: Forms = {};",
            self.by_form.len().div_ceil(64),
            by_need.join(", "),
            rarest(None)
        );
        let width = self.needs.len().div_ceil(64).max(1);
        let bits = |meets: &dyn Fn(&Need) -> bool| {
            let mut bits = vec![0_u64; width];
            for (number, _) in self.needs.iter().enumerate().filter(|(_, need)| meets(need)) {
                bits[number / 64] |= 1 << (number % 64);
            }
            format!("Needs({bits:?})")
        };
        let classes: Vec<String> = (0..64)
            .filter(|bit| self.needs.iter().any(|need| need.classes >> bit & 1 == 1))
            .map(|bit| format!("(Class({}), {})", 1_u64 << bit, bits(&|need| need.classes >> bit & 1 == 1)))
            .collect();
        let _ = writeln!(
            out,
            "pub(super) const NEEDS: usize = {};\n\
             pub(super) const NEED_WORDS: usize = {width};\n\
             pub(super) const NEEDED: Class = Class({});\n\
             pub(super) static CLASS_NEEDS: [(Class, Needs); {}] = [{}];\n\
             pub(super) static DIGIT_NEEDS: Needs = {};\n\
             pub(super) static CAPITAL_NEEDS: Needs = {};",
            self.needs.len(),
            self.needs.iter().fold(0, |all, need| all | need.classes),
            classes.len(),
            classes.join(", "),
            bits(&|need| need.digit),
            bits(&|need| need.capital)
        );
    }
}

/// The source of a set of forms.
pub(crate) fn form_bits(count: usize, forms: impl Iterator<Item = usize>) -> String {
    let mut bits = vec![0_u64; count.div_ceil(64)];
    forms.for_each(|form| bits[form / 64] |= 1 << (form % 64));
    format!("Forms({bits:?})")
}

/// For each set the words of its longest term.
fn longest_terms(words: &BTreeMap<String, Word>) -> BTreeMap<u16, usize> {
    let mut longest: BTreeMap<u16, usize> = BTreeMap::new();
    for (rest, set) in words.values().flat_map(|word| &word.longer) {
        let known = longest.entry(*set).or_default();
        *known = (*known).max(rest.len() + 1);
    }
    longest
}

/// The most words that can fill a place.
fn item_length(item: &Item, longest: &BTreeMap<u16, usize>, phrase: usize) -> usize {
    if item.any || item.not {
        return 1;
    }
    let sets = item.sets.iter().chain(&item.owner_sets).filter_map(|set| longest.get(set)).copied();
    let classes = if item.classes | item.owner_classes == 0 { 1 } else { phrase };
    sets.max().unwrap_or(1).max(classes)
}

/// For each set the words one of which stands in a text if a term of the set does: of a longer term its
/// rarest word.
fn fillers<'w>(words: &'w BTreeMap<String, Word>, terms: &Terms) -> BTreeMap<u16, BTreeSet<&'w str>> {
    let mut fillers: BTreeMap<u16, BTreeSet<&str>> = BTreeMap::new();
    for (text, word) in words {
        for set in &word.sets {
            fillers.entry(*set).or_default().insert(text);
        }
        for (rest, set) in &word.longer {
            let all = std::iter::once(text.as_str()).chain(rest.iter().map(String::as_str));
            let rarest = all.min_by(|one, other| word_share(one, terms).total_cmp(&word_share(other, terms)));
            fillers.entry(*set).or_default().insert(rarest.unwrap_or(text));
        }
    }
    fillers
}

/// How many of the words of a text are this one.
fn word_share(word: &str, terms: &Terms) -> f64 {
    share(terms.words.get(word).map_or(0, |facts| facts.lower))
}

/// How many of the words of a text are of each class.
fn class_shares(terms: &Terms) -> [f64; 64] {
    let mut shares = [0.0; 64];
    for facts in terms.words.values() {
        for (_, sum) in shares.iter_mut().enumerate().filter(|(bit, _)| facts.class.0 >> bit & 1 == 1) {
            *sum += share(facts.lower);
        }
    }
    shares
}

/// The share that a level of the lexicon stands for; see `Entry::lower`.
fn share(level: u8) -> f64 {
    (f64::from(level) * 255.0 / 31.0 / 15.0 - 20.0).exp()
}
