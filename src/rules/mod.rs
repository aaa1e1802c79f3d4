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

use crate::draft::Jurisdiction;
use crate::finding::{Category, Role, Severity};

pub(crate) use example::Example;
pub use info::RuleInfo;
pub(crate) use pattern::{MAX_MATCH, compile};
pub use set::RuleSet;
use validators::Validator;

/// What must stand in a text before a rule's regex is worth running over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Gate {
    /// One of these words (the first word of each keyword, lower case).
    Keywords(Vec<String>),
    /// Whole runs of digits, next to each other, that hold between so many digits together.
    Digits { least: u8, most: u8 },
    /// This literal.
    Anchor(String),
}

/// How much the shape alone says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Strength {
    /// The regex itself holds the label.
    #[default]
    Labelled,
    /// Seldom anything else.
    Strong,
    /// Often something else.
    Weak,
}

/// One rule, read and checked.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub id: String,
    pub category: Category,
    pub finds: String,
    pub regex: String,
    pub gate: Gate,
    /// Lower case; one of them near the span is evidence.
    pub labels: Vec<String>,
    pub strength: Strength,
    /// All must pass, or the match is dropped.
    pub validators: Vec<Validator>,
    /// Passes or fails; never drops.
    pub check: Option<Validator>,
    pub role: Option<Role>,
    pub severity: Option<Severity>,
    pub prior: f32,
    pub guard: bool,
    pub advice: String,
    pub rewrite: String,
    pub source: String,
    pub jurisdictions: Vec<Jurisdiction>,
    pub examples: Vec<Example>,
    pub counter_examples: Vec<String>,
    /// A user's rule that stands in for the one of the same id.
    pub replaces: bool,
}
