//! Reads what a healthcare organisation is about to publish and says, before it goes out, which
//! words give a patient away, how sure it is, and whether to allow, review or block the draft.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod context;
mod detector;
mod draft;
mod engine;
mod error;
mod finding;
mod lexicon;
mod report;
mod risk;
mod rules;
mod scanner;
mod text;

#[cfg(feature = "fit")]
pub mod fitting;

#[cfg(feature = "bulk")]
pub mod bulk;

pub use detector::{Candidates, Detector};
pub use draft::{Draft, Jurisdiction, Surface};
pub use engine::{CheckReport, ExampleFailure, check_examples, check_rules};
pub use error::{BuildError, BuildErrorKind, InputError};
pub use finding::{Candidate, Category, Evidence, Finding, Role, Score, Severity, Span};
pub use report::{Factor, Reason, Redaction, Reidentification, Report};
pub use risk::{Policy, Verdict};
pub use rules::{RuleInfo, RuleSet};
pub use scanner::{Scanner, ScannerBuilder};
pub use text::{Document, Word};

/// The README's examples, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// Texts made to be slow, which the benches scan too.
#[cfg(test)]
#[path = "../benches/texts/hostile.rs"]
mod hostile;
