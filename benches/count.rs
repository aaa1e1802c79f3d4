//! What `.ci/instructions` runs under valgrind: one kind of text, scanned once, and nothing else.
//!
//! `count shape NAME DRAFTS` scans so many drafts of a shape, `count long NAME BYTES` one draft of about so many bytes,
//! `count trap NAME BYTES` one hostile text of so many bytes. Nothing is scanned before: what is made or compiled at
//! first need is counted, and whoever does not want it takes it away by running two sizes, as the script does. It
//! prints the bytes scanned.

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
