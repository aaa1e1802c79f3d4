//! What a judgement says for itself: reasons, and the estimate with its factors.

use std::borrow::Cow;

use serde::Serialize;

/// Why the verdict is what it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    pub(crate) code: Cow<'static, str>,
    pub(crate) says: Cow<'static, str>,
    pub(crate) source: Cow<'static, str>,
}

impl Reason {
    /// A stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }
    /// The reason in a sentence.
    #[must_use]
    pub fn says(&self) -> &str {
        &self.says
    }
    /// The law or guidance it rests on.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }
}

/// One factor of the population estimate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Factor {
    pub(crate) says: Cow<'static, str>,
    pub(crate) value: f64,
}

impl Factor {
    /// What it counts; assumed ranges say so.
    #[must_use]
    pub fn says(&self) -> &str {
        &self.says
    }
    /// How many people (the first, and those that say "at most"), or which share of them.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }
}

/// How many people could be meant: the product of the factors, or one that says "at most" where
/// that is smaller.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reidentification {
    pub(crate) expected: f64,
    pub(crate) factors: Vec<Factor>,
}

impl Reidentification {
    /// The expected number of people who fit.
    #[must_use]
    pub fn expected(&self) -> f64 {
        self.expected
    }
    /// What it was reckoned from, in order.
    #[must_use]
    pub fn factors(&self) -> &[Factor] {
        &self.factors
    }
}
