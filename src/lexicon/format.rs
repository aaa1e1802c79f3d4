//! How the embedded table is laid out; read by the library and written by its build script.
//!
//! A key's hash picks a bucket; a bucket is a short run of entries, each `tag, length, record
//! number, key bytes`. So a look-up touches the directory, one cache line of keys and, only when
//! the key is there, one record. Records are shared: many words have the same figures. Everything
//! is little-endian bytes read through slices, so the table needs no start-up work and no padding.

/// The longest word the table can hold, in bytes; longer words are in no list.
pub(crate) const WORD_BYTES: usize = 32;
/// The longest phrase, in bytes, its words joined by single spaces.
pub(crate) const PHRASE_BYTES: usize = 64;
/// The most words a phrase can have.
pub(crate) const PHRASE_WORDS: usize = 6;
/// Bytes before the key in an entry: tag, length, record number (two bytes).
pub(crate) const ENTRY_HEAD: usize = 4;
/// Bytes of a record.
pub(crate) const RECORD_BYTES: usize = 6;

/// The numbers at the head of the table, four bytes each, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Header {
    /// Buckets of the word table; a power of two.
    pub word_buckets: u32,
    /// Where the words' directory starts: one offset a bucket and one more for the end.
    pub word_directory: u32,
    /// The same for phrases.
    pub phrase_buckets: u32,
    pub phrase_directory: u32,
    /// Where the records start.
    pub records: u32,
    /// Where the sets of classes start, eight bytes each.
    pub classes: u32,
}

impl Header {
    pub(crate) const BYTES: usize = 24;

    /// The header of a table; a constant expression, so that reading it costs nothing later.
    #[allow(dead_code)]
    pub(crate) const fn read(table: &[u8]) -> Self {
        Self {
            word_buckets: number(table, 0),
            word_directory: number(table, 4),
            phrase_buckets: number(table, 8),
            phrase_directory: number(table, 12),
            records: number(table, 16),
            classes: number(table, 20),
        }
    }

    #[allow(dead_code)]
    pub(crate) fn write(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let numbers = [
            self.word_buckets,
            self.word_directory,
            self.phrase_buckets,
            self.phrase_directory,
            self.records,
            self.classes,
        ];
        for (at, number) in bytes.chunks_exact_mut(4).zip(numbers) {
            at.copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }
}

/// The figures of an entry, as its record keeps them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Record {
    /// Which of the table's sets of classes.
    pub classes: u16,
    pub given: u8,
    pub surname: u8,
    pub lower: u8,
    pub capital: u8,
    pub person: u8,
    pub place: u8,
    /// Words of the longest phrase that starts with this key, 0 if none does.
    pub phrase: u8,
}

/// Where each figure stands in a record and how many bits it has.
const GIVEN: (u32, u32) = (0, 4);
const SURNAME: (u32, u32) = (4, 4);
const LOWER: (u32, u32) = (8, 5);
const CAPITAL: (u32, u32) = (13, 5);
const PERSON: (u32, u32) = (18, 4);
const PLACE: (u32, u32) = (22, 5);
const PHRASE: (u32, u32) = (27, 3);

impl Record {
    #[allow(dead_code)]
    pub(crate) fn pack(self) -> [u8; RECORD_BYTES] {
        let figures = [
            (self.given, GIVEN),
            (self.surname, SURNAME),
            (self.lower, LOWER),
            (self.capital, CAPITAL),
            (self.person, PERSON),
            (self.place, PLACE),
            (self.phrase, PHRASE),
        ];
        let mut bits = 0u32;
        for (value, (shift, width)) in figures {
            bits |= u32::from(value).min((1 << width) - 1) << shift;
        }
        let [a, b] = self.classes.to_le_bytes();
        let [c, d, e, f] = bits.to_le_bytes();
        [a, b, c, d, e, f]
    }

    pub(crate) fn unpack(bytes: [u8; RECORD_BYTES]) -> Self {
        let [a, b, c, d, e, f] = bytes;
        let bits = u32::from_le_bytes([c, d, e, f]);
        let figure = |(shift, width): (u32, u32)| ((bits >> shift) & ((1 << width) - 1)) as u8;
        Self {
            classes: u16::from_le_bytes([a, b]),
            given: figure(GIVEN),
            surname: figure(SURNAME),
            lower: figure(LOWER),
            capital: figure(CAPITAL),
            person: figure(PERSON),
            place: figure(PLACE),
            phrase: figure(PHRASE),
        }
    }
}

/// Four little-endian bytes at `at`; 0 past the end.
pub(crate) const fn number(table: &[u8], at: usize) -> u32 {
    if at + 4 > table.len() {
        return 0;
    }
    u32::from_le_bytes([table[at], table[at + 1], table[at + 2], table[at + 3]])
}

/// A key in the making: lower-case bytes in a buffer that is zero behind them.
#[derive(Clone, Copy)]
pub(crate) struct Key<const BYTES: usize> {
    bytes: [u8; BYTES],
    length: usize,
}

impl<const BYTES: usize> Key<BYTES> {
    pub(crate) const fn new() -> Self {
        Self { bytes: [0; BYTES], length: 0 }
    }

    /// A whole key; none if it is longer than a key can be.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let mut key = Self::new();
        key.push(text.as_bytes()).then_some(key)
    }

    /// Adds bytes, capitals made small; false, and nothing added, if there is no room.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> bool {
        let end = self.length + bytes.len();
        let Some(room) = self.bytes.get_mut(self.length..end) else { return false };
        for (to, from) in room.iter_mut().zip(bytes) {
            *to = from.to_ascii_lowercase();
        }
        self.length = end;
        true
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    /// Hashes eight bytes at a time; the zeroes behind the key belong to the last eight.
    pub(crate) fn hash(&self) -> u64 {
        const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut hash = self.length as u64;
        for eight in self.bytes[..self.length.next_multiple_of(8).min(BYTES)].chunks_exact(8) {
            let mut word = [0; 8];
            word.copy_from_slice(eight);
            hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(FACTOR);
            hash ^= hash >> 29;
        }
        hash.wrapping_mul(FACTOR)
    }
}

/// The bucket of a hash among `buckets` (a power of two): the high bits.
pub(crate) const fn bucket(hash: u64, buckets: u32) -> usize {
    ((hash >> 40) as u32 & buckets.wrapping_sub(1)) as usize
}

/// The byte of a hash that an entry keeps, so that most other keys of its bucket are passed over
/// without reading them.
pub(crate) const fn tag(hash: u64) -> u8 {
    (hash >> 32) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_and_headers_come_back_as_they_went_in() {
        let record = Record {
            classes: 700,
            given: 15,
            surname: 9,
            lower: 31,
            capital: 17,
            person: 14,
            place: 23,
            phrase: 6,
        };
        assert_eq!(Record::unpack(record.pack()), record);
        assert_eq!(Record::unpack(Record::default().pack()), Record::default());
        let header =
            Header { word_buckets: 8, phrase_directory: 0x0102_0304, classes: 9, ..Header::default() };
        assert_eq!(Header::read(&header.write()), header);
    }

    #[test]
    fn a_key_is_small_letters_and_never_longer_than_its_buffer() {
        let key: Key<8> = Key::of("McKay").unwrap_or(Key::new());
        assert_eq!(key.bytes(), b"mckay");
        assert!(Key::<8>::of("ninebytes").is_none());
        let mut grown = Key::<8>::new();
        assert!(grown.push(b"mc") && grown.push(b"KAY") && !grown.push(b"four"));
        assert_eq!(grown.hash(), key.hash());
        assert_ne!(Key::<8>::of("mckaz").map(|key| key.hash()), Some(key.hash()));
    }
}
