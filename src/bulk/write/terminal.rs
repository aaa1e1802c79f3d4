//! Reports for a person: the verdict, why, and each finding under the line it stands in.
//!
//! A terminal is a place others look at, so the draft's words are dots unless they were asked for; the
//! dots still show where in the line a finding stands. Control characters of a draft never reach the
//! terminal.

use std::fmt::Write as _;
use std::ops::Range;

use anstyle::{AnsiColor, Style};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::Render;
use super::shown::{dot, line_and_column, people, printable, significant, standing};
use crate::bulk::record::Record;
use crate::bulk::scanned::Scanned;
use crate::bulk::tally::Tally;
use crate::error::InputError;
use crate::report::{Finding, Severity, Verdict};

/// How many columns of a line are shown around a finding, and how many of them before it.
const SHOWN: usize = 72;
const BEFORE: usize = 28;

/// Reports as text for a person to read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terminal {
    colours: bool,
    show_text: bool,
    explain: bool,
}

impl Terminal {
    /// No colours, no words of the draft, no evidence.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Uses colours; for a terminal that can.
    pub fn colours(&mut self, yes: bool) -> &mut Self {
        self.colours = yes;
        self
    }

    /// Shows the draft's words instead of dots.
    pub fn show_text(&mut self, yes: bool) -> &mut Self {
        self.show_text = yes;
        self
    }

    /// Shows the evidence of each finding, and what was cleared and why.
    pub fn explain(&mut self, yes: bool) -> &mut Self {
        self.explain = yes;
        self
    }

    fn styled(&self, style: Style, words: &str) -> String {
        if self.colours { format!("{style}{words}{style:#}") } else { words.to_owned() }
    }

    fn verdict(&self, verdict: Verdict) -> String {
        let (colour, word) = match verdict {
            Verdict::Allow => (AnsiColor::Green, "allow "),
            Verdict::Review => (AnsiColor::Yellow, "review"),
            Verdict::Block => (AnsiColor::Red, "block "),
        };
        self.styled(colour.on_default().bold(), word)
    }

    fn report(&self, scanned: &Scanned<'_>, out: &mut String) -> std::fmt::Result {
        let (record, report) = (scanned.record(), scanned.report());
        let dim = Style::new().dimmed();
        let id = printable(report.id());
        write!(out, "{}  {}", self.verdict(report.verdict()), self.styled(Style::new().bold(), &id))?;
        write!(out, "  risk {:.2}", report.risk().get())?;
        let origin = record.origin().to_string();
        if origin != report.id() {
            write!(out, "  {}", self.styled(dim, &printable(&origin)))?;
        }
        out.push('\n');
        for reason in report.reasons() {
            write!(out, "        {}", reason.says())?;
            if !reason.source().is_empty() {
                write!(out, " {}", self.styled(dim, &format!("[{}]", reason.source())))?;
            }
            out.push('\n');
        }
        if let Some(estimate) = report.reidentification() {
            writeln!(out, "        {}:", people(estimate.expected()))?;
            for factor in estimate.factors() {
                writeln!(out, "          {:>12}  {}", significant(factor.value()), factor.says())?;
            }
        }
        for finding in report.findings() {
            self.finding(scanned, finding, out)?;
        }
        for cleared in report.cleared() {
            let heading = self.heading(record, cleared);
            writeln!(out, "    {}", self.styled(dim, &format!("cleared  {heading}")))?;
            if let Some(why) = cleared.why() {
                writeln!(out, "      {}", self.styled(dim, why))?;
            }
        }
        Ok(())
    }

    /// Where it stands, what it is, whom it concerns, how sure, by which rule.
    fn heading(&self, record: &Record, finding: &Finding) -> String {
        let (line, column) = record
            .original(finding.field())
            .map_or((1, 1), |text| line_and_column(text, finding.span().byte.0, |_| 1));
        let (category, role) = (finding.category(), finding.role());
        let (score, rule) = (finding.score().get(), finding.rule());
        format!("{} {line}:{column}  {category} · {role} · {score:.2} · {rule}", finding.field())
    }

    fn finding(&self, scanned: &Scanned<'_>, finding: &Finding, out: &mut String) -> std::fmt::Result {
        let record = scanned.record();
        let colour = match finding.severity() {
            Severity::Direct => AnsiColor::Red,
            Severity::Quasi => AnsiColor::Yellow,
            _ => AnsiColor::Magenta,
        };
        writeln!(out, "\n    {}", self.heading(record, finding))?;
        let text = record.original(finding.field()).unwrap_or_default();
        let (start, end) = finding.span().byte;
        if let Some(shown) = Snippet::of(text, start..end, self.show_text) {
            let bar = self.styled(Style::new().dimmed(), "│");
            writeln!(out, "      {bar} {}", shown.line)?;
            let pad = " ".repeat(shown.before);
            let marks = self.styled(colour.on_default().bold(), &"^".repeat(shown.under.max(1)));
            writeln!(out, "      {bar} {pad}{marks}")?;
        }
        writeln!(out, "      {}", finding.advice())?;
        if let Some(standing) = standing(scanned.standing(finding)) {
            writeln!(out, "      {}", self.styled(Style::new().dimmed(), &printable(&standing)))?;
        }
        if self.explain {
            writeln!(out, "        key {}", scanned.key(finding))?;
            for evidence in finding.evidence() {
                writeln!(out, "        {:+6.2}  {}", evidence.weight(), evidence.says())?;
            }
        }
        Ok(())
    }
}

impl Render for Terminal {
    fn draft(&self, scanned: &Scanned<'_>, out: &mut Vec<u8>) -> Result<(), InputError> {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = self.report(scanned, &mut text);
        if !scanned.report().findings().is_empty() {
            text.push('\n');
        }
        out.extend_from_slice(text.as_bytes());
        Ok(())
    }

    fn tail(&self, tally: &Tally) -> Vec<u8> {
        let Tally { allow, review, block, errors, .. } = tally;
        let drafts = tally.drafts();
        let noun = if drafts == 1 { "draft" } else { "drafts" };
        let mut line = format!("{drafts} {noun}: {allow} allow, {review} review, {block} block");
        if *errors > 0 {
            let _ = write!(line, "; {errors} could not be read");
        }
        let known = tally.known();
        if known > 0 {
            let _ = write!(line, "; {known} with nothing new");
        }
        line.push('\n');
        line.into_bytes()
    }
}

/// The part of a line around a finding.
struct Snippet {
    line: String,
    /// Columns before the finding, and under it.
    before: usize,
    under: usize,
}

impl Snippet {
    fn of(text: &str, span: Range<usize>, show_text: bool) -> Option<Self> {
        let start = text.get(..span.start)?.rfind('\n').map_or(0, |at| at + 1);
        let end = text.get(span.start..)?.find('\n').map_or(text.len(), |at| span.start + at);
        let (mut before, mut under, mut after) = (Vec::new(), Vec::new(), Vec::new());
        for (at, grapheme) in text.get(start..end)?.grapheme_indices(true) {
            let cell = if show_text { printable(grapheme) } else { dot(grapheme).to_owned() };
            let at = start + at;
            let part = if at < span.start {
                &mut before
            } else if at < span.end {
                &mut under
            } else {
                &mut after
            };
            part.push(cell);
        }
        let cut_before = before.len() > BEFORE;
        let before = before.split_off(before.len().saturating_sub(BEFORE));
        let room = SHOWN.saturating_sub(before.len());
        let cut_after = under.len() + after.len() > room;
        after.truncate(room.saturating_sub(under.len()));
        under.truncate(room);
        let lead = if cut_before { "…" } else { "" };
        let trail = if cut_after { "…" } else { "" };
        let (before, under) = (before.concat(), under.concat());
        Some(Self {
            line: format!("{lead}{before}{under}{}{trail}", after.concat()),
            before: lead.width() + before.width(),
            under: under.width(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snippet(text: &str, words: &str, show_text: bool) -> (String, String) {
        let start = text.find(words).unwrap_or_default();
        let shown = Snippet::of(text, start..start + words.len(), show_text).expect("a span in bounds");
        (shown.line, format!("{}{}", " ".repeat(shown.before), "^".repeat(shown.under)))
    }

    #[test]
    fn words_are_dots_unless_asked_for() {
        let text = "one\nMeet Emma, 93\nthree";
        assert_eq!(snippet(text, "Emma", false), ("···· ····· ··".into(), "     ^^^^".into()));
        assert_eq!(snippet(text, "Emma", true), ("Meet Emma, 93".into(), "     ^^^^".into()));
    }

    #[test]
    fn the_underline_stands_under_wide_letters() {
        assert_eq!(snippet("😀😀 田中 ok", "田中", true), ("😀😀 田中 ok".into(), "     ^^^^".into()));
        assert_eq!(snippet("👩‍⚕️ Zoë", "Zoë", false), ("· ···".into(), "  ^^^".into()));
    }

    #[test]
    fn long_lines_are_cut_around_the_finding() {
        let text = format!("{} Emma {}", "a".repeat(500), "b".repeat(500));
        let (line, marks) = snippet(&text, "Emma", true);
        assert!(line.starts_with('…') && line.ends_with('…') && line.chars().count() <= SHOWN + 2);
        assert_eq!(
            &line.chars().skip(marks.trim_end().chars().count() - 4).take(4).collect::<String>(),
            "Emma"
        );
    }
}
