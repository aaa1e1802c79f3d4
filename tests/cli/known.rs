//! Baselines and suppressions: a build fails for what is new.

use std::fs;

use serde_json::Value;

use crate::command::{CLEAN, PHI, folder, path_of, reports, run, status, stderr, stdout};

const OLD: &str = "The old post: ask at the desk about MRN 00998877.";

#[test]
fn only_what_is_new_fails_a_build() {
    let folder = folder(&[("site/old.md", OLD.as_bytes()), ("site/fine.md", CLEAN.as_bytes())]);
    let (site, baseline) = (path_of(&folder, "site"), path_of(&folder, "baseline.txt"));
    let scan = || run(&["scan", "--baseline", &baseline, &site], b"");
    let first = run(&["scan", "--write-baseline", &baseline, &site], b"");
    assert_eq!(status(&first), 1);
    let again = scan();
    assert_eq!(status(&again), 0, "{}", stderr(&again));
    assert_eq!(again.stdout, first.stdout, "what is known is reported as before");

    // Neither another place nor another name of the file makes it new.
    fs::rename(path_of(&folder, "site/old.md"), path_of(&folder, "site/archive.md")).expect("renamed");
    fs::write(path_of(&folder, "site/archive.md"), format!("# Archive\n\n{OLD}\n")).expect("written");
    assert_eq!(status(&scan()), 0);

    fs::write(path_of(&folder, "site/new.md"), PHI).expect("written");
    assert_eq!(status(&scan()), 1, "a new post");
    fs::remove_file(path_of(&folder, "site/new.md")).expect("removed");
    fs::write(path_of(&folder, "site/archive.md"), format!("{OLD} And MRN 00112233 too.")).expect("written");
    assert_eq!(status(&scan()), 1, "a new finding beside a known one");
}

#[test]
fn a_baseline_holds_no_words_and_is_the_same_for_the_same_drafts() {
    let folder = folder(&[("a.txt", PHI.as_bytes())]);
    let (one, two) = (path_of(&folder, "one"), path_of(&folder, "two"));
    for baseline in [&one, &two] {
        run(&["scan", "--write-baseline", baseline, &path_of(&folder, "a.txt")], b"");
    }
    let text = fs::read_to_string(&one).expect("a baseline");
    assert_eq!(text, fs::read_to_string(&two).expect("a baseline"));
    let keys: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(!keys.is_empty());
    assert!(
        keys.iter().all(|key| key.len() == 16 && key.bytes().all(|byte| byte.is_ascii_hexdigit())),
        "{text}"
    );
}

#[test]
fn a_baseline_that_is_none_is_a_usage_error() {
    let folder = folder(&[("bad", b"not a key\n"), ("bad.toml", b"[[suppression]]\nkey = \"1\"\n")]);
    for (option, file) in [("--baseline", "bad"), ("--suppressions", "bad.toml"), ("--baseline", "missing")] {
        let output = run(&["scan", option, &path_of(&folder, file), "-"], PHI.as_bytes());
        assert_eq!((status(&output), stdout(&output).as_str()), (2, ""), "{file}");
        assert!(stderr(&output).contains(file), "{}", stderr(&output));
    }
}

/// The keys that SARIF gives the findings of a text.
fn keys(text: &str) -> Vec<String> {
    let log = stdout(&run(&["scan", "--format", "sarif", "-"], text.as_bytes()));
    let log: Value = serde_json::from_str(&log).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("results");
    results
        .iter()
        .map(|result| result["partialFingerprints"]["phiPreflight/v1"].as_str().expect("a key").to_owned())
        .collect()
}

fn suppressions(keys: &[String], expires: &str) -> String {
    let entry = |key: &String| {
        format!(
            "[[suppression]]\nkey = \"{key}\"\nreason = \"the family <asked> for it\"\nexpires = {expires}\n"
        )
    };
    keys.iter().map(entry).collect()
}

#[test]
fn a_suppression_needs_a_reason_and_ends() {
    let keys = keys(PHI);
    assert!(!keys.is_empty());
    let files = [
        ("now.toml", suppressions(&keys, "2999-12-31")),
        ("past.toml", suppressions(&keys, "2020-01-01")),
        ("some.toml", suppressions(&keys[1..], "2999-12-31")),
    ];
    let folder = folder(&files.each_ref().map(|(name, text)| (*name, text.as_bytes())));
    let scan = |file: &str, format: &str| {
        run(&["scan", "--format", format, "--suppressions", &path_of(&folder, file), "-"], PHI.as_bytes())
    };
    let now = scan("now.toml", "jsonl");
    assert_eq!(status(&now), 0, "{}", stderr(&now));
    assert_eq!(reports(&now)[0]["verdict"], "block", "judged as ever");
    let past = scan("past.toml", "jsonl");
    assert_eq!(status(&past), 1);
    assert!(stderr(&past).contains("have ended"), "{}", stderr(&past));
    assert_eq!(status(&scan("some.toml", "jsonl")), 1, "one finding is not answered for");

    let log: Value = serde_json::from_str(&stdout(&scan("now.toml", "sarif"))).expect("JSON");
    let suppression = &log["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!(suppression["justification"], "the family <asked> for it");
    assert!(stdout(&scan("now.toml", "text")).contains("suppressed: the family <asked> for it"));
    assert!(stdout(&scan("now.toml", "html")).contains("suppressed: the family &lt;asked&gt; for it"));
    assert!(stdout(&scan("now.toml", "junit")).contains("<skipped"));
}

#[test]
fn text_with_explain_shows_the_key_a_suppression_is_written_with() {
    let text = stdout(&run(&["scan", "--format", "text", "--explain", "-"], PHI.as_bytes()));
    for key in keys(PHI) {
        assert!(text.contains(&format!("key {key}")), "{text}");
    }
}
