//! Reads a rule file: TOML in, checked [`Rule`]s out, every error with its line and its rule.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::{Example, Gate, Rule, Strength, pattern, validators};
use crate::draft::Jurisdiction;
use crate::error::{BuildError, BuildErrorKind};
use crate::finding::{Category, Role, Severity};

/// A rule as it is written. A field whose content can be wrong keeps its place in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: Spanned<String>,
    category: Spanned<String>,
    finds: Spanned<String>,
    regex: Spanned<String>,
    #[serde(default)]
    keywords: Option<Spanned<Vec<String>>>,
    #[serde(default)]
    digits: Option<Spanned<(u8, u8)>>,
    #[serde(default)]
    anchor: Option<Spanned<String>>,
    #[serde(default)]
    labels: Vec<Spanned<String>>,
    #[serde(default)]
    strength: Option<Spanned<String>>,
    #[serde(default)]
    validators: Vec<Spanned<String>>,
    #[serde(default)]
    check: Option<Spanned<String>>,
    #[serde(default)]
    role: Option<Spanned<String>>,
    #[serde(default)]
    severity: Option<Spanned<String>>,
    #[serde(default)]
    prior: f32,
    #[serde(default = "yes")]
    guard: bool,
    advice: Spanned<String>,
    #[serde(default)]
    rewrite: String,
    source: Spanned<String>,
    #[serde(default)]
    jurisdictions: Option<Vec<Spanned<String>>>,
    examples: Spanned<Vec<Spanned<String>>>,
    counter_examples: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    replaces: bool,
}

fn yes() -> bool {
    true
}

/// Something wrong, and the bytes of the file it stands in.
struct Fault {
    at: Range<usize>,
    kind: BuildErrorKind,
    message: String,
}

impl Fault {
    fn rule<T>(at: &Spanned<T>, message: impl Into<String>) -> Self {
        Self { at: at.span(), kind: BuildErrorKind::Rule, message: message.into() }
    }

    fn syntax(at: Range<usize>, error: &toml::de::Error) -> Self {
        let at = error.span().unwrap_or(at);
        Self { at, kind: BuildErrorKind::Syntax, message: error.message().to_owned() }
    }
}

/// How far a file's rules are checked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// A built-in file: its regexes were checked when the crate was tested, and are costly to check.
    BuiltIn,
    /// A host's own file: everything is checked.
    Foreign,
}

/// Reads the rules of one file. `name` is what errors call it.
pub(super) fn read(name: &str, text: &str, trust: Trust) -> Result<Vec<Rule>, BuildError> {
    let place = |fault: Fault| {
        let line =
            1 + text.as_bytes()[..fault.at.start.min(text.len())].iter().filter(|&&b| b == b'\n').count();
        BuildError::new(fault.kind, fault.message).in_file(name).at_line(line)
    };
    let table = DeTable::parse(text).map_err(|error| place(Fault::syntax(0..0, &error)))?;
    let mut rules: Vec<Rule> = Vec::new();
    for (key, value) in table.into_inner() {
        let unknown =
            || Fault::rule(&key, format!("unknown entry `{}`: a rule file holds `[[rule]]`", key.get_ref()));
        let at = value.span();
        let DeValue::Array(entries) = value.into_inner() else { return Err(place(unknown())) };
        if key.get_ref() != "rule" {
            return Err(place(Fault { at, ..unknown() }));
        }
        for entry in entries {
            let id = entry.get_ref().get("id").and_then(|id| id.get_ref().as_str()).map(str::to_owned);
            let rule = read_one(entry, trust).map_err(|fault| {
                let error = place(fault);
                id.iter().fold(error, |error, id| error.in_rule(id))
            })?;
            if rules.iter().any(|other| other.id == rule.id) {
                let fault = Fault {
                    at: at.clone(),
                    kind: BuildErrorKind::Rule,
                    message: "this id stands twice".into(),
                };
                return Err(place(fault).in_rule(&rule.id));
            }
            rules.push(rule);
        }
    }
    Ok(rules)
}

fn read_one(entry: Spanned<DeValue<'_>>, trust: Trust) -> Result<Rule, Fault> {
    let at = entry.span();
    let written =
        Written::deserialize(ValueDeserializer::from(entry)).map_err(|error| Fault::syntax(at, &error))?;
    check_id(&written.id)?;
    for text in [&written.finds, &written.advice, &written.source] {
        if text.get_ref().trim().is_empty() {
            return Err(Fault::rule(text, "this must not be empty"));
        }
    }
    if !written.prior.is_finite() {
        return Err(Fault::rule(&written.id, "`prior` is not a number"));
    }
    if trust == Trust::Foreign {
        pattern::check(written.regex.get_ref()).map_err(|message| Fault::rule(&written.regex, message))?;
    }
    let gate = read_gate(&written)?;
    Ok(Rule {
        category: known(&written.category, "category", Category::from_name)?,
        gate,
        labels: read_labels(&written.labels)?,
        strength: optional(written.strength.as_ref(), "strength", strength_named)?.unwrap_or_default(),
        validators: each(&written.validators, |name| known(name, "validator", validators::named))?,
        check: optional(written.check.as_ref(), "validator", validators::named)?,
        role: optional(written.role.as_ref(), "role", Role::from_name)?,
        severity: optional(written.severity.as_ref(), "severity", Severity::from_name)?,
        jurisdictions: match &written.jurisdictions {
            Some(codes) => each(codes, |code| known(code, "jurisdiction", jurisdiction_of))?,
            None => Jurisdiction::ALL.to_vec(),
        },
        examples: read_examples(&written.examples)?,
        counter_examples: read_counter_examples(written.counter_examples)?,
        id: written.id.into_inner(),
        finds: written.finds.into_inner(),
        regex: written.regex.into_inner(),
        prior: written.prior,
        guard: written.guard,
        advice: written.advice.into_inner(),
        rewrite: written.rewrite,
        source: written.source.into_inner(),
        replaces: written.replaces,
    })
}

/// `family.name`, both of lower-case letters, digits and underscores, starting with a letter.
fn check_id(id: &Spanned<String>) -> Result<(), Fault> {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    match id.get_ref().split_once('.') {
        Some((family, name)) if part(family) && part(name) => Ok(()),
        _ => Err(Fault::rule(id, "an id is `family.name`, in a-z, 0-9 and `_`")),
    }
}

/// The value of that name, or what the unknown name was meant to be.
fn known<T>(name: &Spanned<String>, kind: &str, find: impl Fn(&str) -> Option<T>) -> Result<T, Fault> {
    find(name.get_ref()).ok_or_else(|| Fault::rule(name, format!("unknown {kind} `{}`", name.get_ref())))
}

fn optional<T>(
    name: Option<&Spanned<String>>,
    kind: &str,
    find: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Fault> {
    name.map(|name| known(name, kind, find)).transpose()
}

fn each<T>(
    names: &[Spanned<String>],
    read: impl Fn(&Spanned<String>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    names.iter().map(read).collect()
}

fn strength_named(name: &str) -> Option<Strength> {
    Some(match name {
        "labelled" => Strength::Labelled,
        "strong" => Strength::Strong,
        "weak" => Strength::Weak,
        _ => return None,
    })
}

fn jurisdiction_of(code: &str) -> Option<Jurisdiction> {
    Jurisdiction::ALL.into_iter().find(|jurisdiction| jurisdiction.code() == code)
}

/// The one gate of a rule.
fn read_gate(written: &Written) -> Result<Gate, Fault> {
    match (&written.keywords, &written.digits, &written.anchor) {
        (Some(keywords), None, None) => read_keywords(keywords),
        (None, Some(digits), None) => match *digits.get_ref() {
            (least, most) if 1 <= least && least <= most && most <= MOST_DIGITS => {
                Ok(Gate::Digits { least, most })
            }
            _ => Err(Fault::rule(digits, format!("`digits` is [least, most], from 1 to {MOST_DIGITS}"))),
        },
        (None, None, Some(anchor)) => match anchor.get_ref().len() {
            1..=3 => Ok(Gate::Anchor(anchor.get_ref().clone())),
            _ => Err(Fault::rule(anchor, "an anchor has one to three bytes")),
        },
        (None, None, None) => {
            Err(Fault::rule(&written.id, "a gate is missing: `keywords`, `digits` or `anchor`"))
        }
        _ => Err(Fault::rule(&written.id, "more than one gate: give `keywords`, `digits` or `anchor`")),
    }
}

/// The most digits a gate can ask for; see [`crate::engine`] for the set of sums it bounds.
pub(crate) const MOST_DIGITS: u8 = 62;

fn read_keywords(keywords: &Spanned<Vec<String>>) -> Result<Gate, Fault> {
    let mut words: Vec<String> = Vec::new();
    for keyword in keywords.get_ref() {
        let first: String = keyword.chars().take_while(char::is_ascii_lowercase).collect();
        if first.is_empty() || keyword.chars().any(|c| c.is_uppercase() || !c.is_ascii()) {
            let message =
                format!("the keyword `{keyword}` must be ASCII, lower case, and start with a letter");
            return Err(Fault::rule(keywords, message));
        }
        if !words.contains(&first) {
            words.push(first);
        }
    }
    if words.is_empty() {
        return Err(Fault::rule(keywords, "`keywords` holds none"));
    }
    Ok(Gate::Keywords(words))
}

fn read_labels(labels: &[Spanned<String>]) -> Result<Vec<String>, Fault> {
    each(labels, |label| {
        let text = label.get_ref();
        if text.is_empty()
            || !text.is_ascii()
            || text.len() > 25
            || text.bytes().any(|b| b.is_ascii_uppercase())
        {
            return Err(Fault::rule(label, "a label is ASCII, lower case, of 1 to 25 characters"));
        }
        Ok(text.clone())
    })
}

fn read_examples(examples: &Spanned<Vec<Spanned<String>>>) -> Result<Vec<Example>, Fault> {
    if examples.get_ref().len() < 2 {
        return Err(Fault::rule(examples, "a rule needs at least two examples"));
    }
    examples
        .get_ref()
        .iter()
        .map(|marked| {
            Example::parse(marked.get_ref()).map_err(|wrong| Fault::rule(marked, format!("example: {wrong}")))
        })
        .collect()
}

fn read_counter_examples(texts: Spanned<Vec<Spanned<String>>>) -> Result<Vec<String>, Fault> {
    if texts.get_ref().len() < 2 {
        return Err(Fault::rule(&texts, "a rule needs at least two counter-examples"));
    }
    Ok(texts.into_inner().into_iter().map(Spanned::into_inner).collect())
}
