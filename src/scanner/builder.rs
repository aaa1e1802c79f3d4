//! Configuring a [`Scanner`]: own rules, policy, jurisdictions, detectors.

use std::sync::Arc;

use super::{Inner, Scanner};
use crate::context::Weights;
use crate::detector::Detector;
use crate::draft::Jurisdiction;
use crate::engine::Engine;
use crate::error::BuildError;
use crate::risk::{Policy, RiskWeights};
use crate::rules::RuleSet;

/// Configures a [`Scanner`]: own rules, policy, jurisdictions, detectors.
#[derive(Clone, Default)]
pub struct ScannerBuilder {
    rules: Vec<(String, String)>,
    disabled: Vec<String>,
    jurisdictions: Vec<Jurisdiction>,
    policy: Policy,
    detectors: Vec<Arc<dyn Detector>>,
    explain: bool,
    show_text: bool,
    ungated: bool,
    weights: Option<Arc<Weights>>,
}

impl ScannerBuilder {
    /// Built-in rules, all jurisdictions, the default policy.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a rule file: `name` stands in error messages, `toml` is its content.
    pub fn rules(&mut self, name: impl Into<String>, toml: impl Into<String>) -> &mut Self {
        self.rules.push((name.into(), toml.into()));
        self
    }

    /// Switches a rule off. An unknown id is an error of [`build`](Self::build).
    pub fn disable(&mut self, id: impl Into<String>) -> &mut Self {
        self.disabled.push(id.into());
        self
    }

    /// Which rule packs apply to drafts that name none; default: all four.
    pub fn jurisdictions(&mut self, jurisdictions: &[Jurisdiction]) -> &mut Self {
        self.jurisdictions = jurisdictions.to_vec();
        self
    }

    /// The house's policy; default: [`Policy::default`].
    pub fn policy(&mut self, policy: Policy) -> &mut Self {
        self.policy = policy;
        self
    }

    /// Adds a host's own knowledge, such as a roster of known patients.
    pub fn detector(&mut self, detector: impl Detector + 'static) -> &mut Self {
        self.detectors.push(Arc::new(detector));
        self
    }

    /// Whether reports list what was cleared, and why; default: no. Costs a few microseconds.
    pub fn explain(&mut self, explain: bool) -> &mut Self {
        self.explain = explain;
        self
    }

    /// Whether findings carry the draft's own words; default: no, so that reports are safe to log.
    pub fn show_text(&mut self, show_text: bool) -> &mut Self {
        self.show_text = show_text;
        self
    }

    /// Whether rules run only where their keyword stands; default: yes. The findings are the same;
    /// without it every rule walks every text.
    pub fn gate(&mut self, gate: bool) -> &mut Self {
        self.ungated = !gate;
        self
    }

    /// Other weights than the built-in ones, as the texts of a `weights.toml`, a `words.tsv` and a `network.tsv`: for
    /// fitting.
    ///
    /// # Errors
    /// Where the text names an unknown model, role or feature.
    #[cfg(feature = "fit")]
    pub fn weights(&mut self, toml: &str, words: &str, network: &str) -> Result<&mut Self, BuildError> {
        self.weights = Some(Arc::new(Weights::parse(toml, words)?.with_network(words, network)?));
        Ok(self)
    }

    /// Builds the scanner.
    ///
    /// # Errors
    /// A [`BuildError`] that names file, line and rule where a rule file, a policy or an id is
    /// wrong.
    pub fn build(&self) -> Result<Scanner, BuildError> {
        let mut rules = RuleSet::builtin();
        for (name, toml) in &self.rules {
            rules.add(name, toml)?;
        }
        for id in &self.disabled {
            rules.disable(id)?;
        }
        let jurisdictions =
            if self.jurisdictions.is_empty() { &Jurisdiction::ALL[..] } else { &self.jurisdictions };
        Ok(self.assemble(&rules, jurisdictions))
    }

    pub(super) fn assemble(&self, rules: &RuleSet, jurisdictions: &[Jurisdiction]) -> Scanner {
        let engine = Engine::new(rules, jurisdictions);
        let weights = self.weights.clone().unwrap_or_else(Weights::built_in);
        // Built-in weights that do not read are caught by the tests of `context`; a host has none.
        let risk = RiskWeights::read(&weights.risk).unwrap_or_default();
        let national = Jurisdiction::ALL.map(|jurisdiction| engine.within(&[jurisdiction]));
        Scanner {
            inner: Arc::new(Inner {
                engine,
                national,
                weights,
                risk,
                policy: self.policy.clone(),
                detectors: self.detectors.clone(),
                explain: self.explain,
                show_text: self.show_text,
                gate: !self.ungated,
                version: rules.version().into(),
            }),
        }
    }
}

/// Shows settings, not rules or words.
impl std::fmt::Debug for ScannerBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScannerBuilder")
            .field("rule_files", &self.rules.len())
            .field("disabled", &self.disabled)
            .field("jurisdictions", &self.jurisdictions)
            .field("detectors", &self.detectors.len())
            .field("explain", &self.explain)
            .field("show_text", &self.show_text)
            .finish_non_exhaustive()
    }
}
