//! Reports as JUnit XML, which build servers show as test results: a draft is a test case, and one that
//! fails the build a failure.
//!
//! The counts that some tools write at the top are left out: they are known at the end only, and readers
//! count for themselves.

use std::io;

use quick_xml::Writer;
use quick_xml::events::BytesText;

use super::Render;
use super::shown::{printable, verdict_name};
use crate::bulk::scanned::Scanned;
use crate::bulk::tally::Tally;
use crate::error::InputError;
use crate::report::Verdict;

/// One test suite, one test case a draft.
#[derive(Clone, Copy, Debug)]
pub struct JUnit {
    fail_on: Option<Verdict>,
}

impl JUnit {
    /// Drafts judged `fail_on` or graver are failures; none is where absent.
    #[must_use]
    pub fn new(fail_on: Option<Verdict>) -> Self {
        Self { fail_on }
    }

    fn case(&self, scanned: &Scanned<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        let (report, origin) = (scanned.report(), scanned.record().origin());
        let mut xml = Writer::new(&mut *out);
        let (class, name) = (printable(origin.source()), printable(report.id()));
        let line = origin.line().map(|line| line.to_string());
        let mut case = xml
            .create_element("testcase")
            .with_attribute(("classname", class.as_str()))
            .with_attribute(("name", name.as_str()))
            .with_attribute(("file", class.as_str()));
        if let Some(line) = &line {
            case = case.with_attribute(("line", line.as_str()));
        }
        if self.fail_on.is_none_or(|verdict| report.verdict() < verdict) {
            case.write_empty()?;
        } else if scanned.is_known() {
            case.write_inner_content(|xml| {
                xml.create_element("skipped")
                    .with_attribute(("message", "nothing in it is new"))
                    .write_empty()?;
                Ok(())
            })?;
        } else {
            let verdict = verdict_name(report.verdict());
            let message = format!("{verdict}, risk {:.2}", report.risk().get());
            case.write_inner_content(|xml| {
                xml.create_element("failure")
                    .with_attribute(("type", verdict))
                    .with_attribute(("message", message.as_str()))
                    .write_text_content(BytesText::new(&details(scanned)))?;
                Ok(())
            })?;
        }
        out.push(b'\n');
        Ok(())
    }
}

/// The reasons, and the findings with their places.
fn details(scanned: &Scanned<'_>) -> String {
    let report = scanned.report();
    let reasons = report.reasons().iter().map(|reason| format!("{} [{}]", reason.says(), reason.source()));
    let findings = report.findings().iter().map(|finding| {
        let (start, end) = finding.span().char;
        let (category, rule) = (finding.category(), finding.rule());
        format!("{} {start}..{end}  {category} · {rule}: {}", finding.field(), finding.advice())
    });
    reasons.chain(findings).collect::<Vec<_>>().join("\n")
}

impl Render for JUnit {
    fn head(&self) -> Vec<u8> {
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"phi-preflight\">\n\
          <testsuite name=\"drafts\">\n"
            .to_vec()
    }

    fn draft(&self, scanned: &Scanned<'_>, out: &mut Vec<u8>) -> Result<(), InputError> {
        self.case(scanned, out).map_err(|error| scanned.record().origin().error(error.to_string()))
    }

    fn tail(&self, tally: &Tally) -> Vec<u8> {
        let mut tail = String::new();
        if let Some(unread) = tally.unread() {
            tail.push_str(&format!(
                "<testcase classname=\"phi-preflight\" name=\"inputs\"><error message=\"{unread}\"/></testcase>\n"
            ));
        }
        tail.push_str("</testsuite>\n</testsuites>\n");
        tail.into_bytes()
    }
}
