//! How many people could be meant: the expected number of people who fit a description.
//!
//! The number is counted in up to three ways and the smallest count holds:
//! - the people of the place, times the share of each part (age, sex, condition, time, …);
//! - the patients a facility of that kind sees in that time, times the same shares;
//! - a count that holds whatever else is said: the people in one room, the only one, the mayor.
//!
//! Each part is either one more number to take the smallest of, or one more share of at most one, so
//! a description never fits more people for an added part. Age, sex and condition depend on each
//! other (nobody of thirty has prostate cancer): of the three only the two that narrow most are
//! multiplied, with the age and sex among those who have the condition where the table knows them.

use super::parts::{Named, Part, Parts};
use super::people::{AgeRange, Condition, Count, Sex, share_of};
use super::places::{country_name, country_people};
use super::reason::{Factor, Reidentification};
use super::shares::{Share, Unit, figure};
use super::table::Figure;

/// From this expected number on a description is lost in a crowd: re-identification at most 0.05.
pub(crate) const CROWD: f64 = 20.0;

/// The probability that nobody else fits, for an expected number of others.
pub(crate) fn unique(expected: f64) -> f64 {
    (-expected).exp()
}

/// The probability that somebody who fits is the one meant: the mean of 1/(1+X), X being Poisson.
pub(crate) fn reidentified(expected: f64) -> f64 {
    if expected < 1e-9 { 1.0 } else { -(-expected).exp_m1() / expected }
}

/// The probability that a reader knows somebody with a trait that this share of people have.
pub(crate) fn acquainted(share: f64) -> f64 {
    /// How many people one knows, by the usual figure.
    const ACQUAINTANCES: f64 = 150.0;
    1.0 - (1.0 - share.clamp(0.0, 1.0)).powf(ACQUAINTANCES)
}

/// How many people fit, in a range, with everything that went into it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Estimate {
    /// With every unknown figure at its end, and in its geometric middle.
    pub low: f64,
    pub expected: f64,
    pub high: f64,
    pub factors: Vec<Factor>,
    /// The share of the place's people who fit.
    pub share: f64,
}

impl Estimate {
    /// The probability of re-identification.
    pub fn probability(&self) -> f64 {
        reidentified(self.expected)
    }

    /// The estimate as a report shows it.
    pub fn report(&self) -> Reidentification {
        Reidentification { expected: rounded(self.expected), factors: self.factors.clone() }
    }
}

/// One factor while it is being multiplied.
struct Term {
    says: String,
    figure: Figure,
}

impl Term {
    fn new(says: impl Into<String>, figure: Figure) -> Self {
        Self { says: says.into(), figure }
    }

    /// A factor whose range is part of what is said.
    fn assumed(says: &str, figure: Figure) -> Self {
        if figure.low == figure.high {
            return Self::new(says, figure);
        }
        let range = if figure.high >= 1.0 {
            format!("{says} (assumed {} to {})", short(figure.low), short(figure.high))
        } else {
            format!("{says} (assumed 1 in {} to 1 in {})", short(1.0 / figure.high), short(1.0 / figure.low))
        };
        Self::new(range, figure)
    }

    fn factor(self) -> Factor {
        Factor { says: self.says.into(), value: rounded(self.figure.middle()) }
    }
}

fn product(terms: &[Term]) -> Figure {
    terms.iter().fold(Figure::exactly(1.0), |product, term| Figure {
        low: product.low * term.figure.low,
        high: product.high * term.figure.high,
    })
}

/// Three significant figures.
fn rounded(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

fn short(value: f64) -> String {
    if value >= 10.0 { format!("{}", rounded(value).round()) } else { format!("{}", rounded(value)) }
}

/// Estimates how many people fit. `None` where nothing is said of anybody.
pub(crate) fn estimate(parts: &Parts) -> Option<Estimate> {
    if !parts.describe_somebody() {
        return None;
    }
    let mut terms = vec![population(parts)];
    let people = terms[0].figure.middle();
    terms.extend(joint(parts, &parts.conditions));
    terms.extend(others(parts));
    if let Some(days) = parts.days {
        let share = (days / 365.0).min(1.0);
        terms.push(Term::new("those of a year who fall into that time", Figure::exactly(share)));
    }
    let mut count = product(&terms);
    let mut factors: Vec<Factor> = terms.into_iter().map(Term::factor).collect();
    for term in counts(parts) {
        if term.figure.middle() < count.middle() {
            count = term.figure;
            factors.push(term.factor());
        }
    }
    let share = (count.middle() / people).min(1.0);
    Some(Estimate { low: count.low, expected: count.middle(), high: count.high, factors, share })
}

/// The smallest population the description starts from.
fn population(parts: &Parts) -> Term {
    let country = format!("people in {}", country_name(parts.country));
    let mut list = vec![Term::new(country, Figure::exactly(country_people(parts.country)))];
    if let Some(account) = &parts.account {
        list.push(Term::new(format!("people in {}", account.name), Figure::exactly(account.people)));
    }
    match parts.place {
        Some(Named::People(people)) => {
            list.push(Term::new("people in the place named", Figure::exactly(people)));
        }
        Some(Named::Unlisted(share)) => list.push(Term::assumed(share.says, share.figure)),
        None => {}
    }
    if let Some(facility) = parts.serving {
        list.push(Term::assumed(&format!("people one {} serves", facility.kind), facility.catchment));
    }
    let of = |share: &&Share| share.unit == Unit::Population;
    list.extend(parts.shares.values().filter(of).map(|share| Term::assumed(share.says, share.figure)));
    smallest(list)
}

fn smallest(list: Vec<Term>) -> Term {
    let smallest = list.into_iter().min_by(|a, b| a.figure.middle().total_cmp(&b.figure.middle()));
    smallest.unwrap_or_else(|| Term::new("everybody", Figure::exactly(1.0)))
}

/// Age, sex and condition: the two of the three that narrow most.
fn joint(parts: &Parts, conditions: &[Condition]) -> Vec<Term> {
    let share = |sex, ages| share_of(parts.country, sex, ages);
    let sex = |value: f64| Term::new("of that sex", Figure::exactly(value));
    let half = |own: Sex| sex(share(Some(own), AgeRange::ALL));
    let mut ways: Vec<Vec<Term>> = Vec::new();
    ways.extend(parts.sex.map(|own| vec![half(own)]));
    for &ages in &parts.ages {
        let of_age = share(None, ages);
        ways.push(vec![aged(ages, of_age)]);
        if let Some(own) = parts.sex {
            let of_both = share(Some(own), ages) / of_age.max(f64::MIN_POSITIVE);
            ways.push(vec![aged(ages, of_age), sex(of_both)]);
        }
    }
    for condition in conditions {
        let has = || Term::assumed(counted(condition), per_head(condition));
        ways.push(vec![has()]);
        if condition.sex.is_none() {
            ways.extend(parts.sex.map(|own| vec![has(), half(own)]));
        }
        for &ages in &parts.ages {
            let with = condition.ages.unwrap_or(AgeRange::ALL);
            let common = share(None, ages.within(with)) / share(None, with);
            // An age the table does not expect is somebody else's, or an exception: no condition on it.
            let among = if common > 0.0 { common } else { share(None, ages) };
            ways.push(vec![has(), aged(ages, among.min(1.0))]);
        }
    }
    let narrowest = ways.into_iter().min_by(|a, b| product(a).middle().total_cmp(&product(b).middle()));
    narrowest.unwrap_or_default()
}

fn aged(ages: AgeRange, share: f64) -> Term {
    let says = match ages {
        AgeRange::OVER_89 => "aged 90 or older",
        ages if ages.from >= AgeRange::OVER_89.from => "of that age over 89",
        _ => "of that age",
    };
    Term::new(says, Figure::exactly(share))
}

fn counted(condition: &Condition) -> &'static str {
    match condition.counts {
        Count::Prevalence => "with the condition named",
        Count::Incidence => "with what is named, in a year",
        Count::Birth => "such births a head, in a year",
    }
}

fn per_head(condition: &Condition) -> Figure {
    match condition.counts {
        Count::Prevalence | Count::Incidence => condition.figure,
        Count::Birth => {
            let births = figure("births");
            Figure { low: condition.figure.low * births.low, high: condition.figure.high * births.high }
        }
    }
}

/// The details that multiply with everything.
fn others(parts: &Parts) -> Vec<Term> {
    let shares = parts.shares.values().filter(|share| share.unit == Unit::Share);
    shares.map(|share| Term::assumed(share.says, share.figure)).collect()
}

/// What counts on its own: the patients of that time, and the details that leave few.
fn counts(parts: &Parts) -> Vec<Term> {
    let mut list = Vec::new();
    if let (Some(facility), Some(days)) = (parts.seeing, parts.days) {
        let mut terms = vec![Term::new("", facility.week.times(days.max(1.0) / 7.0))];
        terms.extend(joint(parts, &among_patients(&parts.conditions)));
        terms.extend(others(parts));
        let says = format!("at most: patients of one {} in that time who fit", facility.kind);
        list.push(Term::assumed(&says, product(&terms)));
    }
    for share in parts.shares.values().filter(|share| share.unit == Unit::Count) {
        let dated = share.part == "room" && parts.days.is_some_and(|days| days <= 7.0);
        let figure = if dated { figure("room_dated") } else { share.figure };
        list.push(Term::assumed(&format!("at most: {}", share.says), figure));
    }
    list
}

/// Patients have a condition more often than people do: at least as often as any named one.
fn among_patients(conditions: &[Condition]) -> Vec<Condition> {
    let in_care = figure("condition_in_care");
    let raised = conditions.iter().map(|condition| {
        let common = condition.figure.middle() > in_care.middle();
        let figure = if common { condition.figure } else { in_care };
        Condition { counts: Count::Prevalence, figure, ..*condition }
    });
    raised.collect()
}

/// What to leave out so that a description fits a crowd: one part where one is enough, else the
/// first few in the order that costs a story least. Empty where nothing does.
pub(crate) fn cheapest_change(parts: &Parts) -> Vec<Part> {
    let order = parts.droppable();
    let enough = |left_out: &[Part]| {
        estimate(&parts.without(left_out)).is_none_or(|estimate| estimate.expected >= CROWD)
    };
    if let Some(&part) = order.iter().find(|part| enough(&[**part])) {
        return vec![part];
    }
    let few = (2..=order.len()).map(|count| &order[..count]).find(|parts| enough(parts));
    few.map(<[Part]>::to_vec).unwrap_or_default()
}

#[cfg(test)]
#[path = "combination_tests.rs"]
mod tests;
