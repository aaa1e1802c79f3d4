//! What a report is written as. Each draft is rendered by the worker that scanned it; only putting the
//! pieces one after the other is sequential.

mod html;
mod jsonl;
mod junit;
mod redacted;
mod sarif;
mod shown;
mod terminal;

pub use html::Html;
pub use jsonl::JsonLines;
pub use junit::JUnit;
pub use redacted::Redacted;
pub use sarif::Sarif;
pub use terminal::Terminal;

use super::scanned::Scanned;
use super::tally::Tally;
use crate::error::InputError;

/// Writes reports in some form.
pub trait Render: Sync {
    /// What stands before the first draft.
    fn head(&self) -> Vec<u8> {
        Vec::new()
    }

    /// Appends one draft's report to `out`.
    ///
    /// # Errors
    /// An [`InputError`] where this draft cannot be written; it is counted as one not read.
    fn draft(&self, scanned: &Scanned<'_>, out: &mut Vec<u8>) -> Result<(), InputError>;

    /// What stands between two drafts that were written with something.
    fn separator(&self) -> &[u8] {
        b""
    }

    /// What stands after the last draft.
    fn tail(&self, tally: &Tally) -> Vec<u8> {
        let _ = tally;
        Vec::new()
    }
}
