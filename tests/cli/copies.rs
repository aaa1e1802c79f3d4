//! `redact` of folders and of several inputs: a copy of each in a folder.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use crate::command::{CLEAN, PHI, folder, path_of, run, status, stderr, stdout};
use crate::golden::{FILES, format, path};

/// Redacts inputs of a folder into its `out`.
fn redact(folder: &TempDir, inputs: &[&str], more: &[&str]) -> Output {
    let (out, inputs) = (path_of(folder, "out"), inputs.iter().map(|name| path_of(folder, name)));
    let inputs: Vec<String> = inputs.collect();
    let inputs = inputs.iter().map(String::as_str);
    let args: Vec<&str> = ["redact", "--fail-on", "never", "-o", &out]
        .into_iter()
        .chain(more.iter().copied())
        .chain(inputs)
        .collect();
    run(&args, b"")
}

/// The files below a folder, by their places.
fn tree(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let place = path.strip_prefix(root).expect("below it");
                found.push(place.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_folder_is_copied_file_by_file_in_every_format() {
    for is_lines in [false, true] {
        let names: Vec<&str> = FILES.into_iter().filter(|name| format(name).is_some() == is_lines).collect();
        let places: Vec<String> =
            names.iter().enumerate().map(|(n, name)| format!("in/part {}/{name}", n % 2)).collect();
        let contents: Vec<Vec<u8>> =
            names.iter().map(|name| fs::read(path(name)).expect("the file")).collect();
        let files: Vec<(&str, &[u8])> =
            places.iter().map(String::as_str).zip(contents.iter().map(Vec::as_slice)).collect();
        let folder = folder(&files);
        let more: &[&str] = if is_lines { &["--input", "lines"] } else { &[] };
        let output = redact(&folder, &["in"], more);
        assert_eq!((status(&output), stdout(&output).as_str()), (0, ""), "{}", stderr(&output));
        assert_eq!(tree(&folder.path().join("out")), tree(&folder.path().join("in")));
        for (name, place) in names.iter().zip(&places) {
            let copy =
                fs::read_to_string(path_of(&folder, &place.replacen("in/", "out/", 1))).expect("a copy");
            let golden = fs::read_to_string(path(&format!("{name}.redacted"))).expect("the file");
            assert!(copy == golden, "{name}:\n{copy}");
        }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).expect("memory");
    writer.finish().expect("memory")
}

fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut unpacked).expect("gzip");
    unpacked
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

#[test]
fn a_copy_is_packed_and_encoded_as_its_input_is() {
    let table = |number: &str| format!("id,text\na,\"Ask in the café: MRN {number}\"\r\n\r\nb,😀 fine");
    let marked = |number: &str| format!("\u{FEFF}{}", table(number));
    let latin_1 = |number: &str| {
        format!("# Caf\u{E9}\n\nSee MRN {number}, \u{E9}t\u{E9}").chars().map(|c| c as u8).collect()
    };
    let zstd = |bytes: &[u8]| zstd::encode_all(bytes, 3).expect("memory");
    let make = |number: &str| -> Vec<(&'static str, Vec<u8>)> {
        vec![
            ("in/plain.csv", table(number).into_bytes()),
            ("in/marked.csv", marked(number).into_bytes()),
            ("in/little.csv", utf16(&marked(number), u16::to_le_bytes)),
            ("in/big.csv", utf16(&table(number), u16::to_be_bytes)),
            ("in/latin1.md", latin_1(number)),
            ("in/packed.csv.gz", gzip(&utf16(&marked(number), u16::to_be_bytes))),
            ("in/packed.csv.zst", zstd(table(number).as_bytes())),
        ]
    };
    let files = make("00482913");
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let folder = folder(&files);
    let output = redact(&folder, &["in"], &[]);
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""));
    for (name, expected) in make("[medical_record]") {
        let copy = fs::read(path_of(&folder, &name.replacen("in/", "out/", 1))).expect("a copy");
        match name.rsplit('.').next() {
            Some("gz") => assert_eq!(gunzip(&copy), gunzip(&expected), "{name}"),
            Some("zst") => {
                let unpacked = |bytes: &[u8]| zstd::decode_all(bytes).expect("zstd");
                assert_eq!(unpacked(&copy), unpacked(&expected), "{name}");
            }
            _ => assert!(copy == expected, "{name}: {}", String::from_utf8_lossy(&copy)),
        }
    }
}

#[test]
fn what_holds_nothing_is_copied_byte_for_byte() {
    let files: [(&str, &[u8]); 7] = [
        ("in/a.jsonl", b"{\"text\": \"x\",  \"likes\":1}\n\n  {\"text\":\"y\"}\r\n{\"text\":\"z\"}"),
        ("in/b.csv", b"id;text\r\n\"1\"; x\r\n\r\n2;\"a\nb\""),
        ("in/c.md", b"---\ntitle: x\n---\n\n*Hi*  \n\n\n"),
        ("in/d.html", b"<p>&eacute;t&eacute;\r\n<br>"),
        ("in/e.txt", b""),
        ("in/f.txt", b" \n"),
        ("in/g.tsv", b"id\ttext\n"),
    ];
    let folder = folder(&files);
    fs::write(path_of(&folder, "in/picture.png"), b"\x89PNG").expect("written");
    fs::write(path_of(&folder, "in/left.txt"), PHI).expect("written");
    fs::write(path_of(&folder, "in/.ignore"), "left.txt\n").expect("written");
    let output = redact(&folder, &["in"], &[]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let copies: Vec<String> = files.iter().map(|(name, _)| name.replacen("in/", "", 1)).collect();
    assert_eq!(tree(&folder.path().join("out")), copies, "what is not scanned is not copied");
    for (name, bytes) in files {
        assert!(
            fs::read(path_of(&folder, &name.replacen("in/", "out/", 1))).expect("a copy") == bytes,
            "{name}"
        );
    }
}

#[test]
fn what_cannot_be_read_gets_no_copy_and_the_rest_does() {
    let folder = folder(&[
        ("in/a.txt", b"broken \xC3( and \xFF"),
        ("in/b.csv", b"id,body\n1,x\n"),
        ("in/c.jsonl", b"{\"text\":\"x\"}\nno json\n{\"text\":\"y\"}\n"),
        ("in/d.jsonl", b"no json\n"),
        ("in/e.txt", b""),
        ("in/f.gz", b"x"),
        ("in/g.txt.gz", b"\x1F\x8B\x08\0\0"),
        ("in/h.md", CLEAN.as_bytes()),
    ]);
    let output = redact(&folder, &["in"], &[]);
    assert_eq!(status(&output), 2, "{}", stderr(&output));
    assert_eq!(tree(&folder.path().join("out")), ["c.jsonl", "e.txt", "h.md"], "{}", stderr(&output));
    let lines = fs::read_to_string(path_of(&folder, "out/c.jsonl")).expect("a copy");
    assert_eq!(lines, "{\"text\":\"x\"}\n{\"text\":\"y\"}\n");
    for expected in ["a.txt:1: ", "b.csv:1: ", "c.jsonl:2: ", "d.jsonl:1: ", "g.txt.gz: "] {
        assert!(stderr(&output).contains(expected), "{expected}: {}", stderr(&output));
    }
}

#[test]
fn several_inputs_stand_side_by_side_and_none_is_written_over_another() {
    let folder = folder(&[
        ("one/a.txt", PHI.as_bytes()),
        ("two/sub/b.txt", PHI.as_bytes()),
        ("two/a.txt", b"second"),
        ("c.txt", PHI.as_bytes()),
    ]);
    let output = redact(&folder, &["one", "two", "c.txt"], &[]);
    assert_eq!(status(&output), 2);
    assert_eq!(tree(&folder.path().join("out")), ["a.txt", "c.txt", "sub/b.txt"]);
    let said = stderr(&output);
    assert!(said.contains("two/a.txt: no copy of it can be made at ") && said.contains("exists"), "{said}");
    let first = fs::read_to_string(path_of(&folder, "out/a.txt")).expect("a copy");
    assert!(first.contains("[medical_record]") && !first.contains("00482913"), "{first}");
}

#[test]
fn copies_go_into_a_new_folder_beside_their_inputs_and_nowhere_else() {
    let folder = folder(&[
        ("in/a.txt", PHI.as_bytes()),
        ("b.txt", PHI.as_bytes()),
        ("full/old.txt", b"x"),
        ("empty/sub", b""),
    ]);
    let before = tree(folder.path());
    let (root, full) = (path_of(&folder, "in"), path_of(&folder, "full"));
    let (inside, file) = (path_of(&folder, "in/out/deeper"), path_of(&folder, "b.txt"));
    let new = path_of(&folder, "new");
    for (args, says) in [
        (vec![root.as_str()], "name a new folder with -o"),
        (vec![&file, &file], "name a new folder with -o"),
        (vec![&root, "-"], "name a new folder with -o"),
        (vec!["-o", &root, &root], "would be written over"),
        (vec!["-o", &inside, &root], "which is an input"),
        (vec!["-o", &full, &root], "is not empty"),
        (vec!["-o", &full, &file], "is not empty"),
        (vec!["-o", &file, &root], "b.txt"),
        (vec!["-o", &new, &root, "-"], "standard input has no name"),
        (vec!["-o", &new, "--resume", &new, &root], "--resume"),
    ] {
        let output = run(&[vec!["redact"], args.clone()].concat(), PHI.as_bytes());
        assert_eq!((status(&output), stdout(&output).as_str()), (2, ""), "{args:?}");
        assert!(stderr(&output).contains(says), "{args:?}: {}", stderr(&output));
        assert_eq!(tree(folder.path()), before, "{args:?}");
    }
    fs::create_dir(path_of(&folder, "out")).expect("a folder");
    assert_eq!(status(&redact(&folder, &["b.txt"], &[])), 0, "one file, into a folder that is there");
    assert_eq!(tree(&folder.path().join("out")), ["b.txt"]);
}

#[test]
fn one_stream_is_utf8_and_says_so_and_latin_1_stays() {
    let folder = folder(&[
        ("a.txt", &utf16(&format!("\u{FEFF}{PHI}"), u16::to_le_bytes)),
        ("b.txt", b"Caf\xE9: see MRN 00482913"),
    ]);
    let stream = run(&["redact", &path_of(&folder, "a.txt")], b"");
    assert!(stdout(&stream).contains("[medical_record]"));
    assert!(stderr(&stream).contains("a.txt: is UTF-16, and is written as UTF-8"), "{}", stderr(&stream));
    let latin_1 = run(&["redact", &path_of(&folder, "b.txt")], b"");
    assert_eq!(latin_1.stdout, b"Caf\xE9: see MRN [medical_record]");
}
