//! The parts of a description: what a draft says of one person that narrows down who it can be.
//!
//! Of each kind the narrowest is kept (of ages and conditions, which depend on each other, all), so
//! that adding a detail can only narrow the description further; the estimate in
//! [`combination`](super::combination) relies on that.

use std::collections::BTreeMap;

use super::people::{AgeRange, Condition, Sex};
use super::places::{Area, Home, Place, look_up};
use super::shares::{Facility, Share, share};
use crate::draft::Jurisdiction;

/// A population a description starts from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Named {
    /// A place of the tables, with its people.
    People(f64),
    /// A place no table knows.
    Unlisted(Share),
}

/// What a draft says of one person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    pub(super) country: Option<Jurisdiction>,
    /// Where the account is.
    pub(super) account: Option<Area>,
    /// Where the draft says.
    pub(super) place: Option<Named>,
    pub(super) ages: Vec<AgeRange>,
    pub(super) sex: Option<Sex>,
    pub(super) conditions: Vec<Condition>,
    /// How many days what happened can be dated to.
    pub(super) days: Option<f64>,
    /// The kind of facility that serves the fewest people.
    pub(super) serving: Option<Facility>,
    /// The kind of facility that sees the fewest patients in a week.
    pub(super) seeing: Option<Facility>,
    pub(super) shares: BTreeMap<&'static str, Share>,
}

/// How many ages, or conditions, are kept; a draft with more says them of several people.
const KEPT: usize = 8;

/// A kind of part, for leaving it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Date,
    Place,
    Age,
    Condition,
    Sex,
    Share(&'static str),
}

impl Part {
    /// What an author would leave out.
    pub fn says(self) -> &'static str {
        match self {
            Self::Date => "the date",
            Self::Place => "the place",
            Self::Age => "the age",
            Self::Sex => "the sex",
            Self::Condition => "the condition",
            Self::Share("occupation" | "office") => "the occupation",
            Self::Share("few") => "how many there were",
            Self::Share("event" | "notoriety") => "the event",
            Self::Share("relation") => "the relation to a known person",
            Self::Share("superlative") => "the words that make it the only or first one",
            Self::Share("room") => "the room",
            Self::Share("group") => "the nationality, language or faith",
            Self::Share("family") => "the family",
            Self::Share("school" | "address") => "the place",
            Self::Share(_) => "the detail that people would know",
        }
    }
}

impl Parts {
    /// A description by an account of a jurisdiction and a place, where they are known.
    pub fn new(country: Option<Jurisdiction>, place: Option<&str>) -> Self {
        let home = Home { country, code: None };
        let account = place.and_then(|place| match look_up(place, home) {
            Place::Known(area) => Some(area),
            Place::Unknown(_) => None,
        });
        let country = country.or(account.as_ref().map(|area| area.country));
        let mut parts = Self { country, account, ..Self::default() };
        if place.is_some_and(|place| !place.trim().is_empty()) && parts.account.is_none() {
            parts.add_place(place.unwrap_or_default());
        }
        parts
    }

    /// Where the account is, for telling towns of one name apart.
    pub fn home(&self) -> Home {
        Home { country: self.country, code: self.account.as_ref().and_then(|area| area.code) }
    }

    /// A place as the draft writes it.
    pub fn add_place(&mut self, text: &str) {
        match look_up(text, self.home()) {
            Place::Known(area) => self.narrow_place(Named::People(area.people)),
            Place::Unknown(part @ ("school" | "address")) => self.add_share(part, text),
            Place::Unknown(part) => {
                if let Some(share) = share(part, "") {
                    self.narrow_place(Named::Unlisted(share));
                }
            }
        }
    }

    fn narrow_place(&mut self, named: Named) {
        if self.place.is_none_or(|known| named.middle() < known.middle()) {
            self.place = Some(named);
        }
    }

    /// An age.
    pub fn add_age(&mut self, ages: AgeRange) {
        if self.ages.len() < KEPT && !self.ages.contains(&ages) {
            self.ages.push(ages);
        }
    }

    /// The sex; of several the first.
    pub fn add_sex(&mut self, sex: Sex) {
        self.sex.get_or_insert(sex);
    }

    /// A condition.
    pub fn add_condition(&mut self, condition: Condition) {
        if self.conditions.len() < KEPT && !self.conditions.contains(&condition) {
            self.conditions.push(condition);
        }
    }

    /// A time of so many days; of several the shortest.
    pub fn add_days(&mut self, days: f64) {
        self.days = Some(self.days.map_or(days, |known| known.min(days)));
    }

    /// A kind of facility.
    pub fn add_facility(&mut self, facility: Facility) {
        let fewer = |known: Option<Facility>, people: fn(&Facility) -> f64| {
            known.is_none_or(|known| people(&facility) < people(&known))
        };
        if fewer(self.serving, |facility| facility.catchment.middle()) {
            self.serving = Some(facility);
        }
        if fewer(self.seeing, |facility| facility.week.middle()) {
            self.seeing = Some(facility);
        }
    }

    /// A detail of one of the parts of `shares.tsv`; of several of a part the rarest.
    pub fn add_share(&mut self, part: &str, text: &str) {
        let Some(share) = share(part, text) else { return };
        let known = self.shares.entry(share.part).or_insert(share);
        if share.figure.middle() < known.figure.middle() {
            *known = share;
        }
    }

    /// Whether anything is said of a person at all, beyond a place, a time or a sex.
    pub fn describe_somebody(&self) -> bool {
        !self.ages.is_empty() || !self.conditions.is_empty() || !self.shares.is_empty()
    }

    /// Every part that could be left out, what costs a story least first.
    pub(super) fn droppable(&self) -> Vec<Part> {
        let mut list = Vec::new();
        let mut add = |there: bool, part: Part| {
            if there {
                list.push(part);
            }
        };
        add(self.days.is_some(), Part::Date);
        add(self.place.is_some(), Part::Place);
        add(!self.ages.is_empty(), Part::Age);
        for part in self.shares.keys() {
            add(true, Part::Share(part));
        }
        add(!self.conditions.is_empty(), Part::Condition);
        add(self.sex.is_some(), Part::Sex);
        list
    }

    /// The same description without some parts.
    pub(super) fn without(&self, parts: &[Part]) -> Self {
        let mut rest = self.clone();
        for part in parts {
            match part {
                Part::Date => rest.days = None,
                Part::Place => rest.place = None,
                Part::Age => rest.ages.clear(),
                Part::Sex => rest.sex = None,
                Part::Condition => rest.conditions.clear(),
                Part::Share(part) => drop(rest.shares.remove(part)),
            }
        }
        rest
    }
}

impl Named {
    pub fn middle(self) -> f64 {
        match self {
            Self::People(people) => people,
            Self::Unlisted(share) => share.figure.middle(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_part_is_kept_at_its_narrowest() {
        let mut parts = Parts::new(Some(Jurisdiction::Ie), None);
        parts.add_place("Munster");
        parts.add_place("Listowel");
        parts.add_place("Dublin");
        assert_eq!(parts.place, Some(Named::People(4820.0)));
        parts.add_days(7.0);
        parts.add_days(1.0);
        parts.add_days(31.0);
        assert_eq!(parts.days, Some(1.0));
    }

    #[test]
    fn the_accounts_place_gives_its_country_and_an_unlisted_one_a_range() {
        let elko = Parts::new(None, Some("Elko, NV"));
        assert_eq!(elko.country, Some(Jurisdiction::Us));
        assert_eq!(elko.home().code, Some("NV"));
        let unlisted = Parts::new(Some(Jurisdiction::Us), Some("Agua Clara Springs, Nev."));
        assert!(unlisted.account.is_none());
        assert!(matches!(unlisted.place, Some(Named::Unlisted(_))));
    }

    #[test]
    fn a_place_a_time_or_a_sex_alone_describes_nobody() {
        let mut parts = Parts::new(Some(Jurisdiction::Us), Some("Elko, NV"));
        parts.add_days(1.0);
        parts.add_sex(Sex::Male);
        parts.add_place("Elko");
        assert!(!parts.describe_somebody());
        parts.add_share("occupation", "judge");
        assert!(parts.describe_somebody());
    }
}
