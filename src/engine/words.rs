//! The keywords of all rules, looked up by a text's runs of letters.

use std::collections::BTreeMap;

/// Keywords by their first four letters: one probe a word.
#[derive(Debug)]
pub(super) struct WordTable {
    /// Open addressing, a power of two, at most a quarter full: most misses end at an empty slot.
    slots: Vec<Slot>,
    /// One bit for each of the first three letters of a keyword, by their hash: most words stop here.
    starts: [u64; STARTS / 64],
}

/// How many bits there are for the first letters of keywords.
const STARTS: usize = 4096;

/// Keywords with the same first letters; an empty slot holds none.
#[derive(Clone, Debug, Default)]
struct Slot {
    head: u32,
    keywords: Vec<Keyword>,
}

#[derive(Clone, Debug)]
struct Keyword {
    /// What follows the head.
    rest: Box<[u8]>,
    rules: Box<[u16]>,
}

impl WordTable {
    pub fn new(words: BTreeMap<&str, Vec<u16>>) -> Self {
        let slots = vec![Slot::default(); (words.len() * 4).next_power_of_two()];
        let mut table = Self { slots, starts: [0; STARTS / 64] };
        for (word, rules) in words {
            let start = start_bit(word.as_bytes());
            table.starts[start / 64] |= 1 << (start % 64);
            let at = table.place(head(word.as_bytes()));
            let rest = word.as_bytes().get(HEAD..).unwrap_or_default();
            table.slots[at].head = head(word.as_bytes());
            table.slots[at].keywords.push(Keyword { rest: rest.into(), rules: rules.into() });
        }
        table
    }

    /// Names the rules of every keyword that the run of letters is or, from three letters, starts with.
    pub fn look_up(&self, run: &[u8], mut name: impl FnMut(usize)) {
        let start = start_bit(run);
        if self.starts[start / 64] >> (start % 64) & 1 == 0 {
            return;
        }
        self.look_up_head(run, HEAD, &mut name);
        if run.len() > SHORT {
            self.look_up_head(&run[..SHORT], SHORT, &mut name);
        }
    }

    fn look_up_head(&self, run: &[u8], length: usize, name: &mut impl FnMut(usize)) {
        let rest = run.get(length..).unwrap_or_default();
        for keyword in &self.slots[self.place(head(run))].keywords {
            if rest.get(..keyword.rest.len()).is_some_and(|start| start.eq_ignore_ascii_case(&keyword.rest)) {
                keyword.rules.iter().for_each(|rule| name(usize::from(*rule)));
            }
        }
    }

    /// The slot of a head, or the empty slot where it would be.
    fn place(&self, head: u32) -> usize {
        let mixed = u64::from(head).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let last = self.slots.len() - 1;
        let mut at = (mixed >> 32) as usize & last;
        while !self.slots[at].keywords.is_empty() && self.slots[at].head != head {
            at = (at + 1) & last;
        }
        at
    }
}

/// How many letters a head has at most. A shorter word's head is not the head of any longer one.
const HEAD: usize = 4;
/// How many letters a keyword needs to count as the start of a longer run: "bedE", "MRNs".
const SHORT: usize = 3;

/// The bit of a word's first three letters.
fn start_bit(letters: &[u8]) -> usize {
    let mixed = head(&letters[..letters.len().min(SHORT)]).wrapping_mul(0x9e37_79b9);
    (mixed >> 20) as usize % STARTS
}

/// The first four letters, lower case.
fn head(letters: &[u8]) -> u32 {
    letters.iter().take(HEAD).fold(0, |head, &byte| (head << 8) | u32::from(byte | 0x20))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_of_one_slot_are_all_found() {
        let words: Vec<String> =
            ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}"))).collect();
        let table =
            WordTable::new(words.iter().map(String::as_str).zip((0..).map(|rule| vec![rule])).collect());
        for (index, word) in words.iter().enumerate() {
            let mut named = Vec::new();
            table.look_up(word.as_bytes(), |rule| named.push(rule));
            assert_eq!(named, [index], "{word}");
        }
    }
}
