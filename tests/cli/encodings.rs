//! Inputs in other encodings than UTF-8, good ones and broken ones.

use crate::command::{PHI, folder, ids, path_of, reports, run, status, stderr, stdout};

fn utf16le(units: impl IntoIterator<Item = u16>) -> Vec<u8> {
    [0xFEFF].into_iter().chain(units).flat_map(u16::to_le_bytes).collect()
}

/// UTF-16 in which each `#` of a text is half of a pair.
fn broken(text: &str) -> Vec<u8> {
    utf16le(text.encode_utf16().map(|unit| if unit == u16::from(b'#') { 0xD83D } else { unit }))
}

#[test]
fn other_encodings_are_recognised() {
    let utf16 = utf16le(PHI.encode_utf16());
    let folder = folder(&[("a.txt", &utf16), ("b.txt", b"Caf\xE9 open for our patients on Friday")]);
    let output = run(&["scan", &path_of(&folder, "a.txt")], b"");
    assert_eq!(status(&output), 1, "{}", stderr(&output));
    let plain = run(&["scan", "-"], PHI.as_bytes());
    assert_eq!(reports(&output)[0]["findings"], reports(&plain)[0]["findings"]);
    assert_ne!(status(&run(&["scan", &path_of(&folder, "b.txt")], b"")), 2);
    let lines = utf16le("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"y\"}\n".encode_utf16());
    assert_eq!(ids(&run(&["scan", "-"], &lines)), ["a", "b"], "the format is told behind the mark");
}

#[test]
fn invalid_utf8_is_an_error_with_its_line_and_loses_no_other_draft() {
    let output = run(&["scan", "--input", "lines", "-"], b"first\nsecond \xFF\xFE\xC3( x\nthird\n");
    assert_eq!((status(&output), ids(&output)), (2, vec!["1".to_owned(), "3".to_owned()]));
    assert!(stderr(&output).contains("standard input:2: not valid UTF-8 at byte 7"), "{}", stderr(&output));
    let output = run(&["scan", "--input", "jsonl", "-"], b"{\"text\":\"a \xE9 b\"}\n");
    assert_eq!((status(&output), stdout(&output).as_str()), (2, ""));
    assert!(stderr(&output).contains("standard input:1: not valid UTF-8 at byte 11"), "{}", stderr(&output));
}

#[test]
fn broken_utf16_costs_the_record_it_stands_in() {
    let files = [
        (
            "a.jsonl",
            broken("{\"id\":\"a1\",\"text\":\"x\"}\n{\"text\":\"abc # d\"}\n{\"id\":\"a3\",\"text\":\"y\"}"),
        ),
        ("b.csv", broken("id,text\nb1,x\n\"two\nlines\",ab#\nb4,\"a\nb\"\n")),
        ("c.md", broken("News\n\nMeet # Emma\n")),
        ("d.html", broken("<p>\n#")),
        ("e.txt", utf16le("all well".encode_utf16())),
    ];
    let folder = folder(&files.each_ref().map(|(name, bytes)| (*name, bytes.as_slice())));
    let root = folder.path().to_string_lossy().into_owned();
    let output = run(&["scan", &root], b"");
    let said = stderr(&output);
    let expected = ["a1".into(), "a3".into(), "b1".into(), "b4".into(), path_of(&folder, "e.txt")];
    assert_eq!((status(&output), ids(&output)), (2, expected.to_vec()), "{said}");
    for expected in [
        "a.jsonl:2: half of a UTF-16 pair stands alone after 13 characters of the line",
        "b.csv:4: half of a UTF-16 pair stands alone after 9 characters",
        "c.md:3: half of a UTF-16 pair stands alone after 5 characters",
        "d.html:2: half of a UTF-16 pair stands alone after 0 characters",
        "4 records or inputs could not be read",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert!(!stdout(&output).contains('\u{FFFD}'));
}

#[test]
fn utf16_that_is_cut_off_costs_its_last_record() {
    let cut = |text: &str| {
        let mut bytes = utf16le(text.encode_utf16());
        bytes.pop();
        bytes
    };
    let lines = run(&["scan", "--input", "lines", "-"], &cut("first\nsecond\nthird"));
    assert_eq!((status(&lines), ids(&lines)), (2, vec!["1".to_owned(), "2".to_owned()]));
    let expected = "standard input:3: cut off inside a UTF-16 unit, after 37 bytes";
    assert!(stderr(&lines).contains(expected), "{}", stderr(&lines));
    let table = run(&["scan", "--input", "csv", "-"], &cut("id,text\na,one\nb,two\n"));
    assert_eq!((status(&table), ids(&table)), (2, vec!["a".to_owned()]), "{}", stderr(&table));
    assert!(stderr(&table).contains("standard input:3: cut off inside"), "{}", stderr(&table));
    let whole = run(&["scan", "--input", "text", "-"], &cut("Meet Emma"));
    assert_eq!((status(&whole), stdout(&whole).as_str()), (2, ""));
}

#[test]
fn utf32_is_refused_and_the_rest_is_read() {
    let utf32: Vec<u8> =
        "Emma went home".chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect();
    let folder = folder(&[("a.txt", &utf32), ("b.txt", b"x")]);
    let output = run(&["scan", &folder.path().to_string_lossy()], b"");
    assert_eq!((status(&output), ids(&output)), (2, vec![path_of(&folder, "b.txt")]));
    assert!(stderr(&output).contains("a.txt: in UTF-32, which is not read"), "{}", stderr(&output));
}
