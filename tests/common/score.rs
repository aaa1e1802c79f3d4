//! Scores reports against annotated drafts.
//!
//! A gold span counts as found where any finding in the same field overlaps it. Figures are ratios over
//! all drafts; labels on the PHI side should be found, labels on the safe side should not.

use std::collections::BTreeMap;

use phi_preflight::{Draft, Report, Verdict};
use serde_json::Value;

use super::drafts;

/// Labels a careful reviewer wants found.
const DIRECT: [&str; 12] = [
    "NAME.patient",
    "NAME.family",
    "DATE.patient",
    "AGE.over89",
    "LOCATION.patient",
    "LOCATION.room",
    "PHONE.patient",
    "EMAIL.patient",
    "HANDLE.patient",
    "URL.patient",
    "IP.patient",
    "ID.patient",
];
const QUASI: [&str; 2] = ["QUASI.patient", "AGE.patient"];
const CONFIRM: [&str; 1] = ["CONFIRM"];
/// Labels that cost the author time where they are found.
const SAFE: [&str; 10] = [
    "NAME.provider",
    "NAME.public",
    "DATE.event",
    "LOCATION.org",
    "PHONE.org",
    "EMAIL.org",
    "HANDLE.org",
    "URL.org",
    "ID.org",
    "TERM",
];

/// A draft and what a careful reviewer would mark in it.
pub struct Gold {
    pub draft: Draft,
    pub verdict: Verdict,
    /// Start and end in code points of the text, and the label.
    pub spans: Vec<(usize, usize, String)>,
}

/// Reads annotated drafts, one JSON object a line.
pub fn read(jsonl: &str) -> Vec<Gold> {
    let lines = jsonl.lines().filter(|line| !line.trim().is_empty());
    drafts::read(jsonl).zip(lines).map(|(draft, line)| gold(draft, line)).collect()
}

fn gold(draft: Draft, line: &str) -> Gold {
    let value: Value = serde_json::from_str(line).expect("a line of JSON");
    let verdict = serde_json::from_value(value["verdict"].clone()).expect("a verdict");
    let spans = value["spans"].as_array().expect("spans").iter().map(span).collect();
    Gold { draft, verdict, spans }
}

fn span(value: &Value) -> (usize, usize, String) {
    let at = |name: &str| usize::try_from(value[name].as_u64().expect("an offset")).expect("an offset");
    let label = value["label"].as_str().expect("a label");
    let label = value["role"].as_str().map_or(label.to_owned(), |role| format!("{label}.{role}"));
    (at("start"), at("end"), label)
}

/// Found and all, by label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub found: usize,
    pub all: usize,
}

impl Count {
    fn add(&mut self, found: bool) {
        self.all += 1;
        self.found += usize::from(found);
    }

    fn ratio(self) -> f64 {
        if self.all == 0 { f64::NAN } else { self.found as f64 / self.all as f64 }
    }
}

/// What was found, and how the verdicts fell.
#[derive(Debug, Default)]
pub struct Score {
    drafts: usize,
    labels: BTreeMap<String, Count>,
    stray: usize,
    /// Gold verdict, verdict, drafts.
    verdicts: BTreeMap<(Verdict, Verdict), usize>,
}

impl Score {
    pub fn add(&mut self, gold: &Gold, report: &Report) {
        self.drafts += 1;
        *self.verdicts.entry((gold.verdict, report.verdict())).or_default() += 1;
        let findings: Vec<(usize, usize)> = report
            .findings()
            .iter()
            .filter(|finding| finding.field() == "text")
            .map(|finding| finding.span().char)
            .collect();
        let overlap = |a: (usize, usize), b: (usize, usize)| a.0 < b.1 && b.0 < a.1;
        for (start, end, label) in &gold.spans {
            let found = findings.iter().any(|finding| overlap(*finding, (*start, *end)));
            self.labels.entry(label.clone()).or_default().add(found);
        }
        self.stray += findings
            .iter()
            .filter(|finding| !gold.spans.iter().any(|span| overlap(**finding, (span.0, span.1))))
            .count();
    }

    /// The figures, by name, in the order of the goals.
    pub fn figures(&self) -> Vec<(&'static str, f64)> {
        use Verdict::{Allow, Block, Review};
        let over = |labels: &[&str]| {
            let mut sum = Count::default();
            for label in labels {
                let count = self.labels.get(*label).copied().unwrap_or_default();
                sum = Count { found: sum.found + count.found, all: sum.all + count.all };
            }
            sum.ratio()
        };
        let drafts =
            |gold: Verdict, verdict: Verdict| self.verdicts.get(&(gold, verdict)).copied().unwrap_or(0);
        let share = |gold: Verdict, verdict: Verdict| {
            let all = [Allow, Review, Block].map(|verdict| drafts(gold, verdict)).iter().sum();
            Count { found: drafts(gold, verdict), all }.ratio()
        };
        let right = [Allow, Review, Block].map(|verdict| drafts(verdict, verdict)).iter().sum();
        vec![
            ("direct_recall", over(&DIRECT)),
            ("quasi_recall", over(&QUASI)),
            ("confirm_recall", over(&CONFIRM)),
            ("safe_flag_rate", over(&SAFE)),
            ("stray_per_draft", self.stray as f64 / self.drafts as f64),
            ("block_missed", share(Block, Allow)),
            ("block_as_block", share(Block, Block)),
            ("review_as_allow", share(Review, Allow)),
            ("allow_as_allow", share(Allow, Allow)),
            ("allow_as_block", share(Allow, Block)),
            ("verdict_accuracy", Count { found: right, all: self.drafts }.ratio()),
        ]
    }
}
