//! Runs the examples that rules carry: a rule proves itself, alone and among all others.

use std::fmt;
use std::ops::Range;

use super::Engine;
use crate::draft::Jurisdiction;
use crate::error::BuildError;
use crate::finding::Candidates;
use crate::rules::{Example, RuleSet};
use crate::text::Document;

/// How an example is run: all four ways must agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Way {
    alone: bool,
    gate: bool,
}

const WAYS: [Way; 4] = [
    Way { alone: true, gate: true },
    Way { alone: true, gate: false },
    Way { alone: false, gate: true },
    Way { alone: false, gate: false },
];

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let company = if self.alone { "alone" } else { "among all rules" };
        write!(f, "{company}, gate {}", if self.gate { "on" } else { "off" })
    }
}

/// An example that does not hold. Examples are rule data, so the message shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleFailure {
    rule: String,
    line: usize,
    message: String,
}

impl ExampleFailure {
    /// The line of the rule in its file.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The rule whose example it is.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }
}

impl fmt::Display for ExampleFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rule {}: {}", self.rule, self.message)
    }
}

/// What running the examples of a rule file showed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    rules: usize,
    examples: usize,
    failures: Vec<ExampleFailure>,
}

impl CheckReport {
    /// How many rules were checked.
    #[must_use]
    pub fn rules(&self) -> usize {
        self.rules
    }
    /// How many examples and counter-examples were run.
    #[must_use]
    pub fn examples(&self) -> usize {
        self.examples
    }
    /// Those that do not hold, in the order of the rules.
    #[must_use]
    pub fn failures(&self) -> &[ExampleFailure] {
        &self.failures
    }
}

/// Checks a rule file's text: reads it onto the built-in rules and runs its examples; `name` is what
/// errors call the file.
///
/// # Errors
/// Where the file or a rule in it is wrong. An example that does not hold is no error: it stands in
/// the report.
pub fn check_rules(name: &str, text: &str) -> Result<CheckReport, BuildError> {
    let own = RuleSet::ids_in(name, text)?;
    let mut all = RuleSet::builtin();
    all.add(name, text)?;
    Ok(run(&all, |id| own.iter().any(|own| own == id)))
}

/// Runs the examples of every rule of a set: each alone, among all, with the gate on and off.
#[must_use]
pub fn check_examples(rules: &RuleSet) -> CheckReport {
    run(rules, |_| true)
}

fn run(rules: &RuleSet, wanted: impl Fn(&str) -> bool) -> CheckReport {
    let all = Engine::new(rules, &Jurisdiction::ALL);
    let mut report = CheckReport::default();
    for rule in rules.rules().iter().filter(|rule| wanted(&rule.id)) {
        let alone = Engine::new(&rules.only(&rule.id), &Jurisdiction::ALL);
        report.rules += 1;
        let marked: Vec<Example> =
            rule.examples.iter().filter_map(|text| Example::parse(text).ok()).collect();
        let marked = marked.iter().map(|example| (example.text.as_str(), example.spans.as_slice()));
        let unmarked = rule.counter_examples.iter().map(|text| (text.as_ref(), [].as_slice()));
        for (number, (text, expected)) in marked.enumerate().chain(unmarked.enumerate()) {
            report.examples += 1;
            let wrong: Vec<(Way, Vec<Range<usize>>)> = WAYS
                .into_iter()
                .map(|way| (way, found_by(if way.alone { &alone } else { &all }, way.gate, &rule.id, text)))
                .filter(|(_, found)| found != expected)
                .collect();
            let Some((_, found)) = wrong.first() else { continue };
            let kind = if expected.is_empty() { "counter-example" } else { "example" };
            let ways: Vec<String> = wrong.iter().map(|(way, _)| way.to_string()).collect();
            let ways =
                if ways.len() == WAYS.len() { String::new() } else { format!(" ({})", ways.join("; ")) };
            let message = format!(
                "{kind} {}{ways}: expected {}, found {}, in {text:?}",
                number + 1,
                listed(text, expected),
                listed(text, found),
            );
            report.failures.push(ExampleFailure { rule: rule.id.to_string(), line: rule.line, message });
        }
    }
    report
}

/// The spans, in bytes of `text` as it was given, that the rule `id` sees.
fn found_by(engine: &Engine, gate: bool, id: &str, text: &str) -> Vec<Range<usize>> {
    let document = Document::new(text);
    let mut candidates = Candidates::default();
    engine.run(&document, gate, &mut candidates);
    let own = candidates.iter().filter(|candidate| candidate.label.rule == id);
    own.map(|candidate| document.span(candidate.span.clone()).byte).map(|(start, end)| start..end).collect()
}

fn listed(text: &str, spans: &[Range<usize>]) -> String {
    if spans.is_empty() {
        return "nothing".into();
    }
    let values: Vec<String> =
        spans.iter().map(|span| format!("{:?}", text.get(span.clone()).unwrap_or("?"))).collect();
    values.join(" and ")
}
