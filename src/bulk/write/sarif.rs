//! Reports as SARIF 2.1.0, which code-scanning pages and editors show beside the line.
//!
//! A finding is a result. Where the drafts are files or plain lines it points at the words; where a draft
//! is written otherwise in its line (escaped in JSON, quoted in a table) at the line. The rules stand
//! after the results, because only then is it known which of them found something.

use serde_json::{Value, json};

use super::Render;
use super::shown::line_and_column;
use crate::bulk::known::Standing;
use crate::bulk::record::{Record, Stands};
use crate::bulk::scanned::Scanned;
use crate::bulk::tally::Tally;
use crate::error::InputError;
use crate::report::{Finding, Verdict};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One SARIF log with one run.
#[derive(Clone, Debug)]
pub struct Sarif {
    rules_version: String,
    show_text: bool,
    has_baseline: bool,
}

impl Sarif {
    /// A log of a scan with rules of that version; without words of the drafts.
    #[must_use]
    pub fn new(rules_version: impl Into<String>) -> Self {
        Self { rules_version: rules_version.into(), show_text: false, has_baseline: false }
    }

    /// Adds the words of each finding as its snippet.
    pub fn show_text(&mut self, yes: bool) -> &mut Self {
        self.show_text = yes;
        self
    }

    /// Says of each result whether it is new: for a scan that knows a baseline.
    pub fn baseline(&mut self, yes: bool) -> &mut Self {
        self.has_baseline = yes;
        self
    }

    fn finding(&self, scanned: &Scanned<'_>, finding: &Finding) -> Value {
        let (record, report) = (scanned.record(), scanned.report());
        let mut location = location(record, region(record, finding));
        if self.show_text {
            let (start, end) = finding.span().byte;
            let words = record.original(finding.field()).and_then(|text| text.get(start..end));
            location["physicalLocation"]["region"]["snippet"] = json!({ "text": words.unwrap_or_default() });
        }
        location["logicalLocations"] = json!([{
            "name": finding.field(),
            "fullyQualifiedName": format!("{}/{}", report.id(), finding.field()),
        }]);
        let mut result = json!({
            "ruleId": finding.rule(),
            "level": level(report.verdict()),
            "message": { "text": format!("{} ({}): {}", finding.category(), finding.role(), finding.advice()) },
            "locations": [location],
            "partialFingerprints": { "phiPreflight/v1": scanned.key(finding).to_string() },
            "rank": f64::from((finding.score().get() * 1000.0).round()) / 10.0,
            "properties": {
                "draft": report.id(),
                "verdict": report.verdict(),
                "risk": report.risk(),
                "category": finding.category(),
                "letter": finding.letter(),
                "role": finding.role(),
                "severity": finding.severity(),
            },
        });
        self.note_standing(&mut result, scanned.standing(finding));
        result
    }

    fn note_standing(&self, result: &mut Value, standing: Standing<'_>) {
        if self.has_baseline {
            let state = if standing == Standing::InBaseline { "unchanged" } else { "new" };
            result["baselineState"] = json!(state);
        }
        if let Standing::Suppressed(reason) = standing {
            result["suppressions"] = json!([{ "kind": "external", "justification": reason }]);
        }
    }
}

/// A draft that was judged without any finding, for its first reason.
fn draft_alone(scanned: &Scanned<'_>) -> Option<Value> {
    let report = scanned.report();
    let reason = report.reasons().first()?;
    let record = scanned.record();
    Some(json!({
        "ruleId": format!("draft.{}", reason.code()),
        "level": level(report.verdict()),
        "message": { "text": reason.says() },
        "locations": [location(record, line_region(record))],
        "properties": { "draft": report.id(), "verdict": report.verdict(), "risk": report.risk() },
    }))
}

fn level(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Block => "error",
        Verdict::Review => "warning",
        Verdict::Allow => "note",
    }
}

fn location(record: &Record, region: Value) -> Value {
    let uri = uri(record.origin().source());
    json!({ "physicalLocation": { "artifactLocation": { "uri": uri }, "region": region } })
}

fn line_region(record: &Record) -> Value {
    json!({ "startLine": record.origin().line().unwrap_or(1) })
}

/// Where a finding stands in its input, columns in UTF-16 units.
fn region(record: &Record, finding: &Finding) -> Value {
    let text = record.original(finding.field()).unwrap_or_default();
    let first = match record.stands() {
        Stands::Within => return line_region(record),
        Stands::Line => record.origin().line().unwrap_or(1),
        Stands::Whole => 1,
    };
    let (start, end) = finding.span().byte;
    let (start_line, start_column) = line_and_column(text, start, char::len_utf16);
    let (end_line, end_column) = line_and_column(text, end, char::len_utf16);
    json!({
        "startLine": first + start_line - 1,
        "startColumn": start_column,
        "endLine": first + end_line - 1,
        "endColumn": end_column,
    })
}

/// A path as a reference: relative where it was given so, so that a log serves wherever the files lie.
fn uri(path: &str) -> String {
    let mut uri = if path.starts_with('/') { String::from("file://") } else { String::new() };
    for byte in path.strip_prefix("./").unwrap_or(path).bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else if byte == b'\\' && cfg!(windows) {
            uri.push('/');
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

impl Render for Sarif {
    fn head(&self) -> Vec<u8> {
        format!(
            "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\
             \"columnKind\":\"utf16CodeUnits\",\"results\":[\n"
        )
        .into_bytes()
    }

    fn draft(&self, scanned: &Scanned<'_>, out: &mut Vec<u8>) -> Result<(), InputError> {
        let report = scanned.report();
        let mut results: Vec<Value> =
            report.findings().iter().map(|finding| self.finding(scanned, finding)).collect();
        if results.is_empty() && report.verdict() > Verdict::Allow {
            results.extend(draft_alone(scanned));
        }
        for (index, result) in results.iter().enumerate() {
            if index > 0 {
                out.extend_from_slice(self.separator());
            }
            serde_json::to_writer(&mut *out, result)
                .map_err(|error| scanned.record().origin().error(error.to_string()))?;
        }
        Ok(())
    }

    fn separator(&self) -> &[u8] {
        b",\n"
    }

    fn tail(&self, tally: &Tally) -> Vec<u8> {
        let rules: Vec<Value> = tally
            .rules
            .iter()
            .map(|(id, rule)| {
                json!({
                    "id": id,
                    "shortDescription": { "text": format!("{} in a draft", rule.category) },
                    "help": { "text": format!("{} [{}]", rule.advice, rule.source) },
                    "properties": { "category": rule.category, "tags": ["privacy", rule.category] },
                })
            })
            .collect();
        let tool = json!({ "driver": {
            "name": "phi-preflight",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "properties": { "rulesVersion": self.rules_version },
            "rules": rules,
        }});
        let mut invocation = json!({ "executionSuccessful": tally.errors == 0 });
        if let Some(unread) = tally.unread() {
            invocation["toolExecutionNotifications"] =
                json!([{ "level": "error", "message": { "text": unread } }]);
        }
        format!("\n],\"invocations\":[{invocation}],\"tool\":{tool}}}]}}\n").into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_reference() {
        assert_eq!(uri("./posts/a b#1.md"), "posts/a%20b%231.md");
        assert_eq!(uri("/srv/é.md"), "file:///srv/%C3%A9.md");
    }
}
