//! Safe rewrites over every annotated draft: what is taken out is gone, the rest reads, and the result
//! is allowed or says what is left for a person.

#[path = "common/drafts.rs"]
mod drafts;

use phi_preflight::{Category, Draft, Redaction, Report, Scanner, Verdict};

const FILES: [&str; 5] = [
    include_str!("data/drafts_dev.jsonl"),
    include_str!("data/drafts_first_sight_a.jsonl"),
    include_str!("data/drafts_first_sight_b.jsonl"),
    include_str!("data/drafts_first_sight_c.jsonl"),
    include_str!("data/drafts_first_sight_d.jsonl"),
];

/// A draft that something was found in, its report, the draft rewritten, and the report on that.
fn rewritten() -> Vec<(Draft, Report, Draft, Report)> {
    let scanner = Scanner::new();
    let drafts = FILES.iter().flat_map(|file| drafts::read(file));
    let scanned = drafts.map(|draft| {
        let report = scanner.scan_draft(&draft);
        let safe = report.redact(&draft, Redaction::Rewrite);
        let again = scanner.scan_draft(&safe);
        (draft, report, safe, again)
    });
    scanned.filter(|(_, report, ..)| !report.findings().is_empty()).collect()
}

#[test]
fn most_drafts_can_be_published_once_rewritten_and_the_others_say_why_not() {
    let (mut stopped, mut free, mut still) = (0, 0, 0);
    for (draft, report, _, again) in rewritten() {
        if again.verdict() > Verdict::Allow {
            assert!(again.reasons().iter().any(|reason| reason.code() == "to-publish"), "{:?}", draft.id);
        }
        if report.verdict() == Verdict::Block {
            stopped += 1;
            free += usize::from(again.verdict() == Verdict::Allow);
            still += usize::from(again.verdict() == Verdict::Block);
        }
    }
    println!("{free} of {stopped} stopped drafts are allowed once rewritten, {still} are still stopped");
    // The rest goes to a person: a story of one patient stays one when everything found in it is out.
    assert!(free * 100 >= stopped * 54, "{free} of {stopped}");
    assert!(still * 100 <= stopped * 2, "{still} of {stopped}");
}

#[test]
fn no_number_or_contact_that_was_found_is_left() {
    let gone = |category: Category| {
        !matches!(
            category,
            Category::Name
                | Category::Place
                | Category::Room
                | Category::Date
                | Category::Age
                | Category::Care
                | Category::Detail
        )
    };
    let mut seen = 0;
    for (draft, report, safe, _) in rewritten() {
        for finding in
            report.findings().iter().filter(|finding| finding.field() == "text" && gone(finding.category()))
        {
            let (start, end) = finding.span().byte;
            let words = &draft.text[start..end];
            // A number of few digits stands elsewhere by chance.
            if words.len() > 5 && draft.text.matches(words).count() == 1 {
                seen += 1;
                assert!(!safe.text.contains(words), "{:?}: {}", draft.id, finding.rule());
            }
        }
    }
    assert!(seen > 30, "only {seen} were looked at");
}

#[test]
fn a_rewrite_leaves_no_placeholder_and_no_torn_brackets() {
    for (draft, _, safe, _) in rewritten() {
        for torn in ["[name]", "()", "( )", " ,", "\"\""] {
            let (before, after) = (draft.text.matches(torn).count(), safe.text.matches(torn).count());
            assert!(after <= before, "{:?} has {torn:?}: {}", draft.id, safe.text);
        }
    }
}
