//! Long runs: cut off, gone on with, packed inputs, and what goes wrong on the way.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Output};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::command::{CLEAN, PHI, command, folder, ids, path_of, reports, run, status, stderr, stdout};

const DRAFTS: usize = 1200;

/// A run over a pipe that the test fills as fast as it likes: it lasts as long as it has to, whatever the
/// speed of the machine.
struct LongRun {
    folder: TempDir,
    drafts: String,
    /// What a run writes that is left alone.
    whole: String,
}

impl LongRun {
    fn new() -> Self {
        let text = |n| if n % 3 == 0 { PHI } else { CLEAN };
        let drafts: String =
            (0..DRAFTS).map(|n| format!("{{\"id\":\"d{n}\",\"text\":\"{} {n}\"}}\n", text(n))).collect();
        let folder = folder(&[]);
        let made = Command::new("mkfifo").arg(path_of(&folder, "drafts.jsonl")).status();
        assert!(made.expect("mkfifo runs").success());
        let whole = stdout(&run(&["scan", "--input", "jsonl", "-"], drafts.as_bytes()));
        assert_eq!(whole.lines().count(), DRAFTS);
        Self { folder, drafts, whole }
    }

    fn path(&self, name: &str) -> String {
        path_of(&self.folder, name)
    }

    /// Fills the pipe, a draft after each pause, until nobody reads any more.
    fn feed(&self, pause: Duration) -> JoinHandle<()> {
        let (path, drafts) = (self.path("drafts.jsonl"), self.drafts.clone());
        std::thread::spawn(move || {
            let mut pipe = fs::OpenOptions::new().write(true).open(path).expect("the pipe");
            for line in drafts.split_inclusive('\n') {
                if pipe.write_all(line.as_bytes()).is_err() {
                    return;
                }
                std::thread::sleep(pause);
            }
        })
    }

    /// Starts a run that notes its progress, waits until it has, and hands it over.
    fn stopped_by(&self, stop: impl FnOnce(&mut Child)) -> Output {
        let (to, note, input) = (self.path("out.jsonl"), self.path("note"), self.path("drafts.jsonl"));
        let before = fs::read(&note).ok();
        let mut child = command(&["scan", "-o", &to, "--resume", &note, &input]).spawn().expect("it starts");
        let feed = self.feed(Duration::from_millis(4));
        let since = Instant::now();
        while fs::read(&note).ok() == before {
            assert!(
                child.try_wait().expect("a state").is_none(),
                "the run ended before it noted its progress"
            );
            assert!(since.elapsed() < Duration::from_secs(60), "no progress noted");
            std::thread::sleep(Duration::from_millis(5));
        }
        stop(&mut child);
        let output = child.wait_with_output().expect("it ends");
        feed.join().expect("fed");
        let written = fs::read_to_string(&to).expect("the output");
        assert!(!written.is_empty() && written.len() < self.whole.len(), "stopped in the middle");
        output
    }

    /// Goes on to the end; the output must be that of a run that was left alone.
    fn finish(&self) {
        let (to, note, input) = (self.path("out.jsonl"), self.path("note"), self.path("drafts.jsonl"));
        let feed = self.feed(Duration::ZERO);
        let last = run(&["scan", "-o", &to, "--resume", &note, "--summary", &input], b"");
        feed.join().expect("fed");
        assert_eq!(status(&last), 1, "{}", stderr(&last));
        assert!(!Path::new(&note).exists(), "a complete run leaves no note");
        let total = stderr(&last).lines().find_map(|line| line.strip_prefix("drafts")?.trim().parse().ok());
        assert_eq!(total, Some(DRAFTS), "the counts go over all parts: {}", stderr(&last));
        assert!(fs::read_to_string(to).expect("the output") == self.whole);
    }
}

#[test]
fn a_killed_run_goes_on_without_losing_or_doubling_a_draft() {
    let long = LongRun::new();
    for pause in [0, 70] {
        long.stopped_by(|child| {
            std::thread::sleep(Duration::from_millis(pause));
            child.kill().expect("killed");
        });
    }
    long.finish();
}

#[test]
fn ctrl_c_leaves_whole_lines_and_a_note_to_go_on_from() {
    let long = LongRun::new();
    let output = long.stopped_by(|child| interrupt(child));
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("stopped after"), "{}", stderr(&output));
    let written = fs::read_to_string(long.path("out.jsonl")).expect("the output");
    assert!(long.whole.starts_with(&written) && written.ends_with('\n'));
    assert!(Path::new(&long.path("note")).exists());
    long.finish();
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
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
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
        "d.txt:1: not valid UTF-8 at byte 7 of the line",
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
