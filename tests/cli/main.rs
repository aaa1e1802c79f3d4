//! The command as a shell sees it: exit statuses, streams, formats.
#![cfg(feature = "cli")]

mod command;
mod copies;
mod encodings;
mod golden;
mod known;
mod pieces;
mod reports;
mod runs;
mod sites;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;

use command::{CLEAN, PHI, command, folder, ids, path_of, reports, run, status, stderr, stdout};

#[test]
fn the_exit_status_follows_the_gravest_verdict() {
    assert_eq!(status(&run(&["scan", "-"], CLEAN.as_bytes())), 0);
    assert_eq!(status(&run(&["scan", "-"], PHI.as_bytes())), 1);
    assert_eq!(status(&run(&["scan", "--fail-on", "block", "-"], PHI.as_bytes())), 1);
    assert_eq!(status(&run(&["scan", "--fail-on", "never", "-"], PHI.as_bytes())), 0);
}

#[test]
fn usage_errors_are_status_2_and_leave_standard_output_empty() {
    for args in [
        &["scan", "--no-such-option"][..],
        &["scan", "--surface", "billboard", "-"],
        &["scan", "--jurisdiction", "US,XX", "-"],
        &["scan", "--jobs", "0", "-"],
        &["scan", "--resume", "r", "-"],
        &["scan", "--disable", "no.such_rule", "-"],
        &["scan", "no/such/file.txt"],
        &["rules", "no.such_rule"],
        &["check"],
        &["check", "no/such/rules.toml"],
    ] {
        let output = run(args, b"");
        assert_eq!((status(&output), stdout(&output).as_str()), (2, ""), "{args:?}");
        assert!(!stderr(&output).is_empty(), "{args:?}");
    }
}

#[test]
fn a_report_has_the_fields_of_the_contract_in_their_order() {
    let output = run(&["scan", "--explain", "-"], PHI.as_bytes());
    let report = &reports(&output)[0];
    let keys: Vec<&String> = report.as_object().expect("an object").keys().collect();
    assert_eq!(
        keys,
        ["id", "verdict", "risk", "reasons", "reidentification", "findings", "cleared", "rules_version"]
    );
    let finding = &report["findings"][0];
    let keys: Vec<&String> = finding.as_object().expect("an object").keys().collect();
    assert_eq!(
        keys,
        [
            "field", "byte", "char", "utf16", "category", "letter", "role", "rule", "score", "severity",
            "evidence", "advice"
        ]
    );
    assert_eq!(report["verdict"], "block");
    assert_eq!(finding["field"], "text");
}

#[test]
fn words_of_the_draft_are_shown_only_where_asked_for() {
    for format in ["jsonl", "text"] {
        let plain = run(&["scan", "--format", format, "--explain", "-"], PHI.as_bytes());
        let all = stdout(&plain) + &stderr(&plain);
        assert!(!all.contains("Byrne") && !all.contains("00482913") && !all.contains("admitted"), "{all}");
        let shown = run(&["scan", "--format", format, "--show-text", "-"], PHI.as_bytes());
        assert!(stdout(&shown).contains("00482913"), "{}", stdout(&shown));
    }
}

#[test]
fn text_is_for_reading_and_has_no_colours_off_a_terminal() {
    let output = run(&["scan", "--format", "text", "--show-text", "-"], PHI.as_bytes());
    let text = stdout(&output);
    assert!(!text.contains('\x1b'), "{text:?}");
    let (line, marks) = text
        .lines()
        .zip(text.lines().skip(1))
        .find(|(line, marks)| line.contains("00482913") && marks.trim_end().ends_with('^'))
        .expect("a finding under its line");
    let under = marks.find('^').map(|at| marks[..at].chars().count()).expect("an underline");
    let start = line.find("00482913").map(|at| line[..at].chars().count()).expect("the number");
    assert!(under <= start, "{text}");
    assert!(text.starts_with("block") && text.contains("1 draft: 0 allow, 0 review, 1 block"), "{text}");
}

#[test]
fn a_malformed_line_is_named_counted_and_the_scan_goes_on() {
    let input = format!(
        "{{\"text\":\"{CLEAN}\"}}\nno json\n\n{{\"id\":\"x\"}}\n{{\"id\":\"last\",\"text\":\"{CLEAN}\"}}\n"
    );
    let folder = folder(&[("drafts.jsonl", input.as_bytes())]);
    let path = path_of(&folder, "drafts.jsonl");
    let output = run(&["scan", "--fail-on", "never", &path], b"");
    assert_eq!((status(&output), ids(&output)), (2, vec!["1".to_owned(), "last".to_owned()]));
    let errors = stderr(&output);
    assert!(errors.contains("drafts.jsonl:2: not valid JSON"), "{errors}");
    assert!(errors.contains("drafts.jsonl:4: no field named \"text\""), "{errors}");
    assert!(errors.contains("2 records or inputs could not be read"), "{errors}");
}

#[test]
fn an_empty_input_has_no_drafts_and_an_empty_text_file_one() {
    let folder = folder(&[("a.jsonl", b""), ("b.txt", b""), ("c.csv", b""), ("d.csv", b"id,text\n")]);
    for (name, drafts) in [("a.jsonl", 0), ("b.txt", 1), ("c.csv", 0), ("d.csv", 0)] {
        let output = run(&["scan", &path_of(&folder, name)], b"");
        assert_eq!((status(&output), reports(&output).len()), (0, drafts), "{name}: {}", stderr(&output));
    }
    let output = run(&["scan", "-"], b"");
    assert_eq!((status(&output), reports(&output).len()), (0, 0));
}

#[test]
fn strange_inputs_end_with_a_report() {
    let nul = run(&["scan", "-"], b"a\0b MRN 00482913\0");
    assert_eq!(reports(&nul).len(), 1, "{}", stderr(&nul));
    let blank = run(&["scan", "--input", "text", "-"], b"");
    assert_eq!((status(&blank), reports(&blank).len()), (0, 1));
    let long_line = format!("{{\"text\":\"{}\"}}\n", "word and ".repeat(10 << 20 >> 3));
    let output = run(&["scan", "--fail-on", "never", "--input", "jsonl", "-"], long_line.as_bytes());
    assert_eq!((status(&output), reports(&output).len()), (0, 1), "{}", stderr(&output));
    let digits = "7".repeat(1 << 20);
    let output = run(&["scan", "--fail-on", "never", "--input", "text", "-"], digits.as_bytes());
    assert_eq!((status(&output), reports(&output).len()), (0, 1), "{}", stderr(&output));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = command(&["scan", "--input", "lines", "-"]).spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    drop(child.stdout.take());
    let feed = std::thread::spawn(move || {
        let line = format!("{CLEAN}\n");
        while stdin.write_all(line.as_bytes()).is_ok() {}
    });
    let output = child.wait_with_output().expect("the command ends");
    feed.join().expect("fed");
    assert_eq!(stderr(&output), "");
    assert_eq!(status(&output), 2, "the scan is not complete");
}

#[test]
fn an_answer_comes_before_the_next_draft_is_written() {
    use std::io::{BufRead, BufReader};
    let mut child = command(&["scan", "--input", "jsonl", "-"]).spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut answers = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    for id in ["a", "b", "c"] {
        writeln!(stdin, "{{\"id\":\"{id}\",\"text\":\"{CLEAN}\"}}").expect("written");
        let answer = answers.next().expect("an answer").expect("UTF-8");
        assert!(answer.starts_with(&format!("{{\"id\":\"{id}\"")), "{answer}");
    }
    drop(stdin);
    assert_eq!(child.wait().expect("the command ends").code(), Some(0));
}

#[test]
fn every_format_is_read() {
    let folder = folder(&[
        ("a.csv", "id;body\r\nx;\"Our patient Emma Byrne; MRN 00482913\"\r\ny;\"two\nlines\"\r\n".as_bytes()),
        ("b.tsv", b"id\ttext\nz\tMRN 00482913\n"),
        ("c.txt", b"one\ntwo MRN 00482913\n"),
        ("d.dat", b"{\"id\":\"d\",\"text\":\"MRN 00482913\"}\n"),
    ]);
    let output = run(&["scan", "--text-field", "body", &path_of(&folder, "a.csv")], b"");
    assert_eq!(
        (status(&output), ids(&output)),
        (1, vec!["x".to_owned(), "y".to_owned()]),
        "{}",
        stderr(&output)
    );
    assert_eq!(ids(&run(&["scan", &path_of(&folder, "b.tsv")], b"")), ["z"]);
    let text = path_of(&folder, "c.txt");
    assert_eq!(ids(&run(&["scan", &text], b"")), std::slice::from_ref(&text));
    assert_eq!(ids(&run(&["scan", "--input", "lines", &text], b"")), ["1", "2"]);
    assert_eq!(ids(&run(&["scan", &path_of(&folder, "d.dat")], b"")), ["d"]);
    let missing = run(&["scan", &path_of(&folder, "a.csv")], b"");
    assert_eq!(status(&missing), 2);
    assert!(stderr(&missing).contains("a.csv:1: no column named \"text\""), "{}", stderr(&missing));
}

#[test]
fn spans_of_markup_point_into_the_file() {
    let markdown =
        "---\ntitle: Our week\n---\nOur patient Ren&eacute;e **Byrne**, MRN 00482913, was admitted.\n";
    let html = "<p>Our patient Ren&eacute;e <b>Byrne</b>,\r\n MRN 00482913, was admitted.</p>";
    let folder = folder(&[("a.md", markdown.as_bytes()), ("b.html", html.as_bytes())]);
    for (name, file) in [("a.md", markdown), ("b.html", html)] {
        let output = run(&["scan", &path_of(&folder, name)], b"");
        let report = &reports(&output)[0];
        let finding = report["findings"]
            .as_array()
            .and_then(|findings| findings.iter().find(|finding| finding["category"] == "medical_record"))
            .unwrap_or_else(|| panic!("{report}"));
        let at = |unit: &str, end: usize| {
            usize::try_from(finding[unit][end].as_u64().expect("an offset")).expect("an offset")
        };
        assert_eq!(&file[at("byte", 0)..at("byte", 1)], "00482913");
        let letters: String = file.chars().skip(at("char", 0)).take(8).collect();
        assert_eq!(letters, "00482913");
    }
}

#[test]
fn a_folder_is_read_in_order_and_ids_say_where() {
    let folder = folder(&[
        ("b.md", b"# Two"),
        ("a/drafts.jsonl", b"{\"text\":\"x\"}\n{\"id\":\"own\",\"text\":\"y\"}\n"),
        ("c.png", b"\x89PNG"),
        ("skipped.txt", b"MRN 00482913"),
        (".ignore", b"skipped.txt\n"),
    ]);
    let root = folder.path().to_string_lossy().into_owned();
    let output = run(&["scan", &root], b"");
    let expected = [path_of(&folder, "a/drafts.jsonl:1"), "own".into(), path_of(&folder, "b.md")];
    assert_eq!((status(&output), ids(&output)), (0, expected.to_vec()), "{}", stderr(&output));
    let only = run(&["scan", "--include", "*.md", &root], b"");
    assert_eq!(ids(&only), [path_of(&folder, "b.md")]);
}

#[test]
fn the_bytes_that_come_out_do_not_depend_on_the_number_of_threads() {
    let drafts: String = (0..400)
        .map(|n| format!("{{\"text\":\"{} {n}\"}}\n", if n % 3 == 0 { PHI } else { CLEAN }))
        .collect();
    let alone = run(&["scan", "--jobs", "1", "--input", "jsonl", "-"], drafts.as_bytes());
    let many = run(&["scan", "--jobs", "5", "--input", "jsonl", "-"], drafts.as_bytes());
    assert_eq!(reports(&alone).len(), 400);
    assert!(alone.stdout == many.stdout);
}

#[test]
fn output_goes_to_a_file_but_never_over_an_input() {
    let folder = folder(&[("a.jsonl", format!("{{\"text\":\"{PHI}\"}}\n").as_bytes())]);
    let (input, to) = (path_of(&folder, "a.jsonl"), path_of(&folder, "out.jsonl"));
    let output = run(&["scan", "-o", &to, &input], b"");
    assert_eq!((status(&output), stdout(&output).as_str()), (1, ""));
    assert_eq!(fs::read_to_string(&to).expect("written").lines().count(), 1);
    let over = run(&["scan", "-o", &input, &input], b"");
    assert_eq!(status(&over), 2);
    assert!(fs::read_to_string(&input).expect("still there").contains("Byrne"));
}

#[test]
fn redact_keeps_the_form_and_drops_the_findings() {
    let jsonl = format!("{{\"id\":\"a\",\"likes\":3,\"text\":\"{PHI}\",\"title\":null}}\n");
    let csv = "id,likes,text\na,3,\"Chart: MRN 00482913, \"\"urgent\"\"\"\n";
    let markdown = "# News\n\nSee **MRN 00482913** above.\n";
    let folder =
        folder(&[("a.jsonl", jsonl.as_bytes()), ("b.csv", csv.as_bytes()), ("c.md", markdown.as_bytes())]);
    let redacted = |name: &str| {
        let output = run(&["redact", "--fail-on", "never", &path_of(&folder, name)], b"");
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        stdout(&output)
    };
    let line: Value = serde_json::from_str(&redacted("a.jsonl")).expect("a line of JSON");
    let keys: Vec<&String> = line.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["id", "likes", "text", "title"]);
    let text = line["text"].as_str().expect("text");
    assert!(text.contains("[medical_record]") && !text.contains("00482913"), "{text}");
    assert_eq!(redacted("b.csv"), "id,likes,text\na,3,\"Chart: MRN [medical_record], \"\"urgent\"\"\"\n");
    assert_eq!(redacted("c.md"), "# News\n\nSee **MRN [medical_record]** above.\n");
}

#[test]
fn a_run_goes_on_from_its_resume_file() {
    let drafts: String = (0..200).map(|n| format!("{{\"text\":\"{CLEAN} {n}\"}}\n")).collect();
    let folder = folder(&[("a.jsonl", drafts.as_bytes())]);
    let (input, to, note) =
        (path_of(&folder, "a.jsonl"), path_of(&folder, "out.jsonl"), path_of(&folder, "note"));
    let args = ["scan", "-o", &to, "--resume", &note, &input];
    let whole = run(&args, b"");
    assert_eq!(status(&whole), 0, "{}", stderr(&whole));
    assert!(!Path::new(&note).exists(), "a complete run leaves no resume file");
    let complete = fs::read(&to).expect("written");
    fs::write(&note, "{\"run\":\"another\",\"items\":1,\"output\":1,\"tally\":{}}").expect("written");
    let other = run(&args, b"");
    assert_eq!(status(&other), 2, "{}", stderr(&other));
    assert_eq!(fs::read(&to).expect("untouched"), complete);
}

#[test]
fn rules_are_listed_and_explained() {
    let list = run(&["rules"], b"");
    let first = stdout(&list).split_whitespace().next().expect("a rule").to_owned();
    let one = run(&["rules", &first], b"");
    assert_eq!((status(&list), status(&one)), (0, 0));
    assert!(stdout(&one).contains("found in") && stdout(&one).contains("[["), "{}", stdout(&one));
}

const OWN_RULE: &str = r#"
[[rule]]
id = "own.ward_code"
category = "other_id"
finds = "A ward code of our own."
regex = '''\bWX-[0-9]{4}\b'''
keywords = ["wx"]
advice = "Leave the ward code out."
source = "house rule 7"
jurisdictions = ["US", "CA", "IE", "UK"]
examples = ["seen on [[WX-1234]] today", "[[WX-9876]]: the new wing"]
counter_examples = ["WX is our station", "order WY-1234"]
"#;

#[test]
fn check_runs_the_examples_of_rule_files() {
    let failing = OWN_RULE.replace("order WY-1234", "order WX-1234");
    let wrong = OWN_RULE.replace("other_id", "no_such_category");
    let folder = folder(&[
        ("good.toml", OWN_RULE.as_bytes()),
        ("failing.toml", failing.as_bytes()),
        ("wrong.toml", wrong.as_bytes()),
    ]);
    let good = run(&["check", &path_of(&folder, "good.toml")], b"");
    assert_eq!(status(&good), 0, "{}", stderr(&good));
    let failing = run(&["check", &path_of(&folder, "failing.toml")], b"");
    assert_eq!(status(&failing), 1);
    assert!(stderr(&failing).contains("own.ward_code"), "{}", stderr(&failing));
    let wrong = run(&["check", &path_of(&folder, "wrong.toml"), &path_of(&folder, "good.toml")], b"");
    assert_eq!(status(&wrong), 2);
    assert!(stderr(&wrong).contains("wrong.toml") && stdout(&wrong).contains("good.toml"));
}

#[test]
fn an_own_rule_file_is_scanned_with() {
    let folder = folder(&[("own.toml", OWN_RULE.as_bytes())]);
    let path: PathBuf = folder.path().join("own.toml");
    let path = path.to_string_lossy();
    let text = b"Mrs Byrne on WX-1234 is our patient since March 4";
    let rules = |args: &[&str]| -> Vec<String> {
        reports(&run(args, text))[0]["findings"]
            .as_array()
            .map(|findings| findings.iter().map(|finding| finding["rule"].to_string()).collect())
            .unwrap_or_default()
    };
    let with = rules(&["scan", "--rules", &path, "-"]);
    assert!(with.contains(&"\"own.ward_code\"".to_owned()), "{with:?}");
    let off = rules(&["scan", "--rules", &path, "--disable", "own.ward_code", "-"]);
    assert!(!off.contains(&"\"own.ward_code\"".to_owned()), "{off:?}");
}
