//! What a run has counted so far.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::scanned::Scanned;
use crate::report::{Category, Verdict};

/// What has been read and judged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Tally {
    /// Drafts judged `allow`.
    pub allow: u64,
    /// Drafts judged `review`.
    pub review: u64,
    /// Drafts judged `block`.
    pub block: u64,
    /// Of those judged `review`, the ones in which nothing is new: all of it stands in the baseline or is
    /// suppressed.
    pub known_review: u64,
    /// Of those judged `block`, the ones in which nothing is new.
    pub known_block: u64,
    /// Records and inputs that could not be read.
    pub errors: u64,
    /// Findings by category.
    pub categories: BTreeMap<Category, u64>,
    /// Findings by the rule or detector that made them.
    pub rules: BTreeMap<String, RuleTally>,
}

/// A rule that found something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RuleTally {
    /// What its findings are.
    pub category: Category,
    /// What it told the author at its first finding.
    pub advice: String,
    /// The law, standard or section it rests on.
    pub source: String,
    /// How often it found something.
    pub findings: u64,
}

impl Tally {
    /// All drafts that were judged.
    #[must_use]
    pub fn drafts(&self) -> u64 {
        self.allow + self.review + self.block
    }

    /// The drafts whose verdict is `verdict` or graver.
    #[must_use]
    pub fn at_least(&self, verdict: Verdict) -> u64 {
        match verdict {
            Verdict::Allow => self.drafts(),
            Verdict::Review => self.review + self.block,
            Verdict::Block => self.block,
        }
    }

    /// Those of [`at_least`](Self::at_least) in which something is new: what a build fails for.
    #[must_use]
    pub fn new_at_least(&self, verdict: Verdict) -> u64 {
        let known = match verdict {
            Verdict::Allow | Verdict::Review => self.known(),
            Verdict::Block => self.known_block,
        };
        self.at_least(verdict).saturating_sub(known)
    }

    /// The drafts with findings of which none is new.
    #[must_use]
    pub fn known(&self) -> u64 {
        self.known_review + self.known_block
    }

    /// How much could not be read, in words; none where everything could.
    #[must_use]
    pub fn unread(&self) -> Option<String> {
        match self.errors {
            0 => None,
            1 => Some("1 record or input could not be read".to_owned()),
            errors => Some(format!("{errors} records or inputs could not be read")),
        }
    }

    /// Findings by category, the commonest first.
    #[must_use]
    pub fn commonest_categories(&self) -> Vec<(&str, u64)> {
        commonest(self.categories.iter().map(|(category, count)| (category.as_str(), *count)))
    }

    /// Findings by rule, the commonest first.
    #[must_use]
    pub fn commonest_rules(&self) -> Vec<(&str, u64)> {
        commonest(self.rules.iter().map(|(rule, seen)| (rule.as_str(), seen.findings)))
    }

    pub(super) fn count(&mut self, scanned: &Counted) {
        let known = u64::from(scanned.is_known);
        match scanned.verdict {
            Verdict::Allow => self.allow += 1,
            Verdict::Review => {
                self.review += 1;
                self.known_review += known;
            }
            Verdict::Block => {
                self.block += 1;
                self.known_block += known;
            }
        }
        for (rule, seen) in &scanned.rules {
            *self.categories.entry(seen.category).or_default() += 1;
            match self.rules.get_mut(rule.as_str()) {
                Some(tally) => tally.findings += 1,
                None => {
                    self.rules.insert(rule.clone(), seen.clone());
                }
            }
        }
    }
}

fn commonest<'n>(counts: impl Iterator<Item = (&'n str, u64)>) -> Vec<(&'n str, u64)> {
    let mut counts: Vec<_> = counts.collect();
    counts.sort_by_key(|(name, count)| (Reverse(*count), *name));
    counts
}

/// What of a judged draft is counted.
pub(super) struct Counted {
    pub verdict: Verdict,
    is_known: bool,
    /// The rule of each finding.
    rules: Vec<(String, RuleTally)>,
}

impl Counted {
    pub fn of(scanned: &Scanned<'_>) -> Self {
        let report = scanned.report();
        let rules = report.findings().iter().map(|finding| {
            let tally = RuleTally {
                category: finding.category(),
                advice: finding.advice().to_owned(),
                source: finding.source().to_owned(),
                findings: 1,
            };
            (finding.rule().to_owned(), tally)
        });
        Self { verdict: report.verdict(), is_known: scanned.is_known(), rules: rules.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(verdict: Verdict, is_known: bool) -> Counted {
        Counted { verdict, is_known, rules: Vec::new() }
    }

    #[test]
    fn a_known_draft_is_counted_but_fails_no_build() {
        let mut tally = Tally::default();
        for (verdict, known) in [
            (Verdict::Allow, true),
            (Verdict::Review, false),
            (Verdict::Review, true),
            (Verdict::Block, true),
            (Verdict::Block, true),
            (Verdict::Block, false),
        ] {
            tally.count(&counted(verdict, known));
        }
        assert_eq!(
            (tally.drafts(), tally.at_least(Verdict::Review), tally.at_least(Verdict::Block)),
            (6, 5, 3)
        );
        assert_eq!((tally.new_at_least(Verdict::Review), tally.new_at_least(Verdict::Block)), (2, 1));
    }
}
