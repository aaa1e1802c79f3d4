//! The open [`Detector`] door, and the built-ins that patterns cannot express.

pub(crate) mod ages;
pub(crate) mod care_things;
pub(crate) mod clauses;
pub(crate) mod dates;
pub(crate) mod details;
pub(crate) mod names;
pub(crate) mod numbers;
pub(crate) mod phrases;
pub(crate) mod places;

pub use crate::finding::Candidates;
use crate::text::Document;

/// A host's own knowledge: a roster of known patients, a list of staff.
pub trait Detector: Send + Sync {
    /// The id its findings carry as their rule.
    fn id(&self) -> &str;
    /// Adds a candidate for everything it sees. Must be linear in the document's length.
    fn detect(&self, document: &Document<'_>, candidates: &mut Candidates);
}

/// Everything the crate itself looks for beyond the rules; with `gate` off nothing is dismissed early.
pub(crate) fn built_in(
    document: &Document<'_>,
    reading: &crate::lexicon::Reading,
    weigh: names::Weigh<'_>,
    gate: bool,
    candidates: &mut Candidates,
) {
    phrases::detect(document, reading, gate, candidates);
    names::detect(document, reading, weigh, candidates);
    care_things::detect(document, reading, candidates);
    details::detect(document, reading, candidates);
    places::detect(document, reading, candidates);
    ages::detect(document, reading, candidates);
    dates::join(document, candidates);
    numbers::settle(candidates);
    clauses::detect(document, reading, candidates);
}
