//! A draft with its judgement, as a writer gets it.

use super::known::{Key, Known, Standing};
use super::record::Record;
use crate::report::{Finding, Report, Verdict};

/// One draft, judged.
#[derive(Clone, Copy, Debug)]
pub struct Scanned<'s> {
    record: &'s Record,
    report: &'s Report,
    known: &'s Known,
}

impl<'s> Scanned<'s> {
    pub(super) fn new(record: &'s Record, report: &'s Report, known: &'s Known) -> Self {
        Self { record, report, known }
    }

    /// The draft, and where it came from.
    #[must_use]
    pub fn record(&self) -> &'s Record {
        self.record
    }

    /// What was found in it. Its spans point into the original, see [`Record::original`].
    #[must_use]
    pub fn report(&self) -> &'s Report {
        self.report
    }

    /// The key that names a finding of this report.
    #[must_use]
    pub fn key(&self, finding: &Finding) -> Key {
        Key::of_finding(self.record, finding)
    }

    /// What is known of a finding of this report.
    #[must_use]
    pub fn standing(&self, finding: &Finding) -> Standing<'s> {
        if self.known.is_empty() { Standing::New } else { self.known.standing(self.key(finding)) }
    }

    /// Whether nothing in this draft is new. One new finding, and all of them count again: together they
    /// may say more than each alone.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.known.is_empty() && self.keys().iter().all(|key| self.known.standing(*key) != Standing::New)
    }

    /// The keys that have to be known for this draft to be no news; none where there is nothing to know.
    pub(super) fn keys(&self) -> Vec<Key> {
        let findings = self.report.findings();
        if findings.is_empty() && self.report.verdict() > Verdict::Allow {
            return vec![Key::of_draft(self.record.draft())];
        }
        findings.iter().map(|finding| self.key(finding)).collect()
    }
}
