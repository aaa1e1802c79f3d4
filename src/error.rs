//! What can go wrong while configuring: never while scanning.

use std::fmt;

/// What kind of configuration error it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildErrorKind {
    /// A file could not be read.
    Io,
    /// A file is not valid TOML, or holds an unknown or missing field.
    Syntax,
    /// A rule is wrong: its regex, validator, id, category or examples.
    Rule,
    /// A policy or weight is wrong.
    Policy,
    /// An id that does not exist was named.
    UnknownId,
}

/// An error found while building a [`Scanner`](crate::Scanner): names file, line and rule.
#[derive(Clone)]
pub struct BuildError {
    kind: BuildErrorKind,
    file: Option<String>,
    line: Option<usize>,
    rule: Option<String>,
    message: String,
}

impl BuildError {
    pub(crate) fn new(kind: BuildErrorKind, message: impl Into<String>) -> Self {
        Self { kind, file: None, line: None, rule: None, message: message.into() }
    }

    pub(crate) fn in_file(mut self, file: &str) -> Self {
        self.file.get_or_insert_with(|| file.to_owned());
        self
    }

    pub(crate) fn at_line(mut self, line: usize) -> Self {
        self.line.get_or_insert(line);
        self
    }

    /// At the line of `text` that holds the byte `at`.
    pub(crate) fn at_byte(self, text: &str, at: usize) -> Self {
        let before = &text.as_bytes()[..at.min(text.len())];
        self.at_line(1 + before.iter().filter(|&&byte| byte == b'\n').count())
    }

    pub(crate) fn in_rule(mut self, rule: &str) -> Self {
        self.rule.get_or_insert_with(|| rule.to_owned());
        self
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> BuildErrorKind {
        self.kind
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}:")?;
            if let Some(line) = self.line {
                write!(f, "{line}:")?;
            }
            write!(f, " ")?;
        }
        if let Some(rule) = &self.rule {
            write!(f, "rule {rule}: ")?;
        }
        f.write_str(&self.message)
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BuildError({:?}: {self})", self.kind)
    }
}

impl std::error::Error for BuildError {}

/// A line or file of input that could not be read as a draft. Never holds the draft's words.
#[derive(Clone, Debug)]
pub struct InputError {
    source_name: String,
    line: Option<usize>,
    message: String,
}

impl InputError {
    /// An error in `source_name`, at a line where one is known.
    #[must_use]
    pub fn new(source_name: impl Into<String>, line: Option<usize>, message: impl Into<String>) -> Self {
        Self { source_name: source_name.into(), line, message: message.into() }
    }

    /// The line, counted from one.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.source_name, self.message),
            None => write!(f, "{}: {}", self.source_name, self.message),
        }
    }
}

impl std::error::Error for InputError {}
