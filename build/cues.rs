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
    let name = path.display();
    let text = fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
    let file: File = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_of(&text, span.start));
        format!("{name}:{line}: {}", error.message())
    })?;
    for cue in file.cue {
        let at = |start: usize, error: String| format!("{name}:{}: {error}", line_of(&text, start));
        let class = Class::named(cue.class.get_ref()).ok_or_else(|| {
            at(cue.class.span().start, format!("no class is named \"{}\"", cue.class.get_ref()))
        })?;
        for term in &cue.terms {
            terms
                .add(term.get_ref(), Facts { class, ..Facts::default() })
                .map_err(|error| at(term.span().start, error))?;
        }
    }
    Ok(())
}

/// The line, from 1, of a byte of the text.
fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|&letter| letter == b'\n').count()
}
