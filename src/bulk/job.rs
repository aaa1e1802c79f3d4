//! Puts reader, scanner and writer together, and counts.

use std::io;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use super::input::Opened;
use super::known::{Key, Known};
use super::order::in_order;
use super::output::Output;
use super::read::{ReadOptions, Reader};
use super::record::Item;
use super::resume::{Checkpoint, ResumeFile};
use super::scanned::Scanned;
use super::tally::{Counted, Tally};
use super::write::Render;
use crate::error::InputError;
use crate::scanner::Scanner;

/// How long a run may go on before its progress is noted again.
const CHECKPOINT_EVERY: Duration = Duration::from_secs(1);

/// How a run ended.
#[derive(Debug)]
pub enum Outcome {
    /// Every record was read.
    Complete,
    /// The caller asked to stop.
    Stopped,
    /// The output could not be written; what had been written before is whole.
    OutputFailed(io::Error),
}

/// What the caller is told while a run goes on, in the order of the input.
pub trait Observer {
    /// An input has been opened.
    fn opened(&mut self, input: &Opened) {
        let _ = input;
    }

    /// A record or an input could not be read, or a copy of it could not be made.
    fn failed(&mut self, error: &InputError);

    /// A draft has been written; `keys` are those of its findings, where they were asked for
    /// ([`Job::keys`]).
    fn judged(&mut self, keys: &[Key]) {
        let _ = keys;
    }

    /// A batch has been written. `Break` stops the run after it.
    fn passed(&mut self, tally: &Tally, bytes: u64) -> ControlFlow<()> {
        let _ = (tally, bytes);
        ControlFlow::Continue(())
    }
}

/// A scan of many drafts.
#[derive(Debug)]
pub struct Job<'j, R> {
    scanner: &'j Scanner,
    render: &'j R,
    options: ReadOptions,
    jobs: usize,
    known: Known,
    keys: bool,
    resume: Option<ResumeFile>,
}

/// What a worker makes of an item of the input.
enum Done {
    Begin(Box<Opened>),
    Draft {
        counted: Counted,
        keys: Vec<Key>,
        rendered: Vec<u8>,
        bytes: u64,
    },
    /// What is no draft, passed on.
    Rest(Vec<u8>),
    Failed(InputError),
    End,
}

impl<'j, R: Render> Job<'j, R> {
    /// A scan with `scanner` whose reports are written by `render`; one thread for each core.
    #[must_use]
    pub fn new(scanner: &'j Scanner, render: &'j R, options: ReadOptions) -> Self {
        let jobs = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self { scanner, render, options, jobs, known: Known::new(), keys: false, resume: None }
    }

    /// How many threads scan. The bytes that come out do not depend on it.
    pub fn jobs(&mut self, jobs: NonZero<usize>) -> &mut Self {
        self.jobs = jobs.get();
        self
    }

    /// What is no news: it is reported, but not counted as new.
    pub fn known(&mut self, known: Known) -> &mut Self {
        self.known = known;
        self
    }

    /// Hands the keys of every draft's findings to the observer, to make a baseline of.
    pub fn keys(&mut self, yes: bool) -> &mut Self {
        self.keys = yes;
        self
    }

    /// Notes progress in `file` about once a second, so that a run can go on from there.
    pub fn resume(&mut self, file: ResumeFile) -> &mut Self {
        self.resume = Some(file);
        self
    }

    /// Reads every record, scans each draft, and writes the reports to `out` in the order of the input.
    /// With `from`, goes on after a checkpoint; `out` must be one stream, cut to the length it notes.
    pub fn run(
        &self,
        mut reader: Reader,
        out: &mut dyn Output,
        observer: &mut (dyn Observer + Send),
        from: Option<Checkpoint>,
    ) -> (Tally, Outcome) {
        let head = if from.is_none() { self.render.head() } else { Vec::new() };
        let mut written = Written { out, at: from.unwrap_or_default(), saved: Instant::now() };
        reader.pass_over(written.at.items);
        let mut outcome = match written.write(&head) {
            Ok(()) => Outcome::Complete,
            Err(error) => return (written.at.tally, Outcome::OutputFailed(error)),
        };
        let mut bytes = 0;
        in_order(
            self.jobs,
            |batch| reader.next_batch(batch),
            |item| self.done(item),
            |batch: Vec<Done>| {
                bytes += batch.iter().map(Done::bytes).sum::<u64>();
                let passed = self.pass_on(batch, &mut written, observer);
                match passed {
                    Ok(()) => {
                        let flow = observer.passed(&written.at.tally, bytes);
                        if flow.is_break() {
                            outcome = Outcome::Stopped;
                        }
                        flow
                    }
                    Err(error) => {
                        outcome = Outcome::OutputFailed(error);
                        ControlFlow::Break(())
                    }
                }
            },
        );
        let ended = match outcome {
            Outcome::Complete => self.end(&mut written),
            Outcome::Stopped => self.save(&mut written),
            Outcome::OutputFailed(_) => Ok(()),
        };
        match ended {
            Ok(()) => (written.at.tally, outcome),
            Err(error) => (written.at.tally, Outcome::OutputFailed(error)),
        }
    }

    /// Reads, scans and renders a record; passes on what is none.
    fn done(&self, item: Result<Item, InputError>) -> Done {
        let raw = match item {
            Ok(Item::Record(raw)) => raw,
            Ok(Item::Begin(input)) => return Done::Begin(input),
            Ok(Item::Rest(rest)) => return Done::Rest(rest),
            Ok(Item::End) => return Done::End,
            Err(error) => return Done::Failed(error),
        };
        let record = match raw.parse(&self.options) {
            Ok(record) => record,
            Err(error) => return Done::Failed(error),
        };
        let mut report = self.scanner.scan_draft(record.draft());
        record.to_original(&mut report);
        let mut rendered = Vec::new();
        let scanned = Scanned::new(&record, &report, &self.known);
        match self.render.draft(&scanned, &mut rendered) {
            Ok(()) => Done::Draft {
                counted: Counted::of(&scanned),
                keys: if self.keys { scanned.keys() } else { Vec::new() },
                rendered,
                bytes: record.size(),
            },
            Err(error) => Done::Failed(error),
        }
    }

    /// Writes a batch whole, or (where writing fails) notes nothing of it.
    fn pass_on(
        &self,
        batch: Vec<Done>,
        written: &mut Written<'_>,
        observer: &mut dyn Observer,
    ) -> io::Result<()> {
        let mut at = written.at.clone();
        let mut bytes = Vec::new();
        for done in batch {
            at.items += 1;
            match done {
                Done::Begin(input) => {
                    observer.opened(&input);
                    if let Err(error) = written.out.begin(&input) {
                        at.tally.errors += 1;
                        observer.failed(&error);
                    }
                }
                Done::End => {
                    written.write(&std::mem::take(&mut bytes))?;
                    written.out.end()?;
                }
                Done::Draft { counted, keys, rendered, .. } => {
                    if at.begun && !rendered.is_empty() {
                        bytes.extend_from_slice(self.render.separator());
                    }
                    at.begun |= !rendered.is_empty();
                    at.tally.count(&counted);
                    bytes.extend_from_slice(&rendered);
                    observer.judged(&keys);
                }
                Done::Rest(rest) => bytes.extend_from_slice(&rest),
                Done::Failed(error) => {
                    at.tally.errors += 1;
                    written.out.left_out();
                    observer.failed(&error);
                }
            }
        }
        written.write(&bytes)?;
        written.at = Checkpoint { output: written.at.output, ..at };
        if self.resume.is_some() && written.saved.elapsed() >= CHECKPOINT_EVERY {
            self.save(written)?;
        }
        Ok(())
    }

    fn save(&self, written: &mut Written<'_>) -> io::Result<()> {
        written.out.settle()?;
        written.saved = Instant::now();
        self.resume.as_ref().map_or(Ok(()), |file| file.save(&written.at))
    }

    fn end(&self, written: &mut Written<'_>) -> io::Result<()> {
        let tail = self.render.tail(&written.at.tally);
        written.write(&tail)?;
        written.out.settle()?;
        self.resume.as_ref().map_or(Ok(()), ResumeFile::remove)
    }
}

impl Done {
    fn bytes(&self) -> u64 {
        match self {
            Self::Draft { bytes, .. } => *bytes,
            Self::Begin(_) | Self::Rest(_) | Self::Failed(_) | Self::End => 0,
        }
    }
}

/// The output, and how far it has come.
struct Written<'o> {
    out: &'o mut dyn Output,
    at: Checkpoint,
    saved: Instant,
}

impl Written<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.put(bytes)?;
        self.at.output += bytes.len() as u64;
        Ok(())
    }
}
