//! How are the lists in `patterns/lists` made from the tables of published packages?
//!
//! The tables (names by number of bearers, words by frequency, places, drugs, diseases and terms
//! written by hand) are far larger than what a scanner needs. This program cuts them down, rounds
//! their figures, folds their keys and writes one list a class, each with a header that says where
//! it is from and by which rule it was cut. The same tables give the same bytes.
//!
//! ```text
//! cargo run --example reduce_lists -- TABLES [OUTPUT]
//! ```
//!
//! `TABLES` is the folder that holds `names/`, `words/`, `places/` and so on; `OUTPUT` is
//! `patterns` unless given. Lists written by hand (months, regions, nationalities ...) stand in
//! the same folder and are not touched.

mod hand;
mod list;
mod medicine;
mod names;
mod places;
mod tables;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use list::Output;
use tables::{Failure, Tables};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let Some(tables) = arguments.next() else {
        eprintln!("usage: reduce_lists TABLES [OUTPUT]");
        return ExitCode::from(2);
    };
    let output = arguments.next().unwrap_or_else(|| PathBuf::from("patterns"));
    match reduce(&Tables::new(tables), &Output::new(output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn reduce(tables: &Tables, output: &Output) -> Result<(), Failure> {
    // Names first: the other lists ask how strong a name a word is.
    let names = names::reduce(tables, output)?;
    let words = words::reduce(tables, output, &names)?;
    places::reduce(tables, output)?;
    medicine::reduce(tables, output, &names, &words)?;
    hand::reduce(tables, output, &names)
}
