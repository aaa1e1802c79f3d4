//! What does a draft give away, and what should its author do?
//!
//! Run with `cargo run --example scan_a_draft`.

use phi_preflight::{BuildError, Draft, Redaction, Scanner, ScannerBuilder, Surface, Verdict};

fn main() -> Result<(), BuildError> {
    // One scanner serves the whole program: it is cheap to clone and can be shared between threads.
    let scanner = Scanner::new();

    // A plain text is a draft of which only the body is known.
    let report =
        scanner.scan("Lost a favourite today: 93yo retired judge from Elko, room 412. RIP Mr. Alvarez");
    println!("{:?}, risk {:.2}", report.verdict(), report.risk().get());
    assert_eq!(report.verdict(), Verdict::Block);

    // The reasons say why the draft as a whole is a problem; the findings say where, and what to do.
    for reason in report.reasons() {
        println!("  because: {} [{}]", reason.says(), reason.source());
    }
    for finding in report.findings() {
        // Three units, because a Rust host counts bytes, a database code points, a browser UTF-16.
        let span = finding.span();
        println!("  bytes {:?}, code points {:?}, UTF-16 {:?}", span.byte, span.char, span.utf16);
        println!("    {} of {}: {}", finding.category(), finding.role(), finding.advice());
    }

    // What else is known about a draft helps to judge it: a reply names its addressee by being one.
    let mut draft =
        Draft::new("Thank you, Brenda! When you came in on March 4, Dr. Halloran stayed late for you.");
    draft.surface = Surface::Reply;
    draft.in_reply_to = Some("Worst dentist in town.".into());

    // With `explain` the report also lists what was recognised and found publishable, such as the
    // clinician's name, and why. Building can fail, for a wrong rule file or policy; scanning cannot.
    let scanner = ScannerBuilder::new().explain(true).build()?;
    let report = scanner.scan_draft(&draft);
    for cleared in report.cleared() {
        println!("  cleared {}: {}", cleared.category(), cleared.why().unwrap_or_default());
    }

    // The same report says how the draft reads without its findings.
    println!("  {}", report.redact(&draft, Redaction::Rewrite).text);
    Ok(())
}
