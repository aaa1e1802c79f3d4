//! Writes the rule files under `patterns/` as a static table: no TOML is read at run time.
//!
//! What only the library can check (that a regex compiles, that a validator exists) its tests check:
//! they read the same files as a host's and compare the outcome with this table.

use std::fmt::{Debug, Write as _};
use std::path::{Path, PathBuf};

use toml::Spanned;

use crate::finding::{Category, Role, Severity};
use crate::programs::Programs;
use crate::sights::Sights;
use crate::written::{self, Fault, Gate, Written, known};

/// The TOML files of `patterns/` that hold no rules.
const NOT_RULES: [&str; 4] = ["context", "policy", "policy_strict", "weights"];

/// The Rust source of the table of rules, and of a hash of all patterns; the automata of their tails, and their
/// regexes as programs.
pub fn compile(patterns: &Path) -> Result<(String, Sights, Programs), String> {
    let mut sights = Sights::default();
    let mut programs = Programs::default();
    let mut source = String::from("static TABLE: &[Rule] = &[\n");
    let mut hash = 0x811c_9dc5;
    for path in files(patterns)? {
        let name = path.strip_prefix(patterns).unwrap_or(&path).display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{name}: {error}"))?;
        // One byte a line break, so that a checkout's settings do not change the hash.
        let text = text.replace("\r\n", "\n");
        hash = fnv1a(fnv1a(hash, &name.replace('\\', "/")), &text);
        let is_family = name.strip_suffix(".toml").is_some_and(|stem| !NOT_RULES.contains(&stem));
        if is_family && path.parent() == Some(patterns) {
            for rule in written::read(&text).map_err(|fault| place(&name, &text, &fault))? {
                let line = written::line_of(&text, rule.id.span().start);
                if let Ok(gate) = rule.gate() {
                    sights.add(rule.id.get_ref(), rule.regex.get_ref(), &gate);
                }
                programs.add(rule.id.get_ref(), rule.regex.get_ref());
                let entry = expression(&rule, line);
                source += &entry.map_err(|fault| place(&name, &text, &fault.in_rule(rule.id.get_ref())))?;
            }
        }
    }
    let _ = writeln!(source, "];\n/// Changes with any file of `patterns/`.\nconst HASH: u32 = {hash};");
    Ok((source, sights, programs))
}

/// Every file below a folder, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let wrong = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// FNV-1a: short, and the same on every platform.
fn fnv1a(start: u32, text: &str) -> u32 {
    text.bytes().fold(start, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn place(name: &str, text: &str, fault: &Fault) -> String {
    let rule = fault.rule.as_deref().unwrap_or("?");
    format!("patterns/{name}:{}: rule {rule}: {}", written::line_of(text, fault.at.start), fault.message)
}

/// A rule as a Rust expression.
fn expression(rule: &Written, line: usize) -> Result<String, Fault> {
    let jurisdictions = match &rule.jurisdictions {
        None => "&crate::draft::Jurisdiction::ALL".to_owned(),
        Some(codes) => {
            let codes = codes.iter().map(|code| known(code, "jurisdiction", jurisdiction));
            format!("&[{}]", codes.collect::<Result<Vec<_>, _>>()?.join(", "))
        }
    };
    let gate = match rule.gate()? {
        Gate::Keywords(words) => format!("Gate::Keywords({})", list(words.iter().map(AsRef::as_ref))),
        Gate::Digits { least, most } => format!("Gate::Digits {{ least: {least}, most: {most} }}"),
        Gate::Anchor(literal) => format!("Gate::Anchor({})", text(&literal)),
    };
    let category = known(&rule.category, "category", Category::from_name)?;
    let fields = [
        ("line", line.to_string()),
        ("id", text(rule.id.get_ref())),
        ("category", format!("crate::finding::Category::{category:?}")),
        ("finds", text(rule.finds.get_ref())),
        ("regex", text(rule.regex.get_ref())),
        ("gate", gate),
        ("labels", spanned_list(&rule.labels)),
        ("strength", format!("Strength::{:?}", rule.strength()?)),
        ("validators", spanned_list(&rule.validators)),
        ("check", option(rule.check.as_ref().map(|name| text(name.get_ref())))),
        ("role", variant(rule.role.as_ref(), "Role", Role::from_name)?),
        ("severity", variant(rule.severity.as_ref(), "Severity", Severity::from_name)?),
        ("prior", format!("{:?}_f32", rule.prior)),
        ("guard", rule.guard.to_string()),
        ("advice", text(rule.advice.get_ref())),
        ("rewrite", text(&rule.rewrite)),
        ("source", text(rule.source.get_ref())),
        ("jurisdictions", format!("Cow::Borrowed({jurisdictions})")),
        ("examples", spanned_list(rule.examples.get_ref())),
        ("counter_examples", spanned_list(rule.counter_examples.get_ref())),
        ("replaces", rule.replaces.to_string()),
    ];
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("    {name}: {value},\n")).collect();
    Ok(format!("Rule {{\n{}}},\n", fields.concat()))
}

fn jurisdiction(code: &str) -> Option<&'static str> {
    Some(match code {
        "US" => "crate::draft::Jurisdiction::Us",
        "CA" => "crate::draft::Jurisdiction::Ca",
        "IE" => "crate::draft::Jurisdiction::Ie",
        "UK" => "crate::draft::Jurisdiction::Uk",
        _ => return None,
    })
}

/// The variant of an enum that a field names.
fn variant<T: Debug>(
    name: Option<&Spanned<String>>,
    of: &str,
    from_name: impl Fn(&str) -> Option<T>,
) -> Result<String, Fault> {
    let value = name.map(|name| known(name, &of.to_lowercase(), &from_name)).transpose()?;
    Ok(option(value.map(|value| format!("crate::finding::{of}::{value:?}"))))
}

fn option(value: Option<String>) -> String {
    value.map_or_else(|| "None".to_owned(), |value| format!("Some({value})"))
}

fn text(text: &str) -> String {
    format!("Cow::Borrowed({text:?})")
}

fn spanned_list(texts: &[Spanned<String>]) -> String {
    list(texts.iter().map(|text| text.get_ref().as_str()))
}

fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.map(text).collect();
    format!("Cow::Borrowed(&[{}])", texts.join(", "))
}
