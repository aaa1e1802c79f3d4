//! A newsletter is many drafts in one: what is told in a long text has to be found as it is in a short one.

#[path = "common/drafts.rs"]
mod drafts;

use phi_preflight::{Scanner, Verdict};

/// Harmless paragraphs as a newsletter has them.
const BEFORE: &str = "Our new car park opens on 4 May, with 120 spaces and two chargers.\n\n\
    Flu vaccines are here. Walk in on weekdays between nine and five, or book by phone. Most people need one dose, \
    and the website lists who can have it free.\n\n\
    The hospital choir is looking for tenors. No audition, only biscuits.\n\n";
const AFTER: &str = "\n\nHand hygiene audits reached 97 percent in March, the best month since the programme began.\n\n\
    Did you know that the main kitchen cooks 2,400 meals a day? The menu changes every four weeks, and all of it is \
    made from scratch.\n\n\
    Parking, visiting hours and directions are on our website. Thank you to every volunteer who gave an hour.";

#[test]
fn what_is_told_in_a_long_text_is_found_too() {
    let scanner = Scanner::new();
    let (mut all, mut stopped, mut found, mut wanted) = (0, 0, 0, 0);
    for draft in drafts::read(include_str!("data/drafts_dev.jsonl")) {
        let alone = scanner.scan_draft(&draft);
        if alone.verdict() == Verdict::Allow {
            continue;
        }
        let mut long = draft.clone();
        long.text = [BEFORE, &draft.text, AFTER].concat();
        let report = scanner.scan_draft(&long);
        all += 1;
        stopped += usize::from(report.verdict() > Verdict::Allow);
        wanted += alone.findings().len();
        let starts: Vec<usize> = report.findings().iter().map(|one| one.span().byte.0).collect();
        found += alone
            .findings()
            .iter()
            .filter(|one| starts.contains(&(one.span().byte.0 + BEFORE.len())))
            .count();
    }
    assert!(stopped * 100 >= all * 90, "{stopped} of {all} are stopped in a long text");
    assert!(found * 100 >= wanted * 80, "{found} of {wanted} findings are made in a long text");
}

#[test]
fn harmless_paragraphs_stay_harmless_together() {
    let report = Scanner::new().scan(&[BEFORE, AFTER].concat());
    assert_eq!(report.verdict(), Verdict::Allow, "{:?}", report.reasons());
}
