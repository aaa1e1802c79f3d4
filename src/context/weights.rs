//! The weights: `patterns/weights.toml`, fitted by `examples/fit_weights.rs`, embedded as tables.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::network::Network;
#[cfg(any(test, feature = "fit"))]
use super::network_file;
use super::passages::PerPassage;
use super::vocabulary::Vocabulary;
pub(crate) use super::weights_file::ROLES;
use super::weights_file::{Row, RuleRow, row_of};
use crate::finding::{Feature, Model};
use crate::lexicon;

include!(concat!(env!("OUT_DIR"), "/weights.rs"));

/// Log-odds by model and feature: is it what it says, and whom does it concern?
pub(crate) struct Weights {
    rows: Cow<'static, [Row]>,
    /// By the hash of the rule's id, sorted.
    rules: Cow<'static, [(u64, RuleRow)]>,
    /// What it is worth that a rule itself states whom its value concerns.
    pub stated_role: f32,
    thresholds: [f32; Model::COUNT],
    recognised: [f32; Model::COUNT],
    /// What single words are worth.
    pub vocabulary: Vocabulary,
    /// What words say where they stand.
    pub network: Network,
    /// Non-negative weights of the verdict, by term.
    pub risk: BTreeMap<String, f32>,
}

/// What is known of one rule: how often it is right, and about whom.
#[derive(Clone, Copy, Default)]
pub(crate) struct RuleWeights {
    pub is: f32,
    /// What it says of the draft as a whole that the rule saw something.
    pub draft: f32,
    /// What it says of the words it covers: that they are part of a passage of each kind.
    pub words: PerPassage,
    pub roles: [f32; ROLES.len()],
}

impl From<&RuleRow> for RuleWeights {
    fn from(row: &RuleRow) -> Self {
        let &[is, patient, family, provider, public, organisation, event, draft, ref words @ ..] = row;
        let roles = [patient, family, provider, public, organisation, event];
        Self { is, draft, words: *words, roles }
    }
}

impl Weights {
    /// The built-in weights.
    pub fn built_in() -> Arc<Weights> {
        static WEIGHTS: LazyLock<Arc<Weights>> = LazyLock::new(|| {
            Arc::new(Weights {
                rows: Cow::Borrowed(ROWS),
                rules: Cow::Borrowed(RULES),
                stated_role: STATED_ROLE,
                thresholds: THRESHOLDS,
                recognised: RECOGNISED,
                vocabulary: Vocabulary::default(),
                network: Network::built_in(),
                risk: RISK.iter().map(|&(term, weight)| (term.to_owned(), weight)).collect(),
            })
        });
        Arc::clone(&WEIGHTS)
    }

    /// Reads weights: of features, and of single words.
    ///
    /// # Errors
    /// Unknown model, role or feature.
    #[cfg(any(test, feature = "fit"))]
    pub fn parse(text: &str, words: &str) -> Result<Self, crate::error::BuildError> {
        use crate::error::{BuildError, BuildErrorKind};
        let wrong = |what: String| BuildError::new(BuildErrorKind::Policy, what).in_file("weights.toml");
        let tables = super::weights_file::read(text).map_err(wrong)?;
        let mut rules: Vec<(u64, RuleRow)> =
            tables.rules.iter().map(|(id, row)| (lexicon::hash(id), *row)).collect();
        rules.sort_by_key(|(hash, _)| *hash);
        Ok(Self {
            rows: tables.rows.into(),
            rules: rules.into(),
            stated_role: tables.stated_role,
            thresholds: tables.thresholds,
            recognised: tables.recognised,
            vocabulary: Vocabulary::parse(words)?,
            network: Network::default(),
            risk: tables.risk,
        })
    }

    /// Adds the network of a network file whose words are those of a words file.
    ///
    /// # Errors
    /// An unknown row, or figures that do not read.
    #[cfg(any(test, feature = "fit"))]
    pub fn with_network(mut self, words: &str, network: &str) -> Result<Self, crate::error::BuildError> {
        use crate::error::{BuildError, BuildErrorKind};
        let wrong = |file: &'static str| {
            move |(line, says): (usize, String)| {
                BuildError::new(BuildErrorKind::Policy, says).in_file(file).at_line(line)
            }
        };
        let words = super::words_file::read(words).map_err(wrong("words.tsv"))?;
        let rows = network_file::of_words(network, &words).map_err(wrong("network.tsv"))?;
        self.network = Network::of(rows.into());
        Ok(self)
    }

    /// What is known of a rule; nothing of a host's own.
    pub fn rule(&self, id: &str) -> RuleWeights {
        self.fitted_rule(id).unwrap_or_default()
    }

    /// The same; none where no fit has seen the rule, and weights cannot say when it is wrong.
    pub fn fitted_rule(&self, id: &str) -> Option<RuleWeights> {
        let hash = lexicon::hash(id);
        let found = self.rules.binary_search_by_key(&hash, |(known, _)| *known).ok();
        found.and_then(|at| self.rules.get(at)).map(|(_, row)| row.into())
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
        self.row(model, feature)[0]
    }

    /// What a feature is worth for a role, by its place in [`ROLES`].
    pub fn role(&self, model: Model, role: usize, feature: Feature) -> f32 {
        self.row(model, feature)[role + 1]
    }

    /// All that a feature is worth: recognition first, then the roles.
    pub fn row(&self, model: Model, feature: Feature) -> &Row {
        &self.rows[row_of(model, feature)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = include_str!("../../patterns/words.tsv");
    const FILE: &str = include_str!("../../patterns/weights.toml");

    #[test]
    fn the_embedded_tables_are_those_of_the_file() {
        let (embedded, read) = (Weights::built_in(), Weights::parse(FILE, WORDS).unwrap());
        assert!(embedded.rows == read.rows && embedded.rules == read.rules && embedded.risk == read.risk);
        assert_eq!(embedded.thresholds, read.thresholds);
        assert_eq!(embedded.recognised, read.recognised);
        assert_eq!(embedded.stated_role.to_bits(), read.stated_role.to_bits());
        assert!(read.rows.iter().flatten().any(|weight| *weight != 0.0));
    }

    #[test]
    fn a_wrong_feature_is_named() {
        let error = Weights::parse("[recognise.name]\nno_such = 1.0", "").err().map(|e| e.to_string());
        assert_eq!(error.as_deref(), Some("weights.toml: no feature is named no_such"));
    }
}
