//! The arguments of the command, as the contract has them.

use std::num::NonZero;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, ValueEnum};

use phi_preflight::bulk::{Format, ReadOptions};
use phi_preflight::{BuildError, Jurisdiction, Policy, ScannerBuilder, Surface, Verdict};

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
    /// Write to FILE instead of standard output
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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For a person to read
    Text,
    /// One JSON object a line
    Jsonl,
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

/// A file of the caller's own: rules or policy.
pub fn read_text(path: &std::path::Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The day it is, in UTC.
fn today() -> (u16, u8, u8) {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    date_of(since.as_secs() / 86_400)
}

/// Year, month and day of a count of days since 1970. Years are counted from March, so that the day
/// that some of them have more stands at their end.
fn date_of(days: u64) -> (u16, u8, u8) {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (
        u16::try_from(year).unwrap_or(u16::MAX),
        u8::try_from(month).unwrap_or(1),
        u8::try_from(day).unwrap_or(1),
    )
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
    fn days_are_counted_over_leap_years() {
        assert_eq!(date_of(0), (1970, 1, 1));
        assert_eq!(date_of(11_016), (2000, 2, 29));
        assert_eq!(date_of(20_454), (2026, 1, 1));
        assert_eq!(date_of(20_453), (2025, 12, 31));
    }

    #[test]
    fn a_delimiter_is_one_character_or_a_tab() {
        assert_eq!((delimiter(";"), delimiter("tab"), delimiter("\t")), (Ok(b';'), Ok(b'\t'), Ok(b'\t')));
        assert!(delimiter("").is_err() && delimiter("ab").is_err() && delimiter("é").is_err());
    }
}
