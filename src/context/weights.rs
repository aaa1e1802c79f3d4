//! The weights: `patterns/weights.toml`, fitted by `examples/fit_weights.rs`, read once.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::vocabulary::Vocabulary;
use crate::error::{BuildError, BuildErrorKind};
use crate::finding::{Feature, Model, Role};
use crate::lexicon;

const FILE: &str = include_str!("../../patterns/weights.toml");
const WORDS: &str = include_str!("../../patterns/words.tsv");

/// The roles a span can be given, in the order of the tables.
pub(crate) const ROLES: [Role; 6] =
    [Role::Patient, Role::Family, Role::Provider, Role::Public, Role::Organisation, Role::Event];

/// Log-odds by model and feature: is it what it says, and whom does it concern?
pub(crate) struct Weights {
    recognise: Vec<[f32; Feature::COUNT]>,
    roles: Vec<[[f32; Feature::COUNT]; ROLES.len()]>,
    rules: BTreeMap<String, RuleWeights>,
    /// What it is worth that a rule itself states whom its value concerns.
    pub stated_role: f32,
    /// From which score on a candidate is a finding, by model.
    thresholds: Vec<f32>,
    /// From which probability on a candidate is recognised, whosever it is, by model.
    recognised: Vec<f32>,
    /// What single words are worth.
    pub vocabulary: Vocabulary,
    /// Non-negative weights of the verdict, by term.
    pub risk: BTreeMap<String, f32>,
}

/// What is known of one rule: how often it is right, and about whom.
#[derive(Clone, Copy, Default)]
pub(crate) struct RuleWeights {
    pub is: f32,
    /// What it says of the draft as a whole that the rule saw something.
    pub draft: f32,
    pub roles: [f32; ROLES.len()],
}

impl Weights {
    /// The built-in weights.
    pub fn built_in() -> Arc<Weights> {
        static WEIGHTS: OnceLock<Arc<Weights>> = OnceLock::new();
        // A built-in file that does not read is caught by the tests of this module.
        Arc::clone(
            WEIGHTS.get_or_init(|| Arc::new(Self::parse(FILE, WORDS).unwrap_or_else(|_| Self::zero()))),
        )
    }

    fn zero() -> Self {
        Self {
            recognise: vec![[0.0; Feature::COUNT]; Model::ALL.len()],
            roles: vec![[[0.0; Feature::COUNT]; ROLES.len()]; Model::ALL.len()],
            rules: BTreeMap::new(),
            stated_role: 0.0,
            thresholds: vec![0.5; Model::ALL.len()],
            recognised: vec![0.5; Model::ALL.len()],
            vocabulary: Vocabulary::default(),
            risk: BTreeMap::new(),
        }
    }

    /// Reads weights: of features, and of single words.
    ///
    /// # Errors
    /// Unknown model, role or feature.
    pub fn parse(text: &str, words: &str) -> Result<Self, BuildError> {
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
        let wrong = |what: &str| BuildError::new(BuildErrorKind::Policy, what).in_file("weights.toml");
        let file: File = toml::from_str(text).map_err(|error| wrong(error.message()))?;
        let mut weights = Self::zero();
        weights.vocabulary = Vocabulary::parse(words)?;
        weights.risk = file.risk;
        let model_of = |name: &str| {
            let model = Model::ALL.into_iter().find(|m| m.name() == name);
            model.ok_or_else(|| wrong(&format!("no model is named {name}")))
        };
        let fill = |row: &mut [f32; Feature::COUNT], table: &Table| {
            for (name, weight) in table {
                let feature = Feature::from_name(name, lexicon::cue_bit)
                    .ok_or_else(|| wrong(&format!("no feature is named {name}")))?;
                row[usize::from(feature.0)] = *weight;
            }
            Ok::<(), BuildError>(())
        };
        for (name, table) in &file.recognise {
            fill(&mut weights.recognise[model_of(name)? as usize], table)?;
        }
        for (name, roles) in &file.role {
            let rows = &mut weights.roles[model_of(name)? as usize];
            for (role, table) in roles {
                let at = ROLES.iter().position(|r| r.as_str() == role);
                let at = at.ok_or_else(|| wrong(&format!("no role is named {role}")))?;
                fill(&mut rows[at], table)?;
            }
        }
        for (name, threshold) in &file.threshold {
            weights.thresholds[model_of(name)? as usize] = *threshold;
        }
        for (name, probability) in &file.recognised {
            weights.recognised[model_of(name)? as usize] = *probability;
        }
        weights.stated_role = file.stated_role;
        for (id, table) in file.rule {
            let mut rule = RuleWeights::default();
            for (name, weight) in table {
                if name == "is" {
                    rule.is = weight;
                    continue;
                }
                if name == "draft" {
                    rule.draft = weight;
                    continue;
                }
                let at = ROLES.iter().position(|r| r.as_str() == name);
                rule.roles[at.ok_or_else(|| wrong(&format!("no role is named {name}")))?] = weight;
            }
            weights.rules.insert(id, rule);
        }
        Ok(weights)
    }

    /// What is known of a rule; nothing of a host's own.
    pub fn rule(&self, id: &str) -> RuleWeights {
        self.rules.get(id).copied().unwrap_or_default()
    }

    /// From which probability on a candidate of this model is recognised, whosever it is.
    pub fn recognised(&self, model: Model) -> f32 {
        self.recognised[model as usize]
    }

    /// From which score on a candidate of this model is a finding.
    pub fn threshold(&self, model: Model) -> f32 {
        self.thresholds[model as usize]
    }

    /// What a feature is worth for "it is what it says".
    pub fn recognise(&self, model: Model, feature: Feature) -> f32 {
        self.recognise[model as usize][usize::from(feature.0)]
    }

    /// What a feature is worth for a role, by its place in [`ROLES`].
    pub fn role(&self, model: Model, role: usize, feature: Feature) -> f32 {
        self.roles[model as usize][role][usize::from(feature.0)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_reads() {
        assert!(Weights::parse(FILE, WORDS).is_ok(), "{:?}", Weights::parse(FILE, WORDS).err());
    }

    #[test]
    fn a_wrong_feature_is_named() {
        let error = Weights::parse("[recognise.name]\nno_such = 1.0", "").err().map(|e| e.to_string());
        assert_eq!(error.as_deref(), Some("weights.toml: no feature is named no_such"));
    }
}
