//! A line on standard error that says how far a scan has come, and the errors above it.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use phi_preflight::InputError;
use phi_preflight::bulk::{Key, Observer, Opened, Tally, is_compressed};

use crate::args::When;
use crate::interrupt::Interrupt;
use crate::say;

/// Shows progress, says errors as they come, keeps the keys a baseline is made of, and passes on that the
/// run has been told to stop.
pub struct Progress {
    bar: ProgressBar,
    keys: Vec<Key>,
    interrupt: Interrupt,
    notes_encoding: bool,
}

impl Progress {
    /// A line where `when` says so. With `auto` that is where standard error is a terminal and reports do
    /// not go to the same one.
    pub fn new(when: When, to_file: bool, inputs: &[PathBuf], interrupt: Interrupt) -> Self {
        let is_shown = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => io::stderr().is_terminal() && (to_file || !io::stdout().is_terminal()),
        };
        if !is_shown {
            return Self::of(ProgressBar::hidden(), interrupt);
        }
        let (bar, template) = match total_bytes(inputs) {
            Some(total) => {
                (ProgressBar::new(total), "{msg}  {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left")
            }
            None => (ProgressBar::no_length(), "{msg}  {bytes}  {bytes_per_sec}  {elapsed}"),
        };
        bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(4));
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(500));
        Self::of(bar, interrupt)
    }

    fn of(bar: ProgressBar, interrupt: Interrupt) -> Self {
        Self { bar, keys: Vec::new(), interrupt, notes_encoding: false }
    }

    /// Says of inputs in UTF-16 that what comes out is UTF-8.
    pub fn note_encoding(&mut self, yes: bool) {
        self.notes_encoding = yes;
    }

    /// Takes the line away; the keys of what was found.
    pub fn finish(self) -> Vec<Key> {
        self.bar.finish_and_clear();
        self.keys
    }
}

/// The size of all inputs, where each is a file whose size says how much is in it.
fn total_bytes(inputs: &[PathBuf]) -> Option<u64> {
    let size = |path: &PathBuf| {
        let meta = path.metadata().ok().filter(|meta| meta.is_file() && !is_compressed(path))?;
        Some(meta.len())
    };
    inputs.iter().map(size).sum()
}

impl Observer for Progress {
    fn opened(&mut self, input: &Opened) {
        if self.notes_encoding && input.is_utf16() {
            self.bar.suspend(|| say(format_args!("{}: is UTF-16, and is written as UTF-8", input.name())));
        }
    }

    fn failed(&mut self, error: &InputError) {
        self.bar.suspend(|| say(error));
    }

    fn judged(&mut self, keys: &[Key]) {
        self.keys.extend_from_slice(keys);
    }

    fn passed(&mut self, tally: &Tally, bytes: u64) -> ControlFlow<()> {
        if !self.bar.is_hidden() {
            self.bar.set_position(bytes);
            self.bar.set_message(format!(
                "{} drafts, {} to look at",
                tally.drafts(),
                tally.review + tally.block
            ));
        }
        if self.interrupt.is_told_to_stop() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
