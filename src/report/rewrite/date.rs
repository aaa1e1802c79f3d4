//! Dates: the year if one stands there, else "recently" or "soon", with the grammar around them.

use super::site::FUNCTION;
use super::{Rewrite, Site};
use crate::risk::one_of;

/// Prepositions that lead to a date and go with it.
const LEADING: &str = "on in at since until till by around about during between from the early late for of";
/// Those that keep their sense before a year.
const KEPT: &str = "since until till before after by from during of";

pub(super) fn rewrite(site: &Site<'_>, rule: &str) -> Rewrite {
    if rule.contains("dob") || rule.contains("birth") || site.follows("dob born d.o.b b") {
        return site.without_words_before("dob born on b birth of date d.o.b (dob").drop();
    }
    if let Some((year, eaten)) = year(site) {
        let site = site.eat_after(eaten);
        return match site.word_before() {
            Some(word) if one_of(&word, KEPT) => site.replace(&year),
            _ => site.without_words_before(LEADING).replace(&format!("in {year}")),
        };
    }
    if rule.starts_with("times.") || one_of(site.text, "rn now") {
        return site.without_words_before(LEADING).drop();
    }
    let ahead = site.text.to_lowercase();
    let ahead = ["tomorrow", "next", "upcoming", "demain"].iter().any(|word| ahead.contains(word));
    let (alone, before_noun) = if ahead { ("soon", "upcoming") } else { ("recently", "recent") };
    // "yesterday's surgery", "the March 3 crash": an adjective.
    for mark in ["'s ", "\u{2019}s "] {
        if site.after.starts_with(mark) {
            let article = site.follows("the our her his a");
            let text = if article { before_noun.to_owned() } else { format!("the {before_noun}") };
            return site.eat_after(mark.len() - 1).replace(&text);
        }
    }
    let article = site.follows("the our her his this that");
    let noun = site.word_after().is_some_and(|word| !one_of(word, FUNCTION));
    if article && noun {
        return site.replace(before_noun);
    }
    if site.follows("my your") {
        return site.drop();
    }
    site.without_words_before(LEADING).replace(alone)
}

/// The year in the span, or right behind it (", 2024"), and the bytes behind it that go along.
fn year(site: &Site<'_>) -> Option<(String, usize)> {
    let is_year = |word: &&str| {
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|b| b.is_ascii_digit())
    };
    if let Some(year) = site.text.split(|c: char| !c.is_alphanumeric()).find(is_year) {
        return Some((year.to_owned(), 0));
    }
    let rest = site.after.trim_start_matches([',', ' ']);
    let year = rest.get(..4).filter(|year| is_year(year))?;
    let ends = rest[4..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    (ends && rest.len() < site.after.len()).then(|| (year.to_owned(), site.after.len() - rest.len() + 4))
}
