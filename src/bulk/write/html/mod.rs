//! Reports as one HTML page that needs nothing else: no script, font or picture from elsewhere.
//!
//! Drafts are written as they come; the counts are known at the end, where the page's own script takes
//! them to the top. Without the script everything is still there to read, only not to filter. Words of the
//! drafts are dots unless they were asked for.

mod page;

use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation;

use super::Render;
use super::shown::{dot, people, printable, significant, standing, verdict_name};
use crate::bulk::known::Standing;
use crate::bulk::scanned::Scanned;
use crate::bulk::tally::Tally;
use crate::error::InputError;
use crate::report::Finding;

/// A page for a person to read, to filter and to print.
#[derive(Clone, Debug)]
pub struct Html {
    rules_version: String,
    show_text: bool,
}

impl Html {
    /// A page about a scan with rules of that version; without words of the drafts.
    #[must_use]
    pub fn new(rules_version: impl Into<String>) -> Self {
        Self { rules_version: rules_version.into(), show_text: false }
    }

    /// Shows the drafts' words instead of dots.
    pub fn show_text(&mut self, yes: bool) -> &mut Self {
        self.show_text = yes;
        self
    }

    fn article(&self, scanned: &Scanned<'_>, out: &mut String) -> std::fmt::Result {
        let (record, report) = (scanned.record(), scanned.report());
        let verdict = verdict_name(report.verdict());
        let list = |name: fn(&Finding) -> &str| {
            let mut names: Vec<&str> = report.findings().iter().map(name).collect();
            names.sort_unstable();
            names.dedup();
            escaped(&names.join(" "))
        };
        writeln!(
            out,
            "<article tabindex=\"0\" data-verdict=\"{verdict}\" data-category=\"{}\" data-rule=\"{}\"{}>",
            list(|finding| finding.category().as_str()),
            list(Finding::rule),
            if scanned.is_known() { " data-known" } else { "" },
        )?;
        let (id, risk) = (escaped(report.id()), report.risk().get());
        write!(out, "<h2><span class=\"verdict\">{verdict}</span> {id} <small>risk {risk:.2}")?;
        let origin = record.origin().to_string();
        if origin != report.id() {
            write!(out, " · {}", escaped(&origin))?;
        }
        out.push_str("</small></h2>\n");
        for (name, text) in record.texts() {
            let findings: Vec<&Finding> = report
                .findings()
                .iter()
                .filter(|finding| name == "file" || finding.field() == name)
                .collect();
            if !findings.is_empty() || name == "text" || name == "file" {
                let class = if name == "file" { "words file" } else { "words" };
                write!(out, "<h3>{name}</h3><p class=\"{class}\">")?;
                self.marked(scanned, text, findings, out)?;
                out.push_str("</p>\n");
            }
        }
        reasons(scanned, out)?;
        out.push_str("</article>\n");
        Ok(())
    }

    /// A text with its findings marked.
    fn marked(
        &self,
        scanned: &Scanned<'_>,
        text: &str,
        mut findings: Vec<&Finding>,
        out: &mut String,
    ) -> std::fmt::Result {
        findings.sort_by_key(|finding| finding.span().byte);
        let mut at = 0;
        for finding in findings {
            let (start, end) = finding.span().byte;
            // Fields of a file can share words: a title that is shown twice is marked once.
            let (Some(before), Some(words)) = (text.get(at..start), text.get(start..end)) else { continue };
            self.words(before, out);
            mark(scanned, finding, out)?;
            self.words(words, out);
            tip(scanned, finding, out)?;
            out.push_str("</mark>");
            at = end;
        }
        self.words(text.get(at..).unwrap_or_default(), out);
        Ok(())
    }

    fn words(&self, words: &str, out: &mut String) {
        if self.show_text {
            push_escaped(words, out);
        } else {
            for grapheme in words.graphemes(true) {
                out.push_str(if grapheme.contains('\n') { "\n" } else { dot(grapheme) });
            }
        }
    }
}

fn reasons(scanned: &Scanned<'_>, out: &mut String) -> std::fmt::Result {
    let report = scanned.report();
    if report.reasons().is_empty() && report.reidentification().is_none() {
        return Ok(());
    }
    out.push_str("<ul>");
    for reason in report.reasons() {
        write!(out, "<li>{} <cite>{}</cite></li>", escaped(reason.says()), escaped(reason.source()))?;
    }
    if let Some(estimate) = report.reidentification() {
        write!(out, "<li>{}:<ul>", people(estimate.expected()))?;
        for factor in estimate.factors() {
            write!(out, "<li>{}: {}</li>", escaped(factor.says()), significant(factor.value()))?;
        }
        out.push_str("</ul></li>");
    }
    out.push_str("</ul>\n");
    Ok(())
}

/// Opens the mark of a finding.
fn mark(scanned: &Scanned<'_>, finding: &Finding, out: &mut String) -> std::fmt::Result {
    let known = if scanned.standing(finding) == Standing::New { "" } else { " data-known" };
    write!(
        out,
        "<mark tabindex=\"0\" data-severity=\"{}\" data-category=\"{}\" data-rule=\"{}\"{known}>",
        finding.severity(),
        finding.category(),
        escaped(finding.rule()),
    )
}

/// What is shown beside a finding that is pointed at or reached by the keyboard.
fn tip(scanned: &Scanned<'_>, finding: &Finding, out: &mut String) -> std::fmt::Result {
    let letter = finding.letter().map_or(String::new(), |letter| format!(" ({letter})"));
    let (category, role, score) = (finding.category(), finding.role(), finding.score().get());
    write!(out, "<span class=\"tip\" role=\"note\"><b>{category}{letter} · {role} · {score:.2}</b>")?;
    write!(out, "<span>{}</span>", escaped(finding.advice()))?;
    if let Some(standing) = standing(scanned.standing(finding)) {
        write!(out, "<span>{}</span>", escaped(&standing))?;
    }
    for evidence in finding.evidence() {
        write!(out, "<i>{:+.2} {}</i>", evidence.weight(), escaped(evidence.says()))?;
    }
    let (rule, source) = (escaped(finding.rule()), escaped(finding.source()));
    write!(out, "<code>{rule} · {source} · key {}</code></span>", scanned.key(finding))
}

/// Text as it may stand in a page or in a quoted attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&printable(text), &mut out);
    out
}

fn push_escaped(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
}

impl Render for Html {
    fn head(&self) -> Vec<u8> {
        page::head().into_bytes()
    }

    fn draft(&self, scanned: &Scanned<'_>, out: &mut Vec<u8>) -> Result<(), InputError> {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = self.article(scanned, &mut text);
        out.extend_from_slice(text.as_bytes());
        Ok(())
    }

    fn tail(&self, tally: &Tally) -> Vec<u8> {
        page::tail(tally, &escaped(&self.rules_version)).into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_draft_is_markup() {
        assert_eq!(escaped("<a href='x'>&\"\u{202E}"), "&lt;a href=&#39;x&#39;&gt;&amp;&quot;\u{FFFD}");
    }

    #[test]
    fn words_are_dots_that_keep_their_lines() {
        let mut page = Html::new("v");
        let words = |page: &Html| {
            let mut out = String::new();
            page.words("Zoë\r\n& 👩‍⚕️", &mut out);
            out
        };
        assert_eq!(words(&page), "···\n· ·");
        page.show_text(true);
        assert_eq!(words(&page), "Zoë\r\n&amp; 👩‍⚕️");
    }
}
