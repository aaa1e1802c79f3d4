//! What the findings give away together, the [`Policy`], and the [`Verdict`].

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Score};

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

/// What a verdict is reached from.
pub(crate) struct Case<'a> {
    pub findings: &'a [Finding],
    pub limited: bool,
}

pub(crate) struct Judgement {
    pub verdict: Verdict,
    pub risk: Score,
}

pub(crate) fn decide(case: &Case<'_>) -> Judgement {
    let risk = case.findings.iter().map(|f| f.score().get()).fold(0.0, f32::max);
    let verdict = if risk > 0.5 {
        Verdict::Block
    } else if case.limited {
        Verdict::Review
    } else {
        Verdict::Allow
    };
    Judgement { verdict, risk: Score::new(risk) }
}
