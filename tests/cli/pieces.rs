//! The README's lines for many machines, run as they are written: pieces give what the whole gives.
#![cfg(unix)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

use crate::command::{CLEAN, PHI, folder, path_of, run, stderr, stdout};

const README: &str = include_str!("../../README.md");

/// The lines of the README that start so, up to the next blank line or the end of the block.
fn lines_of_readme(start: &str) -> String {
    let at = README.find(start).unwrap_or_else(|| panic!("the README has {start:?}"));
    let lines = README[at..].lines().take_while(|line| !line.is_empty() && !line.starts_with("```"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Runs lines in a folder as a shell does, with the command on its path; none where `program` is missing.
fn shell(lines: &str, folder: &Path, program: &str) -> Option<Output> {
    if Command::new(program).arg("--version").output().is_err() {
        println!("skipped: {program} is not installed");
        return None;
    }
    let command = Path::new(env!("CARGO_BIN_EXE_phi-preflight")).parent().expect("a folder").to_owned();
    let old = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([command].into_iter().chain(std::env::split_paths(&old)));
    let shell = Command::new("sh")
        .args(["-c", lines])
        .current_dir(folder)
        .env("PATH", path.expect("a path"))
        .output();
    Some(shell.expect("a shell"))
}

fn drafts() -> Vec<String> {
    let draft = |n| {
        let text = if n % 3 == 0 { PHI } else { CLEAN };
        format!("{{\"id\":\"d{n}\",\"text\":\"{text} 😀 {n}\"}}\n")
    };
    (0..400).map(draft).collect()
}

/// What one machine makes of them.
fn whole(drafts: &[String]) -> String {
    stdout(&run(&["scan", "--input", "jsonl", "--fail-on", "never", "-"], drafts.concat().as_bytes()))
}

#[test]
fn xargs_gives_what_one_run_gives() {
    let drafts = drafts();
    let folder = folder(&[("drafts/read.me", b"no drafts")]);
    let pack = |name: &str, lines: &[String]| {
        let file = fs::File::create(path_of(&folder, name)).expect("a file");
        let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::default());
        packed.write_all(lines.concat().as_bytes()).expect("written");
        packed.finish().expect("written");
    };
    for (number, piece) in drafts.chunks(90).enumerate() {
        pack(&format!("drafts/piece {number}.jsonl.gz"), piece);
    }
    let lines = lines_of_readme("find drafts");
    let Some(output) = shell(&lines, folder.path(), "xargs") else { return };
    assert!(output.status.success(), "{}", stderr(&output));
    let report = |number: usize| {
        fs::read_to_string(path_of(&folder, &format!("drafts/piece {number}.jsonl.gz.reports")))
            .expect("reports")
    };
    assert!((0..5).map(report).collect::<String>() == whole(&drafts));

    pack("drafts/piece 2.jsonl.gz", &["no json\n".to_owned(), drafts[180].clone()]);
    let failed = shell(&lines, folder.path(), "xargs").expect("it was there");
    assert!(!failed.status.success(), "a draft could not be read");
    assert_eq!(report(2).lines().count(), 1);
}

#[test]
fn parallel_gives_what_one_run_gives() {
    let drafts = drafts();
    let folder = folder(&[("drafts.jsonl", drafts.concat().as_bytes())]);
    let lines = lines_of_readme("parallel --pipepart");
    assert!(lines.contains(" 64M "), "{lines}");
    let lines = lines.replace(" 64M ", " 8k ");
    let Some(output) = shell(&lines, folder.path(), "parallel") else { return };
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(fs::read_to_string(path_of(&folder, "reports.jsonl")).expect("reports") == whole(&drafts));
}
