//! The [`Report`] that leaves.

mod redact;
mod rewrite;
#[cfg(feature = "bulk")]
mod spans;

use std::sync::Arc;

use serde::{Serialize, Serializer};

pub use self::redact::Redaction;
#[cfg(feature = "bulk")]
pub(crate) use self::redact::replaced;
// The words a report is made of, for those who read reports and know nothing of how they came about.
#[cfg(feature = "bulk")]
pub use crate::finding::{Category, Severity};
pub use crate::finding::{Finding, Score};
pub use crate::risk::{Factor, Reason, Reidentification, Verdict};

/// The judgement of one draft; holds no words of it unless asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    pub(crate) id: String,
    pub(crate) verdict: Verdict,
    pub(crate) risk: Score,
    pub(crate) reasons: Vec<Reason>,
    pub(crate) reidentification: Option<Reidentification>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) cleared: Vec<Finding>,
    #[serde(serialize_with = "as_text")]
    pub(crate) rules_version: Arc<str>,
}

fn as_text<S: Serializer>(text: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

impl Report {
    /// The draft's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
    /// Allow, review or block.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }
    /// How likely the draft discloses PHI.
    #[must_use]
    pub fn risk(&self) -> Score {
        self.risk
    }
    /// Why.
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }
    /// How many people could be meant, where a combination was estimated.
    #[must_use]
    pub fn reidentification(&self) -> Option<&Reidentification> {
        self.reidentification.as_ref()
    }
    /// What the author should look at, in reading order.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
    /// What was recognised and found publishable; filled by `explain`.
    #[must_use]
    pub fn cleared(&self) -> &[Finding] {
        &self.cleared
    }
    /// Version of rules, lists and weights.
    #[must_use]
    pub fn rules_version(&self) -> &str {
        &self.rules_version
    }
}
