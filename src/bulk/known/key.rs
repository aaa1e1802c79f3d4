//! The key of a finding: the same as long as the finding and the words around it are the same.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::bulk::record::Record;
use crate::draft::Draft;
use crate::report::Finding;

/// How many characters of the line on either side of a finding its key depends on. A whole line would
/// make every finding of a post new when one word of it is edited.
const AROUND: usize = 48;

/// Names a finding by what it is and what stands around it, not by where: it stays the same when lines
/// are added above it, or the file is renamed.
///
/// It is a hash cut to 64 bits. It shows no words, but whoever can guess the words can check the guess:
/// keep keys where the drafts themselves may be kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key([u8; 8]);

impl Key {
    /// The key of a finding of a report on `record`.
    pub(crate) fn of_finding(record: &Record, finding: &Finding) -> Self {
        let text = record.original(finding.field()).unwrap_or_default();
        let (start, end) = finding.span().byte;
        let (before, rest) = text.split_at_checked(start).unwrap_or((text, ""));
        let (words, after) = rest.split_at_checked(end - start).unwrap_or((rest, ""));
        let before = before.rsplit('\n').next().unwrap_or_default();
        let after = after.split('\n').next().unwrap_or_default();
        let skipped = before.chars().count().saturating_sub(AROUND);
        let before: String = before.chars().skip(skipped).collect();
        let after: String = after.chars().take(AROUND).collect();
        let category = finding.category().as_str();
        Self::of_parts(&[
            b"finding",
            category.as_bytes(),
            single_spaced(words).as_bytes(),
            single_spaced(&before).as_bytes(),
            single_spaced(&after).as_bytes(),
        ])
    }

    /// The key of a draft that was judged without any finding: one too long to be read whole, say.
    pub(crate) fn of_draft(draft: &Draft) -> Self {
        let title = draft.title.as_deref().unwrap_or_default();
        Self::of_parts(&[b"draft", title.as_bytes(), draft.text.as_bytes()])
    }

    /// A hash of the parts in their order; lengths go in too, so that no two lists read the same.
    pub(super) fn of_parts(parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        let mut key = [0; 8];
        for (to, from) in key.iter_mut().zip(hash.finalize()) {
            *to = from;
        }
        Self(key)
    }
}

/// Reflowing a paragraph changes no key.
fn single_spaced(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sixteen hexadecimal digits.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({self})")
    }
}

impl FromStr for Key {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let failed = || "a key has sixteen hexadecimal digits".to_owned();
        // `from_str_radix` would let a sign through.
        if text.len() != 16 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(failed());
        }
        u64::from_str_radix(text, 16).map(|number| Self(number.to_be_bytes())).map_err(|_| failed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_written_and_read() {
        let key = Key::of_parts(&[b"a", b"b"]);
        assert_eq!(key.to_string().parse(), Ok(key));
        for wrong in ["", "12", "+23456789abcdef0", "0123456789abcdeg", "0123456789abcdef0"] {
            assert!(wrong.parse::<Key>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(Key::of_parts(&[b"ab", b"c"]), Key::of_parts(&[b"a", b"bc"]));
    }
}
