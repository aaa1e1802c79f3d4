//! Writes the table that `src/lexicon/format.rs` describes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::class::Class;
use crate::format::{Header, Record, bucket, hash, pair, tag};
use crate::terms::{Facts, Terms};

/// Bits for pairs of words: one in twenty of all pairs has its bit set by chance.
const PAIR_BITS: u32 = 1 << 19;

/// Keys a bucket holds on average; a power of two of buckets makes it half to all of this.
const KEYS_A_BUCKET: usize = 4;

pub(crate) fn write(terms: &Terms) -> Result<Vec<u8>, String> {
    let sets = class_sets(terms);
    let all = || terms.words.values().chain(terms.phrases.values());
    let records = records(all(), &sets)?;

    let mut table = vec![0; Header::BYTES];
    let mut header = Header::default();
    (header.word_buckets, header.word_directory) = write_keys(&mut table, &terms.words, &sets, &records)?;
    (header.phrase_buckets, header.phrase_directory) =
        write_keys(&mut table, &terms.phrases, &sets, &records)?;

    header.pairs = offset(&table)?;
    header.pair_bits = PAIR_BITS;
    table.extend(pairs(terms));

    header.records = offset(&table)?;
    let mut in_order: Vec<(&Record, &u16)> = records.iter().collect();
    in_order.sort_by_key(|(_, number)| **number);
    for (record, _) in in_order {
        table.extend(record.pack());
    }
    header.classes = offset(&table)?;
    let mut in_order: Vec<(&u64, &u16)> = sets.iter().collect();
    in_order.sort_by_key(|(_, number)| **number);
    for (set, _) in in_order {
        table.extend(set.to_le_bytes());
    }
    table[..Header::BYTES].copy_from_slice(&header.write());
    Ok(table)
}

/// A bit for every pair of words that starts a phrase.
fn pairs(terms: &Terms) -> Vec<u8> {
    let mut bits = vec![0; PAIR_BITS as usize / 8];
    for (first, second) in &terms.pairs {
        let bit = pair(hash(first.as_bytes()), hash(second.as_bytes()), PAIR_BITS);
        bits[bit / 8] |= 1 << (bit % 8);
    }
    bits
}

/// Numbers every set of classes that occurs.
fn class_sets(terms: &Terms) -> HashMap<u64, u16> {
    let sets: BTreeSet<u64> =
        terms.words.values().chain(terms.phrases.values()).map(|facts| facts.class.0).collect();
    sets.into_iter().zip(0..).collect()
}

/// Numbers every record that occurs, the frequent ones first so that they share cache lines.
fn records<'a>(
    all: impl Iterator<Item = &'a Facts>,
    sets: &HashMap<u64, u16>,
) -> Result<HashMap<Record, u16>, String> {
    let mut counts: BTreeMap<Record, usize> = BTreeMap::new();
    for facts in all {
        *counts.entry(record(facts, sets)).or_default() += 1;
    }
    let mut counts: Vec<(Record, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    if counts.len() > usize::from(u16::MAX) {
        return Err("the table has more different records than two bytes can number".to_owned());
    }
    Ok(counts.into_iter().map(|(record, _)| record).zip(0..).collect())
}

fn record(facts: &Facts, sets: &HashMap<u64, u16>) -> Record {
    let Facts { class: Class(set), given, surname, lower, capital, person, place, phrase } = *facts;
    let classes = sets.get(&set).copied().unwrap_or(0);
    Record { classes, given, surname, lower, capital, person, place, phrase }
}

/// Writes a directory and the buckets behind it; returns how many buckets and where.
fn write_keys(
    table: &mut Vec<u8>,
    terms: &BTreeMap<String, Facts>,
    sets: &HashMap<u64, u16>,
    records: &HashMap<Record, u16>,
) -> Result<(u32, u32), String> {
    let buckets = (terms.len() / KEYS_A_BUCKET).next_power_of_two() as u32;
    let mut contents: Vec<Vec<u8>> = vec![Vec::new(); buckets as usize];
    // The commonest word of a bucket stands first: most words of a text are found at once.
    let mut in_order: Vec<(&String, &Facts)> = terms.iter().collect();
    in_order.sort_by_key(|(_, facts)| std::cmp::Reverse(facts.lower.max(facts.capital)));
    for (term, facts) in in_order {
        let number = records.get(&record(facts, sets)).copied().unwrap_or_default();
        let hash = hash(term.as_bytes());
        let entries = &mut contents[bucket(hash, buckets)];
        entries.extend([tag(hash), term.len() as u8]);
        entries.extend(number.to_le_bytes());
        entries.extend(term.bytes());
    }
    let directory = offset(table)?;
    let mut start = directory + 4 * (buckets + 1);
    for entries in &contents {
        table.extend(start.to_le_bytes());
        start += entries.len() as u32;
    }
    table.extend(start.to_le_bytes());
    table.extend(contents.concat());
    Ok((buckets, directory))
}

fn offset(table: &[u8]) -> Result<u32, String> {
    u32::try_from(table.len()).map_err(|_| "the table is larger than four bytes can number".to_owned())
}
