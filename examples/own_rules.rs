//! How does a house add a rule of its own, prove it, and switch one off?
//!
//! Run with `cargo run --example own_rules`.

use phi_preflight::{BuildError, ScannerBuilder, check_rules};

/// A rule file is TOML; this one would live in a file of its own. Each rule carries the texts that prove
/// it: at least two it must find something in, marked `[[…]]`, and two it must leave alone.
const RULES: &str = r#"
[[rule]]
id         = "own.study_code"
category   = "other_id"
finds      = "A participant code of our own studies."
regex      = '''(?xi) \b bright - [0-9]{4} \b'''
keywords   = ["bright"]
advice     = "Leave the participant code out."
source     = "house rule 12"
jurisdictions = ["US", "CA", "IE", "UK"]
examples         = ["Participant [[BRIGHT-0417]] finished today", "[[bright-0032]] was our patient"]
counter_examples = ["A bright day for the BRIGHT study", "The code is dim-0032"]
"#;

fn main() -> Result<(), BuildError> {
    // Run the examples first: alone and among all rules, with and without the gate. The command does the
    // same: `phi-preflight check own.toml`.
    let checked = check_rules("own.toml", RULES)?;
    println!("{} rule, {} examples", checked.rules(), checked.examples());
    for failure in checked.failures() {
        println!("  does not hold: {failure}");
    }
    assert!(checked.failures().is_empty());

    // Then scan with it, beside the built-in rules.
    let scanner = ScannerBuilder::new().rules("own.toml", RULES).build()?;
    let report = scanner.scan("Our patient, participant BRIGHT-0417, was admitted on March 4.");
    for finding in report.findings() {
        println!("{:24} {}", finding.rule(), finding.advice());
    }
    assert!(report.findings().iter().any(|finding| finding.rule() == "own.study_code"));

    // An id that does not exist is an error, so a typing mistake never leaves a rule on by accident.
    if let Err(error) = ScannerBuilder::new().rules("own.toml", RULES).disable("own.study_cod").build() {
        println!("{error}");
    }
    Ok(())
}
