//! How the embedded table is laid out; read by the library and written by its build script.
//!
//! A key's hash picks a bucket; a bucket is a short run of entries, each `tag, length, record
//! number, key bytes`, the commonest word first. So a look-up touches the directory, one cache line
//! of keys and, only when the key is there, one record. Records are shared: many words have the same
//! figures. A bit for every pair of words that starts a phrase keeps most pairs of a text away from
//! the phrases. Everything is little-endian bytes read through slices, so the table needs no
//! start-up work and no padding.

/// The longest word the table can hold, in bytes; longer words are in no list.
pub(crate) const WORD_BYTES: usize = 32;
/// The longest phrase, in bytes, its words joined by single spaces.
pub(crate) const PHRASE_BYTES: usize = 64;
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
    /// Where the bits of the pairs start, and how many there are; a power of two.
    pub pairs: u32,
    pub pair_bits: u32,
    /// Where the records start.
    pub records: u32,
    /// Where the sets of classes start, eight bytes each.
    pub classes: u32,
}

impl Header {
    pub(crate) const BYTES: usize = 32;

    /// The header of a table; a constant expression, so that reading it costs nothing later.
    pub(crate) const fn read(table: &[u8]) -> Self {
        Self {
            word_buckets: number(table, 0),
            word_directory: number(table, 4),
            phrase_buckets: number(table, 8),
            phrase_directory: number(table, 12),
            pairs: number(table, 16),
            pair_bits: number(table, 20),
            records: number(table, 24),
            classes: number(table, 28),
        }
    }

    pub(crate) fn write(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let numbers = [
            self.word_buckets,
            self.word_directory,
            self.phrase_buckets,
            self.phrase_directory,
            self.pairs,
            self.pair_bits,
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
    /// Words of the longest phrase that goes on from this pair of words, 0 if none does.
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

/// Hashes a key, capitals as small letters, eight bytes at a time.
pub(crate) fn hash(key: &[u8]) -> u64 {
    let mut hash = (key.len() as u64).wrapping_mul(FACTOR);
    let mut rest = key;
    while let Some((&eight, tail)) = rest.split_first_chunk() {
        hash = mix(hash ^ small(u64::from_le_bytes(eight)));
        rest = tail;
    }
    mix(hash ^ small(last(rest)))
}

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Both halves of a product, so that every bit counts for every other.
const fn mix(hash: u64) -> u64 {
    let product = hash as u128 * FACTOR as u128;
    product as u64 ^ (product >> 64) as u64
}

/// Up to seven bytes as a number, without a loop: the halves overlap.
fn last(bytes: &[u8]) -> u64 {
    let four = |bytes: &[u8; 4]| u64::from(u32::from_le_bytes(*bytes));
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => four(first) | four(last) << 32,
        _ => match *bytes {
            [] => 0,
            [a] => u64::from(a),
            [a, b] => u64::from(a) | u64::from(b) << 8,
            [a, b, c, ..] => u64::from(a) | u64::from(b) << 8 | u64::from(c) << 16,
        },
    }
}

/// The capitals among eight ASCII bytes made small; other bytes as they are.
const fn small(eight: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let low = eight & (0x7f * EACH);
    let from_a = low + (0x80 - b'A' as u64) * EACH;
    let past_z = low + (0x7f - b'Z' as u64) * EACH;
    let capitals = from_a & !past_z & !eight & (0x80 * EACH);
    eight | capitals >> 2
}

/// The bit of two adjacent words.
pub(crate) const fn pair(first: u64, second: u64, bits: u32) -> usize {
    (mix(first ^ second.rotate_left(32)) >> 32) as usize & (bits as usize).wrapping_sub(1)
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
    fn hashes_ignore_the_case_of_letters_only() {
        let words = [
            "",
            "I",
            "Mc",
            "Ann",
            "John",
            "McKay",
            "O'Brien",
            "Ottawa's",
            "Aoibheann",
            "Llanfairpwllgwyngyll",
        ];
        for word in words {
            assert_eq!(hash(word.as_bytes()), hash(word.to_ascii_lowercase().as_bytes()), "{word}");
            assert_eq!(hash(word.as_bytes()), hash(word.to_ascii_uppercase().as_bytes()), "{word}");
        }
        for (one, other) in
            [("@", "`"), ("[", "{"), ("É", "é"), ("a", "a\0"), ("abcdefgh", "abcdefg"), ("ab", "ba")]
        {
            assert_ne!(hash(one.as_bytes()), hash(other.as_bytes()), "{one} {other}");
        }
    }
}
