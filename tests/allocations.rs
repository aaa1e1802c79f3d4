//! What a scan takes from the heap: nothing, where there is nothing to look at and a scan before has made room.

use allocation_counter::measure;
use phi_preflight::{Draft, Scanner, Verdict};

/// Drafts in which nothing is so much as a candidate.
const PLAIN: [&str; 4] = [
    "drink water. eat well. move more. sleep enough, and be kind to each other out there.",
    "good things take time, and good soup takes more. parking is free and the doors are open to all.",
    "small steps count: walk more, sit less, eat green things. thank you for reading!",
    "",
];

/// Scans that make room: lists of a kind change places among each other from scan to scan.
const WARM: usize = 8;

/// Allocations of one scan of a draft after others of it.
fn allocations(scanner: &Scanner, draft: &Draft) -> u64 {
    for _ in 0..WARM {
        assert_eq!(scanner.scan_draft(draft).verdict(), Verdict::Allow);
    }
    measure(|| drop(scanner.scan_draft(draft))).count_total
}

#[test]
fn a_draft_without_candidates_allocates_nothing_once_a_thread_is_warm() {
    let scanner = Scanner::new();
    for text in PLAIN {
        let mut draft = Draft::new(text);
        assert_eq!(allocations(&scanner, &draft), 0, "{text}");
        draft.title = Some("wash your hands often".to_owned());
        assert_eq!(allocations(&scanner, &draft), 0, "{text}, with a title");
    }
    let long = Draft::new(PLAIN.join(" ").repeat(8));
    assert_eq!(allocations(&scanner, &long), 0, "a long draft");
}

#[test]
fn a_draft_with_candidates_allocates_for_them_only() {
    let scanner = Scanner::new();
    let draft = |times: usize| Draft::new(format!("{} ask Emma on Friday.", PLAIN.join(" ").repeat(times)));
    let count = allocations(&scanner, &draft(1));
    assert!(count > 0, "the counter counts");
    assert_eq!(allocations(&scanner, &draft(6)), count, "words that are no candidates cost nothing");
}
