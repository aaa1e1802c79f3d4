//! The embedded table: what the build script made of the lists and cues.

use super::Entry;
use super::class::Class;
use super::format::{self, ENTRY_HEAD, Header, Key, PHRASE_BYTES, RECORD_BYTES, Record, WORD_BYTES};

static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));
const HEADER: Header = Header::read(include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin")));

/// What the lists know of a word.
pub(super) fn word(key: &Key<WORD_BYTES>) -> Option<Found> {
    find(key.bytes(), key.hash(), HEADER.word_buckets, HEADER.word_directory)
}

/// What the lists know of a phrase, its words joined by single spaces.
pub(super) fn phrase(key: &Key<PHRASE_BYTES>) -> Option<Found> {
    find(key.bytes(), key.hash(), HEADER.phrase_buckets, HEADER.phrase_directory)
}

/// An entry of the table, and how many words the longest phrase has that starts with it.
#[derive(Clone, Copy, Default)]
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
        if entry_tag == tag && rest.get(..usize::from(length)) == Some(key) {
            return found(u16::from_le_bytes([low, high]));
        }
        entries = entries.get(ENTRY_HEAD + usize::from(length)..)?;
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
        starts_phrase: record.phrase != 0,
    };
    Some(Found { entry, phrase_words: usize::from(record.phrase) })
}

/// Bytes of the table, for the test that keeps it small.
#[cfg(test)]
pub(super) fn bytes() -> usize {
    TABLE.len()
}
