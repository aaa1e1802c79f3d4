//! What `.ci/instructions` runs under valgrind: one kind of text, scanned once, and nothing else.
//!
//! `count shape NAME DRAFTS` scans so many drafts of a shape, `count trap NAME BYTES` one hostile text of so many
//! bytes, `count cold NAME DRAFTS` only builds the scanner and scans. Of a shape every draft is scanned once before
//! (in both modes but `cold`) so that what is compiled at first need is compiled; the script takes that away by
//! running two sizes. It prints the bytes scanned.

mod texts;

use phi_preflight::{Draft, Scanner};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [kind, name, size] = arguments.as_slice() else { return };
    let size: usize = size.parse().unwrap_or(0);
    let drafts: Vec<Draft> = match kind.as_str() {
        "shape" => texts::shape(name, size),
        "long" => vec![Draft::new(texts::long(name, size, " "))],
        _ => {
            let trap = texts::HOSTILE.iter().find(|(known, _)| known == name);
            trap.map(|(_, trap)| Draft::new(texts::hostile(trap, size))).into_iter().collect()
        }
    };
    let scanner = Scanner::new();
    let bytes: usize = drafts.iter().map(|draft| draft.text.len()).sum();
    let reports = drafts.iter().filter(|draft| !scanner.scan_draft(draft).id().is_empty()).count();
    println!("{bytes} {reports}");
}
