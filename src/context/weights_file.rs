//! A weights file as tables: names to numbers, once.
//!
//! The build script reads `patterns/weights.toml` with this module and embeds the tables; the fitting program
//! reads its trials with it at run time. A weight stands in a row by model and feature: first what the feature
//! is worth for "it is what it says", then what for each role.

use std::collections::BTreeMap;

use crate::finding::{Feature, Model, Role};
use crate::lexicon::cue_bit;

/// The roles a span can be given, in the order of the tables.
pub(crate) const ROLES: [Role; 6] =
    [Role::Patient, Role::Family, Role::Provider, Role::Public, Role::Organisation, Role::Event];

/// What one feature of one model is worth: recognition, then [`ROLES`]. A row fills a vector register.
pub(crate) type Row = [f32; 8];

/// What one rule is worth: the same, then [`OF_OTHERS`].
pub(crate) type RuleRow = [f32; 12];

/// What a rule says of more than its own candidate: of the draft as a whole, and of the words it covers.
const OF_OTHERS: [&str; 5] = ["draft", "care_word", "detail_word", "place_word", "date_word"];

/// The tables of a weights file.
pub(crate) struct Tables {
    /// By model, then feature: [`Feature::COUNT`] rows a model.
    pub rows: Vec<Row>,
    /// By rule.
    pub rules: BTreeMap<String, RuleRow>,
    /// What it is worth that a rule itself states whom its value concerns.
    pub stated_role: f32,
    /// From which score on a candidate is a finding, by model.
    pub thresholds: [f32; Model::COUNT],
    /// From which probability on a candidate is recognised, whosever it is, by model.
    pub recognised: [f32; Model::COUNT],
    /// Non-negative weights of the verdict, by term.
    pub risk: BTreeMap<String, f32>,
}

type Table = BTreeMap<String, f32>;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    recognise: BTreeMap<String, Table>,
    #[serde(default)]
    role: BTreeMap<String, BTreeMap<String, Table>>,
    #[serde(default)]
    rule: BTreeMap<String, Table>,
    #[serde(default)]
    threshold: Table,
    #[serde(default)]
    recognised: Table,
    #[serde(default)]
    stated_role: f32,
    #[serde(default)]
    risk: Table,
}

/// Reads a weights file; the message of an error names the unknown model, role or feature.
pub(crate) fn read(text: &str) -> Result<Tables, String> {
    let file: File = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    let mut tables = Tables {
        rows: vec![[0.0; 8]; Model::COUNT * Feature::COUNT],
        rules: BTreeMap::new(),
        stated_role: file.stated_role,
        thresholds: [0.5; Model::COUNT],
        recognised: [0.5; Model::COUNT],
        risk: file.risk,
    };
    for (name, table) in &file.recognise {
        tables.fill(model(name)?, 0, table)?;
    }
    for (name, roles) in &file.role {
        for (role, table) in roles {
            tables.fill(model(name)?, column(role)?, table)?;
        }
    }
    for (name, threshold) in &file.threshold {
        tables.thresholds[model(name)? as usize] = *threshold;
    }
    for (name, probability) in &file.recognised {
        tables.recognised[model(name)? as usize] = *probability;
    }
    for (id, table) in file.rule {
        let mut row = RuleRow::default();
        for (name, weight) in table {
            let of_others = OF_OTHERS.iter().position(|other| *other == name);
            let column = match (name.as_str(), of_others) {
                ("is", _) => 0,
                (_, Some(other)) => ROLES.len() + 1 + other,
                (role, None) => column(role)?,
            };
            row[column] = weight;
        }
        tables.rules.insert(id, row);
    }
    Ok(tables)
}

impl Tables {
    fn fill(&mut self, model: Model, column: usize, table: &Table) -> Result<(), String> {
        for (name, weight) in table {
            let feature = Feature::from_name(name, cue_bit);
            let feature = feature.ok_or_else(|| format!("no feature is named {name}"))?;
            self.rows[row_of(model, feature)][column] = *weight;
        }
        Ok(())
    }
}

/// Where the row of a feature of a model stands.
pub(crate) const fn row_of(model: Model, feature: Feature) -> usize {
    model as usize * Feature::COUNT + feature.0 as usize
}

fn model(name: &str) -> Result<Model, String> {
    let model = Model::ALL.into_iter().find(|model| model.name() == name);
    model.ok_or_else(|| format!("no model is named {name}"))
}

fn column(role: &str) -> Result<usize, String> {
    let at = ROLES.iter().position(|known| known.as_str() == role);
    at.map(|at| at + 1).ok_or_else(|| format!("no role is named {role}"))
}
