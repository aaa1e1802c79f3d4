//! The keywords of all rules, looked up by a text's runs of letters.

use std::ops::Range;

/// Keywords by their first four letters: one probe a word.
#[derive(Debug)]
pub(super) struct WordTable {
    /// Open addressing, a power of two, at most a quarter full: most misses end at an empty slot.
    slots: Vec<Slot>,
    /// In the order of their heads.
    keywords: Vec<Keyword>,
    /// What follows the heads of all keywords, one after another, and their rules.
    rests: Vec<u8>,
    rules: Vec<u16>,
    /// One bit for each of the first three letters of a keyword, by their hash: most words stop here.
    starts: [u64; STARTS / 64],
}

/// How many bits there are for the first letters of keywords.
const STARTS: usize = 4096;

/// Places in a list.
type Places = Range<usize>;

/// Keywords with the same first letters; an empty slot has none.
#[derive(Clone, Debug, Default)]
struct Slot {
    head: u32,
    keywords: Places,
}

#[derive(Clone, Debug)]
struct Keyword {
    /// What follows the head.
    rest: Places,
    rules: Places,
}

impl WordTable {
    /// Of keywords, each with a rule that asks for it.
    pub fn new<'k>(pairs: impl Iterator<Item = (&'k str, u16)>) -> Self {
        let mut pairs: Vec<(u32, &str, u16)> =
            pairs.map(|(word, rule)| (head(word.as_bytes()), word, rule)).collect();
        pairs.sort_unstable();
        let (keywords, rests, rules) = (Vec::new(), Vec::new(), Vec::with_capacity(pairs.len()));
        let mut table = Self { slots: Vec::new(), keywords, rests, rules, starts: [0; STARTS / 64] };
        let mut heads: Vec<(u32, Places)> = Vec::new();
        for of_head in pairs.chunk_by(|(one, ..), (other, ..)| one == other) {
            let first = table.keywords.len();
            of_head
                .chunk_by(|(_, one, _), (_, other, _)| one == other)
                .for_each(|of_word| table.add(of_word));
            heads.push((of_head[0].0, first..table.keywords.len()));
        }
        table.slots = vec![Slot::default(); (heads.len() * 4).next_power_of_two()];
        for (head, keywords) in heads {
            let at = table.place(head);
            table.slots[at] = Slot { head, keywords };
        }
        table
    }

    /// Adds a keyword with its rules.
    fn add(&mut self, of_word: &[(u32, &str, u16)]) {
        let [(_, word, _), ..] = of_word else { return };
        let start = start_bit(word.as_bytes());
        self.starts[start / 64] |= 1 << (start % 64);
        let (rest, rules) = (self.rests.len(), self.rules.len());
        self.rests.extend(word.as_bytes().iter().skip(HEAD));
        self.rules.extend(of_word.iter().map(|(.., rule)| *rule));
        self.keywords.push(Keyword { rest: rest..self.rests.len(), rules: rules..self.rules.len() });
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
        for keyword in &self.keywords[self.slots[self.place(head(run))].keywords.clone()] {
            let wanted = &self.rests[keyword.rest.clone()];
            if rest.get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted)) {
                self.rules[keyword.rules.clone()].iter().for_each(|rule| name(usize::from(*rule)));
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
        let table = WordTable::new(words.iter().map(String::as_str).zip(0..));
        for (index, word) in words.iter().enumerate() {
            let mut named = Vec::new();
            table.look_up(word.as_bytes(), |rule| named.push(rule));
            assert_eq!(named, [index], "{word}");
        }
    }
}
