//! How many people live where a draft, or its account, says.
//!
//! A place is looked up as a whole, never by a part: "Oakdale High" is not the town of Oakdale, and
//! a hamlet no list knows is not its state. What is not found is sorted by its words into an
//! address, a school or club, a county or a small place, each with a stated wide range.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::people::country_of;
use super::table::{bisect, one_of, rows, words};
use crate::draft::Jurisdiction;

const TOWNS: &str = include_str!("../../patterns/data/towns.tsv");
const REGIONS: &str = include_str!("../../patterns/data/jurisdictions.tsv");

/// A country, state, province, nation, county or region.
struct Region {
    country: Jurisdiction,
    code: &'static str,
    kind: &'static str,
    names: Vec<&'static str>,
    people: f64,
}

/// The regions of each name, in lower case.
static NAMES: LazyLock<HashMap<String, Vec<&'static Region>>> = LazyLock::new(|| {
    let mut names: HashMap<String, Vec<&Region>> = HashMap::new();
    for region in TABLE.iter() {
        for name in &region.names {
            names.entry(key(name)).or_default().push(region);
        }
    }
    names
});

static TABLE: LazyLock<Vec<Region>> = LazyLock::new(|| {
    let read = |columns: Vec<&'static str>| {
        let [country, code, kind, names, people] = columns[..] else { return None };
        let (country, people) = (country_of(country)?, people.parse().ok()?);
        Some(Region { country, code, kind, names: names.split("; ").collect(), people })
    };
    rows(REGIONS).filter_map(read).collect()
});

impl Region {
    /// A state, province, nation or country: larger than any town of the same name.
    fn is_large(&self) -> bool {
        matches!(self.kind, "country" | "state" | "nation")
            || (self.kind == "province" && self.country == Jurisdiction::Ca)
    }
}

/// A name in the form it is looked up in.
fn key(name: &str) -> String {
    words(name).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn regions_called(name: &str) -> &'static [&'static Region] {
    NAMES.get(&key(name)).map_or(&[], Vec::as_slice)
}

/// A place that was found, and its people.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Area {
    pub country: Jurisdiction,
    /// Code of its state, province or nation, where it lies in one.
    pub code: Option<&'static str>,
    /// The gazetteer's name, as a report may print it.
    pub name: String,
    pub people: f64,
}

/// Where the account is; decides which of several places of one name is meant.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Home {
    pub country: Option<Jurisdiction>,
    pub code: Option<&'static str>,
}

/// What a place span turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Place {
    Known(Area),
    /// The part of `shares.tsv` whose range stands for it.
    Unknown(&'static str),
}

/// People of a whole jurisdiction, or of all four.
pub(crate) fn country_people(country: Option<Jurisdiction>) -> f64 {
    let countries = TABLE.iter().filter(|region| region.kind == "country");
    countries
        .filter(|region| country.is_none_or(|country| region.country == country))
        .map(|region| region.people)
        .sum()
}

/// What a report calls them.
pub(crate) fn country_name(country: Option<Jurisdiction>) -> &'static str {
    let own = TABLE.iter().find(|region| region.kind == "country" && Some(region.country) == country);
    own.and_then(|region| region.names.first()).copied().unwrap_or("all four countries")
}

/// The state, province or nation of a code.
fn state(country: Jurisdiction, code: &str) -> Option<&'static Region> {
    let large =
        |region: &&Region| region.kind != "country" && (region.is_large() || region.kind == "province");
    TABLE.iter().filter(large).find(|region| region.country == country && region.code == code)
}

/// The name of the state, province, nation or country that a place lies in.
fn region_name(area: &Area) -> &'static str {
    let own_country =
        || TABLE.iter().find(|region| region.kind == "country" && region.country == area.country);
    let region = area.code.and_then(|code| state(area.country, code)).or_else(own_country);
    region.and_then(|region| region.names.first()).copied().unwrap_or("the area")
}

/// The state or region a place lies in, for a text that names a place of the tables.
pub(crate) fn region_of(text: &str, country: Option<Jurisdiction>) -> Option<&'static str> {
    match look_up(text, Home { country, code: None }) {
        Place::Known(area) => Some(region_name(&area)),
        Place::Unknown(_) => None,
    }
}

/// Looks a place up as a draft writes it: "Elko", "Elko, NV", "Co. Clare", "from west Cork".
pub(crate) fn look_up(text: &str, home: Home) -> Place {
    let mut list: Vec<&str> = words(text).collect();
    while list.len() > 1 && one_of(list[0], LEADING) {
        list.remove(0);
    }
    let is_county = |word: &&str| one_of(word, COUNTY);
    let county = list.len() > 1 && list.iter().any(is_county);
    if county {
        list.retain(|word| !is_county(word));
    }
    for length in (1..=list.len().min(LONGEST)).rev() {
        let name = list[..length].join(" ");
        let found = match &list[length..] {
            [] => find(&name, home, county),
            rest => find_in(&name, &rest.join(" ")),
        };
        if let Some(area) = found {
            return Place::Known(area);
        }
    }
    Place::Unknown(kind_of(&list, county))
}

/// Words a span may start with that are no part of a name.
const LEADING: &str = "the in at near from of around outside to city town";
const COUNTY: &str = "co county borough";
/// No place of the tables has more words.
const LONGEST: usize = 6;

/// The part of `shares.tsv` for a place no list knows.
fn kind_of(words: &[&str], county: bool) -> &'static str {
    let has = |list: &str| words.iter().any(|word| one_of(word, list));
    let digits = words.iter().any(|word| word.contains(|c: char| c.is_ascii_digit()));
    let only_digits = words.iter().all(|word| word.chars().all(|c| c.is_ascii_digit()));
    if county {
        "county"
    } else if has(GATHERING) {
        "school"
    } else if has(STREET) || (digits && !only_digits) {
        "address"
    } else {
        "place"
    }
}

const GATHERING: &str = "\
    school high elementary academy college university church chapel mosque temple synagogue club \
    team gym gaelscoil creche kindergarten daycare parish group year";
const STREET: &str = "\
    street st road rd avenue ave lane ln drive court ct blvd boulevard way place row terrace close \
    crescent highway hwy route concession flat apartment apt unit rue chemin block blk";

/// A place without its state: the account's own state first, then its country, then anywhere. A
/// state or country outdoes a town of its name; a county outdoes it where "county" stands beside.
fn find(name: &str, home: Home, county: bool) -> Option<Area> {
    let regions = regions_called(name);
    let at_home = |country: Jurisdiction| home.country.is_none_or(|home| home == country);
    let region = |wanted: &dyn Fn(&Region) -> bool| {
        let fitting = regions.iter().filter(|region| wanted(region));
        fitting.min_by_key(|region| !at_home(region.country)).map(|region| region.area())
    };
    region(&|region| region.is_large() || (county && region.kind == "county"))
        .or_else(|| if county { None } else { town(name, home, |_, _| true) })
        .or_else(|| region(&|_| true))
}

/// A town whose state, province, nation or country stands behind it.
fn find_in(name: &str, state: &str) -> Option<Area> {
    let coded = || TABLE.iter().find(|region| region.is_large() && region.code == state);
    let region = regions_called(state).first().copied().or_else(coded)?;
    let inside = |country: Jurisdiction, code: &str| {
        country == region.country && (region.kind == "country" || code == region.code)
    };
    town(name, Home::default(), inside)
}

/// The largest town of a name that is allowed, the account's own state and country first.
fn town(name: &str, home: Home, allowed: impl Fn(Jurisdiction, &str) -> bool) -> Option<Area> {
    let key = key(name);
    let read = |mut columns: std::str::Split<'static, char>| {
        let country = country_of(columns.next()?)?;
        let code = columns.next()?;
        let people: f64 = columns.next()?.parse().ok()?;
        Some((country, code, people))
    };
    let fit = |country: Jurisdiction, code: &str| match (home.country, home.code) {
        (Some(own), Some(state)) if own == country && state == code => 2,
        (Some(own), _) if own == country => 1,
        _ => 0,
    };
    let towns = bisect(TOWNS, &key).filter_map(read).filter(|(country, code, _)| allowed(*country, code));
    let (country, code, people) =
        towns.max_by(|a, b| fit(a.0, a.1).cmp(&fit(b.0, b.1)).then_with(|| a.2.total_cmp(&b.2)))?;
    let title: Vec<String> = words(&key).map(title_case).collect();
    Some(Area { country, code: Some(code), name: format!("{}, {code}", title.join(" ")), people })
}

fn title_case(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl Region {
    fn area(&self) -> Area {
        let name = self.names.first().copied().unwrap_or_default().to_owned();
        let code = (!self.code.is_empty()).then_some(self.code);
        Area { country: self.country, code, name, people: self.people }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(text: &str, home: Home) -> Option<f64> {
        match look_up(text, home) {
            Place::Known(area) => Some(area.people),
            Place::Unknown(_) => None,
        }
    }

    fn unknown(text: &str) -> Option<&'static str> {
        match look_up(text, Home::default()) {
            Place::Known(_) => None,
            Place::Unknown(kind) => Some(kind),
        }
    }

    const NEVADA: Home = Home { country: Some(Jurisdiction::Us), code: Some("NV") };
    const MINNESOTA: Home = Home { country: Some(Jurisdiction::Us), code: Some("MN") };
    const IRELAND: Home = Home { country: Some(Jurisdiction::Ie), code: None };

    #[test]
    fn a_town_is_the_one_in_the_accounts_state_then_country() {
        assert!(people("Elko", NEVADA) > people("Elko", MINNESOTA));
        assert_eq!(people("Elko, NV", MINNESOTA), people("Elko", NEVADA));
        assert_eq!(people("Elko, Nevada", MINNESOTA), people("Elko", NEVADA));
        let ennis = people("Ennis", IRELAND);
        assert!(ennis.is_some_and(|people| people > 25_000.0), "{ennis:?}");
    }

    #[test]
    fn a_state_outdoes_a_town_of_its_name_and_county_says_county() {
        assert_eq!(people("Nevada", Home::default()), Some(3_105_000.0));
        assert_eq!(people("Co. Clare", IRELAND), Some(128_000.0));
        assert_eq!(people("County Cork", IRELAND), Some(584_000.0));
        assert!(people("Cork", IRELAND) < people("County Cork", IRELAND));
        assert_eq!(people("from west Cork", IRELAND), Some(60_000.0));
    }

    #[test]
    fn an_unknown_place_is_not_its_state_and_a_school_not_its_town() {
        assert_eq!(unknown("Agua Clara Springs, Nev."), Some("place"));
        assert_eq!(unknown("Oakdale High"), Some("school"));
        assert_eq!(unknown("418 Birch St"), Some("address"));
        assert_eq!(unknown("Tolliver County"), Some("county"));
        assert_eq!(unknown("58104"), Some("place"));
        assert_eq!(unknown(""), Some("place"));
    }

    #[test]
    fn a_place_knows_its_region() {
        let region = |text, home| match look_up(text, home) {
            Place::Known(area) => Some(region_name(&area)),
            Place::Unknown(_) => None,
        };
        assert_eq!(region("Elko", NEVADA), Some("Nevada"));
        assert_eq!(region("Ennis", IRELAND), Some("Munster"));
        assert_eq!(region("Co. Clare", IRELAND), Some("Munster"));
        assert_eq!(region("Moose Jaw", Home::default()), Some("Saskatchewan"));
        assert_eq!(region("Brighton", Home { country: Some(Jurisdiction::Uk), code: None }), Some("England"));
    }

    #[test]
    fn every_country_has_its_people() {
        assert_eq!(country_people(Some(Jurisdiction::Ie)), 5_149_000.0);
        assert!(country_people(None) > country_people(Some(Jurisdiction::Us)));
        assert_eq!(TABLE.len(), rows(REGIONS).count());
    }
}
