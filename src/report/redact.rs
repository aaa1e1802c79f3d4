//! A draft again, with every finding taken out of it.
//!
//! A finding's span is replaced by its category in square brackets, `[name]`, so that a reader sees that
//! and what is missing; or by the safe rewrite its rule offers, "a patient", so that the sentence still
//! reads. The report alone decides what goes: nothing is looked for again.

use std::borrow::Cow;
use std::ops::Range;

use super::Report;
use crate::draft::Draft;
use crate::finding::Finding;

/// What stands in place of a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Redaction {
    /// The category: `[name]`, `[date]`, `[medical_record]`.
    #[default]
    Category,
    /// The safe rewrite of the rule that found it; the category where it has none.
    Rewrite,
}

impl Report {
    /// The draft with each finding of this report replaced. `draft` is the draft that was scanned.
    #[must_use]
    pub fn redact(&self, draft: &Draft, how: Redaction) -> Draft {
        let mut redacted = draft.clone();
        let field = |name: &str, words: &mut String| {
            let of_field: Vec<_> = self.replacements_in(name, how).collect();
            if !of_field.is_empty() {
                *words = replaced(words, &of_field);
            }
        };
        let single = [
            ("title", &mut redacted.title),
            ("in_reply_to", &mut redacted.in_reply_to),
            ("author", &mut redacted.author),
            ("reviewer", &mut redacted.reviewer),
            ("place", &mut redacted.place),
        ];
        field("text", &mut redacted.text);
        for (name, value) in single {
            if let Some(words) = value {
                field(name, words);
            }
        }
        let lists = [("alt_text", &mut redacted.alt_text), ("attachments", &mut redacted.attachments)];
        for (name, list) in lists {
            for (index, words) in list.iter_mut().enumerate() {
                field(&format!("{name}[{index}]"), words);
            }
        }
        redacted
    }

    /// What is put in place of which bytes, over all fields, in the order of the findings.
    pub(crate) fn replacements(&self, how: Redaction) -> impl Iterator<Item = (Range<usize>, Cow<'_, str>)> {
        self.findings.iter().map(move |finding| replacement(finding, how))
    }

    fn replacements_in(
        &self,
        field: &str,
        how: Redaction,
    ) -> impl Iterator<Item = (Range<usize>, Cow<'_, str>)> {
        let of_field = self.findings.iter().filter(move |finding| finding.field == field);
        of_field.map(move |finding| replacement(finding, how))
    }
}

fn replacement(finding: &Finding, how: Redaction) -> (Range<usize>, Cow<'_, str>) {
    let (start, end) = finding.span.byte;
    let text = match &finding.rewrite {
        Some(rewrite) if how == Redaction::Rewrite => Cow::Borrowed(rewrite.as_str()),
        _ => Cow::Owned(format!("[{}]", finding.category)),
    };
    (start..end, text)
}

/// `text` with each range replaced; the ranges are in order. Where two overlap (in the source of a markup
/// file they can: one title shown twice) the first stands for both.
pub(crate) fn replaced(text: &str, replacements: &[(Range<usize>, Cow<'_, str>)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, replacement) in replacements {
        let Some(kept) = text.get(at..range.start) else {
            at = at.max(floor(text, range.end));
            continue;
        };
        out.push_str(kept);
        out.push_str(replacement);
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The start of the character that `at` stands in, or the end of the text.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Category, Role, Score, Severity, Span};

    fn finding(field: &'static str, byte: (usize, usize), rewrite: Option<&str>) -> Finding {
        Finding {
            field: field.into(),
            span: Span { byte, ..Span::default() },
            category: Category::Name,
            letter: Category::Name.letter(),
            role: Role::Patient,
            rule: "names.given".into(),
            score: Score::new(0.9),
            severity: Severity::Direct,
            evidence: Vec::new(),
            advice: "Leave it out.".into(),
            why: None,
            text: None,
            source: "".into(),
            rewrite: rewrite.map(str::to_owned),
        }
    }

    fn report(findings: Vec<Finding>) -> Report {
        Report { findings, ..crate::Scanner::new().scan("") }
    }

    #[test]
    fn every_field_loses_its_findings_and_nothing_else() {
        let mut draft = Draft::new("Meet Emma and Zoë today");
        draft.title = Some("Emma".into());
        draft.alt_text = vec!["a dog".into(), "Emma smiles".into()];
        let report = report(vec![
            finding("title", (0, 4), None),
            finding("alt_text[1]", (0, 4), None),
            finding("text", (5, 9), None),
            finding("text", (14, 18), Some("a friend")),
        ]);
        let redacted = report.redact(&draft, Redaction::Category);
        assert_eq!(redacted.text, "Meet [name] and [name] today");
        assert_eq!(redacted.title.as_deref(), Some("[name]"));
        assert_eq!(redacted.alt_text, ["a dog", "[name] smiles"]);
        assert_eq!(report.redact(&draft, Redaction::Rewrite).text, "Meet [name] and a friend today");
    }

    #[test]
    fn overlapping_ranges_leave_no_word_of_either() {
        let text = "abc Emma Jones def";
        let cut = |ranges: &[Range<usize>]| {
            let replacements: Vec<_> =
                ranges.iter().map(|range| (range.clone(), Cow::Borrowed("_"))).collect();
            replaced(text, &replacements)
        };
        assert_eq!(cut(&[4..8, 4..14]), "abc _ def");
        assert_eq!(cut(&[4..14, 6..8]), "abc _ def");
        assert_eq!(cut(&[]), text);
    }
}
