//! Named functions a rule can ask for: does this text hold what the shape cannot say?
//!
//! A validator reads the span's text as written (with its spaces and dashes) and answers yes or
//! no. It is pure, linear in the text, and accepts any text: the answer to nonsense is no. To add
//! one, write it in the file of its country or group and add a line to that file's table.

mod general;

/// A named check of a span's text.
#[derive(Clone, Copy)]
pub(crate) struct Validator {
    /// The name rule files use.
    pub name: &'static str,
    accepts: fn(&str) -> bool,
}

impl Validator {
    /// Whether the text passes.
    pub fn accepts(self, text: &str) -> bool {
        (self.accepts)(text)
    }
}

impl std::fmt::Debug for Validator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// A file's validators: the name rule files use, and the function.
type Table = &'static [(&'static str, fn(&str) -> bool)];

const TABLES: &[Table] = &[general::TABLE];

/// The validator of that name.
pub(crate) fn named(name: &str) -> Option<Validator> {
    let (name, accepts) = TABLES.iter().copied().flatten().find(|(known, _)| *known == name)?;
    Some(Validator { name, accepts: *accepts })
}

/// The digits of a text, in order, as numbers.
fn digits(text: &str) -> impl DoubleEndedIterator<Item = u32> + Clone + '_ {
    text.bytes().filter(u8::is_ascii_digit).map(|byte| u32::from(byte - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_every_validator_answers_nonsense() {
        let mut names: Vec<&str> = Vec::new();
        for (name, accepts) in TABLES.iter().copied().flatten() {
            assert!(!names.contains(name), "{name} stands twice");
            names.push(name);
            for nonsense in ["", " ", "-", "é", "\u{1F600}", &"9".repeat(600)] {
                accepts(nonsense);
            }
            assert!(!accepts(""), "{name} accepts the empty text");
        }
        assert!(named("luhn").is_some());
        assert!(named("no_such_thing").is_none());
    }
}
