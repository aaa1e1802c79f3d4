//! Reports on thirty drafts, whole, for a reviewer to read.
//!
//! `data/golden_reports.txt` shows each draft, what was found in it, what was cleared and the verdict with
//! its reasons. With `BLESS=1` it is written anew; read the difference before you commit it.

#[path = "common/drafts.rs"]
mod drafts;

use std::fmt::Write as _;
use std::path::Path;

use phi_preflight::{Draft, Finding, Report, ScannerBuilder};

const DRAFTS: &str = include_str!("data/drafts_dev.jsonl");
/// Every so many drafts one is shown: all surfaces and countries are among them.
const EVERY: usize = 7;
const SHOWN: usize = 30;

fn line(out: &mut String, sign: char, finding: &Finding) {
    let _ = writeln!(
        out,
        "  {sign} {:?}: {} of {}, {:.2} by {}",
        finding.text().unwrap_or_default(),
        finding.category().as_str(),
        finding.role().as_str(),
        finding.score().get(),
        finding.rule(),
    );
}

fn shown(draft: &Draft, report: &Report) -> String {
    let mut out = format!("== {} ({})\n{}\n--\n", report.id(), draft.surface.as_str(), draft.text.trim_end());
    let _ = writeln!(out, "{:?}, risk {:.2}", report.verdict(), report.risk().get());
    for reason in report.reasons() {
        let _ = writeln!(out, "  because {} ({}: {})", reason.says(), reason.code(), reason.source());
    }
    report.findings().iter().for_each(|finding| line(&mut out, '!', finding));
    report.cleared().iter().for_each(|finding| line(&mut out, '-', finding));
    out
}

#[test]
fn thirty_reports_read_as_they_did() {
    let mut builder = ScannerBuilder::new();
    builder.explain(true).show_text(true);
    let scanner = builder.build().expect("a scanner");
    let chosen: Vec<Draft> = drafts::read(DRAFTS).step_by(EVERY).take(SHOWN).collect();
    assert_eq!(chosen.len(), SHOWN);
    let made: String = chosen.iter().map(|draft| shown(draft, &scanner.scan_draft(draft)) + "\n").collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden_reports.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &made).expect("written");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    for (made, golden) in made.split("== ").zip(golden.split("== ")) {
        assert_eq!(made, golden, "this report is another now");
    }
    assert_eq!(made.len(), golden.len(), "a report is missing");
}
