//! Who a person can be, in the terms the population tables know: sex, age, conditions.

use std::sync::LazyLock;

use super::table::{Figure, Terms, rows};
use crate::draft::Jurisdiction;

const AGES: &str = include_str!("../../patterns/data/population_age.tsv");
const CONDITIONS: &str = include_str!("../../patterns/data/prevalence.tsv");

/// Male or female, as the population tables count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Sex {
    Female,
    Male,
}

/// Ages from one birthday up to, not including, another, in years.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct AgeRange {
    pub from: f64,
    pub to: f64,
}

impl AgeRange {
    /// Everybody.
    pub const ALL: AgeRange = AgeRange { from: 0.0, to: 121.0 };
    /// The one class the Safe Harbor rule allows above 89.
    pub const OVER_89: AgeRange = AgeRange { from: 90.0, to: 121.0 };

    /// One year of age.
    #[cfg(test)]
    pub fn year(age: f64) -> Self {
        Self { from: age, to: age + 1.0 }
    }

    /// The ages in both ranges; empty where there is none.
    pub fn within(self, other: Self) -> Self {
        let from = self.from.max(other.from);
        Self { from, to: self.to.min(other.to).max(from) }
    }

    fn is_empty(self) -> bool {
        self.to <= self.from
    }
}

/// One age band of one sex in one country.
struct Band {
    country: Jurisdiction,
    sex: Sex,
    ages: AgeRange,
    /// Of everybody in the country.
    share: f64,
}

static BANDS: LazyLock<Vec<Band>> = LazyLock::new(|| {
    let read = |columns: Vec<&'static str>| {
        let [country, sex, from, to, people] = columns[..] else { return None };
        let sex = if sex == "f" { Sex::Female } else { Sex::Male };
        let ages = AgeRange { from: from.parse().ok()?, to: to.parse::<f64>().ok()? + 1.0 };
        let share = people.parse::<f64>().ok()? / 100_000.0;
        Some(Band { country: country_of(country)?, sex, ages, share })
    };
    rows(AGES).filter_map(read).collect()
});

/// The jurisdiction of a two-letter code; GeoNames says `GB` for the United Kingdom.
pub(super) fn country_of(code: &str) -> Option<Jurisdiction> {
    let code = if code == "GB" { "UK" } else { code };
    Jurisdiction::ALL.into_iter().find(|country| country.code() == code)
}

/// From this age on a band is not even: of those who reach it, few are left each year.
const CENTENARY: f64 = 100.0;
/// How many of those who live to a birthday past the hundredth live to the next.
const SURVIVAL: f64 = 0.6;

/// The share of a country's people of one sex (or either) who are of that age. Where the country
/// is not known, the United States stand for it.
pub(crate) fn share_of(country: Option<Jurisdiction>, sex: Option<Sex>, ages: AgeRange) -> f64 {
    let country = country.unwrap_or(Jurisdiction::Us);
    let bands = BANDS.iter().filter(|band| band.country == country && sex.is_none_or(|sex| band.sex == sex));
    bands.map(|band| band.share * part_of_band(band.ages, ages)).sum()
}

/// Which part of a band's people is of that age.
fn part_of_band(band: AgeRange, ages: AgeRange) -> f64 {
    let common = band.within(ages);
    if common.is_empty() {
        return 0.0;
    }
    if band.from < CENTENARY {
        return (common.to - common.from) / (band.to - band.from);
    }
    let left = |age: f64| SURVIVAL.powf(age - CENTENARY);
    (left(common.from) - left(common.to)) / (1.0 - left(band.to))
}

/// What the figure of a condition counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    /// People who have it, at any time.
    Prevalence,
    /// New cases a year.
    Incidence,
    /// Births.
    Birth,
}

/// A condition, injury, procedure or kind of birth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Condition {
    pub counts: Count,
    /// Per person (or per birth), not per 100,000.
    pub figure: Figure,
    /// Where all who have it are of one sex.
    pub sex: Option<Sex>,
    /// Where it belongs to an age.
    pub ages: Option<AgeRange>,
    /// What a rewrite may call it.
    pub group: &'static str,
}

struct Conditions {
    list: Vec<Condition>,
    terms: Terms,
}

static TABLE: LazyLock<Conditions> = LazyLock::new(|| {
    let mut table = Conditions { list: Vec::new(), terms: Terms::default() };
    for columns in rows(CONDITIONS) {
        let [terms, kind, low, high, sex, ages, group, _] = columns[..] else { continue };
        let Some(figure) = Figure::read(low, high) else { continue };
        let counts = match kind {
            "incidence" => Count::Incidence,
            "birth" => Count::Birth,
            _ => Count::Prevalence,
        };
        let sex = match sex {
            "f" => Some(Sex::Female),
            "m" => Some(Sex::Male),
            _ => None,
        };
        table.terms.add(terms, table.list.len());
        table.list.push(Condition { counts, figure: figure.times(1e-5), sex, ages: ages_of(ages), group });
    }
    table
});

/// "15-50", "40-", "-" (any age).
fn ages_of(cell: &str) -> Option<AgeRange> {
    let (from, to) = cell.split_once('-')?;
    if from.is_empty() && to.is_empty() {
        return None;
    }
    let from = from.parse().unwrap_or(0.0);
    Some(AgeRange { from, to: to.parse().unwrap_or(AgeRange::ALL.to) })
}

/// The conditions of the table that stand in a list of words.
pub(crate) fn conditions_in(words: &[&str]) -> Vec<Condition> {
    TABLE.terms.find(words).into_iter().map(|(_, row)| TABLE.list[row]).collect()
}

/// What a rewrite calls the condition a text names: true of many people, and of this one.
pub(crate) fn condition_phrase(text: &str) -> Option<&'static str> {
    let words: Vec<&str> = super::table::words(text).collect();
    let condition = *conditions_in(&words).first()?;
    Some(match condition.group {
        "neurological" => "a neurological condition",
        "metabolic" | "hormonal" => "a metabolic condition",
        "genetic" => "a genetic condition",
        "birth" => "a condition from birth",
        "cancer" => "cancer",
        "infectious" => "an infection",
        "injury" => "a serious injury",
        "procedure" => "a procedure",
        "multiple" => "more than one baby",
        "heart" => "a heart condition",
        "lung" => "a lung condition",
        "blood" => "a blood condition",
        "kidney" => "a kidney condition",
        "skin" => "a skin condition",
        _ => "a health condition",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rare by the definition of the European Union: at most 5 in 10,000 people.
    fn is_rare(condition: &Condition) -> bool {
        condition.figure.middle() <= 5e-4
    }

    fn near(value: f64, expected: f64, tolerance: f64) -> bool {
        (value / expected - 1.0).abs() <= tolerance
    }

    #[test]
    fn the_bands_of_every_country_add_up() {
        for country in Jurisdiction::ALL {
            let all = share_of(Some(country), None, AgeRange::ALL);
            assert!(near(all, 1.0, 0.001), "{country:?}: {all}");
            let women = share_of(Some(country), Some(Sex::Female), AgeRange::ALL);
            assert!((0.49..0.52).contains(&women), "{country:?}: {women}");
        }
    }

    #[test]
    fn the_shares_are_those_the_domain_reference_states() {
        let us = |ages| share_of(Some(Jurisdiction::Us), None, ages);
        assert!(near(us(AgeRange::year(34.0)), 1.0 / 80.0, 0.15));
        assert!(near(us(AgeRange::year(85.0)), 0.004, 0.5));
        assert!(near(us(AgeRange::OVER_89), 0.007, 0.05));
        assert!(near(us(AgeRange { from: 100.0, to: 121.0 }), 0.00024, 0.05));
        let of_centenarians = us(AgeRange::year(104.0)) / us(AgeRange { from: 100.0, to: 121.0 });
        assert!(near(of_centenarians, 0.05, 0.1), "{of_centenarians}");
    }

    #[test]
    fn a_baby_of_three_days_is_one_in_tens_of_thousands() {
        let days = AgeRange { from: 3.0 / 365.0, to: 4.0 / 365.0 };
        let share = share_of(None, None, days);
        assert!(share > 1e-5 && share < 1e-4, "{share}");
    }

    #[test]
    fn the_table_knows_rare_and_common_conditions() {
        let find = |text: &'static str| conditions_in(&super::super::table::words(text).collect::<Vec<_>>());
        assert!(is_rare(&find("living with Huntington's disease")[0]));
        assert!(!is_rare(&find("has type 2 diabetes")[0]));
        assert_eq!(find("her prostate cancer")[0].sex, Some(Sex::Male));
        assert_eq!(find("triplets")[0].counts, Count::Birth);
        assert!(find("pots on the stove").is_empty());
    }

    #[test]
    fn the_table_is_as_large_as_promised_and_every_row_reads() {
        let rare = TABLE.list.iter().filter(|condition| is_rare(condition)).count();
        assert!(rare >= 300 && TABLE.list.len() - rare >= 100, "{rare} of {}", TABLE.list.len());
        assert_eq!(TABLE.list.len(), rows(CONDITIONS).count());
        for condition in &TABLE.list {
            let Figure { low, high } = condition.figure;
            assert!(low > 0.0 && low <= high && high < 1.0, "{condition:?}");
        }
    }
}
