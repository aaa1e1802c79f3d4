//! What every reader makes of a file, and what `redact` makes of it: whole, against files to compare with.
//!
//! `tests/data/readers` holds a file for each format; beside it stand the drafts it makes (`.drafts.json`)
//! and the file with its findings replaced (`.redacted`). With `BLESS=1` they are written anew; look at the
//! difference before you commit it.

use std::fs;
use std::path::{Path, PathBuf};

use phi_preflight::bulk::{Format, ReadOptions, Reader};
use serde_json::{Value, json};

use crate::command::{run, stdout};

pub const FILES: [&str; 8] =
    ["drafts.jsonl", "table.csv", "table.tsv", "lines.txt", "note.txt", "post.md", "toml.md", "page.html"];

pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/readers").join(name)
}

pub fn format(name: &str) -> Option<Format> {
    (name == "lines.txt").then_some(Format::Lines)
}

/// The drafts of a file, with the fields that hold something and the line each stands in.
fn drafts(name: &str) -> Value {
    let mut options = ReadOptions::default();
    options.format = format(name);
    let records = Reader::new(vec![path(name)], options).map(|record| {
        let record = record.expect("a draft");
        let mut draft = serde_json::to_value(record.draft()).expect("JSON");
        if let Value::Object(fields) = &mut draft {
            fields.retain(|_, value| !value.is_null() && *value != json!([]));
            // The id of a draft without one is where it stands; the folder is not the same everywhere.
            let id = fields["id"].as_str().unwrap_or_default();
            fields["id"] = json!(id.rsplit(['/', '\\']).next());
            fields.insert("line".into(), json!(record.origin().line()));
        }
        draft
    });
    records.collect()
}

/// Compares with the file of that name, or writes it.
#[track_caller]
fn compare(name: &str, made: &[u8]) {
    let path = path(name);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, made).expect("written");
    }
    let golden = fs::read(&path).unwrap_or_default();
    let [made, golden] = [made, &golden].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    assert!(made == golden, "{name} is another now:\n{made}\nit was:\n{golden}");
}

#[test]
fn every_reader_makes_the_drafts_it_made() {
    for name in FILES {
        let mut made = serde_json::to_vec_pretty(&drafts(name)).expect("JSON");
        made.push(b'\n');
        compare(&format!("{name}.drafts.json"), &made);
    }
}

#[test]
fn redact_keeps_the_structure_of_every_format() {
    for name in FILES {
        let path = path(name).to_string_lossy().into_owned();
        let mut args = vec!["redact", path.as_str()];
        args.extend(format(name).map(|_| ["--input", "lines"]).into_iter().flatten());
        let output = run(&args, b"");
        let redacted = stdout(&output);
        assert!(!redacted.contains("00482913"), "{name}: {redacted}");
        compare(&format!("{name}.redacted"), redacted.as_bytes());
    }
}

#[test]
fn the_same_drafts_are_read_from_any_encoding_and_packing() {
    let plain = fs::read(path("note.txt")).expect("the file");
    let text = String::from_utf8(plain.clone()).expect("UTF-8");
    let folder = tempfile::tempdir().expect("a scratch folder");
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let (latin1, _, unmappable) = encoding_rs::WINDOWS_1252.encode(&text);
    assert!(!unmappable, "the file keeps to letters Latin-1 has");
    let zstd = zstd::encode_all(plain.as_slice(), 3).expect("memory");
    let marked = [b"\xEF\xBB\xBF", plain.as_slice()].concat();
    for bytes in [utf16, latin1.into_owned(), zstd, marked] {
        let path = folder.path().join("note.txt");
        fs::write(&path, bytes).expect("written");
        let record = Reader::new(vec![path], ReadOptions::default()).next().expect("a record");
        assert_eq!(record.expect("a draft").draft().text, text);
    }
}
