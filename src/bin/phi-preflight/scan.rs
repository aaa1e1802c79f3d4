//! `scan` and `redact`: the same run, with another thing written.

use std::io::{self, IsTerminal};

use anstream::ColorChoice;
use phi_preflight::bulk::{Job, JsonLines, Outcome, Reader, Redacted, Render, ResumeFile, Tally, Terminal};
use phi_preflight::{Redaction, Scanner, Verdict};

use crate::args::{ReadArgs, RedactArgs, ReportFormat, RunArgs, ScanArgs};
use crate::progress::Progress;
use crate::{Ending, output, say};

pub fn scan(args: &ScanArgs) -> Result<Ending, String> {
    let mut builder = args.scanner.builder()?;
    let format = args.format.unwrap_or_else(|| default_format(&args.run));
    builder.explain(args.explain).show_text(args.show_text);
    let scanner = builder.build().map_err(|error| error.to_string())?;
    let run = Run {
        read: &args.read,
        run: &args.run,
        scanner: &scanner,
        fail_on: args.scanner.fail_on.verdict(),
        what: format!(
            "scan {:?} {:?} {format:?} {} {}",
            args.read, args.scanner, args.explain, args.show_text
        ),
        keep_structure: false,
    };
    match format {
        ReportFormat::Jsonl => run.write(&JsonLines),
        ReportFormat::Text => {
            let colours = args.run.output.is_none()
                && anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never;
            let mut terminal = Terminal::new();
            terminal.colours(colours).show_text(args.show_text).explain(args.explain);
            run.write(&terminal)
        }
    }
}

pub fn redact(args: &RedactArgs) -> Result<Ending, String> {
    let scanner = args.scanner.builder()?.build().map_err(|error| error.to_string())?;
    let how = if args.rewrite { Redaction::Rewrite } else { Redaction::Category };
    let run = Run {
        read: &args.read,
        run: &args.run,
        scanner: &scanner,
        fail_on: args.scanner.fail_on.verdict(),
        what: format!("redact {:?} {:?} {how:?}", args.read, args.scanner),
        keep_structure: true,
    };
    run.write(&Redacted::new(how, args.read.options()))
}

fn default_format(run: &RunArgs) -> ReportFormat {
    if run.output.is_none() && io::stdout().is_terminal() { ReportFormat::Text } else { ReportFormat::Jsonl }
}

struct Run<'a> {
    read: &'a ReadArgs,
    run: &'a RunArgs,
    scanner: &'a Scanner,
    fail_on: Option<Verdict>,
    /// What was asked for, as far as the output depends on it: a resume file serves no other run.
    what: String,
    keep_structure: bool,
}

impl Run<'_> {
    fn write<R: Render>(&self, render: &R) -> Result<Ending, String> {
        let mut paths = self.read.paths.clone();
        if paths.is_empty() {
            if io::stdin().is_terminal() {
                return Err("nothing to read: name a file or folder, or - for standard input".into());
            }
            paths.push("-".into());
        }
        let to_file = self.run.output.as_deref();
        output::not_an_input(to_file, &paths)?;
        let mut options = self.read.options();
        options.keep_structure = self.keep_structure;
        let mut job = Job::new(self.scanner, render, options.clone());
        if let Some(jobs) = self.run.jobs {
            job.jobs(jobs);
        }
        let mut from = None;
        if let Some(path) = &self.run.resume {
            let what = format!("{} {}", self.scanner.rules_version(), self.what);
            let file = ResumeFile::new(path, what);
            from = file.load().map_err(|error| format!("{}: {error}", path.display()))?;
            job.resume(file);
        }
        let mut out = output::open(to_file, from)?;
        let mut progress = Progress::new(self.run.progress, to_file.is_some(), &paths);
        let (tally, outcome) = job.run(Reader::new(paths, options), &mut out, &mut progress, from);
        progress.finish();
        Ok(self.ending(&tally, &outcome))
    }

    fn ending(&self, tally: &Tally, outcome: &Outcome) -> Ending {
        if tally.errors > 0 {
            let noun = if tally.errors == 1 { "record or input" } else { "records or inputs" };
            say(format_args!("{} {noun} could not be read", tally.errors));
        }
        match outcome {
            // Who closed the pipe has seen enough; there is nobody to tell.
            Outcome::OutputFailed(error) if error.kind() == io::ErrorKind::BrokenPipe => Ending::Failed,
            Outcome::OutputFailed(error) => {
                say(format_args!("the output could not be written: {error}"));
                Ending::Failed
            }
            Outcome::Stopped => Ending::Failed,
            Outcome::Complete if tally.errors > 0 => Ending::Failed,
            Outcome::Complete => match self.fail_on {
                Some(verdict) if tally.at_least(verdict) > 0 => Ending::Found,
                _ => Ending::Clear,
            },
        }
    }
}
