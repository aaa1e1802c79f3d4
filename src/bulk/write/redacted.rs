//! The drafts themselves, in the form they came in, with their findings taken out.

use super::Render;
use crate::bulk::read::ReadOptions;
use crate::bulk::scanned::Scanned;
use crate::error::InputError;
use crate::report::Redaction;

/// Each record as it was written, its findings replaced. Of one input, that is a copy of it; of several,
/// [`Copies`](crate::bulk::Copies) makes one each.
#[derive(Clone, Debug)]
pub struct Redacted {
    how: Redaction,
    options: ReadOptions,
}

impl Redacted {
    /// Replaces as `how` says. `options` are those the reader was given.
    #[must_use]
    pub fn new(how: Redaction, options: ReadOptions) -> Self {
        Self { how, options }
    }
}

impl Render for Redacted {
    fn draft(&self, scanned: &Scanned<'_>, out: &mut Vec<u8>) -> Result<(), InputError> {
        out.extend(scanned.record().redacted(scanned.report(), self.how, &self.options)?);
        Ok(())
    }
}
