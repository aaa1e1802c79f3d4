//! Ages: above 89 the one class the Safe Harbor rule allows; below it a time of life.

use super::site::FUNCTION;
use super::{Rewrite, Site};
use crate::risk::{ages, one_of};

/// The class of 45 CFR 164.514(b)(2)(i)(C).
const OVER_89: &str = "aged 90 or older";
/// Nouns for a person that an age can stand before.
const PEOPLE: &str = "\
    patient resident woman man lady gentleman male female grandmother grandfather client veteran widow \
    widower mother father boy girl child baby person survivor";
const ARTICLES: &str = "a an";

/// Whatever rule found it, an age that reads as more than 89 goes into the class.
pub(super) fn rewrite(site: &Site<'_>, over: bool) -> Rewrite {
    let reads_over = ages(site.text).is_some_and(|ages| ages.from >= 90.0);
    if over || reads_over { over_89(site) } else { up_to_89(site) }
}

/// "91-year-old" to the class above 89.
fn over_89(site: &Site<'_>) -> Rewrite {
    const TURNING: &str = "turned turns turning hit reached";
    let lower = site.text.to_lowercase();
    if lower.contains("birthday") {
        return site.replace("birthday");
    }
    if site.word_after().is_some_and(|word| word.eq_ignore_ascii_case("birthday")) {
        return site.drop();
    }
    if lower.contains("born") || site.follows("born b") {
        return site.without_words_before("born in b").drop();
    }
    if site.follows(TURNING) {
        return site.without_words_before(TURNING).replace("reached an age of 90 or more");
    }
    if site.follows("aged age at") {
        return site.without_words_before("aged age at the of").replace(OVER_89);
    }
    if !is_compound(&lower) {
        return site.replace("90 or older");
    }
    match site.word_after() {
        // "a 91-year-old woman": the noun comes first.
        Some(noun) if one_of(noun, PEOPLE) => {
            with_article(site.eat_after(1 + noun.len()), &format!("{noun} {OVER_89}"))
        }
        // "a 91-year-old retired judge"
        Some(word) if is_described(word) => with_article(*site, "elderly"),
        _ if site.follows("a an our the this my") => with_article(*site, &format!("patient {OVER_89}")),
        _ => site.replace(&format!("a patient {OVER_89}")),
    }
}

/// "47-year-old" and "47" to a time of life.
fn up_to_89(site: &Site<'_>) -> Rewrite {
    let Some(age) = ages(site.text) else { return site.drop() };
    // As a noun, beside one, and said of somebody. A decade may stay in a text, but it is a detail still: a time of
    // life is none.
    let (noun, adjective, life) = match age.from {
        years if years < 1.0 => ("baby", "newborn", "a baby"),
        years if years < 13.0 => ("child", "young", "a child"),
        years if years < 20.0 => ("teenager", "teenage", "a teenager"),
        years if years < 40.0 => ("young adult", "young", "a young adult"),
        years if years < 65.0 => ("middle-aged patient", "middle-aged", "middle-aged"),
        _ => ("older patient", "older", "an older adult"),
    };
    if is_compound(&site.text.to_lowercase()) {
        let described = site.word_after().is_some_and(is_described);
        return with_article(*site, if described { adjective } else { noun });
    }
    site.without_words_before("aged age at").replace(life)
}

/// Words in place of the span, with the article before it made to fit them.
fn with_article(site: Site<'_>, words: &str) -> Rewrite {
    if !site.follows(ARTICLES) {
        return site.replace(words);
    }
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    site.without_words_before(ARTICLES).replace(&format!("{article} {words}"))
}

/// "91-year-old", "93yo", "91 y/o": one word that stands for a person or before one.
fn is_compound(lower: &str) -> bool {
    ["old", "yo", "y/o", "y.o", "yr", "year"].iter().any(|stem| lower.contains(stem))
        || lower.ends_with(['m', 'f'])
}

/// Whether a word is what an age describes, rather than what somebody of that age did.
fn is_described(word: &str) -> bool {
    const DONE: &str = "got went came had has said told rang left who made did just now";
    let past = word.ends_with("ed") && word != "retired";
    word.starts_with(char::is_lowercase) && !past && !one_of(word, DONE) && !one_of(word, FUNCTION)
}
