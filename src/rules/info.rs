//! What a reader may know of a rule: the public, read-only face of [`Rule`].

use super::Rule;
use crate::draft::Jurisdiction;
use crate::finding::Category;

/// A rule in force, explained.
#[derive(Clone, Copy)]
pub struct RuleInfo<'a>(pub(super) &'a Rule);

impl<'a> RuleInfo<'a> {
    /// Its stable id, `family.name`.
    #[must_use]
    pub fn id(&self) -> &'a str {
        &self.0.id
    }
    /// What its findings are.
    #[must_use]
    pub fn category(&self) -> Category {
        self.0.category
    }
    /// What it finds, in a sentence.
    #[must_use]
    pub fn finds(&self) -> &'a str {
        &self.0.finds
    }
    /// What it tells the author to do.
    #[must_use]
    pub fn advice(&self) -> &'a str {
        &self.0.advice
    }
    /// What the words it finds can be rewritten as; empty where they are best left out.
    #[must_use]
    pub fn rewrite(&self) -> &'a str {
        &self.0.rewrite
    }
    /// The law, standard or section it rests on.
    #[must_use]
    pub fn source(&self) -> &'a str {
        &self.0.source
    }
    /// Where it applies.
    #[must_use]
    pub fn jurisdictions(&self) -> &'a [Jurisdiction] {
        &self.0.jurisdictions
    }
    /// Its regex.
    #[must_use]
    pub fn regex(&self) -> &'a str {
        &self.0.regex
    }
    /// Texts it finds something in, with `[[` and `]]` around what it finds.
    pub fn examples(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.0.examples.iter().map(AsRef::as_ref)
    }
    /// Texts it finds nothing in.
    pub fn counter_examples(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.0.counter_examples.iter().map(AsRef::as_ref)
    }
}

impl std::fmt::Debug for RuleInfo<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RuleInfo")
            .field("id", &self.id())
            .field("category", &self.category())
            .finish_non_exhaustive()
    }
}
