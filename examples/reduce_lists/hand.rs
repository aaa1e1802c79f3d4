//! Terms written by hand or small tables taken whole: titles, roles, relations, organisations,
//! public figures, holidays, streets, occupations.

use std::collections::BTreeMap;

use crate::list::{About, Output, Rows, term};
use crate::names::Names;
use crate::tables::{Failure, Tables};

/// A list of this module: its file, title and class.
struct Kind {
    file: &'static str,
    title: &'static str,
    class: &'static str,
}

const KINDS: &[Kind] = &[
    Kind { file: "anatomy", title: "Organisms and parts of the body that look like names", class: "anatomy" },
    Kind { file: "clinician_titles", title: "Titles of clinicians", class: "clinician_title" },
    Kind { file: "conditions", title: "Common conditions", class: "disease health" },
    Kind { file: "credentials", title: "Credentials after a name", class: "credential" },
    Kind { file: "epithets", title: "Epithets before a name", class: "epithet" },
    Kind { file: "facilities", title: "Words for places of care", class: "facility" },
    Kind { file: "health_lay", title: "Everyday words of health and care", class: "health" },
    Kind { file: "holidays", title: "Holidays, observances, awareness days and months", class: "holiday" },
    Kind { file: "medical_names", title: "Names that stand for diseases, signs and scores", class: "eponym" },
    Kind { file: "name_suffixes", title: "What tells generations of one name apart", class: "name_suffix" },
    Kind { file: "occupations", title: "Occupations", class: "occupation" },
    Kind { file: "officials", title: "Titles of officials", class: "plain_title public_cue" },
    Kind {
        file: "organisations",
        title: "Hospitals, charities, health organisations",
        class: "organisation",
    },
    Kind { file: "plain_titles", title: "Titles before a name", class: "plain_title" },
    Kind { file: "products", title: "Devices, procedures, brands that look like names", class: "product" },
    Kind { file: "public_figures", title: "Historic figures, characters and saints", class: "public_figure" },
    Kind { file: "relations", title: "Relatives and others close to a person", class: "family" },
    Kind { file: "staff_roles", title: "Roles of staff", class: "staff_role" },
    Kind { file: "street_types", title: "Words for streets", class: "street" },
    Kind { file: "superlatives", title: "Phrases for a first, only, oldest or rare", class: "superlative" },
];

/// The list of each category of `hand.tsv`; categories without one are in lists written by hand.
const CATEGORIES: &[(&str, &str)] = &[
    ("awareness_day_week", "holidays"),
    ("awareness_month", "holidays"),
    ("brand_like_name", "products"),
    ("character_costume", "public_figures"),
    ("charity_foundation", "organisations"),
    ("common_condition", "conditions"),
    ("credential", "credentials"),
    ("device_procedure", "products"),
    ("eponym_disease", "medical_names"),
    ("facility_word", "facilities"),
    ("health_context_lay", "health_lay"),
    ("historic_figure", "public_figures"),
    ("holiday_observance", "holidays"),
    ("honorific", "plain_titles"),
    ("hospital_brand_ca", "organisations"),
    ("hospital_brand_uk", "organisations"),
    ("hospital_brand_us", "organisations"),
    ("hospital_ie", "organisations"),
    ("organism_anatomy", "anatomy"),
    ("rarity_phrase", "superlatives"),
    ("relation", "relations"),
    ("scale_score_test", "medical_names"),
    ("sign_reflex_manoeuvre", "medical_names"),
    ("staff_role", "staff_roles"),
    ("street_word_ca", "street_types"),
    ("street_word_ie_uk", "street_types"),
];

/// Terms that belong to another list than their category does.
const MOVED: &[(&str, &[&str])] = &[
    (
        "clinician_titles",
        &[
            "dr",
            "drs",
            "doctor",
            "prof",
            "professor",
            "nurse",
            "matron",
            "docteur",
            "docteure",
            "dre",
            "pr",
            "an dr",
            "sister",
        ],
    ),
    (
        "epithets",
        &["baby", "baby boy", "baby girl", "little", "wee", "young", "elder", "the late", "nee", "master"],
    ),
    ("name_suffixes", &["jr", "sr", "ii", "iii", "iv"]),
    (
        "officials",
        &[
            "senator",
            "sen",
            "rep",
            "congressman",
            "congresswoman",
            "governor",
            "minister",
            "taoiseach",
            "tanaiste",
            "td",
            "mp",
            "mep",
            "mla",
            "mpp",
            "mna",
            "cllr",
            "councillor",
            "mayor",
            "bishop",
            "hon",
        ],
    ),
];

/// Terms left out of a list because in a post they are nearly always something else: "ate" (elder
/// sister), "me" (maitre), "don" (a given name), "mac" (son), "room" as a word of health ...
const LEFT_OUT: &[(&str, &[&str])] = &[
    ("plain_titles", &["me", "m", "don", "chief", "coach", "principal", "officer", "father", "brother"]),
    ("relations", &["ate", "mac", "blonde", "chum", "pop", "da", "ma", "partner"]),
    ("conditions", &["cold", "alcohol use", "smoking"]),
    (
        "health_lay",
        &[
            "client",
            "resident",
            "room",
            "bed",
            "born",
            "delivered",
            "condition",
            "operation",
            "procedure",
            "walker",
        ],
    ),
    ("staff_roles", &["donor", "ed"]),
    ("facilities", &["ed", "authority", "trust", "recovery", "tower"]),
    ("organisations", &["aware", "rush", "magnet", "select specialty"]),
    ("credentials", &["esq"]),
    ("products", &["coach", "teams", "shoppers", "epic", "boots", "zoom"]),
    (
        "street_types",
        &[
            "is",
            "un",
            "dvd",
            "bot",
            "via",
            "est",
            "rad",
            "fry",
            "cent",
            "vis",
            "loaf",
            "key",
            "keys",
            "light",
            "lights",
            "rest",
            "little",
            "great",
            "lower",
            "upper",
            "north",
            "south",
            "neck",
            "bottom",
            "lock",
            "locks",
            "club",
            "well",
            "run",
            "ally",
            "exp",
            "trailer",
            "course",
            "common",
            "divide",
            "extension",
            "station",
            "line",
            "fall",
        ],
    ),
];

/// A given name of 25,600 bearers or more is a person's before it is a hospital's or a device's.
const COMMON_NAME: u8 = 9;

pub fn reduce(tables: &Tables, output: &Output, names: &Names) -> Result<(), Failure> {
    let mut lists: BTreeMap<&str, Rows> = KINDS.iter().map(|kind| (kind.file, Rows::new())).collect();
    tables.each("exclusions/hand.tsv", ["category", "term"], |[category, text]| {
        let list = CATEGORIES.iter().find(|(name, _)| *name == category).map(|(_, list)| *list);
        let (Some(list), Some(name)) = (list, spoken(text)) else { return };
        let moved = MOVED.iter().find(|(_, terms)| {
            matches!(list, "plain_titles" | "credentials") && terms.contains(&name.as_str())
        });
        let person = names.given.get(&name).is_some_and(|level| *level >= COMMON_NAME);
        if !(person && matches!(list, "medical_names" | "organisations" | "products")) {
            add(&mut lists, moved.map_or(list, |(moved, _)| *moved), name);
        }
    })?;
    tables.each("exclusions/holidays.tsv", ["name"], |[names]| {
        for name in names.split(" / ").filter_map(spoken) {
            add(&mut lists, "holidays", name);
        }
    })?;
    tables.each("exclusions/saints.tsv", ["name"], |[name]| {
        // "Saint Aidan of Lindisfarne" is called "St Aidan".
        let Some(name) = spoken(name).filter(|name| name.starts_with("saint ")) else { return };
        let short: Vec<&str> = name.split(' ').skip(1).take(1).collect();
        add(&mut lists, "public_figures", format!("st {}", short.join(" ")));
        add(&mut lists, "public_figures", format!("saint {}", short.join(" ")));
        add(&mut lists, "public_figures", name);
    })?;
    tables.each("places/street_types.tsv", ["term"], |[name]| {
        if let Some(name) = spoken(name).filter(|name| name.len() > 1) {
            add(&mut lists, "street_types", name);
        }
    })?;
    tables.each("roles/occupations.tsv", ["term"], |[names]| {
        // Of "film/video editor" only the last part is an occupation.
        let parts: Vec<String> = names.split('/').filter_map(spoken).collect();
        for (index, name) in parts.iter().enumerate() {
            let whole = index + 1 == parts.len() || name.contains(' ');
            if whole && !GENERAL.contains(&name.as_str()) {
                add(&mut lists, "occupations", name.clone());
            }
        }
    })?;
    for kind in KINDS {
        let rows = lists.remove(kind.file).unwrap_or_default();
        output.list(kind.file, &kind.about(), &rows)?;
    }
    Ok(())
}

/// Entries of the table of occupations that its making cut off.
const GENERAL: &[&str] = &["best boy", "contractor", "copy", "dealer", "land", "make", "sub"];

impl Kind {
    fn about(&self) -> About<'static> {
        let (source, licence) = match self.file {
            "holidays" => ("written for this project, holidays 0.109", "MIT"),
            "public_figures" => ("written for this project, romcal calendars 3.0.0", "MIT"),
            "street_types" => ("written for this project, street-types 1.0.1 (USPS)", "MIT; facts"),
            "occupations" => ("faker 40.54.0", "MIT"),
            _ => ("written for this project", "MIT OR Apache-2.0"),
        };
        About {
            title: self.title,
            class: self.class,
            values: "",
            source,
            licence,
            rule: "every term of its categories but those that are nearly always something else",
        }
    }
}

fn add(lists: &mut BTreeMap<&str, Rows>, list: &str, name: String) {
    let left_out = LEFT_OUT.iter().any(|(of, terms)| *of == list && terms.contains(&name.as_str()));
    if let Some(rows) = lists.get_mut(list).filter(|_| !left_out) {
        rows.insert(name, Vec::new());
    }
}

/// A term without the stops of abbreviations, commas and what stands in brackets.
fn spoken(text: &str) -> Option<String> {
    let text = text.split('(').next().unwrap_or(text).replace(',', "");
    let name = term(text.trim())?;
    let words: Vec<String> = name.split(' ').map(|word| word.replace('.', "")).collect();
    Some(words.join(" ")).filter(|name| !name.is_empty())
}
