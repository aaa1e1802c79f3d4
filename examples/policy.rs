//! How does a house say what is its own, how strict it is, and which consents it has on record?
//!
//! Run with `cargo run --example policy`.

use phi_preflight::{BuildError, Draft, Policy, Scanner, ScannerBuilder, Verdict};

/// A policy is TOML; this one would live in a file of its own. It says only what it wants otherwise than
/// the built-in policy, where every number has its reason beside it.
const POLICY: &str = r#"
[limits]
block = 0.6

[surface.newsletter]
individuals = "review"

[own]
staff    = ["Dr Ana Ruiz"]
contacts = ["775-555-0134"]
places   = ["14 Main Street, Elko"]

[[consent]]
id      = "c-2026-014"
person  = "Liam Kelleher"
scope   = ["name", "story"]
purpose = "story of the month"
"#;

fn main() -> Result<(), BuildError> {
    let house = ScannerBuilder::new().policy(Policy::from_toml("house.toml", POLICY)?).build()?;

    // The house's own people and contacts are cleared, whatever stands around them.
    let post = "Questions about your visit? Ana Ruiz answers at (775) 555-0134.";
    for (name, scanner) in [("built-in", &Scanner::new()), ("house", &house)] {
        let report = scanner.scan(post);
        println!("{name:10} {:?}, {} findings", report.verdict(), report.findings().len());
    }
    assert_eq!(house.scan(post).verdict(), Verdict::Allow);

    // A consent covers a draft only where the draft names it and the house has it on record. Even then a
    // person looks at it once, unless the house's policy says otherwise.
    let mut story = Draft::new("Our patient Liam Kelleher rang the bell after his last round of chemo!");
    println!("no consent {:?}", house.scan_draft(&story).verdict());
    assert_eq!(house.scan_draft(&story).verdict(), Verdict::Block);
    story.consents = vec!["c-2026-014".into()];
    let report = house.scan_draft(&story);
    println!("on record  {:?}", report.verdict());
    for reason in report.reasons() {
        println!("  {}", reason.says());
    }

    // Houses that publish nothing about individual patients start from the strict policy.
    let strict = ScannerBuilder::new().policy(Policy::strict()).build()?;
    println!("strict     {:?}", strict.scan("One of our patients walked again this spring.").verdict());

    // A setting that does not exist is an error with file and line, never silently ignored.
    if let Err(error) = Policy::from_toml("house.toml", "[limits]\nblok = 0.6") {
        println!("{error}");
    }
    Ok(())
}
