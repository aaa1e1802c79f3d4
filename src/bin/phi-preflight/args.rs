//! The arguments of the command, as the contract has them.

use std::num::NonZero;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, ValueEnum};

use phi_preflight::bulk::{Format, Known, ReadOptions};
use phi_preflight::{BuildError, Jurisdiction, Policy, ScannerBuilder, Surface, Verdict};

use crate::day::today;

/// Reads what a healthcare organisation is about to publish and says, before it goes out, which words
/// give a patient away.
///
/// Exit status: 0 every draft is below --fail-on; 1 at least one is not; 2 a usage or input error.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true)]
pub enum Command {
    /// Scan drafts and report what gives a patient away
    Scan(ScanArgs),
    /// Write the drafts again with each finding replaced
    Redact(RedactArgs),
    /// List the rules in force, or explain one
    Rules(RulesArgs),
    /// Run the examples of rule files
    Check(CheckArgs),
}

#[derive(Debug, Args)]
pub struct ScanArgs {
    #[command(flatten)]
    pub read: ReadArgs,
    #[command(flatten)]
    pub scanner: ScannerArgs,
    #[command(flatten)]
    pub run: RunArgs,
    #[command(flatten)]
    pub known: KnownArgs,
    /// How reports are written [default: text on a terminal, jsonl otherwise]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<ReportFormat>,
    /// List what was recognised and found publishable, and the evidence for each score
    #[arg(long)]
    pub explain: bool,
    /// Show the drafts' own words in the reports
    #[arg(long)]
    pub show_text: bool,
}

#[derive(Debug, Args)]
pub struct RedactArgs {
    #[command(flatten)]
    pub read: ReadArgs,
    #[command(flatten)]
    pub scanner: ScannerArgs,
    #[command(flatten)]
    pub run: RunArgs,
    /// Replace by the safe rewrite of the rule, where it has one, instead of the category
    #[arg(long)]
    pub rewrite: bool,
}

#[derive(Debug, Args)]
pub struct RulesArgs {
    /// The rule to explain
    pub id: Option<String>,
    #[command(flatten)]
    pub rules: RuleArgs,
}

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Rule files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// What to read, and how.
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// JSONL, CSV, text, Markdown or HTML files, folders, or - for standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The format of the input, where the ending does not tell [jsonl, csv, text, lines, markdown, html]
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, value_parser = format_parser())]
    pub input: Option<Format>,
    /// The JSON field or column that holds the body
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub text_field: String,
    /// The JSON field or column that holds the id
    #[arg(long, value_name = "NAME", default_value = "id")]
    pub id_field: String,
    /// The delimiter of tables, one character or "tab" [default: found in the header]
    #[arg(long, value_name = "CHAR", value_parser = delimiter)]
    pub delimiter: Option<u8>,
    /// The surface of drafts that name none
    #[arg(long, default_value = "post", value_parser = surface_parser())]
    pub surface: Surface,
    /// Of a folder, read only files that match this glob (may be repeated)
    #[arg(long, value_name = "GLOB")]
    pub include: Vec<String>,
    /// Of a folder, leave out files that match this glob (may be repeated)
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
}

/// Which rules apply.
#[derive(Debug, Args)]
pub struct RuleArgs {
    /// A rule file of your own (may be repeated)
    #[arg(long, value_name = "FILE")]
    pub rules: Vec<PathBuf>,
    /// Switch a rule off (may be repeated)
    #[arg(long, value_name = "ID")]
    pub disable: Vec<String>,
}

/// How drafts are judged.
#[derive(Debug, Args)]
pub struct ScannerArgs {
    #[command(flatten)]
    pub rules: RuleArgs,
    /// The rule packs for drafts that name no jurisdiction, such as US,IE [default: all]
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_parser = jurisdiction_parser())]
    pub jurisdiction: Vec<Jurisdiction>,
    /// The house's policy: thresholds, own staff and contacts, consents on record
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// The verdict from which on the exit status is 1
    #[arg(long, value_name = "VERDICT", default_value = "review")]
    pub fail_on: FailOn,
}

/// How the work is done, and where it goes.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// Write to FILE instead of standard output; `redact` of a folder or of several inputs writes a copy of
    /// each into a new folder of that name
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How many threads scan [default: one for each core]
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZero<usize>>,
    /// Whether progress is shown on standard error
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub progress: When,
    /// Note progress in FILE, and go on from there if the run was cut off; needs --output
    #[arg(long, value_name = "FILE", requires = "output")]
    pub resume: Option<PathBuf>,
    /// Count drafts by verdict, and findings by category and rule, on standard error
    #[arg(long)]
    pub summary: bool,
    /// Add a line to FILE that accounts for the run: time, versions, hashes and counts, never text
    #[arg(long, value_name = "FILE")]
    pub audit: Option<PathBuf>,
}

/// What is no news.
#[derive(Debug, Args)]
pub struct KnownArgs {
    /// Fail for new findings only: those whose keys do not stand in FILE
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write the keys of all findings of this scan to FILE, to be its baseline from now on
    #[arg(long, value_name = "FILE", conflicts_with = "resume")]
    pub write_baseline: Option<PathBuf>,
    /// Findings somebody has looked at and answered for: keys with a reason and an end
    #[arg(long, value_name = "FILE")]
    pub suppressions: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For a person to read
    Text,
    /// One JSON object a line
    Jsonl,
    /// SARIF 2.1.0, for code-scanning pages and editors
    Sarif,
    /// JUnit XML, for build servers
    Junit,
    /// One page that needs nothing else
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Review,
    Block,
    Never,
}

impl FailOn {
    pub fn verdict(self) -> Option<Verdict> {
        match self {
            Self::Review => Some(Verdict::Review),
            Self::Block => Some(Verdict::Block),
            Self::Never => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

impl ReadArgs {
    pub fn options(&self) -> ReadOptions {
        let mut options = ReadOptions::default();
        options.format = self.input;
        options.text_field.clone_from(&self.text_field);
        options.id_field.clone_from(&self.id_field);
        options.delimiter = self.delimiter;
        options.surface = self.surface;
        options.include.clone_from(&self.include);
        options.exclude.clone_from(&self.exclude);
        options
    }
}

impl ScannerArgs {
    pub fn builder(&self) -> Result<ScannerBuilder, String> {
        let mut builder = ScannerBuilder::new();
        for path in &self.rules.rules {
            builder.rules(path.to_string_lossy(), read_text(path)?);
        }
        for id in &self.rules.disable {
            builder.disable(id);
        }
        builder.jurisdictions(&self.jurisdiction);
        if let Some(path) = &self.policy {
            let said = |error: BuildError| error.to_string();
            let mut policy = Policy::from_toml(&path.to_string_lossy(), &read_text(path)?).map_err(said)?;
            // Consents on record end on a day; which day it is only the command can say.
            let (year, month, day) = today();
            policy.today(year, month, day).map_err(said)?;
            builder.policy(policy);
        }
        Ok(builder)
    }
}

impl KnownArgs {
    pub fn known(&self) -> Result<Known, String> {
        let said = |error: BuildError| error.to_string();
        let mut known = Known::new();
        if let Some(path) = &self.baseline {
            known.baseline(&path.to_string_lossy(), &read_text(path)?).map_err(said)?;
        }
        if let Some(path) = &self.suppressions {
            known.suppressions(&path.to_string_lossy(), &read_text(path)?, today()).map_err(said)?;
        }
        Ok(known)
    }
}

/// A file of the caller's own: rules, policy, what is known.
pub fn read_text(path: &std::path::Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::as_str))
        .try_map(|name| Format::from_name(&name).ok_or("no such format"))
}

fn surface_parser() -> impl TypedValueParser<Value = Surface> {
    PossibleValuesParser::new(Surface::ALL.map(Surface::as_str))
        .try_map(|name| Surface::from_name(&name).ok_or("no such surface"))
}

fn jurisdiction_parser() -> impl TypedValueParser<Value = Jurisdiction> {
    PossibleValuesParser::new(Jurisdiction::ALL.map(Jurisdiction::code))
        .try_map(|code| Jurisdiction::from_code(&code).ok_or("no such jurisdiction"))
}

fn delimiter(value: &str) -> Result<u8, &'static str> {
    match value.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() => Ok(*byte),
        _ => Err("a delimiter is one ASCII character, or \"tab\""),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Command::command().debug_assert();
    }

    #[test]
    fn a_delimiter_is_one_character_or_a_tab() {
        assert_eq!((delimiter(";"), delimiter("tab"), delimiter("\t")), (Ok(b';'), Ok(b'\t'), Ok(b'\t')));
        assert!(delimiter("").is_err() && delimiter("ab").is_err() && delimiter("é").is_err());
    }
}
