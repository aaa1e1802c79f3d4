//! How baselines and suppressions are written down.

use serde::Deserialize;

use super::Key;
use crate::error::{BuildError, BuildErrorKind};

/// What a baseline starts with.
pub(super) const HEADER: &str =
    "# Findings that are known; a build fails for new ones only. Made by phi-preflight.\n";

/// The keys of a baseline: one a line, lines with `#` are remarks.
pub(super) fn baseline(name: &str, text: &str) -> Result<Vec<Key>, BuildError> {
    let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(number, line)| {
            let failed =
                |message| BuildError::new(BuildErrorKind::Syntax, message).in_file(name).at_line(number);
            line.parse().map_err(failed)
        })
        .collect()
}

/// A suppression as it stands in its file.
#[derive(Debug)]
pub(super) struct Written {
    pub key: Key,
    pub reason: String,
    /// The last day it holds.
    pub expires: Option<(u16, u8, u8)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    suppression: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: toml::Spanned<String>,
    reason: toml::Spanned<String>,
    expires: Option<toml::Spanned<toml::value::Datetime>>,
}

/// The suppressions of a TOML file.
pub(super) fn suppressions(name: &str, text: &str) -> Result<Vec<Written>, BuildError> {
    let at = |byte: usize, message: &str| {
        BuildError::new(BuildErrorKind::Syntax, message).in_file(name).at_byte(text, byte)
    };
    let file: File = toml::from_str(text)
        .map_err(|error| at(error.span().map_or(0, |span| span.start), error.message()))?;
    let read = |entry: Entry| {
        let key =
            entry.key.get_ref().parse().map_err(|message: String| at(entry.key.span().start, &message))?;
        if entry.reason.get_ref().trim().is_empty() {
            return Err(at(entry.reason.span().start, "a suppression needs a reason"));
        }
        let expires = match entry.expires {
            None => None,
            Some(written) => match written.get_ref().date {
                Some(date) => Some((date.year, date.month, date.day)),
                None => return Err(at(written.span().start, "this must be a day, such as 2027-01-31")),
            },
        };
        Ok(Written { key, reason: entry.reason.into_inner(), expires })
    };
    file.suppression.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let error = baseline("b.txt", "# remark\n\n0123456789abcdef\nno key\n").expect_err("line 4");
        assert!(error.to_string().starts_with("b.txt:4: "), "{error}");
        let entry = |key: &str, rest: &str| format!("[[suppression]]\nkey = \"{key}\"\n{rest}\n");
        for (text, line) in [
            (entry("xyz", "reason = \"r\""), 2),
            (entry("0123456789abcdef", "reason = \" \""), 3),
            (entry("0123456789abcdef", "reason = \"r\"\nexpires = 10:00:00"), 4),
            (entry("0123456789abcdef", "reason = \"r\"\nwho = \"me\""), 4),
        ] {
            let error = suppressions("s.toml", &text).expect_err(&text);
            assert!(error.to_string().starts_with(&format!("s.toml:{line}: ")), "{error}");
        }
    }
}
