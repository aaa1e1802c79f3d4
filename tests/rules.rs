//! Rule files through the public door: what is wrong is named with its place, what is right holds.

use std::path::{Path, PathBuf};

use phi_preflight::{BuildErrorKind, RuleSet, check_examples, check_rules};

fn bad_rule_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/bad_rules");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The first line of each file says the error the rest of it must give, from the line number on.
#[test]
fn a_wrong_rule_file_is_refused_with_the_line_the_rule_and_what_is_wrong() {
    let files = bad_rule_files();
    assert!(!files.is_empty());
    let mut wrong = Vec::new();
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let first = text.lines().next().unwrap_or_default();
        let expected = format!("{name}:{}", first.strip_prefix("# error: ").unwrap());
        let error = check_rules(name, &text).map(|_| ()).unwrap_err().to_string();
        if error != expected {
            wrong.push(format!("expected {expected}\n     got {error}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_kind_of_an_error_tells_syntax_from_rules_and_ids() {
    let kind = |name: &str| {
        let path =
            bad_rule_files().into_iter().find(|path| path.file_stem().is_some_and(|stem| stem == name));
        let text = std::fs::read_to_string(path.unwrap()).unwrap();
        check_rules(name, &text).map(|_| ()).unwrap_err().kind()
    };
    assert_eq!(kind("unknown_field"), BuildErrorKind::Syntax);
    assert_eq!(kind("regex_unbounded"), BuildErrorKind::Rule);
    assert_eq!(kind("replaces_nothing"), BuildErrorKind::UnknownId);
}

const BADGE: &str = r##"
[[rule]]
id = "house.badge"
category = "other_id"
finds = "A visitor's badge number."
regex = '(?i)\bbadge #?(?<value>[0-9]{4})\b'
keywords = ["badge"]
advice = "Leave it out."
source = "house rule"
examples = ["lost badge [[1234]] at the gate", "Badge #[[0815]] and badge [[4711]]"]
counter_examples = ["a badge of honour", "gate 1234"]
"##;

#[test]
fn a_sound_rule_file_is_checked_without_failures() {
    let report = check_rules("house.toml", BADGE).unwrap();
    assert_eq!((report.rules(), report.examples()), (1, 4));
    assert_eq!(report.failures(), []);
}

#[test]
fn an_example_that_does_not_hold_is_told_with_what_was_found() {
    let failures = |text: &str| {
        let report = check_rules("house.toml", text).unwrap();
        report.failures().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        failures(&BADGE.replace("badge [[1234]]", "badge number [[1234]]")),
        ["rule house.badge: example 1: expected \"1234\", found nothing, \
          in \"lost badge number 1234 at the gate\""],
    );
    let moved = format!("\n\n{}", BADGE.replace("gate 1234", "badge 1234"));
    assert_eq!(check_rules("house.toml", &moved).unwrap().failures()[0].line(), 5);
    assert_eq!(
        failures(&BADGE.replace("gate 1234", "badge 1234")),
        ["rule house.badge: counter-example 2: expected nothing, found \"1234\", in \"badge 1234\""],
    );
    assert_eq!(
        failures(&BADGE.replace("#[[0815]] and", "[[#0815]] and")).len(),
        1,
        "a mark that holds more than the value does not hold",
    );
    assert_eq!(
        failures(&BADGE.replace(r#"["badge"]"#, r#"["lost"]"#)),
        [
            "rule house.badge: example 2 (alone, gate on; among all rules, gate on): expected \"0815\" and \"4711\", \
          found nothing, in \"Badge #0815 and badge 4711\""
        ],
        "the gate stays shut",
    );
}

#[test]
fn every_built_in_rules_examples_hold() {
    let report = check_examples(&RuleSet::builtin());
    let failures: Vec<String> = report.failures().iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(report.examples() >= report.rules() * 4);
}

#[test]
fn every_built_in_rule_explains_itself() {
    let rules = RuleSet::builtin();
    for rule in rules.iter() {
        assert_eq!(rules.get(rule.id()).map(|found| found.id()), Some(rule.id()));
        assert!(
            rule.finds().ends_with('.') && rule.advice().ends_with('.'),
            "{}: a sentence ends",
            rule.id()
        );
        assert!(rule.examples().all(|example| example.contains("[[")), "{}", rule.id());
        assert!(!rule.source().is_empty() && !rule.jurisdictions().is_empty(), "{}", rule.id());
    }
    assert!(rules.get("numbers.no_such_rule").is_none());
}
