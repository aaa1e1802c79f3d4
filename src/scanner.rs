//! The front door.

use crate::draft::Draft;
use crate::error::BuildError;
use crate::report::Report;

/// Scans drafts. `Send + Sync`, cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Scanner {}

/// Configures a [`Scanner`].
#[derive(Debug, Default)]
pub struct ScannerBuilder {}

impl ScannerBuilder {
    /// Built-in rules, all jurisdictions, default policy.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Builds the scanner.
    ///
    /// # Errors
    /// A [`BuildError`] where a rule file, policy or id is wrong.
    pub fn build(&self) -> Result<Scanner, BuildError> {
        Ok(Scanner::default())
    }
}

impl Scanner {
    /// A scanner with the built-in rules.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
    /// Scans a text. Never fails.
    #[must_use]
    pub fn scan(&self, text: &str) -> Report {
        self.scan_draft(&Draft::new(text))
    }
    /// Scans a draft. Never fails.
    #[must_use]
    pub fn scan_draft(&self, draft: &Draft) -> Report {
        let _ = draft;
        Report {
            id: draft.id.clone().unwrap_or_default(),
            verdict: crate::risk::Verdict::Allow,
            risk: crate::finding::Score::new(0.0),
            reasons: Vec::new(),
            reidentification: None,
            findings: Vec::new(),
            cleared: Vec::new(),
            rules_version: "0".into(),
        }
    }
}
