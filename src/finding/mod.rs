//! The words of the domain: what is found, about whom, how sure, and why.

mod candidate;
mod category;
mod cell;
mod cue;
mod feature;
mod model;
mod numbering;
mod overlap;
mod vector;

use std::borrow::Cow;

use serde::{Serialize, Serializer};

pub(crate) use candidate::Label;
pub use candidate::{Candidate, Candidates};
pub use category::{Category, Role, Severity};
pub(crate) use cell::{Cell, FAMOUS, NameList, Writing, proper};
pub(crate) use cue::{Cue, Near};
pub(crate) use feature::Feature;
pub(crate) use model::Model;
pub(crate) use overlap::{Claim, resolve};
pub(crate) use vector::{FIGURES, VectorFigure};

/// A calibrated probability, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Score(f32);

impl Score {
    /// The probability that log-odds of `sum` stand for.
    #[must_use]
    pub fn from_log_odds(sum: f32) -> Self {
        Self(1.0 / (1.0 + (-sum).exp()))
    }

    /// The log-odds that stand for it.
    pub(crate) fn log_odds(self) -> f32 {
        (self.0 / (1.0 - self.0)).ln()
    }

    /// A probability, held between 0 and 1.
    #[must_use]
    pub fn new(probability: f32) -> Self {
        Self(if probability.is_nan() { 0.0 } else { probability.clamp(0.0, 1.0) })
    }

    /// The probability.
    #[must_use]
    pub fn get(self) -> f32 {
        self.0
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64((f64::from(self.0) * 1000.0).round() / 1000.0)
    }
}

/// One reason for a score: what was seen, and its weight in log-odds (positive speaks for).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    says: Cow<'static, str>,
    #[serde(serialize_with = "two_decimals")]
    weight: f32,
}

impl Evidence {
    /// A reason and its weight in log-odds.
    #[must_use]
    pub fn new(says: impl Into<Cow<'static, str>>, weight: f32) -> Self {
        Self { says: says.into(), weight }
    }

    /// What was seen; never words of the draft.
    #[must_use]
    pub fn says(&self) -> &str {
        &self.says
    }

    /// Log-odds.
    #[must_use]
    pub fn weight(&self) -> f32 {
        self.weight
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
fn two_decimals<S: Serializer>(weight: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((f64::from(*weight) * 100.0).round() / 100.0)
}

/// A span in the three units of the contract, end exclusive, on grapheme boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Span {
    /// UTF-8 bytes.
    pub byte: (usize, usize),
    /// Unicode code points.
    pub char: (usize, usize),
    /// UTF-16 code units.
    pub utf16: (usize, usize),
}

impl Span {
    /// What is left of it after another that starts before it: one character can hold the end of one and the start
    /// of the next ("¼" is read as "1⁄4").
    pub(crate) fn after(self, before: &Self) -> Self {
        let cut = |own: (usize, usize), before: (usize, usize)| (own.0.max(before.1), own.1.max(before.1));
        Self {
            byte: cut(self.byte, before.byte),
            char: cut(self.char, before.char),
            utf16: cut(self.utf16, before.utf16),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.byte.0 == self.byte.1
    }
}

/// Something the author should look at, or (in `cleared`) something recognised as publishable.
#[derive(Clone, PartialEq, Serialize)]
pub struct Finding {
    pub(crate) field: Cow<'static, str>,
    #[serde(flatten)]
    pub(crate) span: Span,
    pub(crate) category: Category,
    pub(crate) letter: Option<char>,
    pub(crate) role: Role,
    pub(crate) rule: Cow<'static, str>,
    pub(crate) score: Score,
    pub(crate) severity: Severity,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) advice: Cow<'static, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) why: Option<Cow<'static, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text: Option<String>,
    #[serde(skip)]
    pub(crate) source: Cow<'static, str>,
    #[serde(skip)]
    pub(crate) rewrite: Option<String>,
}

impl Finding {
    /// The draft's field it stands in: `text`, `title`, `alt_text[0]`, …
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }
    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }
    /// What it is.
    #[must_use]
    pub fn category(&self) -> Category {
        self.category
    }
    /// The Safe Harbor letter, where one applies.
    #[must_use]
    pub fn letter(&self) -> Option<char> {
        self.letter
    }
    /// Whom it concerns.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }
    /// The id of the rule or detector that found it.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }
    /// How sure: that the span is what it says **and** concerns a patient or somebody close to one.
    #[must_use]
    pub fn score(&self) -> Score {
        self.score
    }
    /// How grave.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }
    /// What spoke for and against.
    #[must_use]
    pub fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }
    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> &str {
        &self.advice
    }
    /// Why it was cleared; `None` for a finding.
    #[must_use]
    pub fn why(&self) -> Option<&str> {
        self.why.as_deref()
    }
    /// The law, standard or section the rule rests on.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }
    /// The words of the draft, only where the caller asked for them.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }
}

/// Shows everything but words of the draft.
impl std::fmt::Debug for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finding")
            .field("field", &self.field)
            .field("byte", &self.span.byte)
            .field("category", &self.category)
            .field("role", &self.role)
            .field("rule", &self.rule)
            .field("score", &self.score.get())
            .field("severity", &self.severity)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_spans_share_is_the_first_ones() {
        let span =
            |start: usize, end: usize| Span { byte: (start, end), char: (start, end), utf16: (start, end) };
        assert_eq!(span(4, 9).after(&span(1, 6)), span(6, 9));
        assert_eq!(span(6, 9).after(&span(1, 6)), span(6, 9));
        assert!(span(4, 6).after(&span(1, 6)).is_empty() && span(4, 5).after(&span(1, 6)).is_empty());
    }
}
