//! Ages that a rule cannot judge: how old a wording makes somebody, and a number behind a name.
//!
//! Rules recognise that a number is an age. Above 89 an age is a date by 45 CFR
//! 164.514(b)(2)(i)(C), however it is worded: "ninety-four", "the big nine-oh", "her 102nd", "born
//! in 1931", "(1929-2021)". Reading the number is arithmetic and stands here, once.

use std::sync::{Arc, LazyLock};

use crate::finding::{Candidate, Candidates, Category, Feature, Label, Severity};
use crate::lexicon::{Class, Reading};
use crate::text::{Document, Shape};

/// Ages above this one are dates.
const OLDEST_ALLOWED: u32 = 89;

/// Nobody is older than this: a larger number is no age.
const OLDEST_EVER: u32 = 122;

/// A year of birth is counted from here, or from a later year that the text names: a scan reads no
/// clock, so that the same draft gives the same report.
const REFERENCE_YEAR: u32 = 2026;

/// A word as common as this in small letters is no name before a number.
const COMMON_WORD: u8 = 17;

/// A class of 1948 was about eighteen then.
const AGE_AT_GRADUATION: u32 = 18;

static OVER_89: LazyLock<Arc<Label>> = LazyLock::new(|| {
    label("ages.over_89", "Write \"90 or older\", or leave the age out.", "45 CFR 164.514(b)(2)(i)(C)")
});
static AFTER_NAME: LazyLock<Arc<Label>> = LazyLock::new(|| {
    label(
        "ages.after_name",
        "Write a decade or leave the age out; above 89 write \"90 or older\".",
        "45 CFR 164.514(b)(2)(i)(C) above 89; a quasi-identifier below",
    )
});

fn label(rule: &'static str, advice: &'static str, source: &'static str) -> Arc<Label> {
    Arc::new(Label::new(rule, advice, source))
}

/// Adds ages behind names, and a candidate of its own for every age over 89.
pub(crate) fn detect(document: &Document<'_>, reading: &Reading, candidates: &mut Candidates) {
    behind_names(document, reading, candidates);
    let says_an_age = |candidate: &&Candidate| {
        candidate.label.rule.starts_with("ages.") || candidate.label.rule == "dates.life_dates"
    };
    if !candidates.iter().any(|candidate| says_an_age(&candidate)) {
        return;
    }
    let text = document.text();
    let now = reference_year(text);
    let old: Vec<Candidate> = candidates
        .iter()
        .filter(says_an_age)
        .filter(|candidate| {
            let years = years_of(&candidate.label.rule, &text[candidate.span.clone()], now);
            let is_class = years == Some(OLDEST_ALLOWED + 1) && goes_on(&text[candidate.span.end..]);
            !is_class && years.is_some_and(|years| (OLDEST_ALLOWED + 1..=OLDEST_EVER).contains(&years))
        })
        .map(over_89)
        .collect();
    for candidate in old {
        candidates.push(candidate);
    }
}

/// Whether an age is written as the class that the law allows: "90 or older".
fn goes_on(after: &str) -> bool {
    let begins =
        |words: &str| after.get(..words.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(words));
    [" or older", " or over", " and older", " and over"].into_iter().any(begins)
}

/// The same span as an age over 89, with all that was seen about it.
fn over_89(seen: &Candidate) -> Candidate {
    let mut candidate =
        Candidate::from_label(seen.span.clone(), Category::Age, Arc::clone(&OVER_89), seen.prior);
    candidate.features.clone_from(&seen.features);
    candidate.see(Feature::OVER_89);
    candidate.severity = Severity::Direct;
    candidate
}

/// A number right behind a full name and before a condition: "Tamsin Vellacott 29 Guillain-Barre".
fn behind_names(document: &Document<'_>, reading: &Reading, candidates: &mut Candidates) {
    let words = document.words();
    let gap = |left: usize| &document.text()[words[left].end as usize..words[left + 1].start as usize];
    let names = Class::GIVEN.or(Class::SURNAME);
    let name = |index: usize| {
        let entry = reading.entry(index);
        words[index].shape.has(Shape::CAPITAL)
            && entry.lower < COMMON_WORD
            && (entry.class.has(names) || entry.lower == 0)
    };
    let condition = Class::DISEASE.or(Class::EPONYM).or(Class::DRUG).or(Class::HEALTH);
    let last = words.len().saturating_sub(1);
    for (index, word) in words.iter().enumerate().take(last).skip(2) {
        let number = word.shape.has(Shape::NUMBER) && word.range().len() <= 3;
        if !number || !name(index - 1) || !name(index - 2) {
            continue;
        }
        let years: u32 = document.word(index).parse().unwrap_or(0);
        let after = reading.entry(index + 1).class.or(reading.phrases_over(index + 1));
        let sexed = matches!(document.word(index + 1), "M" | "F" | "m" | "f" | "yo");
        let beside = [index - 2, index - 1, index].iter().all(|&left| gap(left) == " ");
        if (1..=OLDEST_EVER).contains(&years) && beside && (after.has(condition) || sexed) {
            let label = Arc::clone(&AFTER_NAME);
            let mut candidate = Candidate::from_label(word.range(), Category::Age, label, 0.0);
            candidate.see(Feature::SHAPE_WEAK);
            candidates.push(candidate);
        }
    }
}

/// The year from which ages are counted: the newest that the text names, if it is later.
fn reference_year(text: &str) -> u32 {
    let years = numbers(text).filter(|(digits, _)| digits.len() == 4).map(|(_, year)| year);
    years.filter(|year| (REFERENCE_YEAR..REFERENCE_YEAR + 30).contains(year)).max().unwrap_or(REFERENCE_YEAR)
}

/// How many years a rule's words make somebody, where they say it.
fn years_of(rule: &str, words: &str, now: u32) -> Option<u32> {
    let year = || numbers(words).filter(|(digits, _)| digits.len() == 4).map(|(_, year)| year);
    match rule {
        "ages.infant" | "ages.gestation" | "ages.born_at" => None,
        "ages.birth_year" | "ages.birth_year_short" => now.checked_sub(year().last()?),
        "ages.class_year" => {
            let graduation = year().last().or_else(|| Some(1900 + numbers(words).last()?.1))?;
            Some(now.checked_sub(graduation)? + AGE_AT_GRADUATION)
        }
        "dates.life_dates" | "dates.life_dates_memorial" => year().last()?.checked_sub(year().next()?),
        _ if rule.starts_with("ages.") => in_digits(words).or_else(|| in_words(words)),
        _ => None,
    }
}

/// Every run of digits of a text, with its value; runs too long for a number are left out.
fn numbers(text: &str) -> impl Iterator<Item = (&str, u32)> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.filter_map(|run| Some((run, run.parse().ok()?)))
}

/// The first number; "9-0" and "9-oh" are ninety.
fn in_digits(words: &str) -> Option<u32> {
    let (digits, value) = numbers(words).next()?;
    let rest = words.split_once(digits)?.1;
    let spelled = ["-0", "-oh", "-o"].iter().any(|zero| rest.eq_ignore_ascii_case(zero));
    Some(if digits.len() == 1 && spelled { value * 10 } else { value })
}

/// A number in words, as far as it can exceed 89.
fn in_words(words: &str) -> Option<u32> {
    let lower = words.to_ascii_lowercase();
    let mut years = None;
    let mut parts =
        lower.split(|c: char| !c.is_ascii_alphabetic()).filter(|part| !part.is_empty()).peekable();
    while let Some(part) = parts.next() {
        let value = match part {
            "nonagenarian" | "nonagenaire" => 90,
            "centenarian" | "centenaire" | "supercentenarian" => 100,
            _ if part.starts_with("ninet") && part != "nineteen" => 90,
            "nocha" | "nonante" => 90,
            "cent" | "cead" => 100,
            "quatre" if parts.peek().is_some_and(|next| next.starts_with("vingt")) => {
                parts.next();
                80
            }
            _ if part.starts_with("hundred") => 100,
            "nine" if matches!(parts.peek(), Some(&("oh" | "o"))) => 90,
            "one" if matches!(parts.peek(), Some(&("oh" | "o"))) => 100,
            _ => years.map_or(0, |_| unit(part)),
        };
        years = match (years, value) {
            (sum, 0) => sum,
            (sum, value) => Some(sum.unwrap_or(0) + value),
        };
    }
    years
}

/// What a unit adds to ninety or a hundred; in French also to eighty.
fn unit(word: &str) -> u32 {
    const OTHERS: [(&str, u32); 24] = [
        ("haon", 1),
        ("do", 2),
        ("tri", 3),
        ("ceathair", 4),
        ("cuig", 5),
        ("se", 6),
        ("seacht", 7),
        ("hocht", 8),
        ("naoi", 9),
        ("un", 1),
        ("deux", 2),
        ("trois", 3),
        ("quatre", 4),
        ("cinq", 5),
        ("sept", 7),
        ("huit", 8),
        ("neuf", 9),
        ("dix", 10),
        ("onze", 11),
        ("douze", 12),
        ("treize", 13),
        ("quatorze", 14),
        ("quinze", 15),
        ("seize", 16),
    ];
    if let Some((_, value)) = OTHERS.iter().find(|(name, _)| *name == word) {
        return *value;
    }
    const UNITS: [(&str, &str); 9] = [
        ("one", "first"),
        ("two", "second"),
        ("three", "third"),
        ("four", "fourth"),
        ("five", "fifth"),
        ("six", "sixth"),
        ("seven", "seventh"),
        ("eight", "eighth"),
        ("nine", "ninth"),
    ];
    (1..)
        .zip(UNITS)
        .find(|(_, (cardinal, ordinal))| word == *cardinal || word == *ordinal)
        .map_or(0, |(n, _)| n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wording_of_an_age_over_89_is_read() {
        for (words, years) in [
            ("96-year-old", 96),
            ("102nd", 102),
            ("ninety-four", 94),
            ("ninety", 90),
            ("ninetieth", 90),
            ("ninety-fifth", 95),
            ("nineties", 90),
            ("90s", 90),
            ("nine-oh", 90),
            ("9-0", 90),
            ("a hundred and two", 102),
            ("one hundred", 100),
            ("the hundred", 100),
            ("cead bliain", 100),
            ("one-oh-oh", 100),
            ("centenarian", 100),
            ("98 bougies", 98),
            ("Nocha a tri", 93),
            ("quatre-vingt-onze", 91),
            ("quatre-vingt-dix-sept", 97),
            ("cent deux", 102),
        ] {
            assert_eq!(years_of("ages.any", words, 2026), Some(years), "{words}");
        }
    }

    #[test]
    fn younger_ages_stay_below() {
        for words in [
            "nineteen",
            "nine",
            "eighty-nine",
            "5-0",
            "89",
            "mid-20s",
            "sixty-nine",
            "quatre-vingt-neuf",
            "soixante-dix",
        ] {
            let years = years_of("ages.any", words, 2026).unwrap_or(0);
            assert!(years <= OLDEST_ALLOWED, "{words} read as {years}");
        }
    }

    #[test]
    fn a_year_of_birth_is_counted_from_the_newest_year_named() {
        assert_eq!(reference_year("born 1937, seen in 2028"), 2028);
        assert_eq!(reference_year("seen in 2019, box 9999, 20271231"), REFERENCE_YEAR);
        assert_eq!(years_of("ages.birth_year", "spring of 1925", 2026), Some(101));
        assert_eq!(years_of("ages.birth_year", "1937", 2026), Some(89));
        assert_eq!(years_of("ages.class_year", "'48", 2026), Some(96));
        assert_eq!(years_of("dates.life_dates", "1929-2021", 2026), Some(92));
        assert_eq!(years_of("dates.life_dates", "1941 - 2024", 2026), Some(83));
    }

    #[test]
    fn weeks_are_no_years_and_dates_no_ages() {
        assert_eq!(years_of("ages.gestation", "96 weeks", 2026), None);
        assert_eq!(years_of("dates.month_day", "May 99", 2026), None);
    }

    #[test]
    fn the_class_that_the_law_allows_is_no_age() {
        let found = |text: &str| {
            let document = Document::new(text);
            let mut candidates = Candidates::default();
            let at = text.find('9').unwrap_or_default();
            candidates.push(Candidate::new(at..at + 2, Category::Age, "ages.turned", 0.0));
            detect(&document, &Reading::of(&document), &mut candidates);
            candidates.len()
        };
        assert_eq!(found("the big 90 or older!"), 1);
        assert_eq!(found("she is 90 and over that hill"), 1);
        assert_eq!(found("the big 90!"), 2);
        assert_eq!(found("the big 94 or older!"), 2);
    }

    #[test]
    fn over_89_keeps_what_was_seen_and_is_direct() {
        let mut candidates = Candidates::default();
        let mut age = Candidate::new(0..2, Category::Age, "ages.bracketed", 0.5);
        age.see(Feature::SHAPE_WEAK);
        candidates.push(age);
        let document = Document::new("93!!");
        detect(&document, &Reading::of(&document), &mut candidates);
        let list = candidates.into_vec();
        assert_eq!(list.len(), 2);
        assert_eq!(list[1].label.rule, "ages.over_89");
        assert_eq!(list[1].severity, Severity::Direct);
        assert!(list[1].saw(Feature::SHAPE_WEAK) && list[1].saw(Feature::OVER_89));
    }

    #[test]
    fn a_number_between_a_full_name_and_a_condition_is_an_age() {
        let found = |text: &str| {
            let document = Document::new(text);
            let mut candidates = Candidates::default();
            detect(&document, &Reading::of(&document), &mut candidates);
            candidates.into_vec().iter().map(|age| text[age.span.clone()].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("SR2 Tamsin Vellacott 29 asthma, weaning"), ["29"]);
        assert_eq!(found("bed 4 Maria Lopez 71 F chest pain"), ["71"]);
        assert!(found("Maria Lopez 71 points").is_empty());
        assert!(found("the ward 29 asthma").is_empty());
    }
}
