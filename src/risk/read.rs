//! Reads parts of a description out of what was recognised in a draft: an age from "93yo", a number
//! of days from "last Tuesday", conditions and facilities from the words around a person.

use super::parts::Parts;
use super::people::{AgeRange, Sex, conditions_in};
use super::shares::{facilities_in, unknown_facility};
use super::table::words;
use super::terms::says_over_89;
use crate::finding::Category;

/// Something that was recognised about a patient.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub category: Category,
    pub rule: &'a str,
    /// Its words, folded.
    pub text: &'a str,
}

impl Parts {
    /// Adds what a finding says of the person.
    pub fn see(&mut self, seen: &Seen<'_>) {
        match seen.category {
            Category::Age => {
                let over_89 = says_over_89(seen.rule).then_some(AgeRange::OVER_89);
                if let Some(ages) = ages(seen.text).or(over_89) {
                    self.add_age(ages);
                }
            }
            Category::Date => self.add_days(days(seen.text)),
            Category::Place => self.add_place(seen.text),
            Category::Room => self.add_share("room", seen.text),
            Category::Image | Category::Biometric => self.add_share("mark", seen.text),
            Category::Vehicle => self.add_share("vehicle", seen.text),
            Category::Detail => {
                let known = self.conditions.len();
                self.add_conditions(&words(seen.text).collect::<Vec<_>>());
                let part = part_of(seen.rule);
                if part != "detail" || self.conditions.len() == known {
                    self.add_share(part, seen.text);
                }
            }
            _ => {}
        }
    }

    /// Adds the conditions, the facility and the sex that the words around a person speak of.
    pub fn hear(&mut self, words: &[&str]) {
        self.add_conditions(words);
        for facility in facilities_in(words) {
            self.add_facility(facility);
        }
        if let Some(sex) = words.iter().find_map(|word| sex(word)) {
            self.add_sex(sex);
        }
    }

    /// The draft speaks of a patient of the account's own facility, whatever its kind.
    pub fn in_own_care(&mut self) {
        if let Some(facility) = unknown_facility() {
            self.add_facility(facility);
        }
    }

    /// The draft tells of an incident: publicised, if it can be dated.
    pub fn incident(&mut self) {
        if self.days.is_some() {
            self.add_share("event", "");
        }
    }

    fn add_conditions(&mut self, words: &[&str]) {
        for condition in conditions_in(words) {
            self.add_condition(condition);
        }
    }
}

/// The part a rule `details.<part>_...` speaks of, by the words of its id.
pub(crate) fn part_of(rule: &str) -> &'static str {
    let name = rule.rsplit('.').next().unwrap_or(rule);
    name.rsplit('_').find_map(part_called).unwrap_or("detail")
}

fn part_called(word: &str) -> Option<&'static str> {
    Some(match word {
        "superlative" | "only" | "first" | "oldest" | "record" | "rarest" => "superlative",
        "office" | "title" | "official" | "holder" => "office",
        "occupation" | "job" | "work" | "trade" | "profession" | "veteran" => "occupation",
        "relation" | "relative" | "related" | "kin" => "relation",
        "event" | "incident" | "crash" | "crime" | "accident" => "event",
        "news" | "notoriety" | "notorious" | "famous" | "viral" => "notoriety",
        "group" | "ethnicity" | "nationality" | "language" | "religion" => "group",
        "family" | "multiples" | "siblings" | "children" | "twins" => "family",
        "few" => "few",
        "school" | "employer" | "workplace" | "team" | "club" | "parish" => "school",
        "vehicle" | "pet" | "thing" | "possession" => "vehicle",
        "hobby" | "wish" | "habit" | "sport" => "hobby",
        "trait" | "looks" | "body" | "value" => "trait",
        "mark" | "tattoo" | "face" | "picture" | "photo" => "mark",
        "quote" | "quoted" => "quote",
        "address" | "street" => "address",
        "condition" | "disease" | "injury" | "procedure" | "diagnosis" | "rare" | "gestation" => "condition",
        _ => return None,
    })
}

fn sex(word: &str) -> Option<Sex> {
    const FEMALE: &[&str] = &[
        "she",
        "her",
        "hers",
        "woman",
        "girl",
        "lady",
        "mother",
        "mom",
        "mum",
        "mam",
        "mama",
        "daughter",
        "wife",
        "sister",
        "grandmother",
        "grandma",
        "nana",
        "granny",
        "aunt",
        "niece",
        "female",
        "bride",
        "widow",
        "lassie",
        "gran",
        "elle",
    ];
    const MALE: &[&str] = &[
        "he",
        "him",
        "his",
        "man",
        "boy",
        "gentleman",
        "father",
        "dad",
        "son",
        "husband",
        "brother",
        "grandfather",
        "grandpa",
        "grandad",
        "uncle",
        "nephew",
        "male",
        "guy",
        "sir",
        "fella",
        "lad",
        "widower",
        "groom",
        "il",
    ];
    let is = |list: &[&str]| list.iter().any(|other| other.eq_ignore_ascii_case(word));
    if is(FEMALE) {
        Some(Sex::Female)
    } else if is(MALE) {
        Some(Sex::Male)
    } else {
        None
    }
}

/// The ages a span speaks of: "93yo", "in her 40s", "3-day-old", "ninety-four", "102nd birthday".
pub(crate) fn ages(text: &str) -> Option<AgeRange> {
    let lower = text.to_ascii_lowercase();
    if let Some(&(_, from, to)) = STAGES.iter().find(|(stem, ..)| lower.contains(stem)) {
        return Some(AgeRange { from, to });
    }
    let list: Vec<&str> = words(&lower).collect();
    if let Some(ages) = decade(&list) {
        return Some(ages);
    }
    let (number, rest) = number_in(&list)?;
    let days = match rest.first().copied().unwrap_or_default().trim_end_matches('s') {
        "d" | "day" => 1.0,
        "w" | "wk" | "week" | "weeker" => 7.0,
        "m" | "mo" | "mth" | "month" if !rest[0].eq("m") || number < 2.0 => 30.44,
        _ => 365.25,
    };
    let years = days / 365.25;
    let ages = AgeRange { from: number * years, to: (number + 1.0) * years };
    (ages.from < AgeRange::ALL.to).then_some(ages)
}

/// Ages that have a name of their own.
const STAGES: &[(&str, f64, f64)] = &[
    ("newborn", 0.0, 0.08),
    ("toddler", 1.0, 4.0),
    ("octogenarian", 80.0, 90.0),
    ("nonagenarian", 90.0, 100.0),
    ("supercentenarian", 110.0, 121.0),
    ("centenarian", 100.0, 121.0),
    ("septuagenarian", 70.0, 80.0),
    ("infant", 0.0, 1.0),
    ("teen", 13.0, 20.0),
];

/// "40s", "forties", "late 60s".
fn decade(words: &[&str]) -> Option<AgeRange> {
    let from = words.iter().find_map(|word| {
        let digits = word.strip_suffix('s').and_then(|digits| digits.parse::<f64>().ok());
        digits.filter(|from| from % 10.0 == 0.0 && (10.0..120.0).contains(from)).or_else(|| {
            let tens = word.strip_suffix("ies").map(|stem| format!("{stem}y"))?;
            TENS.iter().find(|(name, _)| *name == tens).map(|(_, value)| *value)
        })
    })?;
    let (start, years) = match words {
        _ if words.contains(&"early") => (0.0, 4.0),
        _ if words.contains(&"mid") => (3.0, 4.0),
        _ if words.contains(&"late") => (6.0, 4.0),
        _ => (0.0, 10.0),
    };
    Some(AgeRange { from: from + start, to: from + start + years })
}

const TENS: &[(&str, f64)] = &[
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("nine", 90.0),
    ("hundred", 100.0),
];
const UNITS: &[&str] = &["oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// The first number of a span, in digits or words, and the words behind it. The unit may be glued
/// to the digits ("93yo", "6mo").
fn number_in<'a>(words: &'a [&'a str]) -> Option<(f64, Vec<&'a str>)> {
    for (at, word) in words.iter().enumerate() {
        let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0 {
            let number = word[..digits].parse().ok()?;
            let glued = Some(&word[digits..]).filter(|unit| !unit.is_empty());
            return Some((number, glued.into_iter().chain(words[at + 1..].iter().copied()).collect()));
        }
        let stem = word.strip_suffix("ieth").map_or((*word).to_owned(), |stem| format!("{stem}y"));
        let Some(&(name, tens)) = TENS.iter().find(|(name, _)| *name == stem) else { continue };
        let next = words.get(at + 1).copied().unwrap_or_default();
        let unit = UNITS.iter().position(|unit| *unit == next);
        if name == "nine" && next != "oh" {
            continue;
        }
        #[allow(clippy::cast_precision_loss)] // below ten
        let number = tens + unit.unwrap_or(0) as f64;
        return Some((number, words[at + 1 + usize::from(unit.is_some())..].to_vec()));
    }
    let unit = words.iter().enumerate().find_map(|(at, word)| {
        UNITS.iter().position(|unit| unit == word).filter(|value| *value > 0).map(|value| (at, value))
    });
    #[allow(clippy::cast_precision_loss)] // below ten
    unit.map(|(at, value)| (value as f64, words[at + 1..].to_vec()))
}

/// How many days a span of a date can be dated to. What is not understood counts as one day.
pub(crate) fn days(text: &str) -> f64 {
    let lower = text.to_ascii_lowercase();
    let list: Vec<&str> = words(&lower).collect();
    let has = |words: &[&str]| list.iter().any(|word| words.contains(word));
    let month =
        list.iter().any(|word| word.len() >= 3 && MONTHS.split(' ').any(|month| month.starts_with(word)));
    let numbers: Vec<u32> = list
        .iter()
        .filter_map(|word| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok())
        .collect();
    let years = numbers.iter().filter(|number| (1000..3000).contains(*number)).count();
    if month {
        return if numbers.len() > years { 1.0 } else { 30.4 };
    }
    if has(&["week", "weekend", "weeks", "semaine"]) {
        return 7.0;
    }
    if has(&["month", "months", "mois"]) {
        return 30.4;
    }
    if has(&[
        "spring", "summer", "autumn", "fall", "winter", "season", "lent", "quarter", "q1", "q2", "q3", "q4",
    ]) {
        return 91.0;
    }
    if has(&["year", "years", "annee"]) || (years > 0 && years == numbers.len() && list.len() == years) {
        return 365.0;
    }
    1.0
}

const MONTHS: &str = "\
    january february march april may june july august september sept october november december \
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre";

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
