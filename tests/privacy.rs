//! No word of a draft leaves but where a caller asked for it.
//!
//! Marker words stand in every field of a draft, next to things that are found; then everything that is
//! shown, logged or written is searched for them.

use phi_preflight::{Candidates, Detector, Document, Draft, Report, Scanner, ScannerBuilder};

/// A word that stands in no list and is no part of any text of this crate.
const MARKER: &str = "Zqvxkorbel";

fn draft() -> Draft {
    let words = |field: &str| {
        format!(
            "{field} {MARKER}: our patient {MARKER} Byrne, 93, room 412, MRN 00482913, came in on March 4, \
             call 415-555-0142 or {}@example.org #{MARKER}Strong",
            MARKER.to_lowercase()
        )
    };
    let mut draft = Draft::new(words("text"));
    draft.id = Some("draft-1".into());
    draft.title = Some(words("title"));
    draft.alt_text = vec![words("alt")];
    draft.attachments = vec![format!("{MARKER}-xray-2024-03-04.jpg")];
    draft.in_reply_to = Some(words("reply"));
    draft.author = Some(format!("{MARKER} Clinic"));
    draft.reviewer = Some(MARKER.into());
    draft.place = Some(format!("{MARKER}, NV"));
    draft.consents = vec![format!("consent-{MARKER}")];
    draft
}

#[track_caller]
fn holds_no_marker(shown: &str) {
    assert!(!shown.to_lowercase().contains(&MARKER.to_lowercase()), "{shown}");
}

fn scanned(show_text: bool) -> Report {
    let mut builder = ScannerBuilder::new();
    builder.explain(true).show_text(show_text);
    let report = builder.build().expect("the built-in rules").scan_draft(&draft());
    assert!(report.findings().len() >= 4, "the draft is full of things to find: {report:?}");
    report
}

#[test]
fn debug_shows_shape_never_words() {
    holds_no_marker(&format!("{:?}", draft()));
    holds_no_marker(&format!("{:#?}", Document::new(&draft().text)));
    holds_no_marker(&format!("{:?}", Scanner::new()));
    let report = scanned(true);
    for finding in report.findings().iter().chain(report.cleared()) {
        holds_no_marker(&format!("{finding:?}"));
    }
    holds_no_marker(&format!("{report:?}"));
}

#[test]
fn a_report_holds_no_words_unless_asked_for() {
    holds_no_marker(&serde_json::to_string(&scanned(false)).expect("JSON"));
    for finding in scanned(false).findings() {
        assert_eq!(finding.text(), None);
    }
    let asked_for = serde_json::to_string(&scanned(true)).expect("JSON");
    assert!(asked_for.contains(r#""text":"#), "{asked_for}");
}

#[test]
fn a_host_s_detector_shows_no_words_either() {
    struct Everything;
    impl Detector for Everything {
        fn id(&self) -> &str {
            "host.everything"
        }
        fn detect(&self, document: &Document<'_>, candidates: &mut Candidates) {
            let whole = 0..document.text().len();
            let category = phi_preflight::Category::OtherId;
            candidates.push(phi_preflight::Candidate::new(whole, category, "host.everything", 9.0));
            holds_no_marker(&format!("{candidates:?} {document:?}"));
        }
    }
    let mut builder = ScannerBuilder::new();
    builder.detector(Everything).explain(true);
    holds_no_marker(&format!("{builder:?}"));
    let report = builder.build().expect("the built-in rules").scan_draft(&draft());
    holds_no_marker(&serde_json::to_string(&report).expect("JSON"));
}

#[cfg(feature = "bulk")]
mod bulk {
    use std::path::PathBuf;

    use phi_preflight::bulk::{ReadOptions, Reader, Record};

    use super::*;

    /// Writes an input and reads it; errors and records as a log would show them.
    fn shown(name: &str, bytes: &[u8]) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path: PathBuf = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        let reader = Reader::new(vec![path], ReadOptions::default());
        let show = |record: Result<Record, phi_preflight::InputError>| match record {
            Ok(record) => format!("{record:?}"),
            Err(error) => format!("{error} {error:?}"),
        };
        reader.map(show).collect()
    }

    #[test]
    fn errors_and_records_of_every_reader_hold_no_words() {
        let lines = format!(
            "{{\"text\": {MARKER}}}\n{{\"text\": 5, \"id\": \"{MARKER}\"}}\n[\"{MARKER}\"]\n\
             {{\"text\": \"x\", \"surface\": \"{MARKER}\"}}\n{{\"text\": \"{MARKER}\", \"alt_text\": {{}}}}\n\
             {{\"text\": \"{MARKER}"
        );
        let jsonl = shown("a.jsonl", lines.as_bytes());
        assert_eq!(jsonl.len(), 6);
        let mut broken = MARKER.as_bytes().to_vec();
        broken.extend_from_slice(b" \xFF\xFE ");
        let units = MARKER.encode_utf16().chain([0xDC00]).chain(MARKER.encode_utf16());
        let utf16: Vec<u8> = [0xFEFF].into_iter().chain(units).flat_map(u16::to_le_bytes).collect();
        let others = [
            shown("a.csv", format!("{MARKER},b\n{MARKER},{MARKER}\n").as_bytes()),
            shown("b.csv", format!("text,surface\n{MARKER},{MARKER}\n").as_bytes()),
            shown("a.txt", &broken),
            shown("c.txt", &utf16),
            shown("c.csv", &utf16),
            shown("b.txt", MARKER.as_bytes()),
            shown("a.md", format!("---\ntitle: {MARKER}\n---\n![{MARKER}]({MARKER}.jpg)").as_bytes()),
            shown("a.html", format!("<p title={MARKER}>{MARKER}").as_bytes()),
        ];
        for shown in jsonl.iter().chain(others.iter().flatten()) {
            holds_no_marker(shown);
        }
        assert!(others.iter().all(|shown| !shown.is_empty()), "{others:?}");
    }
}
