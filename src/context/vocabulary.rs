//! Words that speak by themselves: `patterns/words.tsv`, fitted by `examples/fit_weights`.
//!
//! Cue classes say what kind of word stands near a candidate. What is left after them is what single
//! words say: "chart" and "grateful" speak for a draft about one person's care, "register" and
//! "awareness" against it. The fit gives each word that enough drafts use a weight in log-odds: for
//! the draft as a whole, inside a candidate, right before or after it, or beside it. A word is looked up
//! once for a document.

use std::borrow::Cow;
use std::ops::Range;

use super::pairs::{Pair, Pairs};
use super::stems::{cut_off, ending_off};
use super::weights::ROLES;
#[cfg(any(test, feature = "fit"))]
use super::words_file;
use super::words_file::{KINDS, PLACES, SIDES, Slot};
#[cfg(any(test, feature = "fit"))]
use super::words_table::Tables;
use super::words_table::{
    HUNDRED, NameBytes, NearBytes, Packed, WhoseBytes, ends, floats, near, near_name, slot, tag, unpacked,
    weight, whose,
};
#[cfg(any(test, feature = "fit"))]
use crate::error::{BuildError, BuildErrorKind};
use crate::finding::Model;
use crate::lexicon::hash;
use crate::text::{Document, Keep, Kept};

/// A word of the vocabulary; 0 is every other word.
pub(crate) type WordId = u16;

/// Words on either side of a candidate that count as beside it, and of a name as far from it.
const BESIDE: usize = 4;
const FAR: usize = 12;

/// The fitted weights of single words, as [`Tables`](super::words_table::Tables) has them.
#[derive(Debug, PartialEq)]
pub(crate) struct Vocabulary {
    slots: Cow<'static, [[u8; 4]]>,
    ends: Cow<'static, [[u8; 8]]>,
    letters: Cow<'static, [u8]>,
    weights: Cow<'static, [[u8; 6]]>,
    drafts: Cow<'static, [[u8; 16]]>,
    near: Cow<'static, [NearBytes]>,
    names: Cow<'static, [NameBytes]>,
    whose: Cow<'static, [WhoseBytes]>,
    pub pairs: Pairs,
}

/// A table that the build script made.
macro_rules! table {
    ($name:literal) => {
        Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/", $name)).as_chunks().0)
    };
}

/// The built-in words.
impl Default for Vocabulary {
    fn default() -> Self {
        Self {
            slots: table!("words.slots"),
            ends: table!("words.ends"),
            letters: Cow::Borrowed(include_bytes!(concat!(env!("OUT_DIR"), "/words.letters"))),
            weights: table!("words.weights"),
            drafts: table!("words.drafts"),
            near: table!("words.near"),
            names: table!("words.names"),
            whose: table!("words.whose"),
            pairs: Pairs {
                slots: [table!("pairs.near"), table!("pairs.apart")],
                weights: table!("pairs.weights"),
            },
        }
    }
}

#[cfg(any(test, feature = "fit"))]
impl From<Tables> for Vocabulary {
    fn from(tables: Tables) -> Self {
        Self {
            slots: tables.slots.into(),
            ends: tables.ends.into(),
            letters: tables.letters.into(),
            weights: tables.weights.into(),
            drafts: tables.drafts.into(),
            near: tables.near_words.into(),
            names: tables.name_words.into(),
            whose: tables.whose.into(),
            pairs: Pairs { slots: [tables.near.into(), tables.apart.into()], weights: tables.pairs.into() },
        }
    }
}

impl Vocabulary {
    /// Reads a words file.
    ///
    /// # Errors
    /// A line that does not read, or that names an unknown model or role.
    #[cfg(any(test, feature = "fit"))]
    pub fn parse(text: &str) -> Result<Self, BuildError> {
        let wrong = |(line, says): (usize, String)| {
            BuildError::new(BuildErrorKind::Policy, says).in_file("words.tsv").at_line(line)
        };
        let words = words_file::read(text).map_err(wrong)?;
        let too_many = || wrong((words.rows.len() + words.pairs.len(), "too many words".to_owned()));
        Ok(Tables::of(&words).ok_or_else(too_many)?.into())
    }

    /// The words of a document that the vocabulary knows, by word.
    pub fn read(&self, document: &Document<'_>) -> Kept<WordId> {
        let mut lower = String::new();
        let id = |index: usize| {
            let stem = document.stem(index);
            // Capitals count as small letters in the table.
            let word = if stem.is_ascii() { cut_off(stem) } else { ending_off(stem, &mut lower) };
            self.id(word)
        };
        (0..document.words().len()).map(id).collect()
    }

    fn id(&self, word: &str) -> WordId {
        let hash = hash(word);
        let last = self.slots.len() - 1;
        let mut at = hash as usize & last;
        loop {
            let (id, bits) = slot(self.slots[at]);
            if id == 0 || bits == tag(hash) && self.letters(id).eq_ignore_ascii_case(word.as_bytes()) {
                return id;
            }
            at = (at + 1) & last;
        }
    }

    fn letters(&self, id: WordId) -> &[u8] {
        let [[from, _], [to, _]] = self.around(id);
        &self.letters[from..to]
    }

    fn weights(&self, id: WordId) -> impl Iterator<Item = (u16, f32)> {
        let [[_, from], [_, to]] = self.around(id);
        self.weights[from..to].iter().copied().map(weight)
    }

    /// Where the word before ends, and where it does itself.
    fn around(&self, id: WordId) -> [[usize; 2]; 2] {
        let id = usize::from(id);
        [id.saturating_sub(1), id].map(|at| ends(self.ends[at]))
    }

    /// The pairs of words of a document that are known.
    pub fn read_pairs(&self, document: &Document<'_>, known: &[WordId]) -> Kept<Pair> {
        self.pairs.read(document, known)
    }

    /// What the words of a draft say together: that it speaks of one person's care, and that it has to be
    /// stopped. Each word and each pair counts once; in a reply some words say more, or less.
    pub fn of_draft<'a>(
        &self,
        fields: impl Iterator<Item = (&'a [WordId], &'a [Pair])> + Clone,
        reply: bool,
    ) -> [f32; 2] {
        let paired = self.pairs.of_draft(fields.clone().map(|(_, pairs)| pairs));
        let seen = once(fields.flat_map(|(words, _)| words).copied().filter(|id| *id != 0));
        seen.iter().fold(paired, |sum, id| self.with_word(sum, *id, reply))
    }

    /// The same of one sentence.
    pub fn of_sentence(&self, words: &[WordId], pairs: &[Pair], reply: bool) -> [f32; 2] {
        /// Of so few, looking back for each costs less than putting all in order.
        const FEW: usize = 24;
        if words.len().max(pairs.len()) > FEW {
            return self.of_draft(std::iter::once((words, pairs)), reply);
        }
        let paired = self.pairs.of_few(pairs);
        let seen = words.iter().enumerate();
        let first = seen.filter(|(at, id)| **id != 0 && !words[..*at].contains(id));
        first.fold(paired, |sum, (_, id)| self.with_word(sum, *id, reply))
    }

    fn with_word(&self, [care, stop]: [f32; 2], id: WordId, reply: bool) -> [f32; 2] {
        let [draft, draft_reply, stopped, stopped_reply] = floats(&self.drafts[usize::from(id)]);
        let in_reply = if reply { 1.0 } else { 0.0 };
        [care + draft + draft_reply * in_reply, stop + stopped + stopped_reply * in_reply]
    }

    /// What a word is worth in a passage of each kind, by where it stands. One that is not known
    /// stands for its kind; the kind behind the last is the edge of a sentence.
    pub fn near(&self, id: WordId, kind: impl FnOnce() -> usize) -> [Packed; PLACES] {
        near(&self.near[self.word_or_kind(id, kind)])
    }

    /// What a word is worth for another being part of a name, in hundredths, by where it stands; the same of one
    /// that is not known.
    pub fn near_name(&self, id: WordId, kind: impl FnOnce() -> usize, place: usize) -> i16 {
        near_name(&self.names[self.word_or_kind(id, kind)], place)
    }

    /// Words come first, then kinds.
    fn word_or_kind(&self, id: WordId, kind: impl FnOnce() -> usize) -> usize {
        if id == 0 { self.near.len() - (KINDS.len() + 1) + kind() } else { usize::from(id) }
    }

    /// What the words in and around a name say of whom it is, by role.
    pub fn whose(&self, known: &[WordId], name: &Range<usize>) -> [f32; ROLES.len()] {
        let mut sum = 0;
        sides(known, name, |side, id| sum += whose(&self.whose[usize::from(id)], side));
        unpacked(sum).map(|sum| f32::from(sum) / HUNDRED)
    }

    /// What the words inside a candidate say of what it is.
    pub fn inside(&self, words: &[WordId], model: Model) -> f32 {
        words.iter().map(|id| self.worth(*id, Slot::Inside(model))).sum()
    }

    /// What the pairs of words in and around a candidate say of what it is.
    pub fn paired(&self, pairs: &[Pair], words: &Range<usize>, model: Model) -> f32 {
        self.pairs.around(pairs, words, model)
    }

    /// What the words right before and after a span of words say of what it is.
    pub fn next_to(&self, known: &[WordId], span: &Range<usize>, model: Model) -> f32 {
        let at = |index: Option<usize>| index.and_then(|index| known.get(index)).copied().unwrap_or(0);
        self.worth(at(span.start.checked_sub(1)), Slot::Before(model))
            + self.worth(at(Some(span.end)), Slot::After(model))
    }

    fn worth(&self, id: WordId, wanted: Slot) -> f32 {
        let wanted = wanted.number();
        self.weights(id).filter(|(slot, _)| *slot == wanted).map(|(_, weight)| weight).sum()
    }

    /// What the words beside a candidate say of whom it concerns, by role.
    pub fn beside(&self, words: &[WordId], of: Model) -> [f32; ROLES.len()] {
        let mut roles = [0.0; ROLES.len()];
        let first = Slot::Beside(of, 0).number();
        for (slot, weight) in words.iter().flat_map(|id| self.weights(*id)) {
            // A slot before the first wraps to a number behind the last.
            if let Some(sum) = roles.get_mut(usize::from(slot.wrapping_sub(first))) {
                *sum += weight;
            }
        }
        roles
    }
}

/// Visits the words in and around a name with their sides, by [`SIDES`], each once a side; the default stands for
/// words that say nothing.
pub(crate) fn sides<T: Copy + PartialEq + Default>(
    words: &[T],
    name: &Range<usize>,
    mut visit: impl FnMut(usize, T),
) {
    let end = name.end.min(words.len());
    let start = name.start.min(end);
    let left = |reach: usize| start.saturating_sub(reach)..start;
    let right = |reach: usize| end..(end + reach).min(words.len());
    let ranges: [Range<usize>; SIDES.len()] =
        [start..end, left(1), right(1), left(BESIDE), right(BESIDE), left(FAR), right(FAR)];
    for (side, range) in ranges.into_iter().enumerate() {
        let words = &words[range];
        for (at, word) in words.iter().enumerate() {
            if *word != T::default() && !words[..at].contains(word) {
                visit(side, *word);
            }
        }
    }
}

/// Each of them once.
pub(super) fn once<T: Ord + Keep>(items: impl Iterator<Item = T>) -> Kept<T> {
    let mut items: Kept<T> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}

/// The words inside a span of words and those beside it, each once, as they count.
#[cfg(any(test, feature = "fit"))]
pub(crate) fn around<T: Copy + Ord>(words: &[T], span: &Range<usize>) -> (Vec<T>, Vec<T>) {
    let mut lists = (Vec::new(), Vec::new());
    gather_inside(words, span, &mut lists.0);
    gather_beside(words, span, &mut lists.1);
    lists
}

/// The words inside a span of words, each once, in a list that is there already.
pub(crate) fn gather_inside<T: Copy + Ord>(words: &[T], span: &Range<usize>, list: &mut Vec<T>) {
    let end = span.end.min(words.len());
    gather(&[&words[span.start.min(end)..end]], list);
}

/// Those beside it, the same.
pub(crate) fn gather_beside<T: Copy + Ord>(words: &[T], span: &Range<usize>, list: &mut Vec<T>) {
    let end = span.end.min(words.len());
    let start = span.start.min(end);
    let before = &words[start.saturating_sub(BESIDE)..start];
    gather(&[before, &words[end..(end + BESIDE).min(words.len())]], list);
}

fn gather<T: Copy + Ord>(runs: &[&[T]], list: &mut Vec<T>) {
    list.clear();
    runs.iter().for_each(|run| list.extend_from_slice(run));
    list.sort_unstable();
    list.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "# a comment\nchart\tdraft=0.5\tdraft.reply=-0.25\tstop=1.0\tinside.care=0.25\nvisit\tbeside.name.patient=1.0\n";

    #[test]
    fn the_embedded_words_and_pairs_are_those_of_the_file() {
        let file = Vocabulary::parse(include_str!("../../patterns/words.tsv")).unwrap();
        let embedded = Vocabulary::default();
        assert!(embedded.ends.len() > 1000 && embedded.pairs.len() > 1000 && embedded == file);
    }

    #[test]
    fn forms_of_a_word_share_a_weight_and_a_draft_counts_it_once() {
        let vocabulary = Vocabulary::parse(WORDS).unwrap();
        let document = Document::new("Chart, charts, CHARTED: the charting went on.");
        let known = vocabulary.read(&document);
        assert_eq!(known.iter().filter(|id| **id != 0).count(), 4);
        let fields = [(known.as_slice(), &[][..])].into_iter();
        assert_eq!(vocabulary.of_draft(fields.clone(), false), [0.5, 1.0]);
        assert_eq!(vocabulary.of_draft(fields, true), [0.25, 1.0]);
    }

    #[test]
    fn a_word_counts_inside_and_beside_but_not_far_off() {
        let vocabulary = Vocabulary::parse(WORDS).unwrap();
        let document = Document::new("visit one two three four Ann five visit chart");
        let known = vocabulary.read(&document);
        let (inside, beside) = around(&known, &(5..6));
        assert_eq!(vocabulary.inside(&inside, Model::Care), 0.0);
        let role = ROLES.iter().position(|r| r.as_str() == "patient").unwrap();
        assert_eq!(vocabulary.beside(&beside, Model::Name)[role], 1.0);
        assert_eq!(vocabulary.inside(&around(&known, &(8..9)).0, Model::Care), 0.25);
        assert_eq!(vocabulary.beside(&around(&known, &(0..1)).1, Model::Name), [0.0; ROLES.len()]);
    }

    #[test]
    fn the_words_around_a_name_count_by_where_they_stand() {
        let of = |side: &str| format!("saw\t{side}.name.patient=0.5\n");
        let worth = |file: &str, text: &str| {
            let vocabulary = Vocabulary::parse(file).unwrap();
            let known = vocabulary.read(&Document::new(text));
            let name = text.split(' ').position(|word| word == "Ann").unwrap();
            vocabulary.whose(&known, &(name..name + 1))[0]
        };
        let far = "saw and so it went on with Ann saw saw";
        let found = SIDES.map(|side| worth(&of(side), far));
        assert_eq!(found, [0.0, 0.0, 0.5, 0.0, 0.5, 0.5, 0.5]);
        assert_eq!(SIDES.map(|side| worth(&of(side), "saw Ann")), [0.0, 0.5, 0.0, 0.5, 0.0, 0.5, 0.0]);
        assert_eq!(worth("ann\tinside.name.patient=0.5\n", "saw Ann"), 0.5);
    }

    #[test]
    fn the_words_next_to_a_span_count_on_their_own_side_only() {
        let vocabulary = Vocabulary::parse("saw\tbefore.name=0.5\nwas\tafter.name=0.25\n").unwrap();
        let document = Document::new("saw Ann was Bob saw");
        let known = vocabulary.read(&document);
        assert_eq!(vocabulary.next_to(&known, &(1..2), Model::Name), 0.75);
        assert_eq!(vocabulary.next_to(&known, &(3..4), Model::Name), 0.0);
        assert_eq!(vocabulary.next_to(&known, &(1..2), Model::Care), 0.0);
        assert_eq!(vocabulary.next_to(&known, &(0..5), Model::Name), 0.0);
    }

    #[test]
    fn a_wrong_line_is_named() {
        let says = |text| Vocabulary::parse(text).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(says("chart\tdraft=0.5\nvisit\tbeside.name.pilot=1").contains("words.tsv:2"));
        assert!(says("chart\tdraft=much").contains("a weight is a number"));
        assert!(says("chart\tdraft").contains("NAME=WEIGHT"));
        assert!(says("chart\nour chart\tdraft=1").contains("words.tsv:2: our has no line of its own"));
        assert!(says("a\na a\tbeside.name.patient=1").contains("no weight of a pair"));
        assert!(says("a\na a a\tdraft=1").contains("a pair is two words"));
    }
}
