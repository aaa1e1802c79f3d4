//! What is known already: findings of an earlier run, and findings somebody has looked at and answered for.
//!
//! A house that starts scanning has years of posts behind it. Its build should fail for what is new, not
//! for all of them. So findings have a [`Key`] made of what they are and what stands around them: a
//! baseline is a list of keys, a suppression a key with a reason and an end. What is known is still judged
//! and reported as it is; it only fails no build.

mod file;
mod key;

use std::collections::{BTreeMap, HashSet};

pub use key::Key;

use crate::error::BuildError;

/// Findings that are no news.
#[derive(Clone, Debug, Default)]
pub struct Known {
    baseline: HashSet<Key>,
    /// Each with the reason somebody gave for it.
    suppressions: BTreeMap<Key, String>,
    expired: usize,
}

/// What is known of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Standing<'k> {
    /// Nothing: it is new.
    New,
    /// An earlier run had it too.
    InBaseline,
    /// It is suppressed, for this reason.
    Suppressed(&'k str),
}

impl Known {
    /// Nothing is known.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the keys of a baseline; `name` is what errors call the file.
    ///
    /// # Errors
    /// A line that starts with no key, with its number.
    pub fn baseline(&mut self, name: &str, text: &str) -> Result<&mut Self, BuildError> {
        self.baseline.extend(file::baseline(name, text)?);
        Ok(self)
    }

    /// Adds the suppressions of a TOML file that have not ended by the day it is.
    ///
    /// # Errors
    /// What is wrong with the file, with its line.
    pub fn suppressions(
        &mut self,
        name: &str,
        text: &str,
        today: (u16, u8, u8),
    ) -> Result<&mut Self, BuildError> {
        for written in file::suppressions(name, text)? {
            if written.expires.is_some_and(|end| end < today) {
                self.expired += 1;
            } else {
                self.suppressions.insert(written.key, written.reason);
            }
        }
        Ok(self)
    }

    /// How many suppressions have ended and no longer hold.
    #[must_use]
    pub fn expired(&self) -> usize {
        self.expired
    }

    /// What is known of the finding with that key.
    #[must_use]
    pub fn standing(&self, key: Key) -> Standing<'_> {
        match self.suppressions.get(&key) {
            Some(reason) => Standing::Suppressed(reason),
            None if self.baseline.contains(&key) => Standing::InBaseline,
            None => Standing::New,
        }
    }

    /// Whether anything is known at all, so that keys are worth making.
    pub(super) fn is_empty(&self) -> bool {
        self.baseline.is_empty() && self.suppressions.is_empty()
    }
}

/// Keys as the lines of a baseline file, sorted, each once: two runs over the same drafts write the same
/// file, and a change shows as lines added and removed.
#[must_use]
pub fn baseline_file(keys: impl IntoIterator<Item = Key>) -> String {
    let keys: std::collections::BTreeSet<Key> = keys.into_iter().collect();
    let mut text = String::from(file::HEADER);
    for key in keys {
        text.push_str(&key.to_string());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u8) -> Key {
        Key::of_parts(&[&[number]])
    }

    #[test]
    fn a_baseline_is_read_as_it_was_written() {
        let text = baseline_file([key(2), key(1), key(2)]);
        assert_eq!(text.lines().filter(|line| !line.starts_with('#')).count(), 2);
        let mut known = Known::new();
        known.baseline("b", &text).expect("a good baseline");
        assert_eq!(known.standing(key(1)), Standing::InBaseline);
        assert_eq!(known.standing(key(3)), Standing::New);
    }

    #[test]
    fn a_suppression_holds_to_the_end_of_its_last_day() {
        let text =
            format!("[[suppression]]\nkey = \"{}\"\nreason = \"a street\"\nexpires = 2027-01-31\n", key(1));
        let on = |day| {
            let mut known = Known::new();
            known.suppressions("s", &text, day).expect("a good file");
            (known.standing(key(1)) == Standing::Suppressed("a street"), known.expired())
        };
        assert_eq!(on((2027, 1, 31)), (true, 0));
        assert_eq!(on((2027, 2, 1)), (false, 1));
    }
}
