//! Consent: what a house has on record, and what of a draft it covers.
//!
//! A record covers what it names (a person's name, story or picture), where it names it, as long as
//! it holds. It never covers anybody but its own person, and never a number, an address or a
//! contact. What cannot be checked from here (whose name it is, whether a date has passed) is left
//! to a person.

use serde::Deserialize;

use super::own::{Channel, is_name_of, name_words};
use crate::draft::Surface;
use crate::finding::{Category, Role};

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "toml::value::Datetime")]
pub(crate) struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A day of the calendar, if there is such a day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Self { year, month, day })
    }
}

impl TryFrom<toml::value::Datetime> for Date {
    type Error = String;

    fn try_from(written: toml::value::Datetime) -> Result<Self, String> {
        let date = written.date.filter(|_| written.time.is_none());
        let date = date.and_then(|date| Self::new(date.year, date.month, date.day));
        date.ok_or_else(|| "this must be a day, such as 2027-01-31".to_owned())
    }
}

/// What of a person may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Scope {
    Name,
    Story,
    Image,
}

/// A consent on record.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    pub id: String,
    /// Whose it is, where the house writes it down.
    pub person: Option<String>,
    pub scope: Vec<Scope>,
    /// Surfaces ("post") and channels ("organisation") it holds for; all where empty.
    #[serde(default)]
    pub channels: Vec<String>,
    pub purpose: String,
    pub expires: Option<Date>,
    pub withdrawn: Option<Date>,
    /// Who consented for a child or for somebody who cannot.
    pub guardian: Option<String>,
}

/// What a record named by a draft is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It holds.
    Holds,
    /// It has an end, and nobody said what day it is.
    Undated,
    /// The policy has no such record.
    Unknown,
    /// It does not name this surface or channel.
    Elsewhere,
    Expired,
    Withdrawn,
}

/// How far consent covers a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cover {
    #[default]
    No,
    /// A record names such a thing, but a person has to check that it holds for this one.
    Unchecked,
    Full,
}

/// The records a draft names, as they stand on its day, surface and channel.
#[derive(Clone, Debug, Default)]
pub(crate) struct Consents<'a> {
    records: Vec<(Standing, Option<&'a Record>)>,
}

impl<'a> Consents<'a> {
    pub fn new(
        ids: &[String],
        records: &'a [Record],
        today: Option<Date>,
        surface: Surface,
        channel: Channel,
    ) -> Self {
        let named = ids.iter().map(|id| {
            let record = records.iter().find(|record| record.id == *id);
            let standing =
                record.map_or(Standing::Unknown, |record| record.standing(today, surface, channel));
            (standing, record)
        });
        Self { records: named.collect() }
    }

    /// How each named record stands, in the order the draft names them.
    pub fn named(&self) -> impl Iterator<Item = (Standing, Option<&'a Record>)> {
        self.records.iter().copied()
    }

    /// How far the records that hold cover a finding, by its words.
    pub fn cover(&self, category: Category, role: Role, text: &str) -> Cover {
        let Some(scope) = scope_of(category) else { return Cover::No };
        if !matches!(role, Role::Patient | Role::Unknown) {
            return Cover::No;
        }
        let covers = self.records.iter().filter_map(|(standing, record)| {
            let record = record.filter(|record| record.scope.contains(&scope))?;
            let best = match standing {
                // A guardian's consent ends when the child can decide: a person knows when that is.
                Standing::Holds if record.guardian.is_none() => Cover::Full,
                Standing::Holds | Standing::Undated => Cover::Unchecked,
                _ => return None,
            };
            Some(best.min(record.concerns(scope, text)))
        });
        covers.max().unwrap_or(Cover::No)
    }
}

impl Record {
    fn standing(&self, today: Option<Date>, surface: Surface, channel: Channel) -> Standing {
        // Without a day, what was withdrawn is withdrawn, and what ends cannot be relied on.
        let passed = |day: Option<Date>| day.map(|day| today.is_none_or(|today| today >= day));
        if passed(self.withdrawn) == Some(true) {
            return Standing::Withdrawn;
        }
        if today.zip(self.expires).is_some_and(|(today, last)| today > last) {
            return Standing::Expired;
        }
        let here = [channel.as_str(), surface.as_str()];
        if !self.channels.is_empty() && !self.channels.iter().any(|name| here.contains(&name.as_str())) {
            return Standing::Elsewhere;
        }
        if today.is_none() && self.expires.is_some() { Standing::Undated } else { Standing::Holds }
    }

    /// Whether words are this person's: only a name can tell.
    fn concerns(&self, scope: Scope, text: &str) -> Cover {
        if scope != Scope::Name {
            return Cover::Full;
        }
        let Some(person) = &self.person else { return Cover::Unchecked };
        if is_name_of(&name_words(text), &name_words(person)) { Cover::Full } else { Cover::No }
    }
}

/// The scope that could cover a finding; a number, contact or room never can be.
fn scope_of(category: Category) -> Option<Scope> {
    match category {
        Category::Name | Category::Handle => Some(Scope::Name),
        Category::Care | Category::Detail | Category::Age | Category::Date | Category::Place => {
            Some(Scope::Story)
        }
        Category::Image | Category::Biometric => Some(Scope::Image),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        Record {
            id: "C-1".into(),
            person: Some("Luis Ortega".into()),
            scope: vec![Scope::Name, Scope::Story],
            channels: vec!["newsletter".into()],
            purpose: "recovery story".into(),
            expires: Date::new(2026, 6, 30),
            withdrawn: None,
            guardian: None,
        }
    }

    fn consents(record: &Record, today: Option<Date>, surface: Surface) -> Consents<'_> {
        let ids = ["C-1".to_owned()];
        Consents::new(&ids, std::slice::from_ref(record), today, surface, Channel::Organisation)
    }

    fn standing(consents: &Consents<'_>) -> Standing {
        consents.records[0].0
    }

    const MAY: Option<Date> = Some(Date { year: 2026, month: 5, day: 1 });
    const JULY: Option<Date> = Some(Date { year: 2026, month: 7, day: 1 });

    #[test]
    fn a_record_covers_its_person_its_scope_and_its_surface() {
        let record = record();
        let held = consents(&record, MAY, Surface::Newsletter);
        assert_eq!(held.cover(Category::Name, Role::Patient, "Luis"), Cover::Full);
        assert_eq!(held.cover(Category::Date, Role::Patient, "in May"), Cover::Full);
        assert_eq!(held.cover(Category::Name, Role::Patient, "Marisol"), Cover::No);
        assert_eq!(held.cover(Category::Name, Role::Family, "Luis"), Cover::No);
        assert_eq!(held.cover(Category::Image, Role::Patient, "photo"), Cover::No);
        assert_eq!(held.cover(Category::MedicalRecord, Role::Patient, "00482913"), Cover::No);
        let elsewhere = consents(&record, MAY, Surface::Post);
        assert_eq!(elsewhere.cover(Category::Name, Role::Patient, "Luis"), Cover::No);
        assert_eq!(standing(&elsewhere), Standing::Elsewhere);
    }

    #[test]
    fn an_end_is_reported_and_never_assumed_to_lie_ahead() {
        let record = record();
        assert_eq!(standing(&consents(&record, JULY, Surface::Newsletter)), Standing::Expired);
        let undated = consents(&record, None, Surface::Newsletter);
        assert_eq!(standing(&undated), Standing::Undated);
        assert_eq!(undated.cover(Category::Name, Role::Patient, "Luis"), Cover::Unchecked);
        let last_day = Date::new(2026, 6, 30);
        assert_eq!(standing(&consents(&record, last_day, Surface::Newsletter)), Standing::Holds);
    }

    #[test]
    fn what_was_withdrawn_or_never_was_covers_nothing() {
        let mut record = record();
        record.withdrawn = Date::new(2026, 6, 1);
        assert_eq!(standing(&consents(&record, MAY, Surface::Newsletter)), Standing::Holds);
        assert_eq!(standing(&consents(&record, JULY, Surface::Newsletter)), Standing::Withdrawn);
        assert_eq!(standing(&consents(&record, None, Surface::Newsletter)), Standing::Withdrawn);
        let other = Consents::new(&["C-2".to_owned()], &[], MAY, Surface::Post, Channel::Organisation);
        assert_eq!(standing(&other), Standing::Unknown);
        assert_eq!(other.cover(Category::Name, Role::Patient, "Luis"), Cover::No);
    }

    #[test]
    fn a_record_without_a_person_leaves_the_name_to_be_checked() {
        let mut record = record();
        record.person = None;
        let held = consents(&record, MAY, Surface::Newsletter);
        assert_eq!(held.cover(Category::Name, Role::Patient, "Luis"), Cover::Unchecked);
        assert_eq!(held.cover(Category::Care, Role::Patient, "came to our rehab"), Cover::Full);
    }

    #[test]
    fn a_guardians_consent_is_for_a_person_to_check() {
        let mut record = record();
        record.guardian = Some("mother".into());
        let held = consents(&record, MAY, Surface::Newsletter);
        assert_eq!(held.cover(Category::Name, Role::Patient, "Luis"), Cover::Unchecked);
    }

    #[test]
    fn days_that_do_not_exist_are_none() {
        assert!(Date::new(2024, 2, 29).is_some() && Date::new(2023, 2, 29).is_none());
        assert!(
            Date::new(2026, 13, 1).is_none()
                && Date::new(2026, 4, 31).is_none()
                && Date::new(2026, 1, 0).is_none()
        );
        assert!(Date::new(1900, 2, 29).is_none() && Date::new(2000, 2, 29).is_some());
    }
}
