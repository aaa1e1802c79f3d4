//! What a report is written as. Each draft is rendered by the worker that scanned it; only putting the
//! pieces one after the other is sequential.

mod jsonl;
mod redacted;
mod terminal;

pub use jsonl::JsonLines;
pub use redacted::Redacted;
pub use terminal::Terminal;

use super::job::Tally;
use super::record::Record;
use crate::error::InputError;
use crate::report::Report;

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
    fn draft(&self, record: &Record, report: &Report, out: &mut Vec<u8>) -> Result<(), InputError>;

    /// What stands between two drafts.
    fn separator(&self) -> &[u8] {
        b""
    }

    /// What stands after the last draft.
    fn tail(&self, tally: &Tally) -> Vec<u8> {
        let _ = tally;
        Vec::new()
    }
}
