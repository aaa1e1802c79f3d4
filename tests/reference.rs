//! The fast way finds what the slow way finds: without the gate every rule and every phrase is tried on every
//! text, and reports have to be the same, byte for byte.

#[path = "common/drafts.rs"]
mod drafts;
#[path = "../benches/texts/mod.rs"]
mod texts;

use phi_preflight::{Draft, ScannerBuilder};

/// The drafts whose reports differ.
fn differing(list: impl Iterator<Item = Draft>) -> Vec<String> {
    let scanner = |gate: bool| {
        let mut builder = ScannerBuilder::new();
        builder.explain(true).show_text(true).gate(gate);
        builder.build().expect("the built-in rules build")
    };
    let (fast, slow) = (scanner(true), scanner(false));
    let written = |report| serde_json::to_string(&report).expect("a report serialises");
    let differs = |draft: &Draft| written(fast.scan_draft(draft)) != written(slow.scan_draft(draft));
    list.filter(differs).map(|draft| draft.text).collect()
}

#[test]
fn annotated_drafts_are_judged_the_same_without_the_gate() {
    let files = [
        include_str!("data/drafts_first_sight_a.jsonl"),
        include_str!("data/drafts_first_sight_b.jsonl"),
        include_str!("data/drafts_first_sight_c.jsonl"),
        include_str!("../examples/drafts.jsonl"),
    ];
    let list: Vec<Draft> = files.iter().flat_map(|file| drafts::read(file)).collect();
    assert!(list.len() > 300);
    assert_eq!(differing(list.into_iter()), Vec::<String>::new());
}

#[test]
fn every_shape_of_draft_is_judged_the_same_without_the_gate() {
    for shape in texts::SHAPES {
        let list = texts::shape(shape, 12);
        assert_eq!(list.len(), 12);
        assert_eq!(differing(list.into_iter()), Vec::<String>::new(), "{shape}");
    }
}

#[test]
fn hostile_texts_are_judged_the_same_without_the_gate() {
    let list = texts::HOSTILE.iter().map(|(_, trap)| Draft::new(texts::hostile(trap, 600)));
    assert_eq!(differing(list), Vec::<String>::new());
}
