//! How does a host bring in what only it knows, such as who its patients are?
//!
//! A pattern cannot know that "Jo Park" is in a bed upstairs; the hospital's own system does. A detector
//! is the door for such knowledge: it sees each field of a draft and says what stands where.
//!
//! Run with `cargo run --example own_detector`.

use std::collections::HashSet;

use phi_preflight::{
    BuildError, Candidate, Candidates, Category, Detector, Document, Role, ScannerBuilder, Verdict,
};

/// The names of known patients, in small letters, first and last name.
struct Roster {
    patients: HashSet<String>,
}

impl Detector for Roster {
    fn id(&self) -> &str {
        "host.roster"
    }

    /// Looks at each pair of neighbouring words: linear in the length of the document.
    fn detect(&self, document: &Document<'_>, candidates: &mut Candidates) {
        // The document's text is folded: "Jo Pàrk" reads "Jo Park" here, and the finding will still point
        // at the words as they were written.
        let text = document.text();
        for pair in document.words().windows(2) {
            let (first, last) = (pair[0].range(), pair[1].range());
            let name = format!("{} {}", &text[first.clone()], &text[last.clone()]).to_ascii_lowercase();
            if self.patients.contains(&name) {
                // Log-odds of 6 are a probability of 0.998: a roster knows.
                let candidate = Candidate::new(first.start..last.end, Category::Name, "host.roster", 6.0);
                candidates.push(candidate.with_role(Role::Patient));
            }
        }
    }
}

fn main() -> Result<(), BuildError> {
    let roster = Roster { patients: HashSet::from(["jo park".to_owned()]) };
    let scanner = ScannerBuilder::new().detector(roster).build()?;

    let report = scanner.scan("So proud of Jo Pàrk, who went home from our ward today!");
    for finding in report.findings() {
        println!("{} by {}, {:.3}", finding.category(), finding.rule(), finding.score().get());
    }
    assert!(report.findings().iter().any(|finding| finding.rule() == "host.roster"));
    assert_ne!(report.verdict(), Verdict::Allow);
    Ok(())
}
