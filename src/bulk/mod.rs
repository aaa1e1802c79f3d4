//! Many drafts: read from files, folders or standard input, scanned on every core, written in order.
//!
//! The path of a draft is a straight line. A [`Reader`] cuts the input into records, the cheap part, in
//! one place and in order. Workers parse, scan and render them, the costly part, in any order. Finished
//! batches wait for their turn, so the bytes that come out never depend on the number of threads; and a
//! worker that has run too far ahead waits before it takes more input, so memory stays flat whatever the
//! length of the input. [`Job`] puts the three together.
//!
//! A writer ([`Render`]) gets each draft with its report and with what is known of its findings already
//! ([`Known`]); what it makes of them is one of the forms a report can have. It goes into one stream, or,
//! where the drafts themselves are written again, into a file for each input ([`Copies`]).
//!
//! What cannot be read is an [`InputError`](crate::InputError) with file and line; it is handed to the
//! caller in its place in the order, counted, and the scan goes on.

mod copies;
mod decode;
mod encoding;
mod field_map;
mod format;
mod input;
mod job;
mod known;
mod order;
mod output;
mod read;
mod record;
mod resume;
mod scanned;
mod source;
mod tally;
mod write;

pub use copies::Copies;
pub use format::{Format, is_compressed};
pub use input::{InputHash, Opened};
pub use job::{Job, Observer, Outcome};
pub use known::{Key, Known, Standing, baseline_file};
pub use output::Output;
pub use read::{ReadOptions, Reader};
pub use record::{Origin, Record};
pub use resume::{Checkpoint, ResumeFile};
pub use scanned::Scanned;
pub use tally::{RuleTally, Tally};
pub use write::{Html, JUnit, JsonLines, Redacted, Render, Sarif, Terminal};
