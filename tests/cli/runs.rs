//! Long runs: cut off, gone on with, packed inputs, and what goes wrong on the way.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::command::{CLEAN, PHI, command, folder, ids, path_of, reports, run, status, stderr, stdout};

/// A file of drafts that takes some seconds to scan, and what a run over it writes when left alone.
fn long_run() -> (TempDir, String) {
    let text = format!("{CLEAN} {PHI} ").repeat(40);
    let drafts: String = (0..1500).map(|n| format!("{{\"id\":\"d{n}\",\"text\":\"{text}{n}\"}}\n")).collect();
    let folder = folder(&[("drafts.jsonl", drafts.as_bytes())]);
    let whole = stdout(&run(&["scan", &path_of(&folder, "drafts.jsonl")], b""));
    assert_eq!(whole.lines().count(), 1500);
    (folder, whole)
}

/// Starts a run that notes its progress, and waits until it has.
fn started(folder: &TempDir) -> Child {
    let [input, to, note] = ["drafts.jsonl", "out.jsonl", "note"].map(|name| path_of(folder, name));
    let before = fs::read(&note).ok();
    let mut child = command(&["scan", "-o", &to, "--resume", &note, &input]).spawn().expect("it starts");
    let since = Instant::now();
    while fs::read(&note).ok() == before {
        assert!(child.try_wait().expect("a state").is_none(), "the run ended before it noted its progress");
        assert!(since.elapsed() < Duration::from_secs(60), "no progress noted");
        std::thread::sleep(Duration::from_millis(5));
    }
    child
}

fn finished(folder: &TempDir) -> String {
    let [input, to, note] = ["drafts.jsonl", "out.jsonl", "note"].map(|name| path_of(folder, name));
    let last = run(&["scan", "-o", &to, "--resume", &note, "--summary", &input], b"");
    assert_eq!(status(&last), 1, "{}", stderr(&last));
    assert!(!Path::new(&note).exists(), "a complete run leaves no note");
    let total = stderr(&last).lines().find_map(|line| line.strip_prefix("drafts")?.trim().parse().ok());
    assert_eq!(total, Some(1500), "the counts go over both parts: {}", stderr(&last));
    fs::read_to_string(to).expect("the output")
}

#[test]
fn a_killed_run_goes_on_without_losing_or_doubling_a_draft() {
    let (folder, whole) = long_run();
    for pause in [0, 70] {
        let mut child = started(&folder);
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().expect("killed");
        child.wait().expect("dead");
        let written = fs::read_to_string(path_of(&folder, "out.jsonl")).expect("the output");
        assert!(!written.is_empty() && written.len() < whole.len(), "killed in the middle");
    }
    assert!(finished(&folder) == whole);
}

#[test]
fn ctrl_c_leaves_whole_lines_and_a_note_to_go_on_from() {
    let (folder, whole) = long_run();
    let child = started(&folder);
    interrupt(&child);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("stopped after"), "{}", stderr(&output));
    let written = fs::read_to_string(path_of(&folder, "out.jsonl")).expect("the output");
    assert!(whole.starts_with(&written) && written.ends_with('\n') && written.len() < whole.len());
    assert!(Path::new(&path_of(&folder, "note")).exists());
    assert!(finished(&folder) == whole);
}

#[test]
fn ctrl_c_ends_a_run_that_waits_for_its_input() {
    let mut child = command(&["scan", "--input", "jsonl", "-"]).spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut answers = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    writeln!(stdin, "{{\"text\":\"{CLEAN}\"}}").expect("written");
    assert!(answers.next().is_some_and(|answer| answer.is_ok()));
    interrupt(&child);
    let since = Instant::now();
    let output = child.wait_with_output().expect("it ends");
    assert!(since.elapsed() < Duration::from_secs(20));
    assert_eq!(status(&output), 2);
    drop(stdin);
}

fn interrupt(child: &Child) {
    let sent = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(sent.expect("kill runs").success());
}

#[test]
fn packed_inputs_are_read_as_what_they_hold() {
    let lines = format!("{{\"id\":\"x\",\"text\":\"{PHI}\"}}\n");
    let table = format!("id,text\ny,\"{PHI}\"\n");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(lines.as_bytes()).expect("memory");
    let gzip = gzip.finish().expect("memory");
    let zstd = zstd::encode_all(table.as_bytes(), 3).expect("memory");
    let folder = folder(&[("in/a.jsonl.gz", &gzip), ("in/b.csv.zst", &zstd), ("in/c.gz", b"x")]);
    let output = run(&["scan", &path_of(&folder, "in")], b"");
    assert_eq!((status(&output), ids(&output)), (1, vec!["x".into(), "y".into()]), "{}", stderr(&output));
    let piped = run(&["scan", "-"], &gzip);
    assert_eq!(ids(&piped), ["x"], "told by its bytes: {}", stderr(&piped));
    let redacted = run(&["redact", &path_of(&folder, "in/b.csv.zst")], b"");
    assert!(stdout(&redacted).starts_with("id,text\n"), "{}", stdout(&redacted));

    let cut = run(&["scan", "--fail-on", "never", "--input", "jsonl", "-"], &gzip[..gzip.len() - 12]);
    assert_eq!(status(&cut), 2);
    assert!(stderr(&cut).contains("standard input:"), "{}", stderr(&cut));
}

#[test]
fn what_cannot_be_read_costs_itself_only() {
    let folder = folder(&[
        ("a.jsonl", b"{\"id\":\"first\",\"text\":\"x\"}\n"),
        ("b.csv", b"id,body\n1,x\n"),
        ("c.csv", b"id,text\nc1,\"never closed\nc2,fine\nc3,\"fine\"\n"),
        ("d.txt", b"broken \xC3( and \xFF"),
        ("z.jsonl", b"{\"id\":\"last\",\"text\":\"x\"}\n"),
    ]);
    let paths =
        ["a.jsonl", "b.csv", "missing.txt", "c.csv", "d.txt", "z.jsonl"].map(|name| path_of(&folder, name));
    let args: Vec<&str> = ["scan"].into_iter().chain(paths.iter().map(String::as_str)).collect();
    let output = run(&args, b"");
    assert_eq!(
        (status(&output), ids(&output)),
        (2, ["first", "c2", "c3", "last"].map(str::to_owned).to_vec())
    );
    let errors = stderr(&output);
    for expected in [
        "b.csv:1: no column named \"text\"",
        "missing.txt: no such file",
        "c.csv:2: ",
        "d.txt: not valid UTF-8",
        "4 records or inputs could not be read",
    ] {
        assert!(errors.contains(expected), "{expected}: {errors}");
    }
}

#[test]
fn a_full_disk_is_said_and_is_no_success() {
    if !Path::new("/dev/full").exists() {
        println!("skipped: there is no /dev/full here");
        return;
    }
    for format in ["jsonl", "html"] {
        let output = run(&["scan", "--format", format, "-o", "/dev/full", "-"], CLEAN.as_bytes());
        assert_eq!(status(&output), 2, "{format}");
        let said = stderr(&output);
        assert!(
            said.contains("/dev/full: the output could not be written: No space left"),
            "{format}: {said}"
        );
    }
    let folder = folder(&[("a.txt", CLEAN.as_bytes())]);
    let audit = run(&["scan", "--audit", "/dev/full", &path_of(&folder, "a.txt")], b"");
    assert_eq!((status(&audit), reports(&audit).len()), (2, 1), "{}", stderr(&audit));
}
