//! A candidate: a span that may be something, with what was seen about it so far.

use std::borrow::Cow;
use std::ops::Range;

use super::{Category, Feature, Role, Severity};
use crate::text::{Kept, keep};

keep!(Feature, (Feature, f32));

/// The texts a rule or detector gives every finding of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub rule: Cow<'static, str>,
    pub advice: Cow<'static, str>,
    pub source: Cow<'static, str>,
    /// Whether the rule is for days and years of birth, by its id.
    pub birth: bool,
    /// Whether it is for what says where somebody lives: a house number, or a code of few streets.
    pub address: bool,
}

/// Parts of the ids of rules for addresses.
const ADDRESSES: [&str; 5] = ["address", "postcode", "postal", "eircode", "zip"];

impl Label {
    pub fn new(
        rule: impl Into<Cow<'static, str>>,
        advice: impl Into<Cow<'static, str>>,
        source: impl Into<Cow<'static, str>>,
    ) -> Self {
        let rule = rule.into();
        let birth = rule.ends_with(".dob") || rule.contains(".birth_") || rule.ends_with(".born_at");
        let address = ADDRESSES.iter().any(|part| rule.contains(part));
        Self { rule, advice: advice.into(), source: source.into(), birth, address }
    }
}

/// A span of a [`Document`](crate::Document) that may be an identifier.
#[derive(Clone, PartialEq)]
pub struct Candidate {
    pub(crate) span: Range<usize>,
    pub(crate) category: Category,
    pub(crate) severity: Severity,
    pub(crate) label: std::sync::Arc<Label>,
    pub(crate) features: Kept<(Feature, f32)>,
    /// A role the rule itself states (an NPI is a provider's), where it does.
    pub(crate) role: Option<Role>,
    /// The prior in log-odds that the rule states, added to the weights.
    pub(crate) prior: f32,
}

impl Candidate {
    /// A candidate from a host's own detector: `span` in bytes of
    /// [`Document::text`](crate::Document::text), `prior` the log-odds that it is what it says.
    #[must_use]
    pub fn new(
        span: Range<usize>,
        category: Category,
        rule: impl Into<Cow<'static, str>>,
        prior: f32,
    ) -> Self {
        let label = Label::new(rule, "Leave it out.", "the host's own detector");
        Self::from_label(span, category, std::sync::Arc::new(label), prior)
    }

    pub(crate) fn from_label(
        span: Range<usize>,
        category: Category,
        label: std::sync::Arc<Label>,
        prior: f32,
    ) -> Self {
        let severity = match category {
            Category::Care => Severity::Care,
            Category::Detail | Category::Age => Severity::Quasi,
            _ => Severity::Direct,
        };
        // About so many features does the context add: the list is made once.
        let mut features = Kept::new();
        features.reserve(60);
        Self { span, category, severity, label, features, role: None, prior }
    }

    /// States whom it concerns, for a detector that knows (a roster of patients or staff).
    #[must_use]
    pub fn with_role(mut self, role: Role) -> Self {
        self.role = Some(role);
        self
    }

    pub(crate) fn see(&mut self, feature: Feature) {
        self.see_times(feature, 1.0);
    }

    pub(crate) fn see_times(&mut self, feature: Feature, value: f32) {
        self.features.push((feature, value));
    }

    /// Sees what its words say one by one, in log-odds: what the likeliest says, that again where it speaks for the
    /// candidate, and what they say on average.
    pub(crate) fn see_words(&mut self, most: f32, mean: f32, [likeliest, sure, average]: [Feature; 3]) {
        self.see_times(likeliest, most / UNIT);
        if most > 0.0 {
            self.see_times(sure, most / UNIT);
        }
        self.see_times(average, mean / UNIT);
    }

    pub(crate) fn saw(&self, feature: Feature) -> bool {
        self.features.iter().any(|(f, _)| *f == feature)
    }
}

/// Log-odds as features are told in parts of this, so that their weights are of the size of others.
const UNIT: f32 = 4.0;

/// Shows place and kind, never words.
impl std::fmt::Debug for Candidate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Candidate")
            .field("span", &self.span)
            .field("category", &self.category)
            .field("rule", &self.label.rule)
            .finish_non_exhaustive()
    }
}

/// Where detectors put what they see. Bounded: beyond [`Candidates::LIMIT`] it only notes that
/// the limit was reached, and such a draft is never allowed.
#[derive(Debug, Default)]
pub struct Candidates {
    list: Vec<Candidate>,
    limit_reached: bool,
}

impl Candidates {
    /// How many candidates a field can hold.
    pub const LIMIT: usize = 20_000;

    /// Adds one.
    pub fn push(&mut self, candidate: Candidate) {
        if self.list.len() < Self::LIMIT {
            self.list.push(candidate);
        } else {
            self.limit_reached = true;
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(crate) fn limit_reached(&self) -> bool {
        self.limit_reached
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Candidate> {
        self.list.iter()
    }

    pub(crate) fn retain(&mut self, keep: impl FnMut(&Candidate) -> bool) {
        self.list.retain(keep);
    }

    pub(crate) fn iter_mut(&mut self) -> std::slice::IterMut<'_, Candidate> {
        self.list.iter_mut()
    }

    pub(crate) fn into_vec(self) -> Vec<Candidate> {
        self.list
    }
}
