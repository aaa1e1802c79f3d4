//! The command `phi-preflight`: reads arguments, calls the library, turns what happened into an exit
//! status. Standard output carries reports only; everything else is said on standard error.
#![forbid(unsafe_code)]

mod args;
mod audit;
mod day;
mod interrupt;
mod output;
mod progress;
mod rules;
mod scan;
mod summary;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use args::Command;

/// How a command ended, and the exit status it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// Every draft is below the threshold.
    Clear,
    /// At least one is not.
    Found,
    /// A usage or input error.
    Failed,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        match ending {
            Ending::Clear => Self::SUCCESS,
            Ending::Found => Self::from(1),
            Ending::Failed => Self::from(2),
        }
    }
}

/// Says something on standard error. That nobody listens there is no reason to stop.
fn say(message: impl std::fmt::Display) {
    let _ = writeln!(std::io::stderr(), "phi-preflight: {message}");
}

fn main() -> ExitCode {
    let ending = match Command::parse() {
        Command::Scan(args) => scan::scan(&args),
        Command::Redact(args) => scan::redact(&args),
        Command::Rules(args) => rules::rules(&args),
        Command::Check(args) => rules::check(&args),
    };
    let ending = ending.unwrap_or_else(|message| {
        say(message);
        Ending::Failed
    });
    ending.into()
}
