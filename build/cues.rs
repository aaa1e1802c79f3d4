//! Reads `patterns/context.toml`: the words that say something about the words around them.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::class::Class;
use crate::terms::{Facts, Terms};

/// The cues of the file; what else it holds is read elsewhere.
#[derive(Deserialize)]
struct File {
    #[serde(default)]
    cue: Vec<Cue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cue {
    class: toml::Spanned<String>,
    terms: Vec<toml::Spanned<String>>,
}

pub(crate) fn read(path: &Path, terms: &mut Terms) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    read_cues(&text, terms).map_err(|(line, error)| format!("{}:{line}: {error}", path.display()))
}

/// Reads the text of the file; an error comes with its line.
pub(crate) fn read_cues(text: &str, terms: &mut Terms) -> Result<(), (usize, String)> {
    let file: File = toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        (line, error.message().to_owned())
    })?;
    for cue in file.cue {
        let name = cue.class.get_ref();
        let unknown = || (line_of(text, cue.class.span().start), format!("no class is named \"{name}\""));
        let class = Class::named(name).ok_or_else(unknown)?;
        for term in &cue.terms {
            let added = terms.add(term.get_ref(), Facts { class, ..Facts::default() });
            added.map_err(|error| (line_of(text, term.span().start), error))?;
        }
    }
    Ok(())
}

/// The line, from 1, of a byte of the text.
fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|&letter| letter == b'\n').count()
}
