//! The small words that say who does what to whom, and when: pronouns, auxiliaries, joiners.

use std::cell::RefCell;

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

/// The longest word of the tables.
const LONGEST: usize = 13;

/// What a word does, by its letters in any case.
pub(super) fn kind(word: &str) -> Kind {
    let mut lower = [0_u8; LONGEST];
    let ending = if ends_as_past(word) { Kind::PAST } else { Kind::default() };
    let Some(letters) = lower.get_mut(..word.len()).filter(|_| word.is_ascii()) else { return ending };
    letters.copy_from_slice(word.as_bytes());
    letters.make_ascii_lowercase();
    let length = letters.len();
    LAST_SEEN.with(|seen| {
        let slot = hash(word) as usize % SLOTS;
        let (known, found) = seen.borrow()[slot];
        if known == lower {
            return found;
        }
        let text =
            lower.get(..length).and_then(|letters| std::str::from_utf8(letters).ok()).unwrap_or_default();
        let found = match text.split_once('\'') {
            Some((head, tail)) => contracted(head, tail),
            None => match plain(text) {
                Kind(0) => ending,
                known => known,
            },
        };
        seen.borrow_mut()[slot] = (lower, found);
        found
    })
}

/// Words come again and again, and comparing one with the whole table takes long: what the last words were is
/// kept for each thread, a word a slot.
const SLOTS: usize = 512;

/// A word in small letters, NUL behind it, and its kind.
type Kept = ([u8; LONGEST], Kind);

thread_local! {
    static LAST_SEEN: RefCell<Box<[Kept]>> = RefCell::new(vec![([0; LONGEST], Kind::default()); SLOTS].into());
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

#[rustfmt::skip]
fn plain(word: &str) -> Kind {
    match word {
        "you" | "u" | "ye" | "yall" | "yous" | "yourself" | "vous" | "usted" | "ustedes" | "te" => Kind::YOU,
        "youve" => Kind::YOU.or(Kind::PAST),
        "youre" => Kind::YOU.or(Kind::YOUR),
        "your" | "ur" | "yer" | "yours" | "votre" | "vos" | "tes" | "sus" => Kind::YOUR,
        "we" | "i" | "nous" | "je" | "nosotros" => Kind::WE,
        "ive" | "weve" => Kind::WE.or(Kind::PAST),
        "im" => Kind::WE.or(Kind::PRESENT),
        "our" | "my" | "notre" | "nos" | "nuestra" | "nuestro" => Kind::OUR,
        "he" | "she" | "they" | "il" | "elle" | "ella" | "who" => Kind::SHE,
        "hes" | "shes" => Kind::SHE.or(Kind::PRESENT),
        "his" | "their" => Kind::HIS,
        "her" => Kind::HIS.or(Kind::HIM),
        "him" | "them" => Kind::HIM,
        "us" | "here" | "ours" | "ici" => Kind::HERE,
        "not" | "never" | "no" | "nor" | "cannot" | "cant" | "jamais" => Kind::NOT,
        "didnt" | "wasnt" | "hadnt" | "werent" => Kind::NOT.or(Kind::PAST),
        "was" | "were" | "had" | "did" | "been" | "got" | "came" | "went" | "took" | "made" | "said" | "told"
        | "gave" | "saw" | "left" | "put" | "sent" | "kept" | "brought" | "paid" | "felt" | "sat" | "stood"
        | "lost" | "held" | "met" | "ran" | "rang" | "began" | "chose" | "broke" | "spoke" | "wrote" | "drove"
        | "fell" | "found" | "heard" | "knew" | "thought" | "bought" | "caught" | "taught" | "slept" | "woke"
        | "wore" | "tore" | "bled" | "fed" | "led" | "lay" | "cut" | "hit" | "hurt" | "shot" | "quit" | "spent"
        | "bent" | "done" | "gone" | "seen" | "given" | "taken" | "shown" | "known" | "grown" | "drawn"
        | "stuck" | "threw" | "flew" | "drank" | "ate" | "sang" | "drew" | "swore" | "chosen" | "broken"
        | "worn" | "born" | "redid" | "redone" | "grew" | "rose" | "won" | "fit" | "set" | "let" | "become"
        | "became" | "avez" | "avons" | "aviez" | "etiez" | "ete" | "ont" | "avait" | "etait" | "tubed"
            => Kind::PAST,
        "is" | "are" | "am" | "be" | "has" | "have" | "do" | "does" | "being" => Kind::PRESENT,
        "will" | "gonna" => Kind::FUTURE.or(Kind::MODAL),
        "would" | "can" | "could" | "should" | "may" | "might" | "must" | "shall" => Kind::MODAL,
        "wont" | "couldnt" | "wouldnt" => Kind::MODAL.or(Kind::NOT),
        "if" | "whether" | "unless" | "whenever" | "si" => Kind::IF.or(Kind::JOINER),
        "when" | "once" | "until" | "before" | "after" | "while" | "since" | "lors" | "quand" | "lorsque"
            => Kind::WHEN.or(Kind::JOINER),
        "and" | "but" | "because" | "so" | "then" | "although" | "though" | "plus" | "which" | "that" | "as"
        | "where" | "why" | "how" | "et" | "mais" | "que" | "qui" | "parce" | "what" | "&" | "n" => Kind::JOINER,
        "anyone" | "anybody" | "everyone" | "everybody" | "someone" | "people" | "patients" | "clients" | "any"
        | "every" | "each" | "always" | "nobody" | "most" | "many" | "others" | "individual" | "individuals"
        | "usually" | "normally" | "typically" | "often" | "generally" | "families" | "residents" | "guests"
        | "policy" | "policies" | "visitors" | "parents" | "customers" | "sometimes" => Kind::GENERAL,
        "feedback" | "review" | "reviews" | "comment" | "comments" | "experience" | "experiences" | "words"
        | "rating" | "stars" | "opinion" | "concern" | "concerns" | "thoughts" | "honesty" | "share" | "shared"
        | "sharing" | "posted" | "write" | "writing" | "reading" | "read" | "post" | "described" | "describe"
        | "raised" | "message" | "frustration" | "avis" | "commentaire" | "commentaires" | "experiencia"
        | "comentario" | "know" => Kind::FEEDBACK,
        "sorry" | "apologies" | "apologise" | "apologize" | "regret" | "apology" | "desoles" | "desole" => Kind::SORRY,
        "thank" | "thanks" | "thankyou" | "merci" | "gracias" | "grateful" | "appreciate" | "glad" | "happy"
        | "delighted" | "welcome" | "pleased" | "thrilled" | "congrats" | "congratulations" | "proud" | "yay"
            => Kind::THANKS,
        "please" | "pls" | "kindly" => Kind::PLEASE,
        "call" | "email" | "contact" | "ring" | "phone" | "reach" | "speak" | "dm" | "ask"
        | "book" | "visit" | "check" | "bring" | "text" | "talk" | "tell" | "get" => Kind::CONTACT,
        "next" | "tomorrow" | "soon" => Kind::FUTURE,
        "a" | "an" | "the" | "of" | "to" | "for" | "with" | "in" | "on" | "at" | "by" | "from" | "about" | "this"
        | "these" | "those" | "or" | "than" | "into" | "off" | "out" | "up" | "la" | "le" | "les" | "de"
        | "des" | "un" | "une" | "over" | "through" | "it" | "me" => Kind::SMALL,
        _ => Kind::default(),
    }
}

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
        ] {
            assert_eq!(kind(word), wanted, "{word}");
        }
    }
}
