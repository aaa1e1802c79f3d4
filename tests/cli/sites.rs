//! The examples for static sites, tried on the site that stands beside them.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::command::{PHI, status, stderr, stdout};

fn site() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/static-site")
}

/// A copy of the site that is a repository with the hook in place.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    copy(&site(), folder.path());
    for args in [
        &["init", "-q"][..],
        &["config", "user.name", "Ana Ruiz"],
        &["config", "user.email", "desk@example.org"],
        &["config", "core.hooksPath", "hooks"],
    ] {
        assert!(git(folder.path(), args).status.success());
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// Git, with the command on its path.
fn git(folder: &Path, args: &[&str]) -> Output {
    let command = Path::new(env!("CARGO_BIN_EXE_phi-preflight")).parent().expect("a folder").to_owned();
    let old = std::env::var_os("PATH").unwrap_or_default();
    let path =
        std::env::join_paths([command].into_iter().chain(std::env::split_paths(&old))).expect("a path");
    Command::new("git").args(args).current_dir(folder).env("PATH", path).output().expect("git runs")
}

fn commit(folder: &Path) -> Output {
    assert!(git(folder, &["add", "-A"]).status.success());
    git(folder, &["commit", "-q", "-m", "news"])
}

#[test]
fn the_hook_lets_a_clean_site_pass_and_stops_a_post_that_gives_somebody_away() {
    let folder = repository();
    let first = commit(folder.path());
    assert!(first.status.success(), "{}{}", stdout(&first), stderr(&first));

    // A post that is out already becomes known, as the README of the example says.
    fs::write(folder.path().join("content/posts/old.md"), "Our patient, MRN 00998877.\n").expect("written");
    assert!(!commit(folder.path()).status.success());
    let known = Command::new(env!("CARGO_BIN_EXE_phi-preflight"))
        .args(["scan", "--surface", "blog", "--policy", "phi-preflight.toml"])
        .args(["--write-baseline", "baseline.txt", "content"])
        .current_dir(folder.path())
        .output()
        .expect("the command runs");
    assert_eq!(status(&known), 1, "{}", stderr(&known));
    let second = commit(folder.path());
    assert!(second.status.success(), "{}{}", stdout(&second), stderr(&second));

    let post = folder.path().join("content/posts/new.md");
    fs::write(&post, format!("# News\n\n{PHI}\n")).expect("written");
    let stopped = commit(folder.path());
    assert!(!stopped.status.success());
    let said = stdout(&stopped) + &stderr(&stopped);
    assert!(said.contains("medical_record") && !said.contains("00482913"), "{said}");

    // What counts is what is committed, not what lies in the folder.
    fs::write(&post, "# News\n\nDrink water.\n").expect("written");
    assert!(!git(folder.path(), &["commit", "-q", "-m", "news"]).status.success());
    let passed = commit(folder.path());
    assert!(passed.status.success(), "{}{}", stdout(&passed), stderr(&passed));
}

#[test]
fn the_commands_of_hook_and_workflow_run_as_they_are_written() {
    let folder = repository();
    for (file, start) in [
        (".pre-commit-config.yaml", "entry: phi-preflight "),
        (".github/workflows/phi-preflight.yml", "phi-preflight scan content"),
    ] {
        let text = fs::read_to_string(site().join(file)).expect("the file");
        let at = text.find(start).unwrap_or_else(|| panic!("{file} has a command"));
        // A command goes on in lines that are options.
        let mut words: Vec<&str> = text[at..].lines().next().unwrap_or_default().split_whitespace().collect();
        words.extend(
            text[at..]
                .lines()
                .skip(1)
                .take_while(|line| line.trim_start().starts_with("--"))
                .flat_map(str::split_whitespace),
        );
        let words = words.iter().skip_while(|word| **word != "scan");
        let output = Command::new(env!("CARGO_BIN_EXE_phi-preflight"))
            .args(words)
            .args((file == ".pre-commit-config.yaml").then_some("content"))
            .current_dir(folder.path())
            .output()
            .expect("the command runs");
        assert_eq!(status(&output), 0, "{file}: {}{}", stdout(&output), stderr(&output));
    }
}
