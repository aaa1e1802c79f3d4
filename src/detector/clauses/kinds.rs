//! The small words that say who does what to whom, and when: pronouns, auxiliaries, joiners.

use std::sync::LazyLock;

use crate::lexicon::hash;

/// What a word does in a clause; a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kind(u32);

impl Kind {
    pub const YOU: Kind = Kind(1);
    pub const YOUR: Kind = Kind(1 << 1);
    /// Whoever writes: "we", "I".
    pub const WE: Kind = Kind(1 << 2);
    pub const OUR: Kind = Kind(1 << 3);
    /// A third person as a subject, as an owner, as an object.
    pub const SHE: Kind = Kind(1 << 4);
    pub const HIS: Kind = Kind(1 << 5);
    pub const HIM: Kind = Kind(1 << 6);
    pub const HERE: Kind = Kind(1 << 7);
    pub const NOT: Kind = Kind(1 << 8);
    /// A form of the past, finite or not: "was", "had", "cancelled", "wrote".
    pub const PAST: Kind = Kind(1 << 9);
    /// "have", "is": present, or the head of a past form.
    pub const PRESENT: Kind = Kind(1 << 10);
    pub const MODAL: Kind = Kind(1 << 11);
    /// Opens a clause that holds for nobody yet: "if", "unless".
    pub const IF: Kind = Kind(1 << 12);
    pub const WHEN: Kind = Kind(1 << 13);
    /// Opens another clause: "and", "because", "which".
    pub const JOINER: Kind = Kind(1 << 14);
    /// Everybody, nobody, always.
    pub const GENERAL: Kind = Kind(1 << 15);
    /// What a review is and does, rather than the care behind it.
    pub const FEEDBACK: Kind = Kind(1 << 16);
    pub const SORRY: Kind = Kind(1 << 17);
    pub const THANKS: Kind = Kind(1 << 18);
    pub const PLEASE: Kind = Kind(1 << 19);
    /// Articles, prepositions: no noun phrase goes on behind them.
    pub const SMALL: Kind = Kind(1 << 20);
    /// A verb of contact in the imperative: "call", "email".
    pub const CONTACT: Kind = Kind(1 << 21);
    /// "will", "see you", "next".
    pub const FUTURE: Kind = Kind(1 << 22);

    pub const fn or(self, other: Kind) -> Kind {
        Kind(self.0 | other.0)
    }

    pub const fn has(self, other: Kind) -> bool {
        self.0 & other.0 != 0
    }
}

/// The longest word with an apostrophe that is looked at.
const LONGEST: usize = 13;

/// What a word does, by its letters in any case; `by_hash` is the hash of a word without an apostrophe.
pub(super) fn kind(word: &str, by_hash: u64) -> Kind {
    let ending = if ends_as_past(word) { Kind::PAST } else { Kind::default() };
    if word.contains('\'') {
        if word.len() > LONGEST || !word.is_ascii() {
            return ending;
        }
        let lower = word.to_ascii_lowercase();
        return lower.split_once('\'').map_or(ending, |(head, tail)| contracted(head, tail));
    }
    match by_hash_of(word, by_hash) {
        Kind(0) => ending,
        known => known,
    }
}

/// "you've", "didn't", "she'll".
fn contracted(head: &str, tail: &str) -> Kind {
    let first = plain(head);
    let more = match tail {
        "ve" => Kind::PAST,
        "d" => Kind::PAST,
        "ll" => Kind::FUTURE.or(Kind::MODAL),
        "re" | "m" => Kind::PRESENT,
        "s" if first.has(Kind::SHE) => Kind::PRESENT,
        "t" => return plain(head.strip_suffix('n').unwrap_or(head)).or(Kind::NOT),
        "all" => return Kind::YOU,
        _ => Kind::default(),
    };
    first.or(more)
}

fn ends_as_past(word: &str) -> bool {
    const OTHERS: &[&str] = &["need", "feed", "speed", "breed", "indeed", "hundred", "exceed", "proceed"];
    word.len() > 4
        && word.as_bytes()[word.len() - 2..].eq_ignore_ascii_case(b"ed")
        && !OTHERS.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// The words of [`PLAIN`] by their hash: open addressing, at most a quarter full.
static TABLE: LazyLock<Vec<(&'static str, Kind)>> = LazyLock::new(|| {
    let words = || PLAIN.iter().flat_map(|(kind, words)| words.split(' ').map(move |word| (word, *kind)));
    let mut table = vec![("", Kind::default()); (words().count() * 4).next_power_of_two()];
    for (word, kind) in words() {
        let slot = slot(&table, word, hash(word));
        if table[slot].0.is_empty() {
            table[slot] = (word, kind);
        }
    }
    table
});

/// The slot of a word, or the empty one where it would be.
fn slot(table: &[(&'static str, Kind)], word: &str, hash: u64) -> usize {
    let last = table.len() - 1;
    #[allow(clippy::cast_possible_truncation)] // any bits will do
    let mut at = hash as usize & last;
    while !table[at].0.is_empty() && !table[at].0.eq_ignore_ascii_case(word) {
        at = (at + 1) & last;
    }
    at
}

fn by_hash_of(word: &str, hash: u64) -> Kind {
    TABLE[slot(&TABLE, word, hash)].1
}

fn plain(word: &str) -> Kind {
    by_hash_of(word, hash(word))
}

/// What single words do; a word that stands twice does what stands first.
const PLAIN: &[(Kind, &str)] = &[
    (Kind::YOU, "you u ye yall yous yourself vous usted ustedes te"),
    (Kind::YOU.or(Kind::PAST), "youve"),
    (Kind::YOU.or(Kind::YOUR), "youre"),
    (Kind::YOUR, "your ur yer yours votre vos tes sus"),
    (Kind::WE, "we i nous je nosotros"),
    (Kind::WE.or(Kind::PAST), "ive weve"),
    (Kind::WE.or(Kind::PRESENT), "im"),
    (Kind::OUR, "our my notre nos nuestra nuestro"),
    (Kind::SHE, "he she they il elle ella who"),
    (Kind::SHE.or(Kind::PRESENT), "hes shes"),
    (Kind::HIS, "his their"),
    (Kind::HIS.or(Kind::HIM), "her"),
    (Kind::HIM, "him them"),
    (Kind::HERE, "us here ours ici"),
    (Kind::NOT, "not never no nor cannot cant jamais"),
    (Kind::NOT.or(Kind::PAST), "didnt wasnt hadnt werent"),
    (
        Kind::PAST,
        "was were had did been got came went took made said told gave saw left put sent kept \
         brought paid felt sat stood lost held met ran rang began chose broke spoke wrote drove \
         fell found heard knew thought bought caught taught slept woke wore tore bled fed led lay \
         cut hit hurt shot quit spent bent done gone seen given taken shown known grown drawn \
         stuck threw flew drank ate sang drew swore chosen broken worn born redid redone grew \
         rose won fit set let become became avez avons aviez etiez ete ont avait etait tubed",
    ),
    (Kind::PRESENT, "is are am be has have do does being"),
    (Kind::FUTURE.or(Kind::MODAL), "will gonna"),
    (Kind::MODAL, "would can could should may might must shall"),
    (Kind::MODAL.or(Kind::NOT), "wont couldnt wouldnt"),
    (Kind::IF.or(Kind::JOINER), "if whether unless whenever si"),
    (Kind::WHEN.or(Kind::JOINER), "when once until before after while since lors quand lorsque"),
    (
        Kind::JOINER,
        "and but because so then although though plus which that as where why how et mais que qui \
         parce what & n",
    ),
    (
        Kind::GENERAL,
        "anyone anybody everyone everybody someone people patients clients any every each always \
         nobody most many others individual individuals usually normally typically often \
         generally families residents guests policy policies visitors parents customers sometimes",
    ),
    (
        Kind::FEEDBACK,
        "feedback review reviews comment comments experience experiences words rating stars \
         opinion concern concerns thoughts honesty share shared sharing posted write writing \
         reading read post described describe raised message frustration avis commentaire \
         commentaires experiencia comentario know",
    ),
    (Kind::SORRY, "sorry apologies apologise apologize regret apology desoles desole"),
    (
        Kind::THANKS,
        "thank thanks thankyou merci gracias grateful appreciate glad happy delighted welcome \
         pleased thrilled congrats congratulations proud yay",
    ),
    (Kind::PLEASE, "please pls kindly"),
    (
        Kind::CONTACT,
        "call email contact ring phone reach speak dm ask book visit check bring text talk tell \
         get",
    ),
    (Kind::FUTURE, "next tomorrow soon"),
    (
        Kind::SMALL,
        "a an the of to for with in on at by from about this these those or than into off out up \
         la le les de des un une over through it me",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_say_who_and_when() {
        for (word, wanted) in [
            ("You've", Kind::YOU.or(Kind::PAST)),
            ("didn't", Kind::PAST.or(Kind::NOT)),
            ("couldn't", Kind::MODAL.or(Kind::NOT)),
            ("she'll", Kind::SHE.or(Kind::FUTURE).or(Kind::MODAL)),
            ("WE", Kind::WE),
            ("cancelled", Kind::PAST),
            ("need", Kind::default()),
            ("splint", Kind::default()),
            ("Y'all", Kind::YOU),
            ("congratulations", Kind::THANKS),
            ("read", Kind::FEEDBACK),
        ] {
            assert_eq!(kind(word, hash(word)), wanted, "{word}");
        }
    }
}
