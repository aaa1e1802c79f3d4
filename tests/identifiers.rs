//! Every kind of identifier in the words people use, what only looks like one, and what the rule
//! packs of other countries cost.
//!
//! That a rule matches is proved by its own examples; these sentences go through the whole scanner,
//! where other rules want the same characters and the weights have their say. A refit may lose a
//! sentence or two, so each list has a share it has to keep.

#[path = "common/drafts.rs"]
mod drafts;

use std::path::Path;

use phi_preflight::{Category, Draft, Finding, Jurisdiction, Report, Scanner, ScannerBuilder};

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    std::fs::read_to_string(path).expect("a file of the tests")
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn explaining() -> Scanner {
    ScannerBuilder::new().explain(true).build().expect("the built-in rules")
}

/// Everything recognised, whosever it is.
fn recognised(report: &Report) -> impl Iterator<Item = &Finding> {
    report.findings().iter().chain(report.cleared())
}

/// The text without its marks, and the bytes of what is marked.
fn unmark(marked: &str) -> (String, Vec<(usize, usize)>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    for (index, piece) in marked.split("[[").enumerate() {
        match piece.split_once("]]") {
            Some((value, rest)) if index > 0 => {
                spans.push((text.len(), text.len() + value.len()));
                text.push_str(value);
                text.push_str(rest);
            }
            _ => text.push_str(piece),
        }
    }
    (text, spans)
}

#[test]
fn every_kind_is_recognised_in_a_sentence() {
    let scanner = explaining();
    let (mut missed, mut total) = (Vec::new(), 0);
    let list = read("identifiers.txt");
    for line in lines(&list) {
        let (categories, marked) = line.split_once(": ").expect("a category and a sentence");
        let (text, spans) = unmark(marked);
        assert!(!spans.is_empty(), "nothing is marked in: {line}");
        let report = scanner.scan(&text);
        for (start, end) in spans {
            total += 1;
            let found = recognised(&report).any(|finding| {
                let (from, to) = finding.span().byte;
                from < end
                    && start < to
                    && categories.split('/').any(|name| finding.category().as_str() == name)
            });
            if !found {
                missed.push(line.to_owned());
            }
        }
    }
    assert!(total > 450, "{total} sentences");
    assert!(missed.len() * 100 <= total * 4, "{} of {total} missed:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn what_only_looks_like_an_identifier_is_not_reported() {
    let scanner = Scanner::new();
    let spoken = [Category::Care, Category::Detail, Category::Name, Category::Place];
    let list = read("traps.txt");
    let mut reported = Vec::new();
    for text in lines(&list) {
        let report = scanner.scan(text);
        let wrong = report.findings().iter().filter(|finding| !spoken.contains(&finding.category()));
        reported.extend(wrong.map(|finding| format!("{}: {text}", finding.rule())));
    }
    assert!(lines(&list).count() > 120);
    assert!(reported.len() <= 2, "{}", reported.join("\n"));
}

#[test]
fn the_packs_of_other_countries_cost_american_text_a_fifth_at_most() {
    let only = |jurisdictions: &[Jurisdiction]| {
        ScannerBuilder::new().jurisdictions(jurisdictions).build().expect("the built-in rules")
    };
    let (american, all) = (only(&[Jurisdiction::Us]), only(&Jurisdiction::ALL));
    let (mut with_one, mut with_all) = (0, 0);
    let mut see = |draft: &Draft| {
        with_one += american.scan_draft(draft).findings().len();
        with_all += all.scan_draft(draft).findings().len();
    };
    for name in ["dev", "first_sight_a", "first_sight_b", "first_sight_c", "first_sight_d", "first_sight_e"] {
        let list = read(&format!("drafts_{name}.jsonl"));
        for (mut draft, line) in drafts::read(&list).zip(lines(&list)) {
            let allowed = line.contains(r#""verdict": "allow""#);
            if allowed && draft.jurisdiction == Some(Jurisdiction::Us) {
                // Without a country of its own the scanner's packs decide.
                draft.jurisdiction = None;
                see(&draft);
            }
        }
    }
    for text in lines(&read("traps.txt")) {
        see(&Draft::new(text));
    }
    assert!(with_one > 0, "nothing is reported at all");
    assert!(with_all * 5 <= with_one * 6, "{with_all} findings with all packs, {with_one} with one");
}
