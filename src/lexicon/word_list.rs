//! Short lists of words in the code: is a word one of them?
//!
//! Nearly every word asked for is not. The lengths that the words of each first letter have are worked out
//! when the list is compiled, so that such a word is turned away by one look at its first letter and length.

/// A list of lower-case ASCII words that a word is compared with in any case.
pub(crate) struct WordList {
    words: &'static [&'static str],
    /// For each first letter (its low five bits) a bit for each length, from 31 on one together.
    lengths: [u32; 32],
}

impl WordList {
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        let mut lengths = [0; 32];
        let mut index = 0;
        while index < words.len() {
            let bytes = words[index].as_bytes();
            lengths[(bytes[0] & 31) as usize] |= 1 << length_bit(bytes.len());
            index += 1;
        }
        Self { words, lengths }
    }

    /// Whether a word is one of the list, in any case.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.may_have(word) && self.words.iter().any(|listed| listed.eq_ignore_ascii_case(word))
    }

    /// Whether a word is one of the list as it is written.
    pub(crate) fn has_exactly(&self, word: &str) -> bool {
        self.may_have(word) && self.words.contains(&word)
    }

    fn may_have(&self, word: &str) -> bool {
        let first = word.as_bytes().first().copied().unwrap_or_default();
        self.lengths[usize::from(first & 31)] >> length_bit(word.len()) & 1 == 1
    }
}

const fn length_bit(length: usize) -> usize {
    if length < 31 { length } else { 31 }
}

#[cfg(test)]
mod tests {
    use super::WordList;

    const LIST: WordList =
        WordList::new(&["of", "the", "Health", "incomprehensibilities-and-so-on-and-on", "&"]);

    #[test]
    fn words_are_found_in_any_case_or_as_they_are_written() {
        for word in ["of", "OF", "The", "health", "incomprehensibilities-AND-so-on-and-on", "&"] {
            assert!(LIST.has(word), "{word}");
        }
        assert!(LIST.has_exactly("Health") && !LIST.has_exactly("health"));
        for word in ["", "o", "off", "a", "he", "tho", "ééé", "incomprehensibilities-and-so-on-and-one"] {
            assert!(!LIST.has(word), "{word}");
        }
    }
}
