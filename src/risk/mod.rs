//! What the findings give away together, the [`Policy`], and the [`Verdict`].

use serde::{Deserialize, Serialize};

/// What to do with the draft; ordered from harmless to grave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing about an identifiable patient.
    Allow,
    /// A person has to look.
    Review,
    /// Publishing it as written discloses a patient.
    Block,
}

/// A house's rules: thresholds, own staff and contacts, consents, strict modes.
#[derive(Clone, Debug, Default)]
pub struct Policy {}
