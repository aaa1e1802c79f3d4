//! A draft again, with every finding taken out of it.
//!
//! A finding's span is replaced by its category in square brackets, `[name]`, so that a reader sees that
//! and what is missing; or by its safe rewrite, "a patient", so that the sentence still reads. The report alone decides what goes: nothing is looked for again.

use std::borrow::Cow;
use std::ops::Range;

use super::Report;
use super::rewrite::{rewrite, safe_reply};
use crate::draft::{Draft, Jurisdiction, Surface};
use crate::finding::{Category, Finding};

/// What stands in place of a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Redaction {
    /// The category: `[name]`, `[date]`, `[medical_record]`.
    #[default]
    Category,
    /// Its safe rewrite, so that the sentence still reads.
    Rewrite,
}

impl Report {
    /// The draft with each finding of this report replaced. `draft` is the draft that was scanned.
    ///
    /// A reply that confirms care is rewritten as a whole: no words of it would read the same to a
    /// stranger.
    #[must_use]
    pub fn redact(&self, draft: &Draft, how: Redaction) -> Draft {
        let mut redacted = draft.clone();
        let field = |name: &str, words: &mut String| {
            let of_field = self.findings.iter().filter(|finding| finding.field == name);
            let replacements = replacements(of_field, words, draft.jurisdiction, how);
            if !replacements.is_empty() {
                *words = replaced(words, &replacements);
            }
        };
        let single = [
            ("title", &mut redacted.title),
            ("in_reply_to", &mut redacted.in_reply_to),
            ("author", &mut redacted.author),
            ("reviewer", &mut redacted.reviewer),
            ("place", &mut redacted.place),
        ];
        let confirms = |finding: &Finding| finding.category == Category::Care && finding.field == "text";
        let whole = how == Redaction::Rewrite && draft.surface == Surface::Reply;
        if whole && self.findings.iter().any(confirms) {
            redacted.text = safe_reply(&draft.text).to_owned();
        } else {
            field("text", &mut redacted.text);
        }
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

    /// What is put in place of which bytes of `text`, which every finding points into, in order.
    #[cfg_attr(not(feature = "bulk"), allow(dead_code))] // The readers' formats ask for it.
    pub(crate) fn replacements(&self, text: &str, how: Redaction) -> Vec<(Range<usize>, Cow<'static, str>)> {
        replacements(self.findings.iter(), text, None, how)
    }
}

/// What stands in place of each finding of one text, in the order of the text.
fn replacements<'f>(
    findings: impl Iterator<Item = &'f Finding>,
    text: &str,
    country: Option<Jurisdiction>,
    how: Redaction,
) -> Vec<(Range<usize>, Cow<'static, str>)> {
    let mut edits: Vec<(Range<usize>, usize, Cow<'static, str>)> = findings
        .map(|finding| {
            let span = finding.span.byte.0..finding.span.byte.1;
            if how == Redaction::Rewrite {
                let rewrite = rewrite(finding, text, &span, country);
                (rewrite.range(&span), span.end, rewrite.text.into())
            } else {
                (span.clone(), span.end, format!("[{}]", finding.category).into())
            }
        })
        .collect();
    // A dropped sentence swallows what else stood in it.
    edits.sort_by_key(|(range, ..)| (range.start, std::cmp::Reverse(range.end)));
    let mut list: Vec<(Range<usize>, Cow<'static, str>)> = Vec::with_capacity(edits.len());
    let mut at = 0;
    for (range, span_end, replacement) in edits {
        if span_end <= at {
            continue;
        }
        let start = range.start.max(at);
        let gap = text.get(at..start).unwrap_or_default();
        let said = list.last().is_some_and(|(_, last)| {
            !last.is_empty() && placed(last).eq_ignore_ascii_case(placed(&replacement))
        });
        at = range.end;
        if how == Redaction::Rewrite && said && gap.len() <= 5 && !gap.contains(['.', '!', '?', '\n']) {
            // "recently, recently", "the area in the area"
            list.push((start - gap.len()..range.end, Cow::Borrowed("")));
        } else {
            list.push((start..range.end, replacement));
        }
    }
    list
}

/// A place without the "in" that a rewrite may give it.
fn placed(words: &str) -> &str {
    words.strip_prefix("in ").unwrap_or(words)
}

/// `text` with each range replaced; the ranges are in order. Where two overlap (in the source of a markup
/// file they can: one title shown twice) the first stands for both.
#[cfg_attr(not(feature = "bulk"), allow(dead_code))]
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
    use crate::finding::{Role, Score, Severity, Span};

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
            finding("text", (14, 18), None),
        ]);
        let redacted = report.redact(&draft, Redaction::Category);
        assert_eq!(redacted.text, "Meet [name] and [name] today");
        assert_eq!(redacted.title.as_deref(), Some("[name]"));
        assert_eq!(redacted.alt_text, ["a dog", "[name] smiles"]);
        assert_eq!(report.redact(&draft, Redaction::Rewrite).text, "Meet a patient today");
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
