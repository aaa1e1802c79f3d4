//! The embedded table: what the build script made of the lists and cues.

use super::Entry;
use super::class::Class;
use super::format::{self, Header, RECORD_BYTES, Record};

static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));
const HEADER: Header = Header::read(include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin")));

/// A word's hash: for its own entry and for the pairs it is part of.
pub(super) fn hash(word: &str) -> u64 {
    format::hash(word.as_bytes())
}

/// What the lists know of a word.
pub(super) fn word(word: &str, hash: u64) -> Option<Entry> {
    find(word.as_bytes(), hash, HEADER.word_buckets, HEADER.word_directory).map(|found| found.entry)
}

/// What the lists know of a phrase, its words joined by single spaces.
pub(super) fn phrase(key: &[u8]) -> Option<Found> {
    find(key, format::hash(key), HEADER.phrase_buckets, HEADER.phrase_directory)
}

/// Whether a phrase may start with two words: always true if one does.
pub(super) fn starts_phrase(first: u64, second: u64) -> bool {
    let bit = format::pair(first, second, HEADER.pair_bits);
    TABLE.get(HEADER.pairs as usize + bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
}

/// An entry of the table, and how many words the longest phrase has that goes on from it.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub entry: Entry,
    pub phrase_words: usize,
}

fn find(key: &[u8], hash: u64, buckets: u32, directory: u32) -> Option<Found> {
    let at = directory as usize + 4 * format::bucket(hash, buckets);
    let start = format::number(TABLE, at) as usize;
    let end = format::number(TABLE, at + 4) as usize;
    let mut entries = TABLE.get(start..end)?;
    let tag = format::tag(hash);
    while let &[entry_tag, length, low, high, ref rest @ ..] = entries {
        let (entry_key, others) = rest.split_at_checked(usize::from(length))?;
        if entry_tag == tag && entry_key.eq_ignore_ascii_case(key) {
            return found(u16::from_le_bytes([low, high]));
        }
        entries = others;
    }
    None
}

fn found(number: u16) -> Option<Found> {
    let at = HEADER.records as usize + RECORD_BYTES * usize::from(number);
    let record = Record::unpack(*TABLE.get(at..)?.first_chunk()?);
    let at = HEADER.classes as usize + 8 * usize::from(record.classes);
    let class = Class(u64::from_le_bytes(*TABLE.get(at..)?.first_chunk()?));
    let entry = Entry {
        class,
        given: record.given,
        surname: record.surname,
        lower: record.lower,
        capital: record.capital,
        person: record.person,
        place: record.place,
    };
    Some(Found { entry, phrase_words: usize::from(record.phrase) })
}

/// Bytes of the table, for the test that keeps it small.
#[cfg(test)]
pub(super) fn bytes() -> usize {
    TABLE.len()
}
