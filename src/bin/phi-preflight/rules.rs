//! `rules` and `check`: what the rules are, and whether they hold.

use std::io::{self, Write};

use phi_preflight::{RuleInfo, RuleSet, check_rules};

use crate::args::{CheckArgs, RuleArgs, RulesArgs, read_text};
use crate::{Ending, say};

pub fn rules(args: &RulesArgs) -> Result<Ending, String> {
    let set = rule_set(&args.rules)?;
    let mut out = io::stdout().lock();
    let written = match &args.id {
        None => set.iter().try_for_each(|rule| line(&mut out, rule)),
        Some(id) => {
            let rule = set.get(id).ok_or_else(|| format!("no rule {id:?}; `rules` lists them"))?;
            explain(&mut out, rule)
        }
    };
    Ok(ending_of(written))
}

fn rule_set(args: &RuleArgs) -> Result<RuleSet, String> {
    let mut set = RuleSet::builtin();
    for path in &args.rules {
        set.add(&path.to_string_lossy(), &read_text(path)?).map_err(|error| error.to_string())?;
    }
    for id in &args.disable {
        set.disable(id).map_err(|error| error.to_string())?;
    }
    Ok(set)
}

fn line(out: &mut impl Write, rule: RuleInfo<'_>) -> io::Result<()> {
    writeln!(out, "{:<36} {:<15} {}", rule.id(), rule.category(), rule.finds())
}

fn explain(out: &mut impl Write, rule: RuleInfo<'_>) -> io::Result<()> {
    writeln!(out, "{}\n  {}\n", rule.id(), rule.finds())?;
    let letter = rule.category().letter().map_or(String::new(), |letter| format!(" ({letter})"));
    let countries: Vec<_> = rule.jurisdictions().iter().map(|country| country.code()).collect();
    writeln!(out, "category       {}{letter}", rule.category())?;
    writeln!(out, "jurisdictions  {}", countries.join(", "))?;
    writeln!(out, "source         {}", rule.source())?;
    writeln!(out, "advice         {}", rule.advice())?;
    if !rule.rewrite().is_empty() {
        writeln!(out, "rewrite        {}", rule.rewrite())?;
    }
    writeln!(out, "regex          {}", rule.regex().trim())?;
    writeln!(out, "\nfound in")?;
    for example in rule.examples() {
        writeln!(out, "  {example}")?;
    }
    writeln!(out, "not found in")?;
    for text in rule.counter_examples() {
        writeln!(out, "  {text}")?;
    }
    Ok(())
}

pub fn check(args: &CheckArgs) -> Result<Ending, String> {
    let mut ending = Ending::Clear;
    let mut out = io::stdout().lock();
    for path in &args.files {
        let name = path.to_string_lossy();
        let checked =
            read_text(path).and_then(|text| check_rules(&name, &text).map_err(|error| error.to_string()));
        let report = match checked {
            Ok(report) => report,
            Err(message) => {
                say(message);
                ending = Ending::Failed;
                continue;
            }
        };
        for failure in report.failures() {
            say(format_args!("{name}: {failure}"));
        }
        if !report.failures().is_empty() && ending == Ending::Clear {
            ending = Ending::Found;
        }
        let (rules, examples, failed) = (report.rules(), report.examples(), report.failures().len());
        let line = format!("{name}: {rules} rules, {examples} examples, {failed} do not hold");
        if ending_of(writeln!(out, "{line}")) == Ending::Failed {
            return Ok(Ending::Failed);
        }
    }
    Ok(ending)
}

/// A closed pipe ends the command quietly, anything else is said.
fn ending_of(written: io::Result<()>) -> Ending {
    match written {
        Ok(()) => Ending::Clear,
        Err(error) => {
            if error.kind() != io::ErrorKind::BrokenPipe {
                say(error);
            }
            Ending::Failed
        }
    }
}
