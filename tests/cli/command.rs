//! Runs the command as a shell would.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub const PHI: &str = "Our patient Emma Byrne, MRN 00482913, was admitted on March 4.";
pub const CLEAN: &str = "Drink water and rest; most colds pass within a week.";

pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_phi-preflight"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[track_caller]
pub fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = command(args).spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    // A command that stops reading early closes the pipe: no fault of the test.
    let feed = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the command ends");
    feed.join().expect("fed");
    assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
    output
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn reports(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).expect("a report a line")).collect()
}

pub fn ids(output: &Output) -> Vec<String> {
    reports(output).iter().map(|report| report["id"].as_str().expect("an id").to_owned()).collect()
}

pub fn status(output: &Output) -> i32 {
    output.status.code().expect("an exit status")
}

/// A scratch folder with files in it.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("a file");
    }
    folder
}

pub fn path_of(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_string_lossy().into_owned()
}
