//! What holds for every text: it is scanned without panic, spans stand inside it, the same text
//! gives the same bytes, and the gate changes nothing.

use phi_preflight::{Draft, Report, Scanner, ScannerBuilder, Surface, Verdict};
use proptest::prelude::*;

/// Pieces that rules, names and cues react to, so that random texts are not all silence.
const PIECES: &[&str] = &[
    "Emma Byrne",
    "mrs murphy",
    "Dr. Okafor",
    "our patient",
    "MRN: 00482913",
    "SSN 111-22-3333",
    "March 4",
    "yesterday",
    "91-year-old",
    "room 412",
    "(212) 555-0123",
    "emma (at) post (dot) example",
    "@emma_mum",
    "#PrayForEmma",
    "your appointment with us",
    "when you came in",
    "Boise",
    "943 476 5919",
    "192.0.2.1",
    "https://fund.example/emma",
    "😀",
    "👩‍👩‍👧",
    "e\u{301}",
    "\u{200b}",
    "\u{202e}",
    "\r\n",
    "\0",
    "“",
    "—",
    "１２３",
    "ß",
    "&amp;",
    "**",
    "[",
    "](",
    "<b>",
    "a.b@c",
    "....",
    "((((",
    "A1 A1",
    "0000",
    " ",
    "\n",
    ". ",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.join(" "))
}

fn explained() -> Scanner {
    ScannerBuilder::new().explain(true).build().expect("the built-in rules build")
}

fn are_apart(report: &Report) -> bool {
    report.findings().windows(2).all(|pair| pair[0].span().byte.1 <= pair[1].span().byte.0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_gives_spans_inside_it(text in text()) {
        let report = explained().scan(&text);
        for finding in report.findings().iter().chain(report.cleared()) {
            let span = finding.span();
            prop_assert!(span.byte.0 < span.byte.1 && span.byte.1 <= text.len());
            prop_assert!(text.is_char_boundary(span.byte.0) && text.is_char_boundary(span.byte.1));
            let (head, body) = (&text[..span.byte.0], &text[span.byte.0..span.byte.1]);
            prop_assert_eq!(span.char, (head.chars().count(), head.chars().count() + body.chars().count()));
            let units = |s: &str| s.encode_utf16().count();
            prop_assert_eq!(span.utf16, (units(head), units(head) + units(body)));
            prop_assert!((0.0..=1.0).contains(&finding.score().get()));
        }
        prop_assert!(are_apart(&report), "findings overlap or are out of order");
    }

    #[test]
    fn the_same_draft_gives_the_same_bytes(text in text()) {
        let mut draft = Draft::new(text);
        draft.surface = Surface::Reply;
        let once = serde_json::to_string(&explained().scan_draft(&draft)).expect("a report serialises");
        let again = serde_json::to_string(&Scanner::clone(&explained()).scan_draft(&draft)).expect("a report serialises");
        prop_assert_eq!(once, again);
    }

    #[test]
    fn the_gate_changes_nothing(text in text()) {
        let ungated = ScannerBuilder::new().explain(true).gate(false).build().expect("the built-in rules build");
        prop_assert_eq!(explained().scan(&text), ungated.scan(&text));
    }
}

/// "¼" is read as "1⁄4": one finding ends at its 1, the next starts at its 4.
#[test]
fn one_character_is_part_of_one_finding() {
    let report = explained().scan("our patient room 412 your appointment with us ¼০ໜა Þ¿៰ À𐩐𛲐 Emma Byrne");
    assert!(report.findings().len() > 2 && are_apart(&report));
}

#[test]
fn a_draft_without_words_is_allowed() {
    for empty in ["", " ", "\n\n", "\0"] {
        assert_eq!(Scanner::new().scan(empty).verdict(), Verdict::Allow, "{empty:?}");
    }
}

#[test]
fn a_scanner_is_shared_between_threads() {
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    shared(&Scanner::new());
}
