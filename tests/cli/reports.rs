//! Every form a report can be written in.

use std::fs;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use crate::command::{CLEAN, PHI, folder, path_of, run, status, stderr, stdout};

/// Drafts of every kind, one of them unreadable, and a text that would break out of a page or a log.
const HOSTILE: &str =
    "Our patient </script><img src=x onerror=alert(1)> \\\"]}\\\" MRN 00482913 was admitted.";

fn drafts() -> tempfile::TempDir {
    let jsonl = format!(
        "{{\"id\":\"a\",\"text\":\"{PHI}\"}}\n{{\"id\":\"b\",\"text\":\"{CLEAN}\"}}\nno json\n\
         {{\"id\":\"c <&> ]]>\",\"title\":\"MRN 00482913\",\"text\":\"{HOSTILE}\"}}\n"
    );
    folder(&[
        ("in/a drafts.jsonl", jsonl.as_bytes()),
        ("in/b.csv", b"id,text\nrow,\"two\nlines, MRN 00482913\"\n"),
        ("in/c.md", "# Clinic \u{1F600}\n\n\u{1F600} Our patient, MRN 00482913, was admitted.\n".as_bytes()),
        ("in/d.txt", CLEAN.as_bytes()),
    ])
}

fn scan(format: &str, more: &[&str]) -> (tempfile::TempDir, String) {
    let folder = drafts();
    let path = path_of(&folder, "in");
    let output = run(&[&["scan", "--format", format, path.as_str()], more].concat(), b"");
    assert_eq!(status(&output), 2, "one line is not read: {}", stderr(&output));
    let text = stdout(&output);
    (folder, text)
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn sarif_holds_against_the_schema_of_the_standard() {
    // A bracket too many makes the pattern of a language, which no log of ours names, a regex for nobody.
    let schema = include_str!("../data/sarif-2.1.0.schema.json").replace("{2}]?$", "{2}$");
    let schema = json(&schema);
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let empty = stdout(&run(&["scan", "--format", "sarif", "-"], b""));
    for log in [scan("sarif", &[]).1, scan("sarif", &["--show-text", "--explain"]).1, empty] {
        let errors: Vec<String> = validator
            .iter_errors(&json(&log))
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
    }
    let mut broken = json(&scan("sarif", &[]).1);
    broken["runs"][0]["results"][0]["level"] = "grave".into();
    assert!(!validator.is_valid(&broken), "the schema says what levels there are");
}

#[test]
fn sarif_points_at_the_words_where_the_draft_is_the_file() {
    let (folder, log) = scan("sarif", &[]);
    let log = json(&log);
    let results = log["runs"][0]["results"].as_array().expect("results");
    let of = |ending: &str| {
        results
            .iter()
            .find(|result| {
                let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
                let is_record = result["properties"]["category"] == "medical_record";
                is_record && uri.as_str().is_some_and(|uri| uri.ends_with(ending))
            })
            .map(|result| &result["locations"][0]["physicalLocation"]["region"])
            .unwrap_or_else(|| panic!("a result in {ending}: {log}"))
    };
    let region = of("c.md");
    let file = fs::read_to_string(path_of(&folder, "in/c.md")).expect("the file");
    let number = |name: &str| usize::try_from(region[name].as_u64().expect("a number")).expect("a number");
    let line: Vec<u16> =
        file.lines().nth(number("startLine") - 1).expect("the line").encode_utf16().collect();
    let words = &line[number("startColumn") - 1..number("endColumn") - 1];
    assert_eq!(String::from_utf16_lossy(words), "00482913");
    assert_eq!(of("b.csv"), &json("{\"startLine\":2}"));
    assert_eq!(of("a%20drafts.jsonl"), &json("{\"startLine\":1}"));
}

#[test]
fn sarif_names_its_rules_and_says_what_was_not_read() {
    let log = json(&scan("sarif", &[]).1);
    let run = &log["runs"][0];
    let rules: Vec<&Value> = run["tool"]["driver"]["rules"].as_array().expect("rules").iter().collect();
    for result in run["results"].as_array().expect("results") {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]), "{result}");
    }
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
}

#[test]
fn junit_has_a_case_for_each_draft_and_a_failure_for_each_that_fails() {
    let (_folder, xml) = scan("junit", &[]);
    let (mut cases, mut failures, mut errors, mut names) = (0, 0, 0, Vec::new());
    let mut reader = Reader::from_str(&xml);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "testcase" => {
                    cases += 1;
                    let name = tag.try_get_attribute("name").expect("attributes").expect("a name");
                    names.push(name.value.into_owned());
                }
                "failure" => failures += 1,
                "error" => errors += 1,
                _ => {}
            },
            _ => {}
        }
    }
    // Six drafts and the case for the line that was not read.
    assert_eq!((cases, errors), (7, 1), "{xml}");
    assert_eq!(failures, 4, "{xml}");
    assert!(names.contains(&"c &lt;&amp;&gt; ]]&gt;".to_owned()), "{names:?}");
    assert!(!xml.contains("Byrne") && !xml.contains("00482913"));
}

#[test]
fn a_page_loads_nothing_and_runs_no_words_of_a_draft() {
    let (_folder, page) = scan("html", &["--show-text"]);
    assert!(page.contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"), "escaped");
    assert_eq!(page.matches("</script>").count(), 1);
    assert_eq!(page.matches("<article").count(), 6);
    assert_eq!(page.matches("<article").count(), page.matches("</article>").count());
    assert_eq!(page.matches("<mark").count(), page.matches("</mark>").count());
    for outside in ["src=\"", "href=\"", "url(", "@import", "fetch("] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("default-src 'none'"));
    assert!(page.contains(">00482913<"), "a finding is marked with its words");
    assert!(page.contains("1 record or input could not be read."));
}

#[test]
fn no_form_of_report_holds_words_of_a_draft_unless_asked_for() {
    for format in ["text", "jsonl", "sarif", "junit", "html"] {
        let (_folder, text) = scan(format, &["--explain", "--summary"]);
        for word in ["00482913", "Byrne", "onerror", "two lines"] {
            assert!(!text.contains(word), "{format}: {word}");
        }
    }
    for format in ["text", "jsonl", "sarif", "html"] {
        let (_folder, text) = scan(format, &["--show-text"]);
        assert!(text.contains("00482913"), "{format}");
    }
}

#[test]
fn the_bytes_of_every_form_do_not_depend_on_the_number_of_threads() {
    let folder = drafts();
    let many = fs::read_to_string(path_of(&folder, "in/a drafts.jsonl")).expect("drafts").repeat(80);
    let path = path_of(&folder, "many.jsonl");
    fs::write(&path, many).expect("written");
    for format in ["text", "sarif", "junit", "html"] {
        let with = |jobs: &str| run(&["scan", "--format", format, "--jobs", jobs, &path], b"").stdout;
        let alone = with("1");
        assert!(!alone.is_empty() && alone == with("4"), "{format}");
    }
}

#[test]
fn a_summary_counts_on_standard_error() {
    let input = format!("{PHI}\n{CLEAN}\nMRN 00482913\n");
    let output = run(&["scan", "--input", "lines", "--summary", "-"], input.as_bytes());
    assert_eq!(stdout(&output).lines().count(), 3, "standard output carries reports only");
    let summary = stderr(&output);
    let count = |name: &str| {
        let line = summary.lines().find(|line| line.split_whitespace().next() == Some(name));
        line.and_then(|line| line.split_whitespace().last()?.parse::<u64>().ok())
    };
    assert_eq!(count("drafts"), Some(3), "{summary}");
    assert_eq!(count("allow"), Some(1), "{summary}");
    assert_eq!(count("medical_record"), Some(2), "{summary}");
    assert_eq!(count("numbers.mrn_labelled"), Some(2), "{summary}");
}

#[test]
fn an_audit_line_accounts_for_the_run_without_words() {
    let policy = "[limits]\nblock = 0.9\n";
    let folder = folder(&[("Emma Byrne.txt", PHI.as_bytes()), ("house.toml", policy.as_bytes())]);
    let (audit, input) = (path_of(&folder, "audit.jsonl"), path_of(&folder, "Emma Byrne.txt"));
    let scan =
        |more: &[&str]| run(&[&["scan", "--audit", audit.as_str(), input.as_str()], more].concat(), b"");
    scan(&[]);
    scan(&["--policy", &path_of(&folder, "house.toml")]);
    let text = fs::read_to_string(&audit).expect("the audit file");
    let lines: Vec<Value> = text.lines().map(json).collect();
    assert_eq!(lines.len(), 2, "a line is added for each run");
    for line in &lines {
        assert_eq!(
            (&line["drafts"], &line["errors"], &line["ended"]),
            (&1.into(), &0.into(), &"complete".into())
        );
        assert!(line["time"].as_str().is_some_and(|time| time.len() == 20 && time.ends_with('Z')), "{line}");
        assert_eq!(line["input_sha256"], sha256(PHI.as_bytes()));
    }
    assert_eq!(lines[0]["policy_sha256"], Value::Null);
    assert_eq!(lines[1]["policy_sha256"], sha256(policy.as_bytes()));
    assert!(!text.contains("Emma") && !text.contains("Byrne"), "names of files can hold words too: {text}");
    let nowhere = run(&["scan", "--audit", "no/such/folder/audit", &input], b"");
    assert_eq!((status(&nowhere), stdout(&nowhere).as_str()), (2, ""));
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
