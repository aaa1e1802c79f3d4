//! Checked [`Rule`]s from a rule file: every error names its line and its rule.

use toml::Spanned;

use super::written::{self, Fault, List, Text, Written, known};
use super::{Example, Rule, pattern, validators};
use crate::draft::Jurisdiction;
use crate::error::{BuildError, BuildErrorKind};
use crate::finding::{Category, Role, Severity};

/// Reads and checks the rules of one file. `name` is what errors call it.
pub(super) fn read(name: &str, text: &str) -> Result<Vec<Rule>, BuildError> {
    let place = |fault: Fault| {
        let kind = if fault.in_syntax { BuildErrorKind::Syntax } else { BuildErrorKind::Rule };
        let line = written::line_of(text, fault.at.start);
        let error = BuildError::new(kind, fault.message).in_file(name).at_line(line);
        fault.rule.iter().fold(error, |error, id| error.in_rule(id))
    };
    let rules = written::read(text).map_err(place)?;
    rules
        .into_iter()
        .map(|rule| {
            let line = written::line_of(text, rule.id.span().start);
            check(&rule, line).map_err(|fault| place(fault.in_rule(rule.id.get_ref())))
        })
        .collect()
}

fn check(rule: &Written, line: usize) -> Result<Rule, Fault> {
    pattern::check(rule.regex.get_ref()).map_err(|message| Fault::new(&rule.regex, message))?;
    for name in rule.validators.iter().chain(&rule.check) {
        known(name, "validator", validators::named)?;
    }
    for marked in rule.examples.get_ref() {
        Example::parse(marked.get_ref()).map_err(|wrong| Fault::new(marked, format!("example: {wrong}")))?;
    }
    let jurisdictions = match &rule.jurisdictions {
        Some(codes) => {
            codes.iter().map(|code| known(code, "jurisdiction", jurisdiction_of)).collect::<Result<_, _>>()?
        }
        None => Jurisdiction::ALL.to_vec(),
    };
    Ok(Rule {
        line,
        id: text(&rule.id),
        category: known(&rule.category, "category", Category::from_name)?,
        finds: text(&rule.finds),
        regex: text(&rule.regex),
        gate: rule.gate()?,
        labels: list(&rule.labels),
        strength: rule.strength()?,
        validators: list(&rule.validators),
        check: rule.check.as_ref().map(text),
        role: rule.role.as_ref().map(|name| known(name, "role", Role::from_name)).transpose()?,
        severity: rule
            .severity
            .as_ref()
            .map(|name| known(name, "severity", Severity::from_name))
            .transpose()?,
        prior: rule.prior,
        guard: rule.guard,
        advice: text(&rule.advice),
        rewrite: rule.rewrite.clone().into(),
        source: text(&rule.source),
        jurisdictions: jurisdictions.into(),
        examples: list(rule.examples.get_ref()),
        counter_examples: list(rule.counter_examples.get_ref()),
        replaces: rule.replaces,
    })
}

fn jurisdiction_of(code: &str) -> Option<Jurisdiction> {
    Jurisdiction::ALL.into_iter().find(|jurisdiction| jurisdiction.code() == code)
}

fn text(written: &Spanned<String>) -> Text {
    written.get_ref().clone().into()
}

fn list(written: &[Spanned<String>]) -> List<Text> {
    written.iter().map(text).collect()
}
