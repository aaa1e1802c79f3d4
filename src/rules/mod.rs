//! Rules are data: what a format looks like, when it is worth looking for, and what proves it.
//!
//! A rule file (`patterns/*.toml`, or a host's own) is read into [`Rule`]s, each checked as it comes
//! in: a wrong rule is an error that names file, line and rule, never a rule that silently finds
//! nothing. A [`RuleSet`] holds the rules in force: the built-in ones, merged with a host's own,
//! less those switched off. The engine compiles a set; it never reads a file.

mod builtin;
mod example;
mod file;
mod info;
mod pattern;
mod set;
pub(crate) mod validators;
mod written;

use crate::draft::Jurisdiction;
use crate::finding::{Category, Role, Severity};

pub(crate) use example::Example;
pub use info::RuleInfo;
pub(crate) use pattern::{MAX_MATCH, compile};
pub use set::RuleSet;
use written::List;
pub(crate) use written::{Gate, MOST_DIGITS, Strength, Text};

/// One rule, read and checked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rule {
    /// The line of its id in its file.
    pub line: usize,
    pub id: Text,
    pub category: Category,
    pub finds: Text,
    pub regex: Text,
    pub gate: Gate,
    /// Lower case; one of them near the span is evidence.
    pub labels: List<Text>,
    pub strength: Strength,
    /// All must pass, or the match is dropped.
    pub validators: List<Text>,
    /// A validator that passes or fails and never drops.
    pub check: Option<Text>,
    pub role: Option<Role>,
    pub severity: Option<Severity>,
    pub prior: f32,
    pub guard: bool,
    pub advice: Text,
    pub rewrite: Text,
    pub source: Text,
    pub jurisdictions: List<Jurisdiction>,
    /// With marks: see [`Example`].
    pub examples: List<Text>,
    pub counter_examples: List<Text>,
    /// A host's rule that stands in for the one of the same id.
    pub replaces: bool,
}
