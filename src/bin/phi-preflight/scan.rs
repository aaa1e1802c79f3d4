//! `scan` and `redact`: the same run, with another thing written.

use std::io::{self, IsTerminal};

use anstream::ColorChoice;
use phi_preflight::bulk::{
    Html, JUnit, Job, JsonLines, Known, Outcome, Reader, Redacted, Render, ResumeFile, Sarif, Tally, Terminal,
};
use phi_preflight::{Redaction, Scanner};

use crate::args::{ReadArgs, RedactArgs, ReportFormat, RunArgs, ScanArgs, ScannerArgs};
use crate::audit::{Audit, Made, policy_hash};
use crate::interrupt::Interrupt;
use crate::progress::Progress;
use crate::summary::Summary;
use crate::{Ending, output, say};

pub fn scan(args: &ScanArgs) -> Result<Ending, String> {
    let mut builder = args.scanner.builder()?;
    let format = args.format.unwrap_or_else(|| default_format(&args.run));
    builder.explain(args.explain).show_text(args.show_text);
    let scanner = builder.build().map_err(|error| error.to_string())?;
    let known = args.known.known()?;
    if known.expired() > 0 {
        say(format_args!("{} suppressions have ended and no longer hold", known.expired()));
    }
    let run = Run {
        command: "scan",
        read: &args.read,
        run: &args.run,
        judged: &args.scanner,
        scanner: &scanner,
        known,
        baseline: args.known.write_baseline.as_deref(),
        what: format!(
            "scan {:?} {:?} {:?} {format:?} {} {}",
            args.read, args.scanner, args.known, args.explain, args.show_text
        ),
        is_copy: false,
    };
    let version = scanner.rules_version();
    match format {
        ReportFormat::Jsonl => run.write(&JsonLines),
        ReportFormat::Text => {
            let colours = args.run.output.is_none()
                && anstream::AutoStream::choice(&io::stdout()) != ColorChoice::Never;
            let mut terminal = Terminal::new();
            terminal.colours(colours).show_text(args.show_text).explain(args.explain);
            run.write(&terminal)
        }
        ReportFormat::Sarif => {
            let mut sarif = Sarif::new(version);
            run.write(sarif.show_text(args.show_text).baseline(args.known.baseline.is_some()))
        }
        ReportFormat::Junit => run.write(&JUnit::new(args.scanner.fail_on.verdict())),
        ReportFormat::Html => run.write(Html::new(version).show_text(args.show_text)),
    }
}

pub fn redact(args: &RedactArgs) -> Result<Ending, String> {
    let scanner = args.scanner.builder()?.build().map_err(|error| error.to_string())?;
    let how = if args.rewrite { Redaction::Rewrite } else { Redaction::Category };
    let run = Run {
        command: "redact",
        read: &args.read,
        run: &args.run,
        judged: &args.scanner,
        scanner: &scanner,
        known: Known::new(),
        baseline: None,
        what: format!("redact {:?} {:?} {how:?}", args.read, args.scanner),
        is_copy: true,
    };
    run.write(&Redacted::new(how, args.read.options()))
}

fn default_format(run: &RunArgs) -> ReportFormat {
    if run.output.is_none() && io::stdout().is_terminal() { ReportFormat::Text } else { ReportFormat::Jsonl }
}

struct Run<'a> {
    command: &'static str,
    read: &'a ReadArgs,
    run: &'a RunArgs,
    judged: &'a ScannerArgs,
    scanner: &'a Scanner,
    known: Known,
    /// Where the keys of all findings are written.
    baseline: Option<&'a std::path::Path>,
    /// What was asked for, as far as the output depends on it: a resume file serves no other run.
    what: String,
    /// Whether the drafts themselves are written again.
    is_copy: bool,
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
        let folder = if self.is_copy { output::folder_for_copies(to_file, &paths)? } else { None };
        if folder.is_some() && self.run.resume.is_some() {
            return Err("--resume goes on with one file, not with a folder of copies".into());
        }
        let mut options = self.read.options();
        options.keep_structure = self.is_copy;
        let mut job = Job::new(self.scanner, render, options.clone());
        if let Some(jobs) = self.run.jobs {
            job.jobs(jobs);
        }
        job.known(self.known.clone()).keys(self.baseline.is_some());
        let policy = policy_hash(self.judged.policy.as_deref())?;
        let mut from = None;
        if let Some(path) = &self.run.resume {
            let what = format!("{} {policy:?} {}", self.scanner.rules_version(), self.what);
            let file = ResumeFile::new(path, what);
            from = file.load().map_err(|error| format!("{}: {error}", path.display()))?;
            job.resume(file);
        }
        let audit = self.run.audit.as_deref().map(Audit::open).transpose()?;
        let interrupt = Interrupt::listen()?;
        let out = match folder {
            Some(folder) => output::copies(folder)?,
            None => output::open(to_file, from.as_ref())?,
        };
        let mut out = interrupt.guard(out);
        let mut progress = Progress::new(self.run.progress, to_file.is_some(), &paths, interrupt);
        progress.note_encoding(self.is_copy && folder.is_none());
        let mut reader = Reader::new(paths, options);
        let input = audit.is_some().then(|| reader.hash_inputs());
        let (tally, outcome) = job.run(reader, &mut out, &mut progress, from);
        let keys = progress.finish();
        let mut ending = self.ending(&tally, &outcome);
        if self.run.summary {
            say_lines(&Summary(&tally));
        }
        // What is left to write is written even where one of them fails.
        let made = Made {
            command: self.command,
            rules_version: self.scanner.rules_version(),
            policy,
            input: input.map(|hash| hash.hex()).unwrap_or_default(),
        };
        let audited = audit.map_or(Ok(()), |audit| audit.write(&made, &tally, &outcome));
        let noted = match self.baseline {
            // A baseline of half a scan would call the other half new.
            Some(path) if matches!(outcome, Outcome::Complete) => output::write_baseline(path, keys),
            _ => Ok(()),
        };
        for message in [audited, noted].into_iter().filter_map(Result::err) {
            say(message);
            ending = Ending::Failed;
        }
        Ok(ending)
    }

    fn ending(&self, tally: &Tally, outcome: &Outcome) -> Ending {
        if let Some(unread) = tally.unread() {
            say(unread);
        }
        match outcome {
            // Who closed the pipe has seen enough; there is nobody to tell.
            Outcome::OutputFailed(error) if error.kind() == io::ErrorKind::BrokenPipe => Ending::Failed,
            Outcome::OutputFailed(error) => {
                let to =
                    self.run.output.as_ref().map_or("standard output".into(), |path| path.to_string_lossy());
                say(format_args!("{to}: the output could not be written: {error}"));
                Ending::Failed
            }
            Outcome::Stopped => {
                let drafts = tally.drafts();
                match &self.run.resume {
                    Some(_) => say(format_args!("stopped after {drafts} drafts; the same command goes on")),
                    None => say(format_args!("stopped after {drafts} drafts")),
                }
                Ending::Failed
            }
            Outcome::Complete if tally.errors > 0 => Ending::Failed,
            Outcome::Complete => match self.judged.fail_on.verdict() {
                Some(verdict) if tally.new_at_least(verdict) > 0 => Ending::Found,
                _ => Ending::Clear,
            },
        }
    }
}

/// Says something of many lines on standard error, without a name before each.
fn say_lines(lines: &Summary<'_>) {
    let _ = io::Write::write_fmt(&mut io::stderr(), format_args!("{lines}"));
}
